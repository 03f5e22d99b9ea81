use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::card::{Card, Reference, TermField};
use crate::db::fold;
use crate::reference::territory::Named;

/// What becomes of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// It stays as it was.
    #[default]
    Keep,
    /// It becomes this.
    Set(T),
}

/// What somebody wants a card to say, as they wrote it: the API's inputs and an import's rows come down to
/// this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Its usual name.
    pub name: Edit<String>,
    /// Its other names.
    pub other_names: Edit<Vec<String>>,
    /// What it does, in words; an empty text clears it.
    pub description: Edit<String>,
    /// Its addresses on the web.
    pub web: Edit<Vec<String>>,
    /// Codes or ids of terms; a field that is left out stays as it was, an empty one is cleared.
    pub terms: BTreeMap<TermField, Vec<String>>,
    /// The year it was created.
    pub creation_year: Edit<Option<i32>>,
    /// Where its seat is.
    pub territory: Edit<Option<Named>>,
    /// Where it intervenes.
    pub zones: Edit<Vec<Named>>,
    /// Its identifiers.
    pub identifiers: Edit<Vec<WishedClaim>>,
    /// Its keys in other systems.
    pub references: Edit<Vec<Reference>>,
    /// Whether it is a sole trader under partial diffusion.
    pub restricted: Edit<bool>,
    /// Whether it is the card of the member structure that its author runs.
    pub own_member: Edit<bool>,
}

/// An identifier as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WishedClaim {
    /// Of which kind: `siret`, `rna`...
    pub scheme: String,
    /// The identifier.
    pub value: String,
    /// Who says so.
    pub source: Option<String>,
    /// First day it held, if known.
    pub valid_from: Option<NaiveDate>,
    /// Last day it held, if it no longer does.
    pub valid_to: Option<NaiveDate>,
}

impl Wish {
    /// The same for a structure that keeps its name: the name wished joins its other names.
    #[must_use]
    pub fn beside(mut self, card: &Card) -> Self {
        let Edit::Set(name) = std::mem::take(&mut self.name) else { return self };
        let mut names = match std::mem::take(&mut self.other_names) {
            Edit::Set(names) => names,
            Edit::Keep => Vec::new(),
        };
        names.push(name);
        let known = |name: &String| {
            [&card.name].into_iter().chain(&card.other_names).any(|other| fold(other) == fold(name))
        };
        names.retain(|name| !known(name));
        if !names.is_empty() {
            self.other_names = Edit::Set([card.other_names.clone(), names].concat());
        }
        self
    }

    /// The territories it names.
    pub fn places(&self) -> impl Iterator<Item = &Named> {
        let seat = if let Edit::Set(Some(seat)) = &self.territory { Some(seat) } else { None };
        let zones = if let Edit::Set(zones) = &self.zones { zones.as_slice() } else { &[] };
        seat.into_iter().chain(zones)
    }

    /// The terms it names, each with its scheme.
    pub fn named_terms(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let schemes = self
            .terms
            .iter()
            .flat_map(|(field, names)| names.iter().map(move |name| (field.scheme(), name.as_str())));
        let claims = if let Edit::Set(claims) = &self.identifiers { claims.as_slice() } else { &[] };
        schemes.chain(claims.iter().map(|claim| (IDENTIFIER_SCHEME, claim.scheme.as_str())))
    }
}

/// The vocabulary of the kinds of identifier.
pub const IDENTIFIER_SCHEME: &str = "identifier-scheme";
