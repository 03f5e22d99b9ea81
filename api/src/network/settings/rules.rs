use serde::{Deserialize, Serialize};

use super::super::rules::Charge;
use crate::access::Actor;
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check};

/// No threshold is higher.
const HIGHEST: u32 = 100;

/// How many it takes before a hidden part of a figure is shown. The defaults are the floors: INSEE's rule of
/// three for organisations, French practice for persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Thresholds {
    /// Distinct organisations observed; also those in the others' rows, for each contributor.
    pub organisations: u32,
    /// Contributors.
    pub contributors: u32,
    /// Persons, where a measure counts persons.
    pub persons: u32,
    /// Persons of sensitive publics.
    pub sensitive_persons: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { organisations: 3, contributors: 1, persons: 5, sensitive_persons: 11 }
    }
}

impl Thresholds {
    /// Never below the floors, whatever is stored.
    #[must_use]
    pub fn above_floors(self) -> Self {
        let floors = Self::default();
        Self {
            organisations: self.organisations.max(floors.organisations),
            contributors: self.contributors.max(floors.contributors),
            persons: self.persons.max(floors.persons),
            sensitive_persons: self.sensitive_persons.max(floors.sensitive_persons),
        }
    }
}

/// New values; what is absent stays.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Patch {
    pub organisations: Option<i32>,
    pub contributors: Option<i32>,
    pub persons: Option<i32>,
    pub sensitive_persons: Option<i32>,
}

/// Settings that may be kept.
#[derive(Debug)]
pub(super) struct Changed(Thresholds);

impl Changed {
    pub(super) const fn thresholds(&self) -> Thresholds {
        self.0
    }
}

/// Who runs the network changes its settings.
pub(super) fn change(
    actor: &Actor,
    (before, version): (Thresholds, i32),
    patch: Patch,
    expected_version: i32,
) -> Result<Changed, Refusal> {
    let mut errors = UserErrors::default();
    if Charge::of(actor) != Charge::Network {
        errors.add(Actor::not_allowed(""));
    }
    errors.check(check::version(expected_version, version));
    let floors = Thresholds::default();
    let mut value =
        |field, asked, before, floor| errors.check(within(field, asked, floor)).flatten().unwrap_or(before);
    let after = Thresholds {
        organisations: value(
            "minOrganisations",
            patch.organisations,
            before.organisations,
            floors.organisations,
        ),
        contributors: value("minContributors", patch.contributors, before.contributors, floors.contributors),
        persons: value("minPersons", patch.persons, before.persons, floors.persons),
        sensitive_persons: value(
            "minSensitivePersons",
            patch.sensitive_persons,
            before.sensitive_persons,
            floors.sensitive_persons,
        ),
    };
    errors.finish()?;
    Ok(Changed(after))
}

fn within(field: &str, asked: Option<i32>, floor: u32) -> Result<Option<u32>, UserError> {
    let Some(asked) = asked else { return Ok(None) };
    match u32::try_from(asked) {
        Ok(value) if (floor..=HIGHEST).contains(&value) => Ok(Some(value)),
        _ => Err(UserError::new(UserErrorCode::OutOfRange, field).with("min", floor).with("max", HIGHEST)),
    }
}
