use entity::structure;
use sea_orm::ConnectionTrait;

use super::filter::Filter;
use super::{Seen, seen};
use crate::access::Actor;
use crate::db::{Columns, Order, Page, Slice, Sql};
use crate::error::Result;

/// What a list of partners is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Dictionary order of names.
    Name,
    /// When it was changed.
    UpdatedAt,
    /// When it was added.
    CreatedAt,
}

impl Sort {
    /// Its name in a cursor.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "NAME",
            Self::UpdatedAt => "UPDATED_AT",
            Self::CreatedAt => "CREATED_AT",
        }
    }

    /// The order of this name.
    pub fn of(name: &str) -> Self {
        match name {
            "UPDATED_AT" => Self::UpdatedAt,
            "CREATED_AT" => Self::CreatedAt,
            _ => Self::Name,
        }
    }

    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["coalesce(p.sort_key, s.sort_key)"],
            Self::UpdatedAt => &["p.updated_at"],
            Self::CreatedAt => &["p.created_at"],
        }
    }
}

/// What a list is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Which partners.
    pub filter: &'a Filter,
    /// A condition on partners `p` besides: ` and ...`, or nothing.
    pub also: &'a Sql,
    /// The weightiest first, and whether each descends.
    pub sorts: &'a [(Sort, bool)],
    /// Which part of the list.
    pub page: &'a Page,
    /// Whether their structures come along.
    pub with_structures: bool,
}

/// A page of partners and the structures that came along.
#[derive(Debug, Default)]
pub struct Listed {
    /// The partners.
    pub slice: Slice<Seen>,
    /// The structures that they are.
    pub structures: Vec<structure::Model>,
}

/// A page of the partners that an actor sees, in one statement.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, question: Question<'_>) -> Result<Listed> {
    let Question { filter, also, sorts, page, with_structures } = question;
    let mut columns = Seen::columns();
    if with_structures {
        columns = format!("{columns}, {}", structure::Model::list("s"));
    }
    let mut sql = seen(actor, &columns);
    filter.apply(&mut sql);
    sql.append(also.clone());
    let sorts = sorts.iter().map(|(sort, descending)| (sort.columns(), *descending));
    page.apply(&mut sql, &Order::behind_each_other(sorts, &["p.id"]));
    let (mut rows, mut structures) = (Vec::new(), Vec::new());
    for mut row in sql.all(db).await? {
        rows.push(Seen::read(&mut row)?);
        if with_structures {
            structures.extend(structure::Model::read_neighbour(&mut row)?);
        }
    }
    Ok(Listed { slice: Slice::new(page, rows), structures })
}

/// How many pass.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, (filter, also): (&Filter, &Sql)) -> Result<i64> {
    let mut sql = seen(actor, "count(*)");
    filter.apply(&mut sql);
    sql.append(also.clone());
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}
