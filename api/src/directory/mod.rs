//! Structures and what identifies them. No need, no programme and no account lives here.

pub mod identifier_check;
