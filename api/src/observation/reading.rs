//! Reads what is said of a record over what was said before: a value left out stays, null empties. All mistakes at
//! once.

use std::collections::BTreeSet;

use async_graphql::{ID, MaybeUndefined};
use entity::{TermId, TerritoryId, TypedId};

use super::input::id;
use super::rules::KnownTerms;
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check};
use crate::reference::territory::{Places, TerritoryReference};

/// Gathers mistakes while fields are read.
pub struct Reading<'a> {
    terms: &'a KnownTerms,
    errors: UserErrors,
}

impl<'a> Reading<'a> {
    /// Begins, with the terms that fields may name.
    pub fn new(terms: &'a KnownTerms) -> Self {
        Self { terms, errors: UserErrors::default() }
    }

    /// What was read, unless there are mistakes.
    pub fn finish_with<T>(self, made: T) -> Result<T, Refusal> {
        self.errors.finish_with(Some(made))
    }

    /// Notes the mistake of a rule, if it found one.
    pub fn check<T>(&mut self, outcome: Result<T, UserError>) -> Option<T> {
        self.errors.check(outcome)
    }

    /// A territory that must be there; the warning of a former code.
    pub fn place(
        &mut self,
        value: &mut TerritoryId,
        given: MaybeUndefined<TerritoryReference>,
        places: &Places,
        field: &str,
    ) -> Option<UserError> {
        let mut named = None;
        self.must(&mut named, given.map_value(Some), field);
        let (place, warning) = self.errors.check(places.resolve(&named?.into(), field))?;
        *value = place.id;
        warning
    }

    /// A territory, or none; the warning of a former code.
    pub fn place_or_none(
        &mut self,
        value: &mut Option<TerritoryId>,
        given: MaybeUndefined<TerritoryReference>,
        places: &Places,
        field: &str,
    ) -> Option<UserError> {
        if given.is_null() {
            *value = None;
        }
        let (place, warning) = self.errors.check(places.resolve(&given.take()?.into(), field))?;
        *value = Some(place.id);
        warning
    }

    /// A value that must be there.
    pub fn must<T>(&mut self, value: &mut T, given: MaybeUndefined<T>, field: &str) {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => self.errors.add(UserError::new(UserErrorCode::Required, field)),
            MaybeUndefined::Value(given) => *value = given,
        }
    }

    /// A text of at most `max` characters that must be there.
    pub fn text(&mut self, value: &mut String, given: MaybeUndefined<String>, max: usize, field: &str) {
        let mut said = None;
        self.must(&mut said, given.map_value(Some), field);
        if let Some(text) = said.and_then(|said| self.errors.check(check::text(field, &said, max))) {
            *value = text;
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
        if given.is_undefined() {
            return;
        }
        let said = given.take().filter(|said| !said.trim().is_empty());
        let read = said.map(|said| check::text(field, &said, max)).transpose();
        if let Some(read) = self.errors.check(read) {
            *value = read;
        }
    }

    /// A whole number from `min` to `max`, or none.
    pub fn number_or_none<N: Copy + PartialOrd + std::fmt::Display>(
        &mut self,
        value: &mut Option<N>,
        given: MaybeUndefined<N>,
        (min, max): (N, N),
        field: &str,
    ) {
        let given = given.map_value(|number| check::between(field, number, min, max)).transpose();
        if let Some(given) = self.errors.check(given) {
            given.update_to(value);
        }
    }

    /// A number from `min` to `max` that must be there.
    pub fn number<N: Copy + PartialOrd + std::fmt::Display>(
        &mut self,
        value: &mut N,
        given: MaybeUndefined<N>,
        (min, max): (N, N),
        field: &str,
    ) {
        let mut said = None;
        self.must(&mut said, given.map_value(Some), field);
        if let Some(number) = said.and_then(|said| self.errors.check(check::between(field, said, min, max))) {
            *value = number;
        }
    }

    /// A term that must be there.
    pub fn term(&mut self, value: &mut TermId, given: MaybeUndefined<ID>, scheme: &'static str, field: &str) {
        if given.is_null() {
            return self.errors.add(UserError::new(UserErrorCode::Required, field));
        }
        let mut term = Some(*value);
        self.term_or_none(&mut term, given, scheme, field);
        *value = term.unwrap_or(*value);
    }

    /// A term, or none.
    pub fn term_or_none(
        &mut self,
        value: &mut Option<TermId>,
        given: MaybeUndefined<ID>,
        scheme: &'static str,
        field: &str,
    ) {
        let given = given.map_value(|code| self.terms.named(scheme, &code, field)).transpose();
        if let Some(given) = self.errors.check(given) {
            given.update_to(value);
        }
    }

    /// All terms of a vocabulary.
    pub fn terms(
        &mut self,
        value: &mut BTreeSet<TermId>,
        given: MaybeUndefined<Vec<ID>>,
        scheme: &'static str,
        field: &str,
    ) {
        if given.is_undefined() {
            return;
        }
        let codes = given.take().unwrap_or_default();
        let named = codes
            .iter()
            .enumerate()
            .map(|(index, code)| self.terms.named(scheme, code, &format!("{field}.{index}")));
        let named: Vec<_> = named.collect();
        *value = named.into_iter().filter_map(|term| self.errors.check(term)).collect();
    }

    /// A link to another record, or none.
    pub fn link<T: TypedId>(&mut self, value: &mut Option<T>, given: MaybeUndefined<ID>, field: &str) {
        let given = given.map_value(|text| id(&text, field)).transpose();
        if let Some(given) = self.errors.check(given) {
            given.update_to(value);
        }
    }
}
