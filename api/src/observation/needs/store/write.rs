use std::collections::HashSet;

use entity::{
    MemberId, ObservationId, ObservationSourceId, TermId, observation, observation_term, territory,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Value,
};

use super::super::content::Content;
use super::super::rules::{Known, Located, New, Revision, Stored};
use super::super::said::Meanings;
use crate::access::{Actor, visible_to};
use crate::db::{Columns, Row, Sql, Tx, Values, insert_rows};
use crate::error::{Error, Result};
use crate::observation::{authorisation, store as shared};
use crate::trail::Stamp;

/// Before its first cut an observation is in no figure.
const NO_CUT: &str = "NONE";

/// What the database says of what an observation of this member names, besides its terms and its territory.
pub async fn known<'a>(
    db: &impl ConnectionTrait,
    member: MemberId,
    content: &Content,
    meanings: &'a Meanings,
) -> Result<Known<'a>> {
    let Meanings { terms, places } = meanings;
    let place = places.get(content.territory).and_then(Located::of);
    let structure = match content.structure {
        Some(id) => !shared::structures(db, vec![id]).await?.is_empty(),
        None => true,
    };
    let source = match content.source {
        Some(id) => !own_sources(db, member, vec![id]).await?.is_empty(),
        None => true,
    };
    Ok(Known { terms, place, structure, source })
}

/// Those of these sources that are this member's own.
pub async fn own_sources(
    db: &impl ConnectionTrait,
    member: MemberId,
    sources: Vec<ObservationSourceId>,
) -> Result<HashSet<ObservationSourceId>> {
    if sources.is_empty() {
        return Ok(HashSet::new());
    }
    let mut sql = Sql::new("select id from observation_source where member_id = ");
    sql.bind(member).push(" and id").within(sources.into_iter().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}

/// An observation that the actor may see, read for a change.
pub async fn lookup(tx: &Tx, actor: &Actor, id: ObservationId) -> Result<Option<Stored>> {
    let mut sql = Sql::new(format!(
        "select {}, {} from observation o join territory t on t.id = o.territory_id where ",
        observation::Model::list("o"),
        territory::Model::list("t"),
    ));
    sql.append(visible_to(actor, "o")).push(" and o.id = ").bind(id);
    let Some(mut found) = sql.first(&**tx).await? else { return Ok(None) };
    let row = observation::Model::read(&mut found)?;
    let place = Located::of(&territory::Model::read(&mut found)?.into());
    let place = place.ok_or_else(|| Error::internal(anyhow::anyhow!("an observation lies nowhere")))?;
    let terms = observation_term::Entity::find().filter(observation_term::Column::ObservationId.eq(id));
    let content = Content::of(&row, &terms.all(&**tx).await?);
    let word = match row.authorisation_id {
        Some(id) => authorisation::consent(tx, row.member_id, id).await?,
        None => None,
    };
    Ok(Some(Stored { row, content, consent: word, place }))
}

/// Adds an observation.
pub async fn add(tx: &Tx, stamp: &Stamp, new: New) -> Result<observation::Model> {
    let (row, content) = row(stamp, stamp.world.id(), new);
    observation::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    insert_terms(tx, row.id, &content).await?;
    Ok(row)
}

/// The row of a new observation.
pub(super) fn row(stamp: &Stamp, id: ObservationId, new: New) -> (observation::Model, Content) {
    let New { by, content, shared, standing, status } = new;
    let mut row = observation::Model {
        id,
        member_id: by.member(),
        statement: String::new(),
        statement_folded: String::new(),
        method_id: content.method,
        formulation_id: content.formulation,
        main_theme_id: content.main_theme,
        main_sector_id: None,
        territory_id: content.territory,
        shared_territory_id: shared,
        organisation_kind_id: None,
        career_stage_id: None,
        observed_on: content.observed_on,
        month: 0,
        intensity: 0,
        people_concerned: None,
        organisations_concerned: None,
        structure_id: None,
        identifiable: false,
        sensitive: false,
        derived: false,
        source_id: None,
        authorisation_id: standing.authorisation(),
        authorised: standing.authorised(),
        visibility: standing.visibility(),
        cut_visibility: NO_CUT.to_owned(),
        status,
        status_reason: None,
        version: 1,
        created_by: by.account(),
        created_at: stamp.at,
        updated_at: stamp.at,
        deleted_at: None,
    };
    content.clone().write_into(&mut row);
    (row, content)
}

/// Makes a change, unless somebody else changed the observation meanwhile: then nothing.
pub async fn revise(tx: &Tx, stamp: &Stamp, revision: &Revision) -> Result<Option<observation::Model>> {
    let mut row = revision.row.clone();
    let expected = row.version;
    row.version += 1;
    row.updated_at = stamp.at;
    if revision.deletes() {
        row.deleted_at = Some(stamp.at);
    }
    let changed = observation::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(observation::Column::Id.eq(row.id))
        .filter(observation::Column::Version.eq(expected))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    if let Some(content) = &revision.content {
        let mut old = Sql::new("delete from observation_term where observation_id = ");
        old.bind(row.id);
        old.run(&**tx).await?;
        insert_terms(tx, row.id, content).await?;
    }
    Ok(Some(row))
}

async fn insert_terms(tx: &Tx, id: ObservationId, content: &Content) -> Result<()> {
    insert_rows(&**tx, "observation_term", &["observation_id", "term_id", "scheme"], term_rows(id, content))
        .await
}

/// The further themes and sectors and the publics as rows.
pub(super) fn term_rows(id: ObservationId, content: &Content) -> Vec<Vec<Value>> {
    let row = |term: &TermId, scheme: &'static str| vec![id.into(), (*term).into(), scheme.into()];
    content
        .sets()
        .into_iter()
        .flat_map(|(set, scheme, _)| set.iter().map(move |term| row(term, scheme)))
        .collect()
}

/// The version that an observation has now.
pub async fn version(tx: &Tx, id: ObservationId) -> Result<i32> {
    let mut sql = Sql::new("select version from observation where id = ");
    sql.bind(id);
    sql.first(&**tx).await?.map_or(Ok(0), |mut row| row.take())
}
