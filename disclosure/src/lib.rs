//! Protects a table of figures: pure, no I/O.
