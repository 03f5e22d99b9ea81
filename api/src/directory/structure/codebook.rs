use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{TermId, term};
use sea_orm::ConnectionTrait;

use super::card::Coded;
use super::store::Stored;
use super::wish::Wish;
use crate::error::Result;
use crate::graphql::parse_id;
use crate::reference::territory::{Named, Places};
use crate::reference::vocabulary::{self, Code};

/// Terms and territories looked up beforehand, so that rules need no database: those that some wishes and
/// cards name, or all of them for an import.
#[derive(Debug, Default)]
pub struct Codebook {
    terms: HashMap<TermId, term::Model>,
    codes: HashMap<Code, TermId>,
    /// The territories.
    pub places: Places,
}

impl Codebook {
    /// Looks up everything.
    pub async fn whole(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Self> {
        let mut book = Self { places: Places::all(db).await?, ..Self::default() };
        book.keep(vocabulary::find_all(db, today).await?);
        Ok(book)
    }

    /// Looks up what a wish names and what a card as stored holds, in four statements at most.
    pub async fn of(
        db: &impl ConnectionTrait,
        wish: &Wish,
        stored: Option<&Stored>,
        today: NaiveDate,
    ) -> Result<Self> {
        let mut places: Vec<Named> = wish.places().cloned().collect();
        places.extend(stored.into_iter().flat_map(Stored::places).map(Named::Id));
        let held = stored.into_iter().flat_map(Stored::terms).collect();
        Self::find(db, &places, (wish.named_terms().collect(), held), today).await
    }

    /// Looks up these territories and terms: those that somebody names by code or id, and those that a record holds.
    pub async fn find(
        db: &impl ConnectionTrait,
        places: &[Named],
        (named, held): (Vec<(&'static str, &str)>, Vec<TermId>),
        today: NaiveDate,
    ) -> Result<Self> {
        let mut book = Self { places: Places::find(db, places).await?, ..Self::default() };
        let (mut ids, mut codes) = (held, Vec::new());
        for (scheme, name) in named {
            match parse_id::<TermId>(name) {
                Some(id) => ids.push(id),
                None => codes.push((scheme.to_owned(), name.to_owned())),
            }
        }
        if !ids.is_empty() {
            let found = vocabulary::find_by_ids(db, &ids).await?;
            book.terms.extend(found.into_iter().map(|term| (term.id, term)));
        }
        if !codes.is_empty() {
            book.keep(vocabulary::find_by_codes(db, codes, today).await?);
        }
        Ok(book)
    }

    fn keep(&mut self, found: HashMap<Code, term::Model>) {
        self.codes.extend(found.iter().map(|(code, term)| (code.clone(), term.id)));
        self.terms.extend(found.into_values().map(|term| (term.id, term)));
    }

    /// The term a card holds.
    pub fn held(&self, id: TermId) -> Option<Coded> {
        self.terms.get(&id).map(|term| Coded { code: term.code.clone(), id })
    }

    /// The term of a scheme with this code or id, if it may be used on a day.
    pub fn term(&self, scheme: &str, name: &str, on: NaiveDate) -> Option<Coded> {
        let by_code = || self.codes.get(&(scheme.to_owned(), name.to_owned())).copied();
        let term = self.terms.get(&parse_id(name).or_else(by_code)?)?;
        let begun = term.valid_from.is_none_or(|from| from <= on);
        let usable = begun && term.valid_to.is_none_or(|to| on <= to) && term.scheme == scheme;
        usable.then(|| Coded { code: term.code.clone(), id: term.id })
    }
}
