use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::TerritoryId;

use super::content::Content;
use crate::graphql::{Date, Refusal, UserError};
use crate::observation::reading::Reading;
use crate::observation::rules::{KnownTerms, scheme};
use crate::reference::territory::{Named, Places, TerritoryReference};

/// What is said of a need, field by field; terms by their codes.
#[derive(InputObject, Clone, Default)]
pub struct Said {
    /// The need in words (at most 5,000 characters).
    pub statement: MaybeUndefined<String>,
    /// How it was observed: a code of `observation-method`, or the id of a term.
    pub method: MaybeUndefined<ID>,
    /// Expressed, observed or co-built: a code of `formulation`, or the id of a term.
    pub formulation: MaybeUndefined<ID>,
    /// The theme under which it counts: a code of `need-theme`, or the id of a term.
    pub main_theme: MaybeUndefined<ID>,
    /// All further themes (at most 20).
    pub other_themes: MaybeUndefined<Vec<ID>>,
    /// The sector under which it counts: a code of `sector`, or the id of a term.
    pub main_sector: MaybeUndefined<ID>,
    /// All further sectors (at most 20).
    pub other_sectors: MaybeUndefined<Vec<ID>>,
    /// Where the need is, at any level.
    pub territory: MaybeUndefined<TerritoryReference>,
    /// Whom it is about: codes of `public`, or ids of terms (at most 20).
    pub publics: MaybeUndefined<Vec<ID>>,
    /// Kind of the organisation that has the need: a code of `organisation-kind`, or the id of a term.
    pub organisation_kind: MaybeUndefined<ID>,
    /// Its stage: a code of `career-stage`, or the id of a term.
    pub career_stage: MaybeUndefined<ID>,
    /// The day of the observation.
    pub observed_on: MaybeUndefined<Date>,
    /// From 1 (slight) to 5 (vital).
    pub intensity: MaybeUndefined<i32>,
    /// How many people are concerned, as declared.
    pub people_concerned: MaybeUndefined<i32>,
    /// How many organisations are concerned, as declared.
    pub organisations_concerned: MaybeUndefined<i32>,
    /// The structure observed.
    pub structure: MaybeUndefined<ID>,
    /// Whether an organisation or a person can be recognised, even unnamed.
    pub identifiable: MaybeUndefined<bool>,
    /// Whether it touches people in a sensitive situation; always so for the publics that are.
    pub sensitive: MaybeUndefined<bool>,
    /// Whether it is drawn from something that is no observation.
    pub derived: MaybeUndefined<bool>,
    /// The interview or document it comes from, one's own.
    pub source: MaybeUndefined<ID>,
}

/// What the codes and names in an input stand for.
pub struct Meanings {
    /// Terms.
    pub terms: KnownTerms,
    /// Territories.
    pub places: Places,
}

impl Said {
    /// The terms it names.
    pub fn codes(&self) -> Vec<(&'static str, String)> {
        let one = |scheme, name: &MaybeUndefined<ID>| name.value().map(|name| (scheme, name.0.clone()));
        let single = [
            one(scheme::METHOD, &self.method),
            one(scheme::FORMULATION, &self.formulation),
            one(scheme::THEME, &self.main_theme),
            one(scheme::SECTOR, &self.main_sector),
            one(scheme::ORGANISATION_KIND, &self.organisation_kind),
            one(scheme::CAREER_STAGE, &self.career_stage),
        ];
        let lists = [
            (scheme::THEME, &self.other_themes),
            (scheme::SECTOR, &self.other_sectors),
            (scheme::PUBLIC, &self.publics),
        ];
        let listed = lists.into_iter().flat_map(|(scheme, codes)| {
            codes.value().into_iter().flatten().map(move |name| (scheme, name.0.clone()))
        });
        single.into_iter().flatten().chain(listed).collect()
    }

    /// The territory it names, or else the one said before.
    pub fn places(&self, before: TerritoryId) -> Vec<Named> {
        vec![self.territory.value().cloned().map_or(Named::Id(before), Named::from)]
    }

    /// What is then said altogether, over what was said before, with what is odd about it; all mistakes at
    /// once.
    pub fn over(
        &self,
        mut content: Content,
        meanings: &Meanings,
    ) -> Result<(Content, Vec<UserError>), Refusal> {
        let said = self.clone();
        let mut read = Reading::new(&meanings.terms);
        let warning = read.place(&mut content.territory, said.territory, &meanings.places, "territory");
        read.must(&mut content.statement, said.statement, "statement");
        read.term(&mut content.method, said.method, scheme::METHOD, "method");
        read.term(&mut content.formulation, said.formulation, scheme::FORMULATION, "formulation");
        read.term(&mut content.main_theme, said.main_theme, scheme::THEME, "mainTheme");
        read.terms(&mut content.other_themes, said.other_themes, scheme::THEME, "otherThemes");
        read.term_or_none(&mut content.main_sector, said.main_sector, scheme::SECTOR, "mainSector");
        read.terms(&mut content.other_sectors, said.other_sectors, scheme::SECTOR, "otherSectors");
        read.terms(&mut content.publics, said.publics, scheme::PUBLIC, "publics");
        let (kind, stage) = (&mut content.organisation_kind, &mut content.career_stage);
        read.term_or_none(kind, said.organisation_kind, scheme::ORGANISATION_KIND, "organisationKind");
        read.term_or_none(stage, said.career_stage, scheme::CAREER_STAGE, "careerStage");
        read.must(&mut content.observed_on, said.observed_on.map_value(Into::into), "observedOn");
        read.must(&mut content.intensity, said.intensity, "intensity");
        said.people_concerned.update_to(&mut content.people_concerned);
        said.organisations_concerned.update_to(&mut content.organisations_concerned);
        read.link(&mut content.structure, said.structure, "structure");
        read.must(&mut content.identifiable, said.identifiable, "identifiable");
        read.must(&mut content.sensitive, said.sensitive, "sensitive");
        read.must(&mut content.derived, said.derived, "derived");
        read.link(&mut content.source, said.source, "source");
        read.finish_with((content, warning.into_iter().collect()))
    }
}
