use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::{DateTime, Utc};
use entity::StructureId;

use super::card::TermField;
use crate::graphql::{parse_id, patch};
use crate::reference::territory::{Named, TerritoryReference};

/// A period in which a partner cannot intervene.
#[derive(InputObject, Clone, Debug)]
pub struct PartnerAbsenceInput {
    /// Its start.
    pub from: DateTime<Utc>,
    /// Its end, after its start.
    pub to: DateTime<Utc>,
}

patch! {
    /// What is said of a partner.
    PartnerSaid
    /// A partner to add: a structure of the directory, or an independent professional, who needs a name.
    create CreatePartnerInput {}
    /// What changes on a partner's card. What is left out stays as it was; null clears a field.
    update UpdatePartnerInput
    required {}
    optional {
        /// The structure it is; an independent professional is none. A structure is one partner at most.
        structure: ID,
        /// The external partner's account that answers for it.
        account: ID,
        /// Its own name; that of its structure when absent.
        name: String,
        /// What it does, in words.
        description: String,
        /// What it asks for, in words; for members only.
        rates: String,
        /// Its addresses on the web, at most 50.
        web: Vec<String>,
        /// What kinds of partner it is: codes of `partner-kind`, or ids of terms.
        kinds: Vec<ID>,
        /// What it can do for those who are accompanied: codes of `skill`, or ids of terms.
        skills: Vec<ID>,
        /// Which needs it answers: codes of `need-theme`, or ids of terms.
        themes: Vec<ID>,
        /// The sectors it knows: codes of `sector`, or ids of terms.
        sectors: Vec<ID>,
        /// How it works: codes of `modality`, or ids of terms.
        modalities: Vec<ID>,
        /// In which formats it intervenes: codes of `format`, or ids of terms.
        formats: Vec<ID>,
        /// Where it intervenes, at most 50 territories; everywhere inside each of them.
        zones: Vec<TerritoryReference>,
        /// When it cannot intervene, at most 50 periods.
        absences: Vec<PartnerAbsenceInput>,
    }
}

impl PartnerSaid {
    /// The terms said of a field.
    pub(super) fn terms(&self, field: TermField) -> &MaybeUndefined<Vec<ID>> {
        match field {
            TermField::Kinds => &self.kinds,
            TermField::Skills => &self.skills,
            TermField::Themes => &self.themes,
            TermField::Sectors => &self.sectors,
            TermField::Modalities => &self.modalities,
            TermField::Formats => &self.formats,
        }
    }

    /// Every term named, with its vocabulary.
    pub(super) fn named_terms(&self) -> Vec<(&'static str, &str)> {
        let named = |field: TermField| {
            let names = self.terms(field).value().into_iter().flatten();
            names.map(move |name| (field.scheme(), name.as_str()))
        };
        TermField::ALL.into_iter().flat_map(named).collect()
    }

    /// Every territory named.
    pub(super) fn named_places(&self) -> Vec<Named> {
        self.zones.value().into_iter().flatten().cloned().map(Into::into).collect()
    }

    /// The structure named, if it can be one.
    pub(super) fn named_structure(&self) -> Option<StructureId> {
        parse_id(self.structure.value()?)
    }
}
