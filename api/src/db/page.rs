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

/// Columns in order of weight that run one way, each never null. A list has one such order or several behind each
/// other; the last column of all is the id.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Columns as the statement names them.
    pub columns: &'static [&'static str],
    /// All of them descending.
    pub descending: bool,
}

impl Order {
    /// Columns that run each their way, and the id, which runs as the last of them.
    pub fn behind_each_other(
        sorts: impl Iterator<Item = (&'static [&'static str], bool)>,
        id: &'static [&'static str],
    ) -> Vec<Self> {
        let mut orders: Vec<Self> = sorts.map(|(columns, descending)| Self { columns, descending }).collect();
        let descending = orders.last().is_some_and(|order| order.descending);
        orders.push(Self { columns: id, descending });
        orders
    }
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

    /// Adds ` and (columns) > (key)` for each bound; where columns run both ways, the same said order by order.
    pub fn bounds(&self, sql: &mut Sql, orders: &[Order]) {
        for (key, after) in [(&self.after, true), (&self.before, false)] {
            let Some(key) = key else { continue };
            sql.push(" and (");
            bound(sql, &one_way(orders), key, after);
            sql.push(")");
        }
    }

    /// Adds ` order by ...`.
    pub fn order(&self, sql: &mut Sql, orders: &[Order]) {
        let directed = |order: &Order| {
            let direction = if order.descending == self.backward { " asc" } else { " desc" };
            order.columns.iter().map(move |column| format!("{column}{direction}"))
        };
        let columns: Vec<String> = orders.iter().flat_map(directed).collect();
        sql.push(format!(" order by {}", columns.join(", ")));
    }

    /// Adds bounds, order and limit; one row more than asked tells whether there is a next page.
    pub fn apply(&self, sql: &mut Sql, orders: &[Order]) {
        self.bounds(sql, orders);
        self.order(sql, orders);
        // In the text: SQLite prepares a statement anew each time its limit is bound. There are at most 101 of them.
        sql.push(format!(" limit {}", self.fetch()));
    }

    /// Rows to fetch: one more than asked.
    pub fn fetch(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1)
    }
}

/// The columns of neighbouring orders put together where they run the same way, which an index serves best.
fn one_way(orders: &[Order]) -> Vec<(Vec<&'static str>, bool)> {
    let runs = orders.chunk_by(|one, next| one.descending == next.descending);
    let descending = |run: &[Order]| run.first().is_some_and(|order| order.descending);
    runs.map(|run| (run.iter().flat_map(|order| order.columns).copied().collect(), descending(run))).collect()
}

/// `(a, b) > (x, y) or (a, b) = (x, y) and (...)`.
fn bound(sql: &mut Sql, runs: &[(Vec<&'static str>, bool)], key: &[KeyPart], after: bool) {
    let Some(((columns, descending), rest)) = runs.split_first() else { return };
    let (own, others) = key.split_at(columns.len().min(key.len()));
    compare(sql, columns, if *descending == after { " < " } else { " > " }, own);
    if !rest.is_empty() {
        sql.push(" or ");
        compare(sql, columns, " = ", own);
        sql.push(" and (");
        bound(sql, rest, others, after);
        sql.push(")");
    }
}

fn compare(sql: &mut Sql, columns: &[&str], comparison: &str, key: &[KeyPart]) {
    sql.push(format!("({}){comparison}(", columns.join(", ")));
    for (index, part) in key.iter().enumerate() {
        sql.push(if index == 0 { "" } else { ", " }).bind(part.clone());
    }
    sql.push(")");
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

impl Slice<usize> {
    /// A page of the positions, from 0, of a list that is kept in memory; its keys are the positions.
    pub fn of_positions(page: &Page, count: usize) -> Self {
        let at = |key: &Option<Key>| match key.as_deref() {
            Some([KeyPart::Integer(place)]) => usize::try_from(*place).ok(),
            _ => None,
        };
        let start = at(&page.after).map_or(0, |place| place.saturating_add(1));
        let range = start..at(&page.before).unwrap_or(count).min(count);
        let most = usize::try_from(page.fetch()).unwrap_or(usize::MAX);
        let rows = if page.backward { range.rev().take(most).collect() } else { range.take(most).collect() };
        Self::new(page, rows)
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
