use entity::{CharterId, MemberId, charter, charter_acceptance};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::rules::{Acceptance, NewCharter, Standing};
use crate::db::{Columns, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::trail::Stamp;

columns!(charter::Model: id, version, text_fr, text_en, published_at);

/// The version in force that a member has still to accept before it contributes; nothing when it did, or
/// when none was published.
pub async fn pending(db: &impl ConnectionTrait, member: MemberId) -> Result<Option<charter::Model>> {
    let mut sql = Sql::new(format!(
        "select {} from charter t where t.version = (select max(version) from charter) and not exists \
         (select 1 from charter_acceptance a where a.charter_id = t.id and a.member_id = ",
        charter::Model::list("t")
    ));
    sql.bind(member).push(")");
    sql.first(db).await?.map(|mut row| charter::Model::read(&mut row)).transpose()
}

/// How a member stands to the charter in force.
pub async fn standing(db: &impl ConnectionTrait, member: MemberId) -> Result<Standing> {
    let mut sql = Sql::new(
        "select t.version, a.member_id is not null from charter t left join charter_acceptance a \
         on a.charter_id = t.id and a.member_id = ",
    );
    sql.bind(member).push(" order by t.version desc limit 1");
    let Some(mut row) = sql.first(db).await? else { return Ok(Standing::Unpublished) };
    let (version, accepted) = (row.take()?, row.take()?);
    Ok(if accepted { Standing::Accepted } else { Standing::Pending(version) })
}

pub(super) async fn find_by_ids(db: &impl ConnectionTrait, ids: &[CharterId]) -> Result<Vec<charter::Model>> {
    let mut sql = Sql::new(format!("select {} from charter t where t.id", charter::Model::list("t")));
    sql.within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(charter::Model::read).collect()
}

/// A version, or the one in force.
pub(super) async fn find_by_version(
    db: &impl ConnectionTrait,
    version: Option<i32>,
) -> Result<Option<charter::Model>> {
    let columns = charter::Model::list("t");
    let mut sql = Sql::new(format!("select {columns} from charter t where t.version = "));
    match version {
        Some(version) => sql.bind(version),
        None => sql.push("(select max(version) from charter)"),
    };
    sql.first(db).await?.map(|mut row| charter::Model::read(&mut row)).transpose()
}

pub(super) async fn publish(tx: &Tx, stamp: &Stamp, new: NewCharter) -> Result<charter::Model> {
    let row = charter::Model {
        id: stamp.world.id(),
        version: new.version,
        text_fr: new.text_fr,
        text_en: new.text_en,
        published_at: stamp.at,
    };
    charter::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(row)
}

/// Records an acceptance; a second one of the same version changes nothing.
pub(super) async fn accept(tx: &Tx, stamp: &Stamp, acceptance: &Acceptance) -> Result<()> {
    let Some(account_id) = stamp.author.account else { return Ok(()) };
    let row = charter_acceptance::Model {
        member_id: acceptance.member,
        charter_id: acceptance.charter,
        account_id,
        accepted_at: stamp.at,
    };
    let insert = charter_acceptance::Entity::insert(row.into_active_model());
    insert.on_conflict_do_nothing().exec_without_returning(&**tx).await?;
    Ok(())
}
