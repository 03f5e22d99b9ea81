//! What is right of a scheme, who may change it, and for whom it is. Pure.

mod fit;

use entity::funding_scheme;

pub use fit::{Criteria, Criterion, Profile, Reach, Reason, fit, fits};

use super::content::Content;
use crate::graphql::{Cents, Refusal, UserError, UserErrorCode, UserErrors, check as plain};
use crate::observation::rules::Contributor;
use crate::trail::FieldChange;

const MOST_FUNDERS: usize = 20;
const MOST_TERMS: usize = 50;
const MOST_ZONES: usize = 100;

/// A scheme as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its row.
    pub row: funding_scheme::Model,
    /// What it says.
    pub content: Content,
}

/// A scheme that may be added.
#[derive(Debug)]
pub struct New {
    pub(super) by: Contributor,
    pub(super) content: Content,
}

/// A change that may be written.
#[derive(Debug)]
pub struct Revision {
    pub(super) before: Stored,
    pub(super) content: Content,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
}

/// A removal that may be written.
#[derive(Debug)]
pub struct Removal {
    pub(super) row: funding_scheme::Model,
}

/// What a scheme may say.
#[derive(Clone, Debug)]
pub struct Checked(Content);

/// Allows an advisor to add a scheme.
pub fn create(by: Contributor, checked: Checked) -> New {
    New { by, content: checked.0 }
}

/// Allows the member that entered a scheme to change it.
pub fn revise(by: Contributor, before: Stored, checked: Checked) -> Result<Revision, UserError> {
    by.own(before.row.member_id)?;
    let fields = checked.0.changes(&before.content);
    Ok(Revision { before, content: checked.0, fields })
}

/// Allows the member that entered a scheme to remove it.
pub fn remove(by: Contributor, row: funding_scheme::Model, expected: i32) -> Result<Removal, UserError> {
    by.own(row.member_id)?;
    plain::version(expected, row.version)?;
    Ok(Removal { row })
}

/// Checks what no single field tells.
pub fn check(content: Content) -> Result<Checked, Refusal> {
    let mut errors = UserErrors::default();
    if content.opens_on.zip(content.deadline).is_some_and(|(opens, closes)| closes < opens) {
        errors.add(UserError::new(UserErrorCode::EndsBeforeStart, "deadline"));
    }
    if let Some((least, most)) = content.min_amount.zip(content.max_amount) {
        errors.check(plain::between("maxAmount", most, least, Cents::MOST));
    }
    if let Some(url) = &content.url {
        errors.check(address("url", url));
    }
    let counts = content.sets().map(|(set, _, field)| (set.len(), MOST_TERMS, field));
    let others =
        [(content.funders.len(), MOST_FUNDERS, "funders"), (content.zones.len(), MOST_ZONES, "zones")];
    for (_, most, field) in counts.into_iter().chain(others).filter(|(count, most, _)| count > most) {
        errors.add(UserError::new(UserErrorCode::TooMany, field).with("max", most));
    }
    errors.finish_with(Some(Checked(content)))
}

/// An http or https address.
pub fn address(field: &str, url: &str) -> Result<(), UserError> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    if host.is_some_and(|host| !host.is_empty()) && !url.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(UserError::new(UserErrorCode::InvalidFormat, field).with("value", url))
}
