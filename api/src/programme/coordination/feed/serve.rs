use std::collections::HashMap;

use entity::{EditionId, TerritoryId};

use super::rules::{Shown, feed};
use super::store;
use crate::access::hash_secret;
use crate::db::Db;
use crate::error::{Error, Result};

/// The feed behind a secret, as text; nothing for a secret that is unknown or was revoked, or whose owner may read it no
/// longer.
pub async fn serve(db: &Db, secret: &str) -> Result<Option<String>> {
    let db = db.reader();
    let Some(reader) = store::reader(db, &hash_secret(secret)).await? else { return Ok(None) };
    let editions = store::editions(db, &reader.actor, reader.feed.edition_id).await?;
    if editions.is_empty() && reader.feed.edition_id.is_some() || reader.actor.works_for().is_none() {
        return Ok(None);
    }
    let ids: Vec<EditionId> = editions.iter().map(|(edition, _)| edition.id).collect();
    let sessions = store::sessions(db, &ids).await?;
    let named: Vec<TerritoryId> = sessions.iter().filter_map(|row| row.territory_id).collect();
    let shown = Shown {
        language: reader.language,
        whole: reader.feed.edition_id.is_none(),
        editions,
        series: store::series(db, &ids).await?,
        tasks: store::tasks(db, reader.feed.account_id, &ids).await?,
        places: store::places(db, &named).await?.into_iter().collect::<HashMap<_, _>>(),
        sessions,
    };
    let text = feed(&shown).write().map_err(|fault| Error::internal(anyhow::Error::from(fault)))?;
    Ok(Some(text))
}
