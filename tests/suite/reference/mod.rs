mod territory;
mod vocabulary;
