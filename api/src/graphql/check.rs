//! Checks of plain values, whatever the concept.

use super::{UserError, UserErrorCode};

/// A text of 1 to `max` characters, without the white space around it.
pub fn text(field: &str, value: &str, max: usize) -> Result<String, UserError> {
    let value = value.trim();
    if value.is_empty() {
        return Err(UserError::new(UserErrorCode::Required, field));
    }
    if value.chars().count() > max {
        return Err(UserError::new(UserErrorCode::TooLong, field).with("max", max));
    }
    Ok(value.to_owned())
}

/// A number from `min` to `max`.
pub fn between<N: PartialOrd + std::fmt::Display>(
    field: &str,
    value: N,
    min: N,
    max: N,
) -> Result<N, UserError> {
    if min <= value && value <= max {
        return Ok(value);
    }
    Err(UserError::new(UserErrorCode::OutOfRange, field).with("min", min).with("max", max))
}

/// The version a change was made from is the present one.
pub fn version(expected: i32, current: i32) -> Result<(), UserError> {
    if expected == current {
        return Ok(());
    }
    let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
    Err(conflict.with("current", current).with("expected", expected))
}

/// What has no such id, or none that may be seen.
pub fn not_found(field: &str, value: &str) -> UserError {
    UserError::new(UserErrorCode::NotFound, field).with("value", value)
}
