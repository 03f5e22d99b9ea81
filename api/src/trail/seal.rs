use chrono::{DateTime, Utc};
use entity::AuditEntryId;
use sea_orm::{ActiveValue::Set, EntityTrait, JsonValue};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{Db, Row, Sql, Tx, is_duplicate, write_tx};
use crate::error::{Error, Result};

/// Entries sealed in one transaction.
const BATCH: i64 = 500;

const FIRST: &str = "";

const COLUMNS: &str = "e.id, e.at, e.actor_kind, e.account_id, e.api_key_id, e.member_id, e.action, e.object_type, \
                       e.object_id, e.detail, e.request_id";

/// Where the chain breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Position in the chain of the first entry that does not fit.
    pub position: i64,
}

/// Chains committed, unsealed entries: hash = SHA-256(previous hash, entry). Returns how many it sealed.
pub async fn seal(db: &Db, at: DateTime<Utc>) -> Result<usize> {
    write_tx(db, move |tx| async move { seal_batch(&tx, at).await }).await
}

async fn seal_batch(tx: &Tx, at: DateTime<Utc>) -> Result<usize> {
    let last = Sql::new("select hash from audit_seal order by position desc limit 1");
    let mut previous = match last.first(&**tx).await? {
        Some(mut row) => row.take()?,
        None => FIRST.to_owned(),
    };
    let mut open = Sql::new(format!("select {COLUMNS} from audit_entry e"));
    open.push(" where not exists (select 1 from audit_seal s where s.entry_id = e.id) order by e.id limit ")
        .bind(BATCH);
    let mut seals = Vec::new();
    for mut row in open.all(&**tx).await? {
        let (id, content) = content(&mut row)?;
        let hash = chain(&previous, &content);
        seals.push(entity::audit_seal::ActiveModel {
            entry_id: Set(id),
            previous: Set(std::mem::replace(&mut previous, hash.clone())),
            hash: Set(hash),
            sealed_at: Set(at),
            ..Default::default()
        });
    }
    let sealed = seals.len();
    if sealed > 0 {
        // `previous` is unique: of two sealers at work, the second is refused and finds nothing left to do.
        match entity::audit_seal::Entity::insert_many(seals).exec_without_returning(&**tx).await {
            Err(error) if is_duplicate(&error) => return Ok(0),
            outcome => outcome?,
        };
    }
    Ok(sealed)
}

/// Walks the chain from its start; the first link that does not hold, if any.
pub async fn verify(db: &Db) -> Result<Option<Broken>> {
    let (mut previous, mut position) = (FIRST.to_owned(), 0_i64);
    loop {
        let mut sql = Sql::new(format!(
            "select {COLUMNS}, s.position, s.previous, s.hash from audit_seal s join audit_entry e on e.id = s.entry_id where s.position > "
        ));
        sql.bind(position).push(" order by s.position limit ").bind(BATCH);
        let rows = sql.all(db.reader()).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        for mut row in rows {
            let (_, content) = content(&mut row)?;
            position = row.take()?;
            let (before, hash): (String, String) = (row.take()?, row.take()?);
            if before != previous || chain(&previous, &content) != hash {
                return Ok(Some(Broken { position }));
            }
            previous = hash;
        }
    }
}

fn chain(previous: &str, content: &str) -> String {
    let digest = Sha256::digest(format!("{previous}\n{content}"));
    digest.iter().fold(String::with_capacity(64), |mut hash, byte| {
        use std::fmt::Write;
        // Writing into a String cannot fail.
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

/// The entry as hashed: JSON with keys in order, so that both databases give the same text.
fn content(row: &mut Row) -> Result<(AuditEntryId, String)> {
    let id: AuditEntryId = row.take()?;
    let at: DateTime<Utc> = row.take()?;
    let actor: String = row.take()?;
    let ids: [Option<Uuid>; 3] = [row.take()?, row.take()?, row.take()?];
    let (action, kind): (String, String) = (row.take()?, row.take()?);
    let object: Uuid = row.take()?;
    let detail: JsonValue = row.take()?;
    let request: String = row.take()?;
    let entry = (id.0, at, actor, ids, action, kind, object, sorted(detail), request);
    Ok((id, serde_json::to_string(&entry).map_err(Error::internal)?))
}

fn sorted(value: JsonValue) -> JsonValue {
    match value {
        JsonValue::Object(map) => {
            let mut entries: Vec<_> = map.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            JsonValue::Object(entries.into_iter().collect())
        }
        JsonValue::Array(items) => JsonValue::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}
