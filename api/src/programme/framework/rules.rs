use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{TermId, TerritoryId, policy_framework};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::db::fold;
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, id_text};
use crate::observation::rules::Contributor;
use crate::programme::scheme::address;
use crate::trail::FieldChange;

/// All that is said of a policy framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is.
    pub kind: TermId,
    /// Its title.
    pub title: String,
    /// The territory it is for.
    pub territory: TerritoryId,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: Option<NaiveDate>,
    /// Its sectors.
    pub sectors: BTreeSet<TermId>,
    /// Who signed it.
    pub signatories: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

impl Content {
    /// Nothing said yet: its kind and its territory are none, and are refused as such.
    pub fn blank() -> Self {
        Self {
            kind: TermId(Uuid::nil()),
            title: String::new(),
            territory: TerritoryId(Uuid::nil()),
            starts_on: NaiveDate::default(),
            ends_on: None,
            sectors: BTreeSet::new(),
            signatories: None,
            url: None,
        }
    }

    /// What a stored framework says.
    pub fn of(row: &policy_framework::Model, sectors: BTreeSet<TermId>) -> Self {
        Self {
            kind: row.kind_id,
            title: row.title.clone(),
            territory: row.territory_id,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            sectors,
            signatories: row.signatories.clone(),
            url: row.url.clone(),
        }
    }

    /// Writes it into a row; sectors stand apart.
    pub fn write_into(&self, row: &mut policy_framework::Model) {
        row.kind_id = self.kind;
        row.title.clone_from(&self.title);
        row.title_folded = fold(&self.title);
        row.territory_id = self.territory;
        row.starts_on = self.starts_on;
        row.ends_on = self.ends_on;
        row.signatories.clone_from(&self.signatories);
        row.url.clone_from(&self.url);
    }

    fn fields(&self) -> [(&'static str, Value); 8] {
        let sectors: Vec<String> = self.sectors.iter().map(|id| id_text(*id).0).collect();
        [
            ("kind", json!(id_text(self.kind).0)),
            ("title", json!(self.title)),
            ("territory", json!(id_text(self.territory).0)),
            ("startsOn", json!(self.starts_on)),
            ("endsOn", json!(self.ends_on)),
            ("sectors", json!(sectors)),
            ("signatories", json!(self.signatories)),
            ("url", json!(self.url)),
        ]
    }

    fn changes(&self, before: &Self) -> Vec<FieldChange> {
        let pairs = before.fields().into_iter().zip(self.fields());
        pairs
            .filter(|((_, before), (_, after))| before != after)
            .map(|((field, before), (_, after))| FieldChange { field, before, after })
            .collect()
    }
}

/// A framework as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its row.
    pub row: policy_framework::Model,
    /// What it says.
    pub content: Content,
}

/// A framework that may be added.
#[derive(Debug)]
pub struct New {
    pub(super) by: Contributor,
    pub(super) content: Content,
}

/// A change that may be written.
#[derive(Debug)]
pub struct Revision {
    pub(super) before: Stored,
    pub(super) content: Content,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
}

/// Allows an advisor to add a framework.
pub fn create(by: Contributor, content: Content) -> Result<New, Refusal> {
    right(&content)?;
    Ok(New { by, content })
}

/// Allows the member that entered a framework to change it.
pub fn revise(by: Contributor, before: Stored, content: Content) -> Result<Revision, Refusal> {
    by.own(before.row.member_id)?;
    right(&content)?;
    let fields = content.changes(&before.content);
    Ok(Revision { before, content, fields })
}

const MOST_SECTORS: usize = 50;

/// What no single field tells.
fn right(content: &Content) -> Result<(), Refusal> {
    let mut errors = UserErrors::default();
    if content.ends_on.is_some_and(|ends| ends < content.starts_on) {
        errors.add(UserError::new(UserErrorCode::EndsBeforeStart, "endsOn"));
    }
    if let Some(url) = &content.url {
        errors.check(address("url", url));
    }
    if content.sectors.len() > MOST_SECTORS {
        errors.add(UserError::new(UserErrorCode::TooMany, "sectors").with("max", MOST_SECTORS));
    }
    errors.finish()
}
