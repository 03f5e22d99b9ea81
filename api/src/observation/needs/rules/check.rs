use chrono::{Datelike, NaiveDate};
use entity::TerritoryId;

use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check, id_text};
use crate::observation::needs::content::Content;
use crate::observation::rules::{KnownTerms, past};
use crate::reference::territory::Place;

/// Where an observation is, for its contributor and for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// The territory said.
    pub territory: TerritoryId,
    /// Its département, or the narrowest that is wider.
    pub coarse: TerritoryId,
}

impl Located {
    /// Of a territory that lies in some département or in something wider.
    pub fn of(place: &Place) -> Option<Self> {
        place.shared.map(|coarse| Self { territory: place.id, coarse })
    }
}

/// What the database says of what an observation names.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Terms.
    pub terms: &'a KnownTerms,
    /// The territory and its département or what is wider, if they exist.
    pub place: Option<Located>,
    /// Whether the structure exists, where one is named.
    pub structure: bool,
    /// Whether the source is one of the member's own, where one is named.
    pub source: bool,
}

const LONGEST_STATEMENT: usize = 5_000;
const MOST_TERMS: usize = 20;
const LARGEST_COUNT: i32 = 1_000_000_000;

/// The first year an observation may be of: older ones are mistakes of a century or of a file.
const FIRST_YEAR: i32 = 1_950;

/// Content whose every word was checked; made by [`check()`] only.
#[derive(Debug)]
pub struct Checked {
    pub(super) content: Content,
    pub(super) place: Located,
}

impl Checked {
    /// What is said.
    pub const fn content(&self) -> &Content {
        &self.content
    }
}

/// Checks what is said; all mistakes at once.
pub fn check(mut content: Content, known: &Known<'_>, today: NaiveDate) -> Result<Checked, Refusal> {
    let mut errors = UserErrors::default();
    if let Some(statement) = errors.check(check::text("statement", &content.statement, LONGEST_STATEMENT)) {
        content.statement = statement;
    }
    errors.check(past(content.observed_on, today, "observedOn"));
    check_numbers(&content, &mut errors);
    content.other_themes.remove(&content.main_theme);
    if let Some(sector) = content.main_sector {
        content.other_sectors.remove(&sector);
    }
    for (set, _, field) in content.sets() {
        if set.len() > MOST_TERMS {
            errors.add(UserError::new(UserErrorCode::TooMany, field).with("max", MOST_TERMS));
        }
    }
    for (term, scheme, field) in content.terms() {
        errors.check(known.terms.check(term, scheme, &field));
    }
    let sensitive = content.publics.iter().any(|public| known.terms.is_sensitive(*public));
    content.sensitive |= sensitive;
    check_links(&content, known, &mut errors);
    let unknown = || unknown("territory", UserErrorCode::UnknownTerritory, &id_text(content.territory));
    let place = errors.check(known.place.ok_or_else(unknown));
    errors.finish_with(place.map(|place| Checked { content, place }))
}

fn check_numbers(content: &Content, errors: &mut UserErrors) {
    let counts = [
        ("intensity", Some(content.intensity), 1, 5),
        ("peopleConcerned", content.people_concerned, 0, LARGEST_COUNT),
        ("organisationsConcerned", content.organisations_concerned, 0, LARGEST_COUNT),
        ("observedOn", Some(content.observed_on.year()), FIRST_YEAR, i32::MAX),
    ];
    for (field, number, min, max) in counts {
        let outside = number.is_some_and(|number| !(min..=max).contains(&number));
        if outside {
            errors.add(UserError::new(UserErrorCode::OutOfRange, field).with("min", min).with("max", max));
        }
    }
}

fn check_links(content: &Content, known: &Known<'_>, errors: &mut UserErrors) {
    if let Some(structure) = content.structure.filter(|_| !known.structure) {
        errors.add(unknown("structure", UserErrorCode::NotFound, &id_text(structure)));
    }
    if let Some(source) = content.source.filter(|_| !known.source) {
        errors.add(unknown("source", UserErrorCode::NotFound, &id_text(source)));
    }
}

fn unknown(field: &str, code: UserErrorCode, value: &str) -> UserError {
    UserError::new(code, field).with("value", value)
}
