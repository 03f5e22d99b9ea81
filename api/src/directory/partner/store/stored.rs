use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{PartnerId, partner, term, territory};
use sea_orm::ConnectionTrait;

use crate::access::Actor;
use crate::db::{Columns, Row, Sql, Values};
use crate::directory::partner::card::{Absence, Card, TermField};
use crate::directory::structure::{Coded, texts};
use crate::error::Result;
use crate::reference::territory::Place;

/// What hangs on each partner.
type Of<T> = HashMap<PartnerId, Vec<T>>;

async fn gather<T>(
    db: &impl ConnectionTrait,
    sql: Sql,
    read: impl Fn(&mut Row) -> Result<T>,
) -> Result<Of<T>> {
    let mut found: Of<T> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push(read(&mut row)?);
    }
    Ok(found)
}

fn ids(of: &[PartnerId]) -> Values {
    of.iter().copied().collect()
}

/// Their terms, in the order in which terms are shown.
pub async fn terms_of(db: &impl ConnectionTrait, of: &[PartnerId]) -> Result<Of<term::Model>> {
    let mut sql = Sql::new(format!(
        "select l.partner_id, {} from partner_term l join term t on t.id = l.term_id where l.partner_id",
        term::Model::list("t")
    ));
    sql.within(ids(of)).push(" order by t.sort_key, t.id");
    gather(db, sql, term::Model::read).await
}

/// Where they intervene.
pub async fn zones_of(db: &impl ConnectionTrait, of: &[PartnerId]) -> Result<Of<territory::Model>> {
    let mut sql = Sql::new(format!(
        "select z.partner_id, {} from partner_zone z join territory t on t.id = z.territory_id where z.partner_id",
        territory::Model::list("t")
    ));
    sql.within(ids(of)).push(" order by t.kind, t.code");
    gather(db, sql, territory::Model::read).await
}

/// When they cannot, the earliest first.
pub async fn absences_of(db: &impl ConnectionTrait, of: &[PartnerId]) -> Result<Of<Absence>> {
    let mut sql =
        Sql::new("select a.partner_id, a.starts_at, a.ends_at from partner_absence a where a.partner_id");
    sql.within(ids(of)).push(" order by a.starts_at, a.ends_at");
    gather(db, sql, |row| Ok(Absence { from: row.take()?, to: row.take()? })).await
}

/// A partner as it is stored, all that hangs on it included.
#[derive(Debug)]
pub struct Stored {
    /// Its row.
    pub row: partner::Model,
    /// What it says.
    pub card: Card,
}

/// The partner as it is stored, if the actor sees it.
pub async fn find_stored(db: &impl ConnectionTrait, actor: &Actor, id: PartnerId) -> Result<Option<Stored>> {
    let Some(seen) = super::find_by_ids(db, actor, &[id]).await?.pop() else { return Ok(None) };
    let row = seen.row;
    let of = [id];
    let mut terms: BTreeMap<TermField, BTreeSet<Coded>> = BTreeMap::new();
    for term in terms_of(db, &of).await?.remove(&id).unwrap_or_default() {
        if let Some(field) = TermField::of(&term.scheme) {
            terms.entry(field).or_default().insert(Coded { code: term.code, id: term.id });
        }
    }
    let mut zones: Vec<Place> =
        zones_of(db, &of).await?.remove(&id).unwrap_or_default().into_iter().map(Place::from).collect();
    zones.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
    let card = Card {
        structure: row.structure_id,
        account: row.account_id,
        name: row.name.clone(),
        description: row.description.clone(),
        rates: row.rates.clone(),
        web: texts(&row.web),
        terms,
        zones,
        absences: absences_of(db, &of).await?.remove(&id).unwrap_or_default(),
    };
    Ok(Some(Stored { row, card }))
}
