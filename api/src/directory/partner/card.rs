use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::{AccountId, StructureId};
use serde_json::{Value as Json, json};

use crate::directory::structure::Coded;
use crate::reference::territory::Place;
use crate::trail::FieldChange;

/// A field of a partner's card that holds terms of a vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermField {
    /// What kinds of partner it is.
    Kinds,
    /// What it can do for those who are accompanied.
    Skills,
    /// Which needs it answers.
    Themes,
    /// The sectors it knows.
    Sectors,
    /// How it works.
    Modalities,
    /// In which formats it intervenes.
    Formats,
}

impl TermField {
    /// Every one, in the order of the card.
    pub const ALL: [Self; 6] =
        [Self::Kinds, Self::Skills, Self::Themes, Self::Sectors, Self::Modalities, Self::Formats];

    /// Its name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kinds => "kinds",
            Self::Skills => "skills",
            Self::Themes => "themes",
            Self::Sectors => "sectors",
            Self::Modalities => "modalities",
            Self::Formats => "formats",
        }
    }

    /// The vocabulary its terms belong to; no two fields share one.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Kinds => "partner-kind",
            Self::Skills => "skill",
            Self::Themes => "need-theme",
            Self::Sectors => "sector",
            Self::Modalities => "modality",
            Self::Formats => "format",
        }
    }

    /// The field that holds terms of a vocabulary.
    pub fn of(scheme: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.scheme() == scheme)
    }
}

/// A period in which a partner cannot intervene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Absence {
    /// Its start.
    pub from: DateTime<Utc>,
    /// Its end, which is after its start.
    pub to: DateTime<Utc>,
}

/// All that is said of a partner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The structure it is; none for an independent professional.
    pub structure: Option<StructureId>,
    /// The account that answers for it.
    pub account: Option<AccountId>,
    /// Its own name; that of its structure when absent.
    pub name: Option<String>,
    /// What it does, in words.
    pub description: Option<String>,
    /// What it asks for, in words.
    pub rates: Option<String>,
    /// Its addresses on the web.
    pub web: Vec<String>,
    /// Its terms.
    pub terms: BTreeMap<TermField, BTreeSet<Coded>>,
    /// Where it intervenes.
    pub zones: Vec<Place>,
    /// When it cannot.
    pub absences: Vec<Absence>,
}

impl Card {
    /// The history of going from this card to another: what it can do and where. The rest may be personal and leaves
    /// no trace.
    pub fn changes(&self, after: &Self) -> Vec<FieldChange> {
        let pairs = self.fields().into_iter().zip(after.fields());
        let change = |((field, before), (_, after))| FieldChange { field, before, after };
        pairs.map(change).filter(|change| change.before != change.after).collect()
    }

    fn fields(&self) -> Vec<(&'static str, Json)> {
        let terms = TermField::ALL.map(|field| {
            let codes = self.terms.get(&field).into_iter().flatten().map(|term| term.code.as_str());
            (field.name(), codes.collect())
        });
        let place = |place: &Place| json!({ "kind": place.kind.as_str(), "code": place.code });
        let zones = self.zones.iter().map(place).collect();
        terms.into_iter().chain([("zones", zones)]).collect()
    }
}
