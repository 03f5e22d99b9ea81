//! The test suite lives in `suite/`.
