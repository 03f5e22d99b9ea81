use std::collections::HashMap;

use entity::{AuthorisationId, MemberId, ObservationId, TypedId, observation, observation_term};
use sea_orm::{ConnectionTrait, Value};

use super::super::content::Content;
use super::super::rules::{Located, New, Stored};
use super::write::{row, term_rows};
use crate::db::{Columns, Sql, Tx, Values, insert_rows};
use crate::error::{Error, Result};
use crate::observation::{authorisation, verbatim};
use crate::reference::territory::Places;
use crate::trail::Stamp;

/// The observations of these keys, deleted ones included.
pub async fn find_keys(
    db: &impl ConnectionTrait,
    scope: &str,
    keys: Vec<String>,
) -> Result<Vec<(String, ObservationId)>> {
    let mut sql = Sql::new("select value, object_id from external_reference where object_type = ");
    sql.bind(ObservationId::PREFIX).push(" and system = ").bind(scope);
    sql.push(" and value").within(Values::Texts(keys));
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// Observations of a member read for a change, those deleted left out.
pub async fn find_stored(
    db: &impl ConnectionTrait,
    member: MemberId,
    ids: &[ObservationId],
    places: &Places,
) -> Result<HashMap<ObservationId, Stored>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(format!(
        "select {} from observation o where o.deleted_at is null and o.member_id = ",
        observation::Model::list("o")
    ));
    sql.bind(member).push(" and o.id").within(ids.iter().copied().collect::<Values>());
    let rows = sql.all(db).await?.iter_mut().map(observation::Model::read).collect::<Result<Vec<_>>>()?;
    let mut terms = find_terms(db, ids).await?;
    let authorisations: Vec<AuthorisationId> = rows.iter().filter_map(|row| row.authorisation_id).collect();
    let consents = authorisation::find_consents(db, member, &authorisations).await?;
    let stored = |row: observation::Model| {
        let place = places.get(row.territory_id).and_then(Located::of);
        let place = place.ok_or_else(|| Error::internal(anyhow::anyhow!("an observation lies nowhere")))?;
        let content = Content::of(&row, &terms.remove(&row.id).unwrap_or_default());
        let word = row.authorisation_id.and_then(|id| consents.get(&id).copied());
        Ok((row.id, Stored { row, content, consent: word, place }))
    };
    rows.into_iter().map(stored).collect()
}

async fn find_terms(
    db: &impl ConnectionTrait,
    of: &[ObservationId],
) -> Result<HashMap<ObservationId, Vec<observation_term::Model>>> {
    let mut sql =
        Sql::new("select observation_id, term_id, scheme from observation_term where observation_id");
    sql.within(of.iter().copied().collect::<Values>());
    let mut found: HashMap<ObservationId, Vec<observation_term::Model>> = HashMap::new();
    for mut row in sql.all(db).await? {
        let (observation_id, term_id, scheme) = (row.take()?, row.take()?, row.take()?);
        let term = observation_term::Model { observation_id, term_id, scheme };
        found.entry(observation_id).or_default().push(term);
    }
    Ok(found)
}

/// An observation to add in bulk, with its key and its words.
#[derive(Debug)]
pub struct Addition {
    /// Its id.
    pub id: ObservationId,
    /// Its key in the other system.
    pub external_id: String,
    /// The observation.
    pub new: New,
    /// Words said.
    pub verbatims: Vec<verbatim::Checked>,
}

/// Adds many observations in a few statements.
pub async fn add_many(tx: &Tx, stamp: &Stamp, scope: &str, additions: Vec<Addition>) -> Result<()> {
    let (mut rows, mut terms, mut words, mut keys) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for Addition { id, external_id, new, verbatims } in additions {
        let (model, content) = row(stamp, id, new);
        rows.push(values(model));
        terms.extend(term_rows(id, &content));
        words.extend(verbatim::rows(stamp, id, verbatims));
        let kind = ObservationId::PREFIX;
        keys.push(vec![kind.into(), scope.into(), external_id.into(), id.into(), stamp.at.into()]);
    }
    insert_rows(&**tx, "observation", observation::Model::NAMES, rows).await?;
    insert_rows(&**tx, "observation_term", &["observation_id", "term_id", "scheme"], terms).await?;
    insert_rows(&**tx, "verbatim", entity::verbatim::Model::NAMES, words).await?;
    let columns = &["object_type", "system", "value", "object_id", "created_at"];
    insert_rows(&**tx, "external_reference", columns, keys).await
}

/// A row's values in the order of its columns.
fn values(row: observation::Model) -> Vec<Value> {
    vec![
        row.id.into(),
        row.member_id.into(),
        row.statement.into(),
        row.statement_folded.into(),
        row.method_id.into(),
        row.formulation_id.into(),
        row.main_theme_id.into(),
        row.main_sector_id.into(),
        row.territory_id.into(),
        row.shared_territory_id.into(),
        row.organisation_kind_id.into(),
        row.career_stage_id.into(),
        row.observed_on.into(),
        row.month.into(),
        row.intensity.into(),
        row.people_concerned.into(),
        row.organisations_concerned.into(),
        row.structure_id.into(),
        row.identifiable.into(),
        row.sensitive.into(),
        row.derived.into(),
        row.source_id.into(),
        row.authorisation_id.into(),
        row.authorised.into(),
        row.visibility.as_str().into(),
        row.cut_visibility.into(),
        row.status.as_str().into(),
        row.status_reason.into(),
        row.version.into(),
        row.created_by.into(),
        row.created_at.into(),
        row.updated_at.into(),
        row.deleted_at.into(),
    ]
}
