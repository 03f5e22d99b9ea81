use entity::{FundingSchemeId, TermId, TerritoryId, TypedId, funding_scheme};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::super::content::Content;
use super::super::rules::{New, Removal, Revision};
use super::links::{TERMS, ZONES};
use crate::db::{Sql, Tx, insert_rows};
use crate::error::Result;
use crate::trail::Stamp;

/// A scheme to add, with its key in another system if it has one.
#[derive(Debug)]
pub struct Addition {
    /// Its id.
    pub id: FundingSchemeId,
    /// The scheme.
    pub new: New,
    /// System and key.
    pub key: Option<(String, String)>,
}

/// Rows of one statement: their values stay below what both databases take.
const ROWS: usize = 40;

/// Adds schemes in a few statements; their rows.
pub async fn add_many(
    tx: &Tx,
    stamp: &Stamp,
    additions: Vec<Addition>,
) -> Result<Vec<funding_scheme::Model>> {
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for Addition { id, new, key } in &additions {
        rows.push(row(stamp, *id, new));
        if let Some((system, value)) = key {
            let kind = FundingSchemeId::PREFIX;
            keys.push(vec![
                kind.into(),
                system.as_str().into(),
                value.as_str().into(),
                (*id).into(),
                stamp.at.into(),
            ]);
        }
    }
    for chunk in rows.chunks(ROWS) {
        let models = chunk.iter().cloned().map(IntoActiveModel::into_active_model);
        funding_scheme::Entity::insert_many(models).exec_without_returning(&**tx).await?;
    }
    let linked: Vec<_> = additions.iter().map(|addition| (addition.id, &addition.new.content)).collect();
    Linked::of(&linked).add(tx).await?;
    let columns = &["object_type", "system", "value", "object_id", "created_at"];
    insert_rows(&**tx, "external_reference", columns, keys).await?;
    Ok(rows)
}

fn row(stamp: &Stamp, id: FundingSchemeId, new: &New) -> funding_scheme::Model {
    let mut row = funding_scheme::Model {
        id,
        member_id: new.by.member(),
        title: String::new(),
        sort_key: String::new(),
        search_folded: String::new(),
        url: None,
        funders: serde_json::Value::Null,
        level: None,
        description: None,
        recurrence: new.content.recurrence,
        call_for_projects: false,
        opens_on: None,
        deadline: None,
        deadline_order: chrono::NaiveDate::MAX,
        max_rate: None,
        min_amount: None,
        max_amount: None,
        version: 1,
        created_at: stamp.at,
        updated_at: stamp.at,
        deleted_at: None,
    };
    new.content.write_into(&mut row);
    row
}

/// Terms and zones of schemes.
#[derive(Default)]
struct Linked {
    terms: Vec<(Uuid, TermId, &'static str)>,
    zones: Vec<(Uuid, TerritoryId)>,
}

impl Linked {
    fn of(all: &[(FundingSchemeId, &Content)]) -> Self {
        let mut linked = Self::default();
        for (id, content) in all {
            for (set, scheme, _) in content.sets() {
                linked.terms.extend(set.iter().map(|term| (id.0, *term, scheme)));
            }
            linked.zones.extend(content.zones.iter().map(|zone| (id.0, *zone)));
        }
        linked
    }

    async fn add(self, tx: &Tx) -> Result<()> {
        TERMS.add_terms(tx, self.terms).await?;
        ZONES.add_zones(tx, self.zones).await
    }
}

/// Changes a scheme, unless somebody else changed it meanwhile; the row afterwards.
pub async fn revise(tx: &Tx, stamp: &Stamp, revision: &Revision) -> Result<Option<funding_scheme::Model>> {
    let Revision { before, content, .. } = revision;
    let mut row = before.row.clone();
    content.write_into(&mut row);
    row.version += 1;
    row.updated_at = stamp.at;
    let changed = funding_scheme::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(funding_scheme::Column::Id.eq(row.id))
        .filter(funding_scheme::Column::Version.eq(before.row.version))
        .filter(funding_scheme::Column::DeletedAt.is_null())
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    TERMS.clear(tx, row.id).await?;
    ZONES.clear(tx, row.id).await?;
    Linked::of(&[(row.id, content)]).add(tx).await?;
    Ok(Some(row))
}

/// Removes a scheme, unless somebody else changed it meanwhile: its key keeps pointing at what is gone.
pub async fn remove(tx: &Tx, stamp: &Stamp, removal: &Removal) -> Result<bool> {
    let id: Uuid = removal.row.id.into();
    let mut sql = Sql::new("update funding_scheme set version = version + 1, deleted_at = ");
    sql.bind(stamp.at).push(", updated_at = ").bind(stamp.at).push(" where deleted_at is null and id = ");
    sql.bind(id).push(" and version = ").bind(removal.row.version);
    Ok(sql.run(&**tx).await? == 1)
}
