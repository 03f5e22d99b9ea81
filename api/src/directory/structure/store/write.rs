use entity::{StructureId, StructureIdentifierId};
use sea_orm::Value;

use super::KIND;
use crate::db::{Sql, Tx, Values, insert_rows};
use crate::directory::structure::card::{Card, TermField};
use crate::directory::structure::rules::{Creation, Removal, Revision};
use crate::error::Result;
use crate::trail::Stamp;

/// The columns that a card fills, in the order of [`values`].
const CARD: [&str; 20] = [
    "name",
    "sort_key",
    "other_names",
    "search_folded",
    "description",
    "web",
    "legal_form_id",
    "ess_status_id",
    "main_sector_id",
    "main_function_id",
    "organisation_kind_id",
    "career_stage_id",
    "staff_bracket_id",
    "budget_bracket_id",
    "creation_year",
    "territory_id",
    "shared_territory_id",
    "member_id",
    "restricted",
    "updated_at",
];

fn values(card: &Card, stamp: &Stamp) -> [Value; 20] {
    [
        card.name.as_str().into(),
        card.sort_key().into(),
        serde_json::json!(card.other_names).into(),
        card.search_folded().into(),
        card.description.clone().into(),
        serde_json::json!(card.web).into(),
        card.one(TermField::LegalForm).into(),
        card.one(TermField::EssStatus).into(),
        card.one(TermField::MainSector).into(),
        card.one(TermField::MainFunction).into(),
        card.one(TermField::OrganisationKind).into(),
        card.one(TermField::CareerStage).into(),
        card.one(TermField::StaffBracket).into(),
        card.one(TermField::BudgetBracket).into(),
        card.creation_year.into(),
        card.territory.as_ref().map(|place| place.id).into(),
        card.territory.as_ref().and_then(|place| place.shared).into(),
        card.member.into(),
        card.restricted.into(),
        stamp.at.into(),
    ]
}

/// Adds structures, many in each statement.
pub(in crate::directory::structure) async fn insert(
    tx: &Tx,
    stamp: &Stamp,
    creations: &[(StructureId, Creation)],
) -> Result<()> {
    let mut columns = vec!["id", "contributed_by", "version", "created_at"];
    columns.extend(CARD);
    let row = |(id, creation): &(StructureId, Creation)| {
        let mut row = vec![(*id).into(), creation.contributed_by().into(), 1.into(), stamp.at.into()];
        row.extend(values(creation.card(), stamp));
        row
    };
    insert_rows(&**tx, "structure", &columns, creations.iter().map(row).collect()).await?;
    let cards: Vec<(StructureId, &Card)> =
        creations.iter().map(|(id, creation)| (*id, creation.card())).collect();
    insert_children(tx, stamp, &cards).await
}

/// Changes structures; the first one that somebody else changed meanwhile, if any, and then the transaction
/// must not be committed.
pub(in crate::directory::structure) async fn update(
    tx: &Tx,
    stamp: &Stamp,
    revisions: &[Revision],
) -> Result<Option<StructureId>> {
    for revision in revisions {
        let mut sql = Sql::new("update structure set version = version + 1");
        for (column, value) in CARD.into_iter().zip(values(revision.card(), stamp)) {
            sql.push(", ").push(column).push(" = ").bind(value);
        }
        sql.push(" where deleted_at is null and id = ").bind(revision.id());
        sql.push(" and version = ").bind(revision.version());
        if sql.run(&**tx).await? == 0 {
            return Ok(Some(revision.id()));
        }
    }
    let ids: Vec<StructureId> = revisions.iter().map(Revision::id).collect();
    for table in ["structure_term", "structure_zone", "structure_identifier"] {
        let mut sql = Sql::new(format!("delete from {table} where structure_id"));
        sql.within(ids.iter().copied().collect::<Values>());
        sql.run(&**tx).await?;
    }
    let mut sql = Sql::new("delete from external_reference where object_type = ");
    sql.bind(KIND).push(" and object_id").within(ids.into_iter().collect::<Values>());
    sql.run(&**tx).await?;
    let cards: Vec<(StructureId, &Card)> =
        revisions.iter().map(|revision| (revision.id(), revision.card())).collect();
    insert_children(tx, stamp, &cards).await?;
    Ok(None)
}

/// Leaves a tombstone; false when somebody else changed it meanwhile. Its keys in other systems stay, so that
/// an import does not bring back what was removed.
pub(in crate::directory::structure) async fn remove(
    tx: &Tx,
    stamp: &Stamp,
    removal: &Removal,
) -> Result<bool> {
    let mut sql = Sql::new("update structure set version = version + 1, deleted_at = ");
    sql.bind(stamp.at).push(", updated_at = ").bind(stamp.at);
    sql.push(" where deleted_at is null and id = ").bind(removal.id());
    sql.push(" and version = ").bind(removal.version());
    Ok(sql.run(&**tx).await? == 1)
}

async fn insert_children(tx: &Tx, stamp: &Stamp, cards: &[(StructureId, &Card)]) -> Result<()> {
    let rows = cards.iter().flat_map(|(id, card)| terms(*id, card)).collect();
    insert_rows(&**tx, "structure_term", &["structure_id", "term_id", "scheme"], rows).await?;
    let zones = |(id, card): &(StructureId, &Card)| {
        let id = *id;
        card.zones.iter().map(move |zone| vec![id.into(), zone.id.into()]).collect::<Vec<_>>()
    };
    let rows = cards.iter().flat_map(zones).collect();
    insert_rows(&**tx, "structure_zone", &["structure_id", "territory_id"], rows).await?;
    let columns = &[
        "id",
        "structure_id",
        "scheme",
        "value",
        "source",
        "valid_from",
        "valid_to",
        "check_result",
        "created_at",
    ];
    let rows = cards.iter().flat_map(|(id, card)| identifiers(*id, card, stamp)).collect();
    insert_rows(&**tx, "structure_identifier", columns, rows).await?;
    let columns = &["object_type", "system", "value", "object_id", "created_at"];
    let rows = cards.iter().flat_map(|(id, card)| references(*id, card, stamp)).collect();
    insert_rows(&**tx, "external_reference", columns, rows).await
}

fn terms(id: StructureId, card: &Card) -> Vec<Vec<Value>> {
    let listed = card.terms.iter().filter(|(field, _)| field.is_list());
    let rows = listed.flat_map(|(field, terms)| {
        terms.iter().map(move |term| vec![id.into(), term.id.into(), field.scheme().into()])
    });
    rows.collect()
}

fn identifiers(id: StructureId, card: &Card, stamp: &Stamp) -> Vec<Vec<Value>> {
    let row = |claim: &crate::directory::structure::card::Claim| {
        vec![
            stamp.world.id::<StructureIdentifierId>().into(),
            id.into(),
            claim.scheme.as_str().into(),
            claim.value.as_str().into(),
            claim.source.as_str().into(),
            claim.valid_from.into(),
            claim.valid_to.into(),
            claim.check.as_str().into(),
            stamp.at.into(),
        ]
    };
    card.identifiers.iter().map(row).collect()
}

fn references(id: StructureId, card: &Card, stamp: &Stamp) -> Vec<Vec<Value>> {
    let row = |reference: &crate::directory::structure::card::Reference| {
        let (system, key) = (reference.system.as_str(), reference.external_id.as_str());
        vec![KIND.into(), system.into(), key.into(), id.into(), stamp.at.into()]
    };
    card.references.iter().map(row).collect()
}
