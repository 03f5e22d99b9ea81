//! Whose programmes and editions: the conditions that every statement on them begins with.

use chrono::{DateTime, Utc};
use entity::{EditionId, ProgrammeId, edition, programme};
use sea_orm::ConnectionTrait;

use super::rules::Sight;
use crate::access::{Actor, Scope};
use crate::db::{Columns, Row, Sql, Tx, columns};
use crate::error::Result;

columns!(programme::Model: id, member_id, title, title_folded, sort_key, summary, visibility, version, created_by,
    created_at, updated_at, deleted_at);
columns!(edition::Model: id, programme_id, number, title, territory_id, starts_on, ends_on, capacity, status,
    status_reason, referent_id, from_edition_id, from_template_id, questionnaires, opened_at, closed_at, version,
    created_at, updated_at);

/// Whether the actor's member structure leads the programme `p`, alone or with others.
pub fn led(actor: &Actor) -> Sql {
    tied(actor, "l.status = 'ACCEPTED'")
}

fn tied(actor: &Actor, status: &'static str) -> Sql {
    let Some(member) = actor.works_for_with(Scope::ProgrammesRead) else { return Sql::new("1 = 0") };
    let mut sql =
        Sql::new("exists (select 1 from programme_lead l where l.programme_id = p.id and l.member_id = ");
    sql.bind(member).push(" and ").push(status).push(")");
    sql
}

/// The condition under which the programme `p` exists for an actor: shared that far, or led by its member structure,
/// or waiting for its answer.
pub fn programme_seen(actor: &Actor) -> Sql {
    let shared = if actor.reads_network(Scope::ProgrammesRead) {
        "p.deleted_at is null and (p.visibility in ('NETWORK', 'PUBLIC') or "
    } else {
        "p.deleted_at is null and (p.visibility = 'PUBLIC' or "
    };
    let mut sql = Sql::new(shared);
    sql.append(tied(actor, "l.status in ('INVITED', 'ACCEPTED')")).push(")");
    sql
}

/// The condition under which the edition `e` of the programme `p` exists for an actor: a draft is its team's alone.
pub fn edition_seen(actor: &Actor) -> Sql {
    let mut sql = programme_seen(actor);
    sql.push(" and (e.status <> 'DRAFT' or ").append(led(actor)).push(")");
    sql
}

const OF_EDITION: &str =
    " join edition e on e.id = x.edition_id join programme p on p.id = e.programme_id where ";

/// Records `x` of an edition for all who see it.
pub fn with_edition(actor: &Actor) -> Sql {
    let mut sql = Sql::new(OF_EDITION);
    sql.append(edition_seen(actor));
    sql
}

/// Records `x` of an edition for its team alone.
pub fn with_team(actor: &Actor) -> Sql {
    let mut sql = Sql::new(OF_EDITION);
    sql.push("p.deleted_at is null and ").append(led(actor));
    sql
}

/// Records `x` of a programme for its team alone.
pub fn with_leads(actor: &Actor) -> Sql {
    let mut sql = Sql::new(" join programme p on p.id = x.programme_id where p.deleted_at is null and ");
    sql.append(led(actor));
    sql
}

/// A programme that the actor may see, and whether its member structure leads it.
pub async fn programme(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ProgrammeId,
) -> Result<Option<(programme::Model, Sight)>> {
    let mut sql = Sql::new(format!("select {}, ", programme::Model::list("p")));
    sql.append(led(actor)).push(" from programme p where ").append(programme_seen(actor));
    sql.push(" and p.id = ").bind(id);
    let read = |mut row: Row| Ok((programme::Model::read(&mut row)?, Sight::read(&mut row)?));
    sql.first(db).await?.map(read).transpose()
}

/// An edition that the actor may see, its programme, and whether its member structure leads it.
pub async fn edition(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EditionId,
) -> Result<Option<(edition::Model, programme::Model, Sight)>> {
    let mut sql =
        Sql::new(format!("select {}, {}, ", edition::Model::list("e"), programme::Model::list("p")));
    sql.append(led(actor)).push(" from edition e join programme p on p.id = e.programme_id where ");
    sql.append(edition_seen(actor)).push(" and e.id = ").bind(id);
    let read = |mut row: Row| {
        Ok((edition::Model::read(&mut row)?, programme::Model::read(&mut row)?, Sight::read(&mut row)?))
    };
    sql.first(db).await?.map(read).transpose()
}

impl Sight {
    fn read(row: &mut Row) -> Result<Self> {
        Ok(Self::new(row.take()?))
    }
}

/// Notes that something of an edition changes. Whoever does so first, others that change it wait for: places are
/// counted and filled by one at a time.
pub async fn touch(tx: &Tx, id: EditionId, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new("update edition set updated_at = ");
    sql.bind(now).push(" where id = ").bind(id);
    sql.run(&**tx).await?;
    Ok(())
}
