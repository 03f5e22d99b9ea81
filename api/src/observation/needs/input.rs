use async_graphql::MaybeUndefined::{self, Value};
use async_graphql::{ID, InputObject};

use super::said::Said;
use crate::graphql::Date;
use crate::observation::level::Visibility;
use crate::reference::territory::TerritoryReference;

/// A need as it was observed.
#[derive(InputObject)]
pub struct CreateObservationInput {
    /// The need in words: better without names of people (at most 5,000 characters).
    statement: String,
    /// How it was observed: a code of `observation-method`, or the id of a term.
    method: ID,
    /// Expressed, observed or co-built: a code of `formulation`, or the id of a term.
    formulation: ID,
    /// The theme under which it counts: a code of `need-theme`, or the id of a term.
    main_theme: ID,
    /// Further themes (at most 20).
    #[graphql(default)]
    other_themes: Vec<ID>,
    /// The sector under which it counts: a code of `sector`, or the id of a term.
    main_sector: Option<ID>,
    /// Further sectors (at most 20).
    #[graphql(default)]
    other_sectors: Vec<ID>,
    /// Where the need is, at any level.
    territory: TerritoryReference,
    /// Whom it is about: codes of `public`, or ids of terms (at most 20).
    #[graphql(default)]
    publics: Vec<ID>,
    /// Kind of the organisation that has the need: a code of `organisation-kind`, or the id of a term.
    organisation_kind: Option<ID>,
    /// Its stage: a code of `career-stage`, or the id of a term.
    career_stage: Option<ID>,
    /// The day of the observation.
    observed_on: Date,
    /// From 1 (slight) to 5 (vital).
    intensity: i32,
    /// How many people are concerned, as declared.
    people_concerned: Option<i32>,
    /// How many organisations are concerned, as declared.
    organisations_concerned: Option<i32>,
    /// The structure observed; others then see the observation only with its authorisation.
    structure: Option<ID>,
    /// Whether an organisation or a person can be recognised, even unnamed.
    #[graphql(default)]
    identifiable: bool,
    /// Whether it touches people in a sensitive situation; always so for the publics that are.
    #[graphql(default)]
    sensitive: bool,
    /// Whether it is drawn from something that is no observation.
    #[graphql(default)]
    derived: bool,
    /// The interview or document it comes from, one's own.
    source: Option<ID>,
    /// Whether it is still being written: then it is shared with nobody and counted nowhere.
    #[graphql(default)]
    pub(super) draft: bool,
    /// Who may see it; above `PRIVATE` for coordinators only.
    #[graphql(default_with = "Visibility::Private")]
    pub(super) visibility: Visibility,
    /// The authorisation it rests on, one's own.
    pub(super) authorisation: Option<ID>,
}

/// Other words for an observation: what is left out stays as it is, null empties.
#[derive(InputObject)]
pub struct UpdateObservationInput {
    /// Which observation.
    pub(super) id: ID,
    /// Its version as it was read.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) said: Said,
}

impl CreateObservationInput {
    /// What is said, apart from who may see it.
    pub(super) fn said(self) -> Said {
        Said {
            statement: Value(self.statement),
            method: Value(self.method),
            formulation: Value(self.formulation),
            main_theme: Value(self.main_theme),
            other_themes: Value(self.other_themes),
            main_sector: maybe(self.main_sector),
            other_sectors: Value(self.other_sectors),
            territory: Value(self.territory),
            publics: Value(self.publics),
            organisation_kind: maybe(self.organisation_kind),
            career_stage: maybe(self.career_stage),
            observed_on: Value(self.observed_on),
            intensity: Value(self.intensity),
            people_concerned: maybe(self.people_concerned),
            organisations_concerned: maybe(self.organisations_concerned),
            structure: maybe(self.structure),
            identifiable: Value(self.identifiable),
            sensitive: Value(self.sensitive),
            derived: Value(self.derived),
            source: maybe(self.source),
        }
    }
}

/// What is left out at a creation is not there.
fn maybe<T>(value: Option<T>) -> MaybeUndefined<T> {
    value.map_or(MaybeUndefined::Null, Value)
}
