//! The server, talked to as its users do.
