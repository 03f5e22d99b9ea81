//! Reads what is said of a record over what was said before: a value left out stays, null empties. All mistakes at
//! once. Pure.

use std::collections::BTreeSet;

use async_graphql::{ID, MaybeUndefined};
use chrono::NaiveDate;
use entity::TypedId;

use super::structure::{Codebook, Coded};
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check, parse_id};
use crate::reference::territory::{Place, TerritoryReference};

/// Most characters of a name, of an address.
pub const LONG: usize = 300;
/// Most items of a list.
pub const MOST: usize = 50;

/// Gathers mistakes and warnings while fields are read.
pub struct Reading<'a> {
    book: &'a Codebook,
    today: NaiveDate,
    errors: UserErrors,
    warnings: Vec<UserError>,
}

impl<'a> Reading<'a> {
    /// Begins, with the terms and territories that fields may name, on a day.
    pub fn new(book: &'a Codebook, today: NaiveDate) -> Self {
        Self { book, today, errors: UserErrors::default(), warnings: Vec::new() }
    }

    /// What was read, with what is odd about it, unless there are mistakes.
    pub fn finish_with<T>(self, made: T) -> Result<(T, Vec<UserError>), Refusal> {
        Ok((self.errors.finish_with(Some(made))?, self.warnings))
    }

    /// Notes the mistake of a rule, if it found one.
    pub fn check<T>(&mut self, outcome: Result<T, UserError>) -> Option<T> {
        self.errors.check(outcome)
    }

    /// A value that must be there.
    pub fn must<T>(&mut self, value: &mut T, given: MaybeUndefined<T>, field: &str) {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => self.errors.add(UserError::new(UserErrorCode::Required, field)),
            MaybeUndefined::Value(given) => *value = given,
        }
    }

    /// A text of at most `max` characters, none where it is blank.
    pub fn text_or_none(
        &mut self,
        value: &mut Option<String>,
        given: MaybeUndefined<String>,
        max: usize,
        field: &str,
    ) {
        self.read_or_none(value, given, |said| check::text(field, said, max));
    }

    /// A text that must be there.
    pub fn text(
        &mut self,
        value: &mut Option<String>,
        given: MaybeUndefined<String>,
        max: usize,
        field: &str,
    ) {
        if given.is_undefined() {
            return;
        }
        let said = given.take().unwrap_or_default();
        if let Some(said) = self.errors.check(check::text(field, &said, max)) {
            *value = Some(said);
        }
    }

    /// A text of a form of its own, none where it is blank.
    pub fn read_or_none(
        &mut self,
        value: &mut Option<String>,
        given: MaybeUndefined<String>,
        read: impl FnOnce(&str) -> Result<String, UserError>,
    ) {
        if given.is_undefined() {
            return;
        }
        let said = given.take().filter(|said| !said.trim().is_empty());
        if let Some(said) = self.errors.check(said.map(|said| read(&said)).transpose()) {
            *value = said;
        }
    }

    /// A list, each item read and none twice.
    pub fn list<G, T: PartialEq>(
        &mut self,
        value: &mut Vec<T>,
        given: MaybeUndefined<Vec<G>>,
        field: &str,
        mut read: impl FnMut(G, &str) -> Result<T, UserError>,
    ) {
        if given.is_undefined() {
            return;
        }
        let given = given.take().unwrap_or_default();
        if given.len() > MOST {
            return self.errors.add(UserError::new(UserErrorCode::TooMany, field).with("max", MOST));
        }
        let mut items: Vec<T> = Vec::new();
        for (at, item) in given.into_iter().enumerate() {
            let item = self.errors.check(read(item, &format!("{field}.{at}")));
            items.extend(item.filter(|item| !items.contains(item)));
        }
        *value = items;
    }

    /// Terms of a vocabulary.
    pub fn terms(
        &mut self,
        value: &mut BTreeSet<Coded>,
        given: MaybeUndefined<Vec<ID>>,
        scheme: &'static str,
        field: &str,
    ) {
        let (book, today) = (self.book, self.today);
        let mut terms: Vec<Coded> = value.iter().cloned().collect();
        self.list(&mut terms, given, field, |name, at| {
            let wrong = || UserError::new(UserErrorCode::WrongTerm, at).with("value", &*name);
            book.term(scheme, &name, today).ok_or_else(|| wrong().with("scheme", scheme))
        });
        *value = terms.into_iter().collect();
    }

    /// Territories; a former code gives a warning.
    pub fn places(
        &mut self,
        value: &mut Vec<Place>,
        given: MaybeUndefined<Vec<TerritoryReference>>,
        field: &str,
    ) {
        let (book, mut warnings) = (self.book, Vec::new());
        self.list(value, given, field, |named, at| {
            let (place, redirected) = book.places.resolve(&named.into(), at)?;
            warnings.extend(redirected);
            Ok(place)
        });
        self.warnings.append(&mut warnings);
        value.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
    }

    /// A link to another record, if the rule lets it be tied.
    pub fn link<T: TypedId>(
        &mut self,
        value: &mut Option<T>,
        given: MaybeUndefined<ID>,
        field: &str,
        rule: impl FnOnce(T) -> Result<(), UserError>,
    ) {
        let read = |text: ID| {
            let id = parse_id(&text).ok_or_else(|| check::not_found(field, &text))?;
            rule(id).map(|()| id)
        };
        let given = given.map_value(read).transpose();
        if let Some(given) = self.errors.check(given) {
            given.update_to(value);
        }
    }

    /// A day that is not to come, or none.
    pub fn past_or_none(
        &mut self,
        value: &mut Option<NaiveDate>,
        given: MaybeUndefined<NaiveDate>,
        field: &str,
    ) {
        let today = self.today;
        let late = |day| UserError::new(UserErrorCode::InTheFuture, field).with("value", day);
        let given = given.map_value(|day| if day <= today { Ok(day) } else { Err(late(day)) }).transpose();
        if let Some(given) = self.errors.check(given) {
            given.update_to(value);
        }
    }
}

/// An http or https address; one without a scheme, as files write them, is taken for https.
pub fn address(text: &str, field: &str) -> Result<String, UserError> {
    let text = check::text(field, text, LONG)?;
    let address = if text.contains("://") { text.clone() } else { format!("https://{text}") };
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let named = host.is_some_and(|host| host.contains('.') && !host.starts_with('.') && !host.contains('@'));
    if named && !address.contains(char::is_whitespace) {
        return Ok(address);
    }
    Err(UserError::new(UserErrorCode::InvalidFormat, field).with("value", text))
}
