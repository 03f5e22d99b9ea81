use entity::{MemberId, TerritoryId, structure, term, territory};
use sea_orm::ConnectionTrait;

use super::open_to;
use crate::db::{Columns, Order, Page, Row, Slice, Sql};
use crate::directory::structure::card::{Reference, TermField};
use crate::error::Result;
use crate::reference::vocabulary;

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

    /// The columns.
    pub const fn columns(self, descending: bool) -> Order {
        let columns: &'static [&'static str] = match self {
            Self::Name => &["s.sort_key", "s.id"],
            Self::UpdatedAt => &["s.updated_at", "s.id"],
            Self::CreatedAt => &["s.created_at", "s.id"],
        };
        Order { columns, descending }
    }
}

/// Terms that a structure should have in a field.
#[derive(Clone, Debug)]
pub struct TermsWanted {
    /// In which field; the main sector and function stand for the others too.
    pub field: TermField,
    /// Codes or ids.
    pub names: Vec<String>,
    /// Narrower terms too.
    pub narrower: bool,
}

/// Which structures.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Folded words that its names hold, each at the beginning of a word.
    pub words: Vec<String>,
    /// Its identifier, of one scheme or of any.
    pub identifier: Option<(Option<String>, String)>,
    /// Its key in another system.
    pub reference: Option<Reference>,
    /// It has a key in this system.
    pub system: Option<String>,
    /// Its terms.
    pub terms: Vec<TermsWanted>,
    /// Its seat is inside this territory.
    pub within: Option<TerritoryId>,
    /// One of its zones contains this territory.
    pub covers: Option<TerritoryId>,
    /// Created in this year or later.
    pub created_from: Option<i32>,
    /// Created in this year or before.
    pub created_to: Option<i32>,
    /// Cards of member structures only.
    pub members: bool,
}

impl Filter {
    /// Adds the conditions. What a mask hides is no way to find who stands behind it.
    fn apply(&self, sql: &mut Sql, member: Option<MemberId>) {
        if self.asks_for_hidden() {
            sql.push(" and ");
            open_to(sql, member);
        }
        for word in &self.words {
            sql.push(" and (s.search_folded like ").bind(format!("{word}%"));
            sql.push(" or s.search_folded like ").bind(format!("% {word}%")).push(")");
        }
        self.keys(sql);
        for wanted in &self.terms {
            wanted.apply(sql);
        }
        if let Some(territory) = self.within {
            seat_within(sql, territory, member);
        }
        if let Some(territory) = self.covers {
            sql.push(
                " and s.id in (select z.structure_id from structure_zone z join territory_closure c \
                 on c.ancestor_id = z.territory_id where c.descendant_id = ",
            );
            sql.bind(territory).push(")");
        }
        for (year, condition) in
            [(self.created_from, " and s.creation_year >= "), (self.created_to, " and s.creation_year <= ")]
        {
            if let Some(year) = year {
                sql.push(condition).bind(year);
            }
        }
        if self.members {
            sql.push(" and s.member_id is not null");
        }
    }

    const fn asks_for_hidden(&self) -> bool {
        !self.words.is_empty()
            || self.identifier.is_some()
            || self.reference.is_some()
            || self.system.is_some()
            || self.covers.is_some()
            || self.created_from.is_some()
            || self.created_to.is_some()
    }

    fn keys(&self, sql: &mut Sql) {
        if let Some((scheme, value)) = &self.identifier {
            sql.push(" and s.id in (select structure_id from structure_identifier where value = ");
            sql.bind(value.clone());
            if let Some(scheme) = scheme {
                sql.push(" and scheme = ").bind(scheme.clone());
            }
            sql.push(")");
        }
        let references = " and s.id in (select object_id from external_reference where object_type = ";
        if let Some(Reference { system, external_id }) = &self.reference {
            sql.push(references).bind(super::KIND).push(" and system = ").bind(system.clone());
            sql.push(" and value = ").bind(external_id.clone()).push(")");
        }
        if let Some(system) = &self.system {
            sql.push(references).bind(super::KIND).push(" and system = ").bind(system.clone()).push(")");
        }
    }
}

/// Others find a masked seat by its département only; its own people by the place itself.
fn seat_within(sql: &mut Sql, territory: TerritoryId, member: Option<MemberId>) {
    let inside = " in (select descendant_id from territory_closure where ancestor_id = ";
    sql.push(" and (");
    open_to(sql, member);
    sql.push(" and s.territory_id").push(inside).bind(territory);
    sql.push(") or s.restricted and s.shared_territory_id").push(inside).bind(territory).push("))");
}

impl TermsWanted {
    fn apply(&self, sql: &mut Sql) {
        let wanted = || vocabulary::within(self.field.scheme(), &self.names, self.narrower);
        let column = column(self.field);
        sql.push(" and (");
        if let Some(column) = column {
            sql.push(column).append(wanted());
        }
        if self.field.is_list() || matches!(self.field, TermField::MainSector | TermField::MainFunction) {
            sql.push(if column.is_some() { " or " } else { "" });
            sql.push("s.id in (select structure_id from structure_term where term_id").append(wanted());
            sql.push(")");
        }
        sql.push(")");
    }
}

/// Where a field that holds one term is stored; the others are rows of `structure_term`.
const fn column(field: TermField) -> Option<&'static str> {
    match field {
        TermField::LegalForm => Some("s.legal_form_id"),
        TermField::EssStatus => Some("s.ess_status_id"),
        TermField::MainSector => Some("s.main_sector_id"),
        TermField::MainFunction => Some("s.main_function_id"),
        TermField::OrganisationKind => Some("s.organisation_kind_id"),
        TermField::CareerStage => Some("s.career_stage_id"),
        TermField::StaffBracket => Some("s.staff_bracket_id"),
        TermField::BudgetBracket => Some("s.budget_bracket_id"),
        _ => None,
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
    pub(in crate::directory::structure) order: Order,
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
    question.page.apply(&mut sql, question.order);
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
