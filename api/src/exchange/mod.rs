//! What enters and leaves in bulk: files imported here; exports, feeds and hooks beside it.
//!
//! This folder knows every concept; no concept knows it.

pub mod import;
