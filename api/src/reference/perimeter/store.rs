use entity::{TerritoryId, TerritoryKind, territory};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::rules::{Creation, Name, Removal, Revision, Surroundings};
use crate::db::{Row, Sql, Tx, insert_rows};
use crate::error::Result;
use crate::reference::territory::find_by_ids;

/// Waits until nobody else writes perimeters, which change each other's place.
pub async fn take_turn(tx: &Tx) -> Result<()> {
    Sql::new("update territory set version = version where kind = 'COUNTRY'").run(&**tx).await?;
    Ok(())
}

/// A perimeter.
pub(super) async fn lookup(db: &impl ConnectionTrait, id: TerritoryId) -> Result<Option<territory::Model>> {
    let found = find_by_ids(db, &[id]).await?.into_iter().next();
    Ok(found.filter(|row| row.kind == TerritoryKind::Perimeter))
}

/// What a perimeter is made of.
pub(super) async fn parts(db: &impl ConnectionTrait, of: TerritoryId) -> Result<Vec<TerritoryId>> {
    let mut sql = Sql::new("select territory_id from territory_part where perimeter_id = ");
    sql.bind(of).push(" order by territory_id");
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}

/// What rules must know: the parts that exist, the perimeters above this one, whether another has its name.
pub(super) async fn surroundings(
    db: &impl ConnectionTrait,
    perimeter: Option<&territory::Model>,
    name: Option<&Name>,
    parts: &[TerritoryId],
) -> Result<Surroundings> {
    let parts = find_by_ids(db, parts).await?;
    let vintage = perimeter.or_else(|| parts.first()).map(|territory| territory.vintage);
    let own = perimeter.map(|perimeter| perimeter.id);
    let taken = match (name, vintage) {
        (Some(name), Some(vintage)) => is_taken(db, name, vintage, own).await?,
        _ => false,
    };
    let above = match own {
        Some(id) => above(db, id).await?,
        None => Vec::new(),
    };
    let registered = find_by_ids(db, &above).await?.iter().any(|row| row.registered);
    let parts = parts.into_iter().map(|part| (part.id, part)).collect();
    Ok(Surroundings { parts, above, taken, registered })
}

/// Whether another perimeter of a vintage has this name, or had it when it was made and keeps it as its code.
async fn is_taken(
    db: &impl ConnectionTrait,
    name: &Name,
    vintage: i32,
    own: Option<TerritoryId>,
) -> Result<bool> {
    let mut sql = Sql::new("select id from territory where kind = 'PERIMETER' and vintage = ");
    sql.bind(vintage).push(" and (code = ").bind(name.code());
    sql.push(" or name_folded = ").bind(name.folded.as_str()).push(")");
    let ids = sql.all(db).await?.iter_mut().map(Row::take).collect::<Result<Vec<TerritoryId>>>()?;
    Ok(ids.into_iter().any(|id| Some(id) != own))
}

/// A perimeter and those that it is a part of, at any depth, each behind all that it contains.
async fn above(db: &impl ConnectionTrait, perimeter: TerritoryId) -> Result<Vec<TerritoryId>> {
    let mut sql = Sql::new("with recursive above(id, height) as (select id, 0 from territory where id = ");
    sql.bind(perimeter).push(
        " union all select p.perimeter_id, a.height + 1 from territory_part p \
         join above a on a.id = p.territory_id) select id from above group by id order by max(height)",
    );
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}

/// Makes a perimeter.
pub(super) async fn add(tx: &Tx, id: TerritoryId, creation: &Creation) -> Result<()> {
    let name = creation.name();
    let row = territory::Model {
        id,
        kind: TerritoryKind::Perimeter,
        code: name.code(),
        vintage: creation.vintage(),
        name: name.text.clone(),
        name_folded: name.folded.clone(),
        sort_key: name.sort_key.clone(),
        population: None,
        postal_codes: String::new(),
        epci_id: None,
        department_id: None,
        region_id: None,
        country_id: None,
        created_by: creation.member(),
        version: 1,
        registered: false,
    };
    territory::Entity::insert(territory::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    set_parts(tx, id, creation.parts()).await
}

/// Changes a perimeter, and the place of all that it is a part of.
pub(super) async fn update(tx: &Tx, revision: &Revision) -> Result<()> {
    let mut sql = Sql::new("update territory set version = version + 1");
    if let Some(name) = revision.name() {
        sql.push(", name = ").bind(name.text.as_str()).push(", name_folded = ").bind(name.folded.as_str());
        sql.push(", sort_key = ").bind(name.sort_key.as_str());
    }
    sql.push(" where id = ").bind(revision.id());
    sql.run(&**tx).await?;
    match revision.parts() {
        Some(parts) => set_parts(tx, revision.id(), parts).await,
        None => Ok(()),
    }
}

/// Removes a perimeter; a foreign key refuses it while records point at it.
pub(super) async fn remove(tx: &Tx, removal: &Removal) -> Result<()> {
    let id = removal.id();
    forget_place(tx, id).await?;
    for statement in ["delete from territory_part where perimeter_id = ", "delete from territory where id = "]
    {
        let mut sql = Sql::new(statement);
        sql.bind(id);
        sql.run(&**tx).await?;
    }
    Ok(())
}

async fn set_parts(tx: &Tx, perimeter: TerritoryId, parts: &[TerritoryId]) -> Result<()> {
    let mut sql = Sql::new("delete from territory_part where perimeter_id = ");
    sql.bind(perimeter);
    sql.run(&**tx).await?;
    let rows = parts.iter().map(|part| vec![perimeter.into(), (*part).into()]).collect();
    insert_rows(&**tx, "territory_part", &["perimeter_id", "territory_id"], rows).await?;
    for perimeter in above(&**tx, perimeter).await? {
        forget_place(tx, perimeter).await?;
        find_place(tx, perimeter).await?;
    }
    Ok(())
}

async fn forget_place(tx: &Tx, perimeter: TerritoryId) -> Result<()> {
    let mut sql = Sql::new("delete from territory_closure where ancestor_id = ");
    sql.bind(perimeter).push(" or descendant_id = ").bind(perimeter);
    sql.run(&**tx).await?;
    Ok(())
}

async fn find_place(tx: &Tx, perimeter: TerritoryId) -> Result<()> {
    let mut below = Sql::new(
        "insert into territory_closure (ancestor_id, descendant_id) select p.perimeter_id, c.descendant_id \
         from territory_part p join territory_closure c on c.ancestor_id = p.territory_id where p.perimeter_id = ",
    );
    below.bind(perimeter).push(" union select id, id from territory where id = ").bind(perimeter);
    below.run(&**tx).await?;
    let mut above = Sql::new(
        "insert into territory_closure (ancestor_id, descendant_id) select distinct up.ancestor_id, me.id \
         from territory_closure up join territory me on me.id = ",
    );
    above.bind(perimeter).push(" where up.ancestor_id <> me.id and up.descendant_id in (");
    above.append(containers(perimeter)).push(")");
    above.run(&**tx).await?;
    describe(tx, perimeter).await
}

/// The territories of the COG that contain all parts of a perimeter, and are not inside it themselves: of two that
/// cover the same ground, none contains the other.
fn containers(perimeter: TerritoryId) -> Sql {
    let mut sql = Sql::new(
        "select c.ancestor_id from territory_part p join territory_closure c on c.descendant_id = p.territory_id \
         join territory t on t.id = c.ancestor_id where t.kind <> 'PERIMETER' and p.perimeter_id = ",
    );
    sql.bind(perimeter)
        .push(" and c.ancestor_id not in (select descendant_id from territory_closure where ancestor_id = ");
    sql.bind(perimeter).push(
        ") group by c.ancestor_id having count(*) = (select count(*) from territory_part where perimeter_id = ",
    );
    sql.bind(perimeter).push(")");
    sql
}

/// Writes what follows from a perimeter's place on its row. Whether it is wide enough must be found out anew.
async fn describe(tx: &Tx, perimeter: TerritoryId) -> Result<()> {
    let mut sql = Sql::new("update territory set registered = false");
    for (column, kind) in [
        ("epci_id", TerritoryKind::Epci),
        ("department_id", TerritoryKind::Department),
        ("region_id", TerritoryKind::Region),
        ("country_id", TerritoryKind::Country),
    ] {
        sql.push(format!(
            ", {column} = (select a.id from territory_closure c join territory a on a.id = c.ancestor_id \
             where c.descendant_id = territory.id and a.kind = '{}' limit 1)",
            kind.as_str()
        ));
    }
    sql.push(
        ", population = (select cast(sum(t.population) as bigint) from territory_closure c \
         join territory t on t.id = c.descendant_id where c.ancestor_id = territory.id and t.kind = 'COMMUNE') \
         where id = ",
    );
    sql.bind(perimeter);
    sql.run(&**tx).await?;
    Ok(())
}
