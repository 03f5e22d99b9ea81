use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use entity::{
    AccompanimentId, AccompanimentStage, AccountId, MemberId, ObservationId, accompaniment,
    accompaniment_step,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::super::content::Content;
use super::super::rules::{Known, New, Revision, Stored};
use super::super::view::Seen;
use super::read::{find_by_ids, observations_of, steps_of};
use crate::access::{Actor, visible_to};
use crate::db::{Row, Sql, Tx, Values, insert_rows};
use crate::error::Result;
use crate::observation::store as shared;
use crate::programme::colleague;
use crate::trail::Stamp;

/// What the database says of what an accompaniment names.
pub async fn known(
    tx: &Tx,
    actor: &Actor,
    content: &Content,
    (member, referent): (MemberId, AccountId),
) -> Result<Known> {
    let structure = match content.structure {
        Some(id) => !shared::structures(&**tx, vec![id]).await?.is_empty(),
        None => true,
    };
    let observations = observations(tx, actor, content.observations.as_deref().unwrap_or_default()).await?;
    let referent = colleague::store::works_for(&**tx, &[member], referent).await?;
    Ok(Known { structure, observations, referent })
}

async fn observations(tx: &Tx, actor: &Actor, ids: &[ObservationId]) -> Result<HashSet<ObservationId>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = Sql::new("select o.id from observation o where ");
    sql.append(visible_to(actor, "o")).push(" and o.id").within(ids.iter().copied().collect::<Values>());
    sql.all(&**tx).await?.iter_mut().map(Row::take).collect()
}

/// An accompaniment that the actor may see, read for a change.
pub async fn lookup(tx: &Tx, actor: &Actor, id: AccompanimentId) -> Result<Option<Stored>> {
    let Some(seen) = find_by_ids(&**tx, actor, &[id]).await?.pop() else { return Ok(None) };
    let steps = steps_of(&**tx, actor, &[id]).await?;
    let linked = observations_of(&**tx, actor, &[id]).await?;
    Ok(Some(Stored { seen, steps, observations: linked.into_iter().map(|(_, id)| id).collect() }))
}

/// Notes that something of an accompaniment changes. Whoever does so first, others that change it wait for.
pub async fn touch(tx: &Tx, id: AccompanimentId, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new("update accompaniment set updated_at = ");
    sql.bind(now).push(" where id = ").bind(id);
    sql.run(&**tx).await?;
    Ok(())
}

/// Adds an accompaniment at its first stage.
pub async fn add(tx: &Tx, stamp: &Stamp, new: New) -> Result<Seen> {
    let New { by, content, referent } = new;
    let (received_on, due_on) = (content.received_on, content.due_on);
    let observations = content.observations.clone().unwrap_or_default();
    let mut row = accompaniment::Model {
        id: stamp.world.id(),
        member_id: by.member(),
        structure_id: None,
        holder: None,
        search_folded: String::new(),
        referent_id: referent,
        request: String::new(),
        channel_id: None,
        received_on,
        stage: AccompanimentStage::Reception,
        stage_entered_on: received_on,
        stage_due_on: None,
        orientation: None,
        diagnosis: None,
        diagnosis_drafted_on: None,
        diagnosis_validated_on: None,
        diagnosis_validated_by: None,
        plan: None,
        opinion: None,
        opinion_text: None,
        exit_id: None,
        exit_reason: None,
        version: 1,
        created_by: by.account(),
        created_at: stamp.at,
        updated_at: stamp.at,
    };
    content.write_into(&mut row);
    accompaniment::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    let (accompaniment_id, stage) = (row.id, row.stage);
    mark(tx, &accompaniment_step::Model { accompaniment_id, stage, entered_on: received_on, due_on }).await?;
    link(tx, row.id, observations.into_iter().collect()).await?;
    Ok(Seen { row, follow_up_due: None })
}

/// Makes a change, unless somebody else changed the accompaniment meanwhile: then nothing.
pub async fn save(tx: &Tx, stamp: &Stamp, revision: &Revision) -> Result<Option<Seen>> {
    let mut row = revision.row.clone();
    let expected = row.version;
    row.version += 1;
    row.updated_at = stamp.at;
    let changed = accompaniment::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(accompaniment::Column::Id.eq(row.id))
        .filter(accompaniment::Column::Version.eq(expected))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    for step in &revision.steps {
        mark(tx, step).await?;
    }
    if let Some(observations) = &revision.observations {
        let mut old = Sql::new("delete from accompaniment_observation where accompaniment_id = ");
        old.bind(row.id);
        old.run(&**tx).await?;
        link(tx, row.id, observations.clone()).await?;
    }
    Ok(Some(Seen { row, follow_up_due: revision.follow_up_due }))
}

/// Notes when a stage began and until when it is due.
async fn mark(tx: &Tx, step: &accompaniment_step::Model) -> Result<()> {
    let mut sql =
        Sql::new("insert into accompaniment_step (accompaniment_id, stage, entered_on, due_on) values (");
    sql.bind(step.accompaniment_id).push(", ").bind(step.stage.as_str());
    sql.push(", ").bind(step.entered_on).push(", ").bind(step.due_on);
    sql.push(
        ") on conflict (accompaniment_id, stage) do update set entered_on = excluded.entered_on, \
         due_on = excluded.due_on",
    );
    sql.run(&**tx).await?;
    Ok(())
}

async fn link(tx: &Tx, id: AccompanimentId, observations: BTreeSet<ObservationId>) -> Result<()> {
    let rows = observations.into_iter().map(|observation| vec![id.into(), observation.into()]).collect();
    insert_rows(&**tx, "accompaniment_observation", &["accompaniment_id", "observation_id"], rows).await
}
