use entity::PartnerId;
use sea_orm::Value;

use crate::db::{Sql, Tx, fold, insert_rows, sort_key};
use crate::directory::partner::card::Card;
use crate::directory::partner::rules::{Creation, Removal, Revision};
use crate::error::Result;
use crate::trail::Stamp;

/// The columns that a card fills, in the order of [`values`].
const CARD: [&str; 9] = [
    "structure_id",
    "account_id",
    "name",
    "sort_key",
    "name_folded",
    "description",
    "rates",
    "web",
    "updated_at",
];

fn values(card: &Card, stamp: &Stamp) -> [Value; 9] {
    [
        card.structure.into(),
        card.account.into(),
        card.name.clone().into(),
        card.name.as_deref().map(sort_key).into(),
        card.name.as_deref().map(fold).into(),
        card.description.clone().into(),
        card.rates.clone().into(),
        serde_json::json!(card.web).into(),
        stamp.at.into(),
    ]
}

/// Adds a partner.
pub async fn insert(tx: &Tx, stamp: &Stamp, id: PartnerId, creation: &Creation) -> Result<()> {
    let mut columns = vec!["id", "member_id", "version", "created_at"];
    columns.extend(CARD);
    let mut row = vec![id.into(), creation.member().into(), 1.into(), stamp.at.into()];
    row.extend(values(creation.card(), stamp));
    insert_rows(&**tx, "partner", &columns, vec![row]).await?;
    insert_children(tx, id, creation.card()).await
}

/// Changes a partner; false when somebody else changed it meanwhile.
pub async fn update(tx: &Tx, stamp: &Stamp, revision: &Revision) -> Result<bool> {
    let mut sql = Sql::new("update partner set version = version + 1");
    for (column, value) in CARD.into_iter().zip(values(revision.card(), stamp)) {
        sql.push(", ").push(column).push(" = ").bind(value);
    }
    sql.push(" where deleted_at is null and id = ").bind(revision.id());
    sql.push(" and version = ").bind(revision.version());
    if sql.run(&**tx).await? == 0 {
        return Ok(false);
    }
    remove_children(tx, revision.id()).await?;
    insert_children(tx, revision.id(), revision.card()).await?;
    Ok(true)
}

/// Leaves a tombstone without anything that may be personal; false when somebody else changed it meanwhile.
pub async fn remove(tx: &Tx, stamp: &Stamp, removal: &Removal) -> Result<bool> {
    let mut sql = Sql::new("update partner set version = version + 1, deleted_at = ");
    sql.bind(stamp.at).push(", updated_at = ").bind(stamp.at);
    sql.push(", account_id = null, name = null, sort_key = null, name_folded = null");
    sql.push(", description = null, rates = null, web = ").bind(serde_json::json!([]));
    sql.push(" where deleted_at is null and id = ").bind(removal.id());
    sql.push(" and version = ").bind(removal.version());
    if sql.run(&**tx).await? == 0 {
        return Ok(false);
    }
    remove_children(tx, removal.id()).await?;
    Ok(true)
}

async fn remove_children(tx: &Tx, id: PartnerId) -> Result<()> {
    for table in ["partner_term", "partner_zone", "partner_absence"] {
        let mut sql = Sql::new(format!("delete from {table} where partner_id = "));
        sql.bind(id);
        sql.run(&**tx).await?;
    }
    Ok(())
}

async fn insert_children(tx: &Tx, id: PartnerId, card: &Card) -> Result<()> {
    let terms = card.terms.iter().flat_map(|(field, terms)| {
        terms.iter().map(move |term| vec![id.into(), term.id.into(), field.scheme().into()])
    });
    insert_rows(&**tx, "partner_term", &["partner_id", "term_id", "scheme"], terms.collect()).await?;
    let zones = card.zones.iter().map(|zone| vec![id.into(), zone.id.into()]).collect();
    insert_rows(&**tx, "partner_zone", &["partner_id", "territory_id"], zones).await?;
    let absences =
        card.absences.iter().map(|absence| vec![id.into(), absence.from.into(), absence.to.into()]);
    insert_rows(&**tx, "partner_absence", &["partner_id", "starts_at", "ends_at"], absences.collect()).await
}
