use entity::{MemberId, structure, term, territory};
use sea_orm::ConnectionTrait;

use super::filter::Filter;
use super::open_to;
use crate::db::{Columns, Order, Page, Row, Slice, Sql};
use crate::error::Result;

/// What a list of structures is ordered by.
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
            Self::Name => &["s.sort_key"],
            Self::UpdatedAt => &["s.updated_at"],
            Self::CreatedAt => &["s.created_at"],
        }
    }
}

/// A neighbour that a list may bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour {
    /// Territory of its seat, as the reader sees it.
    Seat,
    /// The seat's EPCI.
    Epci,
    /// The seat's département.
    Department,
    /// The seat's région.
    Region,
    /// Main sector.
    Sector,
}

impl Neighbour {
    fn columns(self) -> String {
        match self {
            Self::Seat => territory::Model::list("t"),
            Self::Epci => territory::Model::list("e"),
            Self::Department => territory::Model::list("d"),
            Self::Region => territory::Model::list("r"),
            Self::Sector => term::Model::list("m"),
        }
    }

    const fn join(self) -> &'static str {
        match self {
            Self::Seat => "",
            Self::Epci => " left join territory e on e.id = t.epci_id",
            Self::Department => " left join territory d on d.id = t.department_id",
            Self::Region => " left join territory r on r.id = t.region_id",
            Self::Sector => " left join term m on m.id = s.main_sector_id",
        }
    }
}

/// A page of structures and the neighbours that came along.
#[derive(Debug, Default)]
pub(in crate::directory::structure) struct Listed {
    /// The structures.
    pub(in crate::directory::structure) slice: Slice<structure::Model>,
    /// Territories of their seats, and what contains those.
    pub(in crate::directory::structure) territories: Vec<territory::Model>,
    /// Their main sectors.
    pub(in crate::directory::structure) terms: Vec<term::Model>,
}

/// What a list is asked.
#[derive(Clone, Debug)]
pub(in crate::directory::structure) struct Question<'a> {
    pub(in crate::directory::structure) filter: &'a Filter,
    /// The weightiest first, and whether each descends.
    pub(in crate::directory::structure) sorts: &'a [(Sort, bool)],
    pub(in crate::directory::structure) page: &'a Page,
    /// The reader's member structure.
    pub(in crate::directory::structure) member: Option<MemberId>,
}

/// A page of structures with the neighbours asked for, in one statement.
pub(in crate::directory::structure) async fn list(
    db: &impl ConnectionTrait,
    question: &Question<'_>,
    along: &[Neighbour],
) -> Result<Listed> {
    let columns = along
        .iter()
        .fold(structure::Model::list("s"), |list, neighbour| format!("{list}, {}", neighbour.columns()));
    let mut sql = Sql::new(format!("select {columns} from structure s"));
    if along.contains(&Neighbour::Seat) {
        join_seat(&mut sql, question.member);
    }
    for neighbour in along {
        sql.push(neighbour.join());
    }
    sql.push(" where s.deleted_at is null");
    question.filter.apply(&mut sql, question.member);
    let sorts = question.sorts.iter().map(|(sort, descending)| (sort.columns(), *descending));
    question.page.apply(&mut sql, &Order::behind_each_other(sorts, &["s.id"]));
    let mut listed = Listed::default();
    let mut rows = Vec::new();
    for mut row in sql.all(db).await? {
        rows.push(structure::Model::read(&mut row)?);
        listed.keep(&mut row, along)?;
    }
    listed.slice = Slice::new(question.page, rows);
    Ok(listed)
}

impl Listed {
    fn keep(&mut self, row: &mut Row, along: &[Neighbour]) -> Result<()> {
        for neighbour in along {
            match neighbour {
                Neighbour::Sector => self.terms.extend(term::Model::read_neighbour(row)?),
                _ => self.territories.extend(territory::Model::read_neighbour(row)?),
            }
        }
        Ok(())
    }
}

fn join_seat(sql: &mut Sql, member: Option<MemberId>) {
    sql.push(" left join territory t on t.id = case when ");
    open_to(sql, member);
    sql.push(" then s.territory_id else s.shared_territory_id end");
}

/// How many structures pass.
pub(in crate::directory::structure) async fn count(
    db: &impl ConnectionTrait,
    filter: &Filter,
    member: Option<MemberId>,
) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from structure s where s.deleted_at is null");
    filter.apply(&mut sql, member);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}
