use entity::Visibility;

use super::{Actor, Scope};
use crate::db::Sql;

/// For whom shared figures are made: never for one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Members of the network: `NETWORK` and `PUBLIC` rows are visible, `AGGREGATE_ONLY` ones hidden.
    Members,
    /// Everybody: `PUBLIC` rows are visible, `NETWORK` and `AGGREGATE_ONLY` ones hidden.
    Public,
}

impl Audience {
    /// The audience an actor belongs to.
    pub fn of(actor: &Actor) -> Self {
        if actor.reads_network(Scope::FiguresRead) { Self::Members } else { Self::Public }
    }

    /// Levels that this audience may read row by row.
    pub const fn reads(self) -> &'static [Visibility] {
        match self {
            Self::Members => &[Visibility::Network, Visibility::Public],
            Self::Public => &[Visibility::Public],
        }
    }

    /// Levels that it meets inside protected figures only.
    pub const fn meets_in_figures(self) -> &'static [Visibility] {
        match self {
            Self::Members => &[Visibility::AggregateOnly],
            Self::Public => &[Visibility::AggregateOnly, Visibility::Network],
        }
    }
}

/// The condition under which a contributed row exists for an actor; every read starts with it.
///
/// `table` is the row's name in the statement; it has the columns `visibility`, `member_id` and
/// `deleted_at`.
pub fn visible_to(actor: &Actor, table: &str) -> Sql {
    let mut sql = Sql::new(format!("{table}.deleted_at is null and "));
    match (actor.works_for(), actor.reads_network(Scope::ObservationsRead)) {
        (Some(member), true) => sql
            .push(format!("({table}.visibility in ('NETWORK', 'PUBLIC') or {table}.member_id = "))
            .bind(member)
            .push(")"),
        (None, true) => sql.push(format!("{table}.visibility in ('NETWORK', 'PUBLIC')")),
        (_, false) => sql.push(format!("{table}.visibility = 'PUBLIC'")),
    };
    sql
}
