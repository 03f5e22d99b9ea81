//! From a card and a wish to the card that follows: pure, the same for a mutation and for a row of an import.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::card::{Card, Claim, Coded, Reference, TermField};
use super::codebook::Codebook;
use super::wish::{Edit, IDENTIFIER_SCHEME, Wish, WishedClaim};
use crate::directory::identifier_check::{self, CheckResult};
use crate::directory::reading::address;
use crate::graphql::{UserError, UserErrorCode, check};
use crate::reference::territory::{Named, Place};

/// Most characters of a name, of an address, of a key.
const LONG: usize = 300;
/// Most characters of the description.
const LONGEST: usize = 10_000;
/// Most items of a list.
pub const MOST: usize = 50;
/// Category 1000 of INSEE's legal forms: *entrepreneur individuel*.
const SOLE_TRADER: &str = "1000";
/// No organisation of the directory is older.
const FIRST_YEAR: i32 = 1_000;

const MAIN_AND_OTHERS: [(TermField, TermField); 2] =
    [(TermField::MainSector, TermField::OtherSectors), (TermField::MainFunction, TermField::OtherFunctions)];

/// What is wrong, and what is odd, of a wish.
#[derive(Debug, Default)]
pub struct Findings {
    /// Fields that could not be written; each stays as it was.
    pub mistakes: Vec<UserError>,
    /// Fields that were written though they are odd.
    pub warnings: Vec<UserError>,
}

impl Findings {
    fn check<T>(&mut self, outcome: Result<T, UserError>) -> Option<T> {
        outcome.map_err(|mistake| self.mistakes.push(mistake)).ok()
    }
}

/// The card as wished, and what was found; a field with a mistake stays as it was.
pub fn revise(before: &Card, wish: &Wish, book: &Codebook, today: NaiveDate) -> (Card, Findings) {
    let mut revision = Revising { card: before.clone(), found: Findings::default(), book, today };
    revision.texts(wish);
    for (field, names) in &wish.terms {
        revision.terms(*field, names);
    }
    revision.tidy();
    revision.places(wish);
    revision.claims(wish);
    revision.restriction(before, wish);
    (revision.card, revision.found)
}

struct Revising<'a> {
    card: Card,
    found: Findings,
    book: &'a Codebook,
    today: NaiveDate,
}

impl Revising<'_> {
    fn texts(&mut self, wish: &Wish) {
        if let Edit::Set(name) = &wish.name
            && let Some(name) = self.found.check(required(name, "name"))
        {
            self.card.name = name;
        }
        if let Edit::Set(names) = &wish.other_names
            && let Some(names) = self.list(names, "otherNames", required)
        {
            self.card.other_names = names;
        }
        if let Edit::Set(text) = &wish.description
            && let Some(text) = self.found.check(short(text, LONGEST, "description"))
        {
            self.card.description = (!text.is_empty()).then_some(text);
        }
        if let Edit::Set(addresses) = &wish.web
            && let Some(addresses) = self.list(addresses, "web", address)
        {
            self.card.web = addresses;
        }
        if let Edit::Set(year) = &wish.creation_year
            && let Some(year) = self.found.check(possible(*year, self.today.year()))
        {
            self.card.creation_year = year;
        }
    }

    fn terms(&mut self, field: TermField, names: &[String]) {
        let (book, today) = (self.book, self.today);
        let most = if field.is_list() { MOST } else { 1 };
        let term = |name: &String, at: &str| {
            let at = if field.is_list() { at } else { field.name() };
            let wrong = || UserError::new(UserErrorCode::WrongTerm, at).with("value", name);
            book.term(field.scheme(), name, today).ok_or_else(|| wrong().with("scheme", field.scheme()))
        };
        let Some(terms) = self.items(names, most, field.name(), term) else { return };
        let terms: BTreeSet<Coded> = terms.into_iter().collect();
        if terms.is_empty() {
            self.card.terms.remove(&field);
        } else {
            self.card.terms.insert(field, terms.into_iter().collect());
        }
    }

    /// The main one is not among the others.
    fn tidy(&mut self) {
        for (main, others) in MAIN_AND_OTHERS {
            let Some(main) = self.card.one(main) else { continue };
            if let Some(terms) = self.card.terms.get_mut(&others) {
                terms.retain(|term| term.id != main);
            }
        }
        self.card.terms.retain(|_, terms| !terms.is_empty());
    }

    fn places(&mut self, wish: &Wish) {
        if let Edit::Set(seat) = &wish.territory {
            let place = seat.as_ref().map(|named| self.place(named, "territory"));
            match place {
                None => self.card.territory = None,
                Some(Some(place)) => self.card.territory = Some(place),
                Some(None) => {}
            }
        }
        let Edit::Set(zones) = &wish.zones else { return };
        let places: Vec<Option<Place>> = zones
            .iter()
            .take(MOST)
            .enumerate()
            .map(|(at, zone)| self.place(zone, &format!("zones.{at}")))
            .collect();
        if let Some(mut places) =
            self.few(zones.len(), MOST, "zones").and(places.into_iter().collect::<Option<Vec<_>>>())
        {
            places.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
            places.dedup();
            self.card.zones = places;
        }
    }

    fn place(&mut self, named: &Named, field: &str) -> Option<Place> {
        let (place, redirected) = self.found.check(self.book.places.resolve(named, field))?;
        self.found.warnings.extend(redirected);
        Some(place)
    }

    fn claims(&mut self, wish: &Wish) {
        if let Edit::Set(claims) = &wish.identifiers {
            let (book, today) = (self.book, self.today);
            let mut odd = Vec::new();
            let read = |claim: &WishedClaim, at: &str| {
                let claim = read_claim(claim, book, today, at)?;
                odd.extend(oddity(&claim, at));
                Ok(claim)
            };
            if let Some(claims) = self.items(claims, MOST, "identifiers", read) {
                self.card.identifiers = distinct(claims);
                self.found.warnings.extend(odd);
            }
        }
        if let Edit::Set(references) = &wish.references
            && let Some(mut references) = self.items(references, MOST, "externalReferences", read_reference)
        {
            references.sort();
            references.dedup();
            self.card.references = references;
        }
    }

    /// Deny by default: a sole trader is restricted until its contributor says that Sirene diffuses it in full.
    fn restriction(&mut self, before: &Card, wish: &Wish) {
        let trades_alone = |card: &Card| {
            card.terms
                .get(&TermField::LegalForm)
                .is_some_and(|form| form.iter().any(|form| form.code == SOLE_TRADER))
        };
        if let Edit::Set(restricted) = wish.restricted {
            self.card.restricted = restricted;
        } else if trades_alone(&self.card) && !trades_alone(before) {
            self.card.restricted = true;
        }
    }

    fn list(
        &mut self,
        texts: &[String],
        field: &str,
        read: impl Fn(&str, &str) -> Result<String, UserError>,
    ) -> Option<Vec<String>> {
        let mut kept: Vec<String> = Vec::new();
        for text in self.items(texts, MOST, field, |text: &String, at: &str| read(text, at))? {
            if !kept.contains(&text) {
                kept.push(text);
            }
        }
        Some(kept)
    }

    /// All items read, or none when one of them is wrong or there are too many.
    fn items<T, U>(
        &mut self,
        given: &[T],
        most: usize,
        field: &str,
        mut read: impl FnMut(&T, &str) -> Result<U, UserError>,
    ) -> Option<Vec<U>> {
        self.few(given.len(), most, field)?;
        let read = |(at, item)| self.found.check(read(item, &format!("{field}.{at}")));
        let items: Vec<Option<U>> = given.iter().enumerate().map(read).collect();
        items.into_iter().collect()
    }

    fn few(&mut self, count: usize, most: usize, field: &str) -> Option<()> {
        let many = || UserError::new(UserErrorCode::TooMany, field).with("max", most);
        self.found.check(if count > most { Err(many()) } else { Ok(()) })
    }
}

fn short(text: &str, max: usize, field: &str) -> Result<String, UserError> {
    let text = text.trim();
    if text.chars().count() > max {
        return Err(UserError::new(UserErrorCode::TooLong, field).with("max", max));
    }
    Ok(text.to_owned())
}

fn required(text: &str, field: &str) -> Result<String, UserError> {
    check::text(field, text, LONG)
}

fn possible(year: Option<i32>, last: i32) -> Result<Option<i32>, UserError> {
    if year.is_none_or(|year| (FIRST_YEAR..=last).contains(&year)) {
        return Ok(year);
    }
    Err(UserError::new(UserErrorCode::OutOfRange, "creationYear").with("min", FIRST_YEAR).with("max", last))
}

fn read_reference(reference: &Reference, field: &str) -> Result<Reference, UserError> {
    Ok(Reference {
        system: required(&reference.system, &format!("{field}.system"))?,
        external_id: required(&reference.external_id, &format!("{field}.externalId"))?,
    })
}

fn read_claim(claim: &WishedClaim, book: &Codebook, today: NaiveDate, at: &str) -> Result<Claim, UserError> {
    let scheme = book.term(IDENTIFIER_SCHEME, &claim.scheme, today).ok_or_else(|| {
        let wrong = UserError::new(UserErrorCode::WrongTerm, &format!("{at}.scheme"));
        wrong.with("value", &claim.scheme).with("scheme", IDENTIFIER_SCHEME)
    })?;
    let written = required(&claim.value, &format!("{at}.value"))?;
    let (value, result) = identifier_check::read(&scheme.code, &written);
    if claim.valid_from.zip(claim.valid_to).is_some_and(|(from, to)| to < from) {
        return Err(UserError::new(UserErrorCode::EndsBeforeStart, &format!("{at}.validTo")));
    }
    let source = short(claim.source.as_deref().unwrap_or_default(), LONG, &format!("{at}.source"))?;
    let (valid_from, valid_to) = (claim.valid_from, claim.valid_to);
    Ok(Claim { scheme: scheme.code, value, source, valid_from, valid_to, check: result })
}

/// A check that fails is kept and flagged.
fn oddity(claim: &Claim, at: &str) -> Option<UserError> {
    let code = match claim.check {
        CheckResult::Valid | CheckResult::Unchecked => return None,
        CheckResult::BadCheckDigit => UserErrorCode::CheckDigitFailed,
        CheckResult::BadShape | CheckResult::Placeholder => UserErrorCode::InvalidFormat,
    };
    Some(UserError::new(code, &format!("{at}.value")).with("value", &claim.value))
}

/// One claim for each identifier: of two, the last one written.
pub fn distinct(claims: Vec<Claim>) -> Vec<Claim> {
    let mut kept: Vec<Claim> = Vec::new();
    for claim in claims {
        kept.retain(|other| (&other.scheme, &other.value) != (&claim.scheme, &claim.value));
        kept.push(claim);
    }
    kept.sort();
    kept
}
