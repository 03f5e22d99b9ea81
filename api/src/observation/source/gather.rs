use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{ObservationSourceId, TypedId, Visibility};
use sea_orm::Value;

use super::rules::{Brought, record};
use super::store;
use crate::db::{Sql, Tx, Values, insert_rows};
use crate::error::Result;
use crate::graphql::Refusal;
use crate::observation::rules::{Contributor, KnownTerms};
use crate::trail::{Act, Change, Stamp, Written};

/// Sources of another system, found or recorded by their keys there. A key belongs to the member that
/// brought it.
pub struct Gather<'a> {
    /// Who writes.
    pub by: Contributor,
    /// The system whose keys they have.
    pub system: &'a str,
    /// All terms.
    pub terms: &'a KnownTerms,
    /// The present day.
    pub today: NaiveDate,
}

impl Gather<'_> {
    /// The sources of these keys; those that are new are recorded, or refused.
    pub async fn all(
        &self,
        tx: &Tx,
        stamp: &Stamp,
        brought: HashMap<String, Brought>,
    ) -> Result<HashMap<String, Result<ObservationSourceId, Refusal>>> {
        let scope = format!("{}/{}", self.by.member().0.simple(), self.system);
        let mut found = self.known(tx, &scope, brought.keys().cloned().collect()).await?;
        let mut keys: Vec<Vec<Value>> = Vec::new();
        for (key, brought) in brought {
            if found.contains_key(&key) {
                continue;
            }
            let recorded = match record(self.by, &brought, self.terms, self.today) {
                Ok(recorded) => recorded,
                Err(refusal) => {
                    found.insert(key, Err(refusal));
                    continue;
                }
            };
            let row = store::add(tx, stamp, recorded).await?;
            let written = Written::new(row.id, Change::Created, Visibility::Private, Some(row.member_id));
            stamp.leave(tx, Act::new("importObservations", written)).await?;
            let kind = ObservationSourceId::PREFIX;
            keys.push(vec![
                kind.into(),
                scope.as_str().into(),
                key.as_str().into(),
                row.id.into(),
                stamp.at.into(),
            ]);
            found.insert(key, Ok(row.id));
        }
        let columns = &["object_type", "system", "value", "object_id", "created_at"];
        insert_rows(&**tx, "external_reference", columns, keys).await?;
        Ok(found)
    }

    async fn known(
        &self,
        tx: &Tx,
        scope: &str,
        keys: Vec<String>,
    ) -> Result<HashMap<String, Result<ObservationSourceId, Refusal>>> {
        let mut sql = Sql::new("select value, object_id from external_reference where object_type = ");
        sql.bind(ObservationSourceId::PREFIX).push(" and system = ").bind(scope);
        sql.push(" and value").within(Values::Texts(keys));
        sql.all(&**tx).await?.into_iter().map(|mut row| Ok((row.take()?, Ok(row.take()?)))).collect()
    }
}
