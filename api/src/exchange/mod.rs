//! What enters and leaves in bulk: files imported and exported here; feeds and hooks beside it.
//!
//! This folder knows every concept; no concept knows it.

pub mod export;
pub mod import;
pub mod import_run;
