use entity::{ObservationId, observation, structure, territory};
use sea_orm::ConnectionTrait;

use super::super::filter::{Condition, own, texts_open};
use super::super::view::{Reader, Seen};
use crate::access::{Actor, visible_to};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Values, columns};
use crate::error::Result;

columns!(observation::Model: id, member_id, statement, statement_folded, method_id, formulation_id,
    main_theme_id, main_sector_id, territory_id, shared_territory_id, organisation_kind_id, career_stage_id,
    observed_on, month, intensity, people_concerned, organisations_concerned, structure_id, identifiable,
    sensitive, derived, source_id, authorisation_id, authorised, visibility, cut_visibility, status,
    status_reason, version, created_by, created_at, updated_at, deleted_at);

/// By what a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The day of the observation.
    ObservedOn,
    /// The last change.
    UpdatedAt,
}

impl Sort {
    /// Its name in a cursor.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ObservedOn => "OBSERVED_ON",
            Self::UpdatedAt => "UPDATED_AT",
        }
    }

    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::ObservedOn => &["o.observed_on"],
            Self::UpdatedAt => &["o.updated_at"],
        }
    }
}

/// Which to-one neighbours a list brings along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// The territory as the reader sees it.
    pub territory: bool,
    /// The structure, where the reader sees it.
    pub structure: bool,
}

/// A further condition on the observation `o`, of a later neighbourhood: ` and ...`, as far as the actor sees.
pub type Also = fn(&Actor) -> Sql;

/// What is asked of a list.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Which observations.
    pub condition: Condition,
    /// By what they are ordered, the weightiest first, and whether each descends.
    pub sorts: Vec<(Sort, bool)>,
    /// What comes along.
    pub neighbours: Neighbours,
    /// What else must hold.
    pub also: Option<Also>,
}

/// An observation with what the list brought along.
#[derive(Clone, Debug)]
pub struct Found {
    /// As the reader sees it.
    pub seen: Seen,
    /// Its territory.
    pub territory: Option<territory::Model>,
    /// Its structure.
    pub structure: Option<structure::Model>,
}

/// A page of the observations that the actor may see, neighbours included, in one statement.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    listing: &Listing,
    page: &Page,
) -> Result<Slice<Found>> {
    let reader = Reader::of(actor);
    let mut sql = Sql::new(format!("select {}", observation::Model::list("o")));
    let Neighbours { territory, structure } = listing.neighbours;
    if territory {
        sql.push(format!(", {}", territory::Model::list("t")));
    }
    if structure {
        sql.push(format!(", {}", structure::Model::list("s")));
    }
    sql.push(" from observation o");
    join(&mut sql, listing.neighbours, reader);
    restrict(&mut sql, actor, (&listing.condition, listing.also));
    let sorts = listing.sorts.iter().map(|(sort, descending)| (sort.columns(), *descending));
    page.apply(&mut sql, &Order::behind_each_other(sorts, &["o.id"]));
    let read = |row: &mut Row| {
        Ok(Found {
            seen: Seen::of(observation::Model::read(row)?, reader),
            territory: if territory { territory::Model::read_neighbour(row)? } else { None },
            structure: if structure { structure::Model::read_neighbour(row)? } else { None },
        })
    };
    Ok(Slice::new(page, sql.all(db).await?.iter_mut().map(read).collect::<Result<_>>()?))
}

/// How many of them the actor may see.
pub async fn count(
    db: &impl ConnectionTrait,
    actor: &Actor,
    wanted: (&Condition, Option<Also>),
) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from observation o");
    restrict(&mut sql, actor, wanted);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Those of these that the actor may see.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ObservationId],
) -> Result<Vec<Seen>> {
    let reader = Reader::of(actor);
    let mut sql = Sql::new(format!("select {} from observation o where ", observation::Model::list("o")));
    sql.append(visible_to(actor, "o")).push(" and o.id").within(ids.iter().copied().collect::<Values>());
    let read = |row: &mut Row| Ok(Seen::of(observation::Model::read(row)?, reader));
    sql.all(db).await?.iter_mut().map(read).collect()
}

fn join(sql: &mut Sql, neighbours: Neighbours, reader: Reader) {
    if neighbours.territory {
        sql.push(" left join territory t on t.id = case when ");
        own(sql, reader);
        sql.push(" then o.territory_id else o.shared_territory_id end");
    }
    if neighbours.structure {
        sql.push(" left join structure s on s.id = o.structure_id and s.deleted_at is null and ");
        texts_open(sql, reader);
    }
}

fn restrict(sql: &mut Sql, actor: &Actor, (condition, also): (&Condition, Option<Also>)) {
    sql.push(" where ").append(visible_to(actor, "o")).push(" and ");
    condition.write(sql, Reader::of(actor));
    if let Some(also) = also {
        sql.append(also(actor));
    }
}
