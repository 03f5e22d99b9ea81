use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::Value;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Sql;

/// Where a row stands in an order: the values of its order columns, its id last.
pub type Key = Vec<KeyPart>;

/// One value of a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyPart {
    /// A sort key or another text compared byte by byte.
    #[serde(rename = "t")]
    Text(String),
    /// A whole number.
    #[serde(rename = "n")]
    Integer(i64),
    /// A civil date.
    #[serde(rename = "d")]
    Date(NaiveDate),
    /// An instant.
    #[serde(rename = "i")]
    Instant(DateTime<Utc>),
    /// An id.
    #[serde(rename = "u")]
    Id(Uuid),
}

impl From<KeyPart> for Value {
    fn from(part: KeyPart) -> Self {
        match part {
            KeyPart::Text(text) => text.into(),
            KeyPart::Integer(integer) => integer.into(),
            KeyPart::Date(date) => date.into(),
            KeyPart::Instant(instant) => instant.into(),
            KeyPart::Id(id) => id.into(),
        }
    }
}

/// Columns in order of weight, each never null; the last one is the id.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Columns as the statement names them.
    pub columns: &'static [&'static str],
    /// All of them descending.
    pub descending: bool,
}

/// A part of an ordered list: at most `limit` rows after or before a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Page {
    /// How many rows at most.
    pub limit: u64,
    /// The last rows of the range instead of the first.
    pub backward: bool,
    /// Rows behind this key only.
    pub after: Option<Key>,
    /// Rows before this key only.
    pub before: Option<Key>,
}

impl Page {
    /// The first `limit` rows.
    pub fn first(limit: u64) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Adds ` and (columns) > (key)` for each bound.
    pub fn bounds(&self, sql: &mut Sql, order: Order) {
        let (behind, ahead) = if order.descending { (" < ", " > ") } else { (" > ", " < ") };
        for (key, comparison) in [(&self.after, behind), (&self.before, ahead)] {
            let Some(key) = key else { continue };
            sql.push(format!(" and ({}){comparison}(", order.columns.join(", ")));
            for (index, part) in key.iter().enumerate() {
                sql.push(if index == 0 { "" } else { ", " }).bind(part.clone());
            }
            sql.push(")");
        }
    }

    /// Adds ` order by ...`.
    pub fn order(&self, sql: &mut Sql, order: Order) {
        let direction = if order.descending == self.backward { " asc" } else { " desc" };
        let columns: Vec<String> =
            order.columns.iter().map(|column| format!("{column}{direction}")).collect();
        sql.push(format!(" order by {}", columns.join(", ")));
    }

    /// Adds bounds, order and limit; one row more than asked tells whether there is a next page.
    pub fn apply(&self, sql: &mut Sql, order: Order) {
        self.bounds(sql, order);
        self.order(sql, order);
        // In the text: SQLite prepares a statement anew each time its limit is bound. There are at most 101 of them.
        sql.push(format!(" limit {}", self.fetch()));
    }

    /// Rows to fetch: one more than asked.
    pub fn fetch(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1)
    }
}

/// The rows of a page, in the order of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Slice<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether rows come before.
    pub has_previous: bool,
    /// Whether rows come after.
    pub has_next: bool,
}

impl<T> Default for Slice<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), has_previous: false, has_next: false }
    }
}

impl<T> Slice<T> {
    /// Makes a slice of what the statement of `page` returned.
    pub fn new(page: &Page, mut rows: Vec<T>) -> Self {
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        if page.backward {
            rows.reverse();
            return Self { rows, has_previous: more, has_next: page.before.is_some() };
        }
        Self { rows, has_previous: page.after.is_some(), has_next: more }
    }

    /// The same page of other things.
    pub fn map<U>(self, wrap: impl FnMut(T) -> U) -> Slice<U> {
        let Self { rows, has_previous, has_next } = self;
        Slice { rows: rows.into_iter().map(wrap).collect(), has_previous, has_next }
    }
}
