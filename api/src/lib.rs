//! The Maillage server: a GraphQL API over the shared memory of an accompaniment network.

pub mod error;
