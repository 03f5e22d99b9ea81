use entity::{MemberId, ObservationId, VerbatimId, verbatim};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Value};

use super::rules::{Added, Checked, Removed};
use crate::access::{Actor, visible_to};
use crate::db::{Columns, Row, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::observation::needs::Reader;
use crate::trail::Stamp;

columns!(verbatim::Model: id, observation_id, text, speaker, shareable, created_at);

/// Words as one reader may see them.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// Without the speaker, where it is not the reader's own.
    pub row: verbatim::Model,
    /// Who contributed them.
    pub member: MemberId,
}

/// Words that the actor may see: its own; of others, those their speakers agreed to share, where the texts
/// of the observation are shared too.
fn visible(actor: &Actor) -> Sql {
    let mut sql = Sql::new(format!(
        "select o.member_id, {} from verbatim w join observation o on o.id = w.observation_id where ",
        verbatim::Model::list("w")
    ));
    sql.append(visible_to(actor, "o")).push(" and (w.shareable and o.authorised");
    if let Some(member) = Reader::of(actor).member() {
        sql.push(" or o.member_id = ").bind(member);
    }
    sql.push(")");
    sql
}

fn read(row: &mut Row, actor: &Actor) -> Result<Heard> {
    let member = row.take()?;
    let mut row = verbatim::Model::read(row)?;
    if Reader::of(actor).member() != Some(member) {
        row.speaker = None;
    }
    Ok(Heard { row, member })
}

/// Those of these words that the actor may see.
pub async fn find_by_ids(db: &impl ConnectionTrait, actor: &Actor, ids: &[VerbatimId]) -> Result<Vec<Heard>> {
    let mut sql = visible(actor);
    sql.push(" and w.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(|row| read(row, actor)).collect()
}

/// The words of these observations that the actor may see, in the order in which they were added.
pub async fn find_by_observations(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[ObservationId],
) -> Result<Vec<Heard>> {
    let mut sql = visible(actor);
    sql.push(" and w.observation_id").within(of.iter().copied().collect::<Values>()).push(" order by w.id");
    sql.all(db).await?.iter_mut().map(|row| read(row, actor)).collect()
}

/// Adds words.
pub async fn add(tx: &Tx, stamp: &Stamp, added: Added) -> Result<verbatim::Model> {
    let said = added.checked.said;
    let row = verbatim::Model {
        id: stamp.world.id(),
        observation_id: added.observation,
        text: said.text,
        speaker: said.speaker,
        shareable: said.shareable,
        created_at: stamp.at,
    };
    verbatim::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(row)
}

/// Checked words of one observation as rows for a bulk insert, in the order of the columns.
pub fn rows(stamp: &Stamp, of: ObservationId, words: Vec<Checked>) -> impl Iterator<Item = Vec<Value>> {
    words.into_iter().map(move |Checked { said }| {
        vec![
            stamp.world.id::<VerbatimId>().into(),
            of.into(),
            said.text.into(),
            said.speaker.into(),
            said.shareable.into(),
            stamp.at.into(),
        ]
    })
}

/// Removes words for good: what somebody no longer wishes to have said is not kept.
pub async fn remove(tx: &Tx, removed: &Removed) -> Result<()> {
    let mut sql = Sql::new("delete from verbatim where id = ");
    sql.bind(removed.id);
    sql.run(&**tx).await?;
    Ok(())
}
