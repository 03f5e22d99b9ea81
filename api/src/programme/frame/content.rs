use std::collections::BTreeSet;

use entity::{TermId, TerritoryId, TypedId, programme};
use serde_json::{Value as Json, json};

use crate::db::{fold, sort_key};
use crate::graphql::{UserError, UserErrorCode, id_text, parse_id};
use crate::observation::rules::scheme;
use crate::trail::FieldChange;

/// What the frame of a programme says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// Its title.
    pub title: String,
    /// What it is for, in words.
    pub summary: Option<String>,
    /// Sectors it is for.
    pub sectors: BTreeSet<TermId>,
    /// Themes of needs it answers.
    pub themes: BTreeSet<TermId>,
    /// Publics it is for.
    pub publics: BTreeSet<TermId>,
    /// Stages of a career it is for.
    pub career_stages: BTreeSet<TermId>,
    /// Where those come from whom it is for.
    pub zones: BTreeSet<TerritoryId>,
}

impl Content {
    /// Its sets of terms with their vocabularies.
    pub const fn sets(&self) -> [(&BTreeSet<TermId>, &'static str); 4] {
        [
            (&self.sectors, scheme::SECTOR),
            (&self.themes, scheme::THEME),
            (&self.publics, scheme::PUBLIC),
            (&self.career_stages, scheme::CAREER_STAGE),
        ]
    }

    /// The set of a vocabulary.
    pub fn set_of(&mut self, scheme: &str) -> Option<&mut BTreeSet<TermId>> {
        match scheme {
            scheme::SECTOR => Some(&mut self.sectors),
            scheme::THEME => Some(&mut self.themes),
            scheme::PUBLIC => Some(&mut self.publics),
            scheme::CAREER_STAGE => Some(&mut self.career_stages),
            _ => None,
        }
    }

    /// Puts the texts into a row.
    pub fn write_into(&self, row: &mut programme::Model) {
        row.title.clone_from(&self.title);
        row.title_folded = fold(&self.title);
        row.sort_key = sort_key(&self.title);
        row.summary.clone_from(&self.summary);
    }

    /// Every field by its name in the API, terms and territories by their ids.
    fn facts(&self) -> [(&'static str, Json); 7] {
        [
            ("title", json!(self.title)),
            ("summary", json!(self.summary)),
            ("sectors", ids(&self.sectors)),
            ("themes", ids(&self.themes)),
            ("publics", ids(&self.publics)),
            ("careerStages", ids(&self.career_stages)),
            ("zones", ids(&self.zones)),
        ]
    }

    /// The fields that differ from what was said before.
    pub fn changes(&self, before: &Self) -> Vec<FieldChange> {
        let both = before.facts().into_iter().zip(self.facts());
        both.filter(|(before, after)| before != after)
            .map(|((field, before), (_, after))| FieldChange { field, before, after })
            .collect()
    }

    /// Takes over a field that is still as it was when its change was proposed.
    pub fn take_over(&mut self, field: &str, before: &Json, after: &Json) -> Result<(), UserError> {
        let moved = || UserError::new(UserErrorCode::ChangedMeanwhile, "id").with("value", field);
        let present = self.facts().into_iter().find(|(name, _)| *name == field);
        if present.is_none_or(|(_, value)| value != *before) {
            return Err(moved());
        }
        match field {
            "title" => after.as_str().unwrap_or_default().clone_into(&mut self.title),
            "summary" => self.summary = after.as_str().map(str::to_owned),
            "sectors" => self.sectors = read(after),
            "themes" => self.themes = read(after),
            "publics" => self.publics = read(after),
            "careerStages" => self.career_stages = read(after),
            "zones" => self.zones = read(after),
            _ => return Err(moved()),
        }
        Ok(())
    }
}

fn ids<T: TypedId>(set: &BTreeSet<T>) -> Json {
    set.iter().map(|id| Json::String(id_text(*id).0)).collect()
}

fn read<T: TypedId + Ord>(value: &Json) -> BTreeSet<T> {
    let texts = value.as_array().into_iter().flatten().filter_map(Json::as_str);
    texts.filter_map(parse_id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_proposed_is_taken_over_unless_it_changed_meanwhile() {
        let before = Content { title: "Parcours".to_owned(), ..Content::default() };
        let term = TermId(uuid::Uuid::from_u128(1));
        let wanted = Content {
            sectors: BTreeSet::from([term]),
            summary: Some("Pour qui".to_owned()),
            ..before.clone()
        };
        let changes = wanted.changes(&before);
        assert_eq!(changes.iter().map(|change| change.field).collect::<Vec<_>>(), ["summary", "sectors"]);
        let mut merged = Content { title: "Parcours 2".to_owned(), ..before.clone() };
        for change in &changes {
            merged.take_over(change.field, &change.before, &change.after).unwrap();
        }
        assert_eq!(merged, Content { title: "Parcours 2".to_owned(), ..wanted });
        for change in &changes {
            let refused = merged.take_over(change.field, &change.before, &change.after).unwrap_err();
            assert_eq!(refused.code, UserErrorCode::ChangedMeanwhile);
        }
    }
}
