use chrono::{DateTime, TimeDelta, Utc};
use entity::AuditEntryId;
use sea_orm::{ActiveValue::Set, EntityTrait, JsonValue};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::{Db, Row, Sql, Tx, is_duplicate, write_tx};
use crate::error::{Error, Result};

/// Entries sealed in one transaction.
pub(super) const BATCH: i64 = 500;

/// What the first hash is made with.
pub(super) const FIRST: &str = "";

pub(super) const COLUMNS: &str = "e.id, e.at, e.actor_kind, e.account_id, e.api_key_id, e.member_id, e.action, e.object_type, \
                       e.object_id, e.detail, e.request_id";

/// How late a transaction may commit: far longer than any is given.
const LATE: TimeDelta = TimeDelta::minutes(15);

/// Chains committed, unsealed entries: hash = SHA-256(previous hash, entry). Returns how many it sealed: some
/// hundreds at most, so that writers do not wait for long.
pub async fn seal(db: &Db, at: DateTime<Utc>) -> Result<usize> {
    seal_from(db, Uuid::nil(), at).await
}

/// The same for the entries of the last minutes alone: what a server does between two full looks, since a
/// full look reads the whole trail.
pub async fn seal_recent(db: &Db, at: DateTime<Utc>) -> Result<usize> {
    // ids begin with the milliseconds of their making
    let millis = u64::try_from((at - LATE).timestamp_millis()).unwrap_or_default();
    seal_from(db, Uuid::from_u64_pair(millis << 16, 0), at).await
}

async fn seal_from(db: &Db, oldest: Uuid, at: DateTime<Utc>) -> Result<usize> {
    // the one writer of SQLite is not held to find that there is nothing to do
    let mut open = Sql::new("select e.id from audit_entry e where ");
    open.append(unsealed(oldest)).push(" limit 1");
    if open.first(db.reader()).await?.is_none() {
        return Ok(0);
    }
    write_tx(db, move |tx| async move { seal_batch(&tx, oldest, at).await }).await
}

fn unsealed(oldest: Uuid) -> Sql {
    let mut sql = Sql::new("e.id >= ");
    sql.bind(oldest).push(" and not exists (select 1 from audit_seal s where s.entry_id = e.id)");
    sql
}

async fn seal_batch(tx: &Tx, oldest: Uuid, at: DateTime<Utc>) -> Result<usize> {
    let last = Sql::new("select hash from audit_seal order by position desc limit 1");
    let mut previous = match last.first(&**tx).await? {
        Some(mut row) => row.take()?,
        None => FIRST.to_owned(),
    };
    let mut open = Sql::new(format!("select {COLUMNS} from audit_entry e where "));
    open.append(unsealed(oldest)).push(" order by e.id limit ").bind(BATCH);
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

pub(super) fn chain(previous: &str, content: &str) -> String {
    let digest = Sha256::digest(format!("{previous}\n{content}"));
    digest.iter().fold(String::with_capacity(64), |mut hash, byte| {
        use std::fmt::Write;
        // Writing into a String cannot fail.
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

/// The entry as hashed: JSON with keys in order, so that both databases give the same text.
pub(super) fn content(row: &mut Row) -> Result<(AuditEntryId, String)> {
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
