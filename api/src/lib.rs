//! The Maillage server: a GraphQL API over the shared memory of an accompaniment network.
//!
//! The folders follow the chain of the work; each may use those named before it, never those after:
//! [`db`], [`graphql`], [`trail`], [`access`], [`network`], [`mod@reference`], [`directory`], [`observation`], [`insight`],
//! [`exchange`], [`schema`], [`http`], [`demo`], [`cli`].

pub mod access;
pub mod app;
pub mod cell;
pub mod cli;
pub mod config;
pub mod db;
pub mod demo;
pub mod directory;
pub mod error;
pub mod exchange;
pub mod graphql;
pub mod http;
pub mod insight;
pub mod keepers;
pub mod network;
pub mod observation;
pub mod programme;
pub mod reference;
pub mod schema;
pub mod trail;
pub mod world;
