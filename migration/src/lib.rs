//! The history of the tables: never edited, imports no entity.
