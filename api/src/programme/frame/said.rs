use std::collections::BTreeSet;

use async_graphql::{ID, MaybeUndefined};
use entity::TerritoryId;

use super::content::Content;
use crate::graphql::{Refusal, UserError, UserErrorCode, patch};
use crate::observation::reading::Reading;
use crate::observation::rules::{KnownTerms, scheme};
use crate::reference::territory::{Named, Places, TerritoryReference};

/// Characters of a title at most.
const LONGEST_TITLE: usize = 200;
/// Characters of a summary at most.
const LONGEST_SUMMARY: usize = 5_000;
/// Terms of a vocabulary, and territories, at most.
const MOST: usize = 20;

patch! {
    /// What is said of the frame of a programme.
    FrameSaid
    /// A programme to begin.
    create CreateProgrammeInput {}
    /// Another frame for a programme: what is left out stays as it is, null empties.
    update UpdateProgrammeInput
    required {
        /// Its title (at most 200 characters).
        title: String,
    }
    optional {
        /// What it is for, in words (at most 5,000 characters).
        summary: String,
        /// All sectors it is for: codes of `sector`, or ids of terms (at most 20).
        sectors: Vec<ID>,
        /// All themes of needs it answers: codes of `need-theme`, or ids of terms (at most 20).
        themes: Vec<ID>,
        /// All publics it is for: codes of `public`, or ids of terms (at most 20).
        publics: Vec<ID>,
        /// All stages of a career it is for: codes of `career-stage`, or ids of terms (at most 20).
        career_stages: Vec<ID>,
        /// All territories those come from whom it is for (at most 20).
        zones: Vec<TerritoryReference>,
    }
}

impl FrameSaid {
    fn lists(&self) -> [(&'static str, &MaybeUndefined<Vec<ID>>); 4] {
        [
            (scheme::SECTOR, &self.sectors),
            (scheme::THEME, &self.themes),
            (scheme::PUBLIC, &self.publics),
            (scheme::CAREER_STAGE, &self.career_stages),
        ]
    }

    /// The terms it names.
    pub fn codes(&self) -> Vec<(&'static str, String)> {
        let named = |(scheme, codes): (&'static str, &MaybeUndefined<Vec<ID>>)| {
            codes.value().into_iter().flatten().map(|name| (scheme, name.0.clone())).collect::<Vec<_>>()
        };
        self.lists().into_iter().flat_map(named).collect()
    }

    /// The territories it names.
    pub fn places(&self) -> Vec<Named> {
        self.zones.value().into_iter().flatten().cloned().map(Named::from).collect()
    }

    /// What is then said altogether, over what was said before; all mistakes at once.
    pub fn over(
        &self,
        mut content: Content,
        terms: &KnownTerms,
        places: &Places,
    ) -> Result<(Content, Vec<UserError>), Refusal> {
        let said = self.clone();
        let mut read = Reading::new(terms);
        read.text(&mut content.title, said.title, LONGEST_TITLE, "title");
        read.text_or_none(&mut content.summary, said.summary, LONGEST_SUMMARY, "summary");
        read.terms(&mut content.sectors, said.sectors, scheme::SECTOR, "sectors");
        read.terms(&mut content.themes, said.themes, scheme::THEME, "themes");
        read.terms(&mut content.publics, said.publics, scheme::PUBLIC, "publics");
        read.terms(&mut content.career_stages, said.career_stages, scheme::CAREER_STAGE, "careerStages");
        let mut warnings = Vec::new();
        if !said.zones.is_undefined() {
            let zones = said.zones.take().unwrap_or_default();
            content.zones = read_zones(&mut read, &zones, places, &mut warnings);
        }
        for (count, field) in counts(&content) {
            read.check(if count <= MOST { Ok(()) } else { Err(too_many(field)) });
        }
        read.finish_with((content, warnings))
    }
}

fn read_zones(
    read: &mut Reading<'_>,
    zones: &[TerritoryReference],
    places: &Places,
    warnings: &mut Vec<UserError>,
) -> BTreeSet<TerritoryId> {
    let mut found = BTreeSet::new();
    for (index, zone) in zones.iter().enumerate() {
        let resolved = places.resolve(&zone.clone().into(), &format!("zones.{index}"));
        if let Some((place, warning)) = read.check(resolved) {
            found.insert(place.id);
            warnings.extend(warning);
        }
    }
    found
}

fn counts(content: &Content) -> [(usize, &'static str); 5] {
    [
        (content.sectors.len(), "sectors"),
        (content.themes.len(), "themes"),
        (content.publics.len(), "publics"),
        (content.career_stages.len(), "careerStages"),
        (content.zones.len(), "zones"),
    ]
}

fn too_many(field: &str) -> UserError {
    UserError::new(UserErrorCode::TooMany, field).with("max", MOST)
}
