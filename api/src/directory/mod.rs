//! The shared directory: structures with their identifiers; partners, contacts and duplicates later. What a
//! structure lives through with the network (observations, programmes) lives in later rooms.

pub mod identifier_check;
pub mod structure;
