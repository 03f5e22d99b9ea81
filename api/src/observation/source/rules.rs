use chrono::NaiveDate;
use entity::TermId;

use crate::graphql::{Refusal, UserErrors, check};
use crate::observation::rules::{Contributor, KnownTerms, past, scheme};

/// A source as it is brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Code of its kind: interview, meeting, document...
    pub kind: String,
    /// What the member calls it.
    pub title: String,
    /// Its day.
    pub dated_on: Option<NaiveDate>,
}

/// A source that may be recorded.
#[derive(Debug)]
pub struct Recorded {
    pub(super) by: Contributor,
    pub(super) kind: TermId,
    pub(super) title: String,
    pub(super) dated_on: Option<NaiveDate>,
}

const LONGEST_TITLE: usize = 300;

/// Checks a source.
pub fn record(
    by: Contributor,
    brought: &Brought,
    terms: &KnownTerms,
    today: NaiveDate,
) -> Result<Recorded, Refusal> {
    let mut errors = UserErrors::default();
    let title = errors.check(check::text("title", &brought.title, LONGEST_TITLE));
    let kind = errors.check(terms.named(scheme::SOURCE_KIND, &brought.kind, "kind"));
    let dated_on = brought.dated_on;
    if let Some(day) = dated_on {
        errors.check(past(day, today, "datedOn"));
    }
    errors.finish_with(title.zip(kind).map(|(title, kind)| Recorded { by, kind, title, dated_on }))
}
