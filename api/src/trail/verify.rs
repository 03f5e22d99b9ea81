use entity::AuditEntryId;

use super::seal::{BATCH, COLUMNS, FIRST, chain, content};
use crate::db::{Db, Row, Sql};
use crate::error::Result;

/// Where the chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Position in the chain of the first entry that does not fit.
    pub position: i64,
}

/// The end of the chain. Noted elsewhere, it shows a later reader that no seals were cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Position of the last seal; 0 before the first.
    pub position: i64,
    /// Its hash; empty before the first.
    pub hash: String,
    /// Entries that no seal covers yet.
    pub open: i64,
}

/// Walks the chain from its start; the first link that does not hold, if any.
pub async fn verify(db: &Db) -> Result<Option<Broken>> {
    let (mut previous, mut position) = (FIRST.to_owned(), 0_i64);
    loop {
        let rows = seals_after(db, position).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        for mut row in rows {
            position = row.take()?;
            match follow(&mut row, &previous)? {
                Some(hash) => previous = hash,
                None => return Ok(Some(Broken { position })),
            }
        }
    }
}

/// A seal whose entry is gone comes with empty columns, and so breaks the chain at its own place.
async fn seals_after(db: &Db, position: i64) -> Result<Vec<Row>> {
    let mut sql = Sql::new(format!(
        "select s.position, s.previous, s.hash, e.id, {COLUMNS} from audit_seal s \
         left join audit_entry e on e.id = s.entry_id where s.position > "
    ));
    sql.bind(position).push(" order by s.position limit ").bind(BATCH);
    sql.all(db.reader()).await
}

/// The hash of a link that holds.
fn follow(row: &mut Row, previous: &str) -> Result<Option<String>> {
    let (before, hash): (String, String) = (row.take()?, row.take()?);
    let entry: Option<AuditEntryId> = row.take()?;
    if entry.is_none() || before != previous {
        return Ok(None);
    }
    let (_, content) = content(row)?;
    Ok((chain(previous, &content) == hash).then_some(hash))
}

/// The end of the chain, and how much is still to be sealed.
pub async fn head(db: &Db) -> Result<Head> {
    let mut open = Sql::new("select count(*) from audit_entry e");
    open.push(" where not exists (select 1 from audit_seal s where s.entry_id = e.id)");
    let open = open.first(db.reader()).await?.map_or(Ok(0), |mut row| row.take())?;
    let last = Sql::new("select position, hash from audit_seal order by position desc limit 1");
    match last.first(db.reader()).await? {
        Some(mut row) => Ok(Head { position: row.take()?, hash: row.take()?, open }),
        None => Ok(Head { position: 0, hash: FIRST.to_owned(), open }),
    }
}
