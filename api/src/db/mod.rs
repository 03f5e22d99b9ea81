//! The SQL room: connections, transactions, keyset pages, sort keys, and every difference between SQLite
//! and PostgreSQL. Other rooms write SQL in their `store.rs` and `loader.rs` with [`Sql`], in the words
//! that both databases share; what differs is one function here, both answers side by side.

mod backup;
mod bulk;
mod connect;
mod migrate;
mod page;
mod sort_key;
mod sql;
mod tx;

pub use backup::{backup, file, restore};
pub use bulk::insert_rows;
pub use connect::{Db, Settings};
pub use migrate::{is_current, migrate};
pub use page::{Key, KeyPart, Order, Page, Slice};
pub use sort_key::{fold, search_words, sort_key};
pub(crate) use sql::columns;
pub use sql::{Columns, Row, Sql, Values};
pub use tx::{Tx, read_tx, snapshot_tx, write_tx};

use sea_orm::DbErr;

use crate::error::{Code, Error};

/// A driver's word becomes a fault: a statement that took too long is `TIMEOUT`, what else a later try may mend
/// is `UNAVAILABLE`, the rest is our defect.
impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        let code = match sql_state(&error).as_deref() {
            Some(STATEMENT_TIMEOUT) => Code::Timeout,
            _ if is_passing(&error) => Code::Unavailable,
            _ => Code::Internal,
        };
        Self { code, ..Self::internal(error) }
    }
}

/// What PostgreSQL says of a statement that it ended (`query_canceled`).
const STATEMENT_TIMEOUT: &str = "57014";

/// Whether the database is out of reach, stopping or over-busy, as opposed to a wrong statement.
fn is_passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        _ => {
            sql_state(error).is_some_and(|state| {
                // 08 connection, 40 rolled back, 53 resources, 55 not in the right state, 57 intervention; 5 is SQLITE_BUSY
                ["08", "40", "53", "55P", "57"].iter().any(|class| state.starts_with(class)) || state == "5"
            }) || is_cut(error)
        }
    }
}

/// An error that may say: the database rolled the transaction back, the whole of it may be tried again.
pub trait RolledBack {
    /// Whether it says so: a serialisation failure, a deadlock, or a row that somebody else put there meanwhile, which
    /// the next try meets and answers as any other.
    fn rolled_back(&self) -> bool;
}

impl RolledBack for Error {
    fn rolled_back(&self) -> bool {
        let undone = |state: String| state == "40001" || state == "40P01";
        met_duplicate(self) || driver_error(self).and_then(sql_state).is_some_and(undone)
    }
}

/// A unique constraint refused the row.
pub fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}

/// Whether a fault is a unique constraint that refused a row.
pub fn met_duplicate(fault: &Error) -> bool {
    driver_error(fault).is_some_and(is_duplicate)
}

/// Whether a fault is a foreign key that refused to let go of a row.
pub fn met_reference(fault: &Error) -> bool {
    driver_error(fault).is_some_and(|error| {
        matches!(error.sql_err(), Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_)))
    })
}

/// Whether a fault is of a connection that broke off, as those do that a restarted database left behind: its
/// last word to them was of class 57P.
fn is_stale(fault: &Error) -> bool {
    driver_error(fault).is_some_and(|error| {
        let told_off = sql_state(error).is_some_and(|state| state.starts_with("57P"));
        told_off || matches!(sqlx_error(error), Some(sqlx::Error::Io(_)))
    })
}

fn driver_error(fault: &Error) -> Option<&DbErr> {
    fault.cause.as_ref()?.downcast_ref()
}

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(sea_orm::RuntimeErr::SqlxError(error))
        | DbErr::Query(sea_orm::RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

fn sql_state(error: &DbErr) -> Option<String> {
    sqlx_error(error)?.as_database_error()?.code().map(std::borrow::Cow::into_owned)
}

fn is_cut(error: &DbErr) -> bool {
    matches!(
        sqlx_error(error),
        Some(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed)
    )
}
