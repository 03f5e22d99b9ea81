use std::borrow::Cow;
use std::fmt::Write;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, TryGetable, Value};
use uuid::Uuid;

use crate::error::{Error, Result};

/// A statement in the words both databases share, made of constant text and bound values.
///
/// Sets are one array parameter, so that the text, and with it the prepared statement, stays the same
/// whatever their size.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Text(Cow<'static, str>),
    Value(Value),
    Set(Values),
}

/// A set of values bound as one parameter.
#[derive(Clone, Debug)]
pub enum Values {
    /// Ids.
    Ids(Vec<Uuid>),
    /// Texts.
    Texts(Vec<String>),
    /// Whole numbers.
    Integers(Vec<i64>),
}

impl<T: entity::TypedId> FromIterator<T> for Values {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        Self::Ids(ids.into_iter().map(Into::into).collect())
    }
}

impl Sql {
    /// Begins with `text`.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self { pieces: vec![Piece::Text(text.into())] }
    }

    /// Adds constant text.
    pub fn push(&mut self, text: impl Into<Cow<'static, str>>) -> &mut Self {
        self.pieces.push(Piece::Text(text.into()));
        self
    }

    /// Adds a bound value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.pieces.push(Piece::Value(value.into()));
        self
    }

    /// Adds ` = any(...)`: the expression before is in the set.
    pub fn within(&mut self, values: impl Into<Values>) -> &mut Self {
        self.pieces.push(Piece::Set(values.into()));
        self
    }

    /// Adds another statement's text and values.
    pub fn append(&mut self, other: Self) -> &mut Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// All rows.
    pub async fn all(self, connection: &impl ConnectionTrait) -> Result<Vec<Row>> {
        let rows = connection.query_all_raw(self.statement(connection)).await?;
        Ok(rows.into_iter().map(Row::new).collect())
    }

    /// The first row, if there is one.
    pub async fn first(self, connection: &impl ConnectionTrait) -> Result<Option<Row>> {
        Ok(connection.query_one_raw(self.statement(connection)).await?.map(Row::new))
    }

    /// Runs it; the number of rows it changed.
    pub async fn run(self, connection: &impl ConnectionTrait) -> Result<u64> {
        Ok(connection.execute_raw(self.statement(connection)).await?.rows_affected())
    }

    fn statement(self, connection: &impl ConnectionTrait) -> Statement {
        let backend = connection.get_database_backend();
        let mut text = String::with_capacity(256);
        let mut values = Vec::new();
        for piece in self.pieces {
            match piece {
                Piece::Text(piece) => text.push_str(&piece),
                Piece::Value(value) => {
                    values.push(value);
                    mark(&mut text, backend, values.len());
                }
                Piece::Set(set) => {
                    let (before, value, after) = set.dialect(backend);
                    values.push(value);
                    text.push_str(before);
                    mark(&mut text, backend, values.len());
                    text.push_str(after);
                }
            }
        }
        Statement::from_sql_and_values(backend, text, values)
    }
}

/// `$7` on PostgreSQL; on SQLite, which searches the names of all parameters for each numbered one, a plain
/// `?`: each value is bound once, in order.
fn mark(text: &mut String, backend: DbBackend, number: usize) {
    if backend == DbBackend::Sqlite {
        return text.push('?');
    }
    // Writing into a String cannot fail.
    let _ = write!(text, "${number}");
}

impl Values {
    /// PostgreSQL compares with an array; SQLite reads the same set from JSON, unless it is of one.
    fn dialect(self, backend: DbBackend) -> (&'static str, Value, &'static str) {
        if backend != DbBackend::Sqlite {
            let value = match self {
                Self::Ids(ids) => ids.into(),
                Self::Texts(texts) => texts.into(),
                Self::Integers(integers) => integers.into(),
            };
            return (" = any(", value, ")");
        }
        match self {
            Self::Ids(ids) if ids.len() == 1 => (" in (", ids.first().copied().into(), ")"),
            Self::Texts(texts) if texts.len() == 1 => (" in (", texts.into_iter().next().into(), ")"),
            Self::Ids(ids) => {
                let hex: Vec<String> = ids.iter().map(|id| id.simple().to_string()).collect();
                (" in (select unhex(value) from json_each(", json(&hex), "))")
            }
            Self::Texts(texts) => (" in (select value from json_each(", json(&texts), "))"),
            Self::Integers(integers) => (" in (select value from json_each(", json(&integers), "))"),
        }
    }
}

fn json(values: &impl serde::Serialize) -> Value {
    serde_json::to_string(values).unwrap_or_default().into()
}

/// A row read from left to right.
pub struct Row {
    inner: QueryResult,
    next: usize,
}

impl Row {
    const fn new(inner: QueryResult) -> Self {
        Self { inner, next: 0 }
    }

    /// The next column.
    pub fn take<T: TryGetable>(&mut self) -> Result<T> {
        let value = self.inner.try_get_by_index(self.next).map_err(Error::from)?;
        self.next += 1;
        Ok(value)
    }

    /// Whether the next column is null.
    fn is_null(&self) -> Result<bool> {
        Ok(self.inner.try_get_by_index::<Option<Uuid>>(self.next)?.is_none())
    }

    /// Passes over columns, where a neighbour is absent.
    const fn skip(&mut self, columns: usize) {
        self.next += columns;
    }
}

/// A row type whose columns are named once, so that a statement and its reader agree.
pub trait Columns: Sized {
    /// Names in reading order; the first one is never null.
    const NAMES: &'static [&'static str];

    /// Reads them from left to right.
    fn read(row: &mut Row) -> Result<Self>;

    /// `table.a, table.b, ...`
    fn list(table: &str) -> String {
        let names: Vec<String> = Self::NAMES.iter().map(|name| format!("{table}.{name}")).collect();
        names.join(", ")
    }

    /// Reads a neighbour of an outer join: nothing where it is absent.
    fn read_neighbour(row: &mut Row) -> Result<Option<Self>> {
        if row.is_null()? {
            row.skip(Self::NAMES.len());
            return Ok(None);
        }
        Self::read(row).map(Some)
    }
}

/// Implements [`Columns`] for a table's row: `columns!(entity::member::Model: id, name, ...)`.
macro_rules! columns {
    ($row:path: $($name:ident),* $(,)?) => {
        impl $crate::db::Columns for $row {
            const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            fn read(row: &mut $crate::db::Row) -> $crate::error::Result<Self> {
                Ok(Self { $($name: row.take()?),* })
            }
        }
    };
}
pub(crate) use columns;
