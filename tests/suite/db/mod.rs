mod backup;
mod tx;
