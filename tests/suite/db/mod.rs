mod backup;
mod connections;
