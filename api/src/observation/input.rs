//! What inputs have in common.

use async_graphql::InputObject;
use entity::TypedId;

use crate::graphql::{UserError, YearMonth, check, parse_id};

/// An id of one kind of thing.
pub fn id<T: TypedId>(text: &str, field: &str) -> Result<T, UserError> {
    parse_id(text).ok_or_else(|| check::not_found(field, text))
}

/// From a month to another, both included.
#[derive(InputObject, Clone, Copy)]
pub struct MonthRange {
    /// The first month, as `2026-03`; all earlier ones when absent.
    pub from: Option<YearMonth>,
    /// The last month, as `2026-03`; all later ones when absent.
    pub to: Option<YearMonth>,
}
