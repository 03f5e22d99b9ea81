mod backup;
mod connections;
mod tx;
