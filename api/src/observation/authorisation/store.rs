use std::collections::HashMap;

use entity::{AuthorisationId, MemberId, authorisation};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::object::AttributionNote;
use super::rules::{Basis, Consent, Recorded, Withdrawn};
use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::trail::Stamp;

columns!(authorisation::Model: id, member_id, basis_id, structure_id, granted_by, granted_on, level, source,
    licence_id, version, created_at, withdrawn_at, withdrawal_reason);

const NEWEST: Order = Order { columns: &["a.created_at", "a.id"], descending: true };

/// What an authorisation of this member allows, if it is one, held until the end of the transaction: a
/// withdrawal waits, and then finds whatever came to rest on it.
pub async fn consent(tx: &Tx, member: MemberId, id: AuthorisationId) -> Result<Option<Consent>> {
    let mut hold = Sql::new("update authorisation set version = version where id = ");
    hold.bind(id).push(" and member_id = ").bind(member);
    hold.run(&**tx).await?;
    Ok(find_consents(&**tx, member, &[id]).await?.remove(&id))
}

/// What these authorisations of this member allow.
pub async fn find_consents(
    db: &impl ConnectionTrait,
    member: MemberId,
    ids: &[AuthorisationId],
) -> Result<HashMap<AuthorisationId, Consent>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        "select a.id, t.code, f.code, a.structure_id, a.level, a.withdrawn_at is not null from authorisation a \
         join term t on t.id = a.basis_id left join term f on f.id = t.broader_id where a.member_id = ",
    );
    sql.bind(member).push(" and a.id").within(ids.iter().copied().collect::<Values>());
    let read = |row: &mut Row| {
        let id = row.take()?;
        let (code, family): (String, Option<String>) = (row.take()?, row.take()?);
        let basis = Basis::of(&code, family.as_deref());
        let (structure, level, withdrawn) = (row.take()?, row.take()?, row.take()?);
        Ok((id, Consent { id, basis, structure, level, withdrawn }))
    };
    sql.all(db).await?.iter_mut().map(read).collect()
}

/// Begins a statement on the actor's own member's authorisations; nothing for who has none.
fn own(actor: &Actor, selected: &str) -> Option<Sql> {
    let member = actor.works_for_with(Scope::ObservationsRead)?;
    let mut sql = Sql::new(format!("select {selected} from authorisation a where a.member_id = "));
    sql.bind(member);
    Some(sql)
}

/// Those of these that are the actor's member's own.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[AuthorisationId],
) -> Result<Vec<authorisation::Model>> {
    let Some(mut sql) = own(actor, &authorisation::Model::list("a")) else { return Ok(Vec::new()) };
    sql.push(" and a.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(authorisation::Model::read).collect()
}

/// Which authorisations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Given for this structure.
    pub structure: Option<entity::StructureId>,
    /// Withdrawn, or not.
    pub withdrawn: Option<bool>,
}

impl Filter {
    fn apply(&self, sql: &mut Sql) {
        if let Some(structure) = self.structure {
            sql.push(" and a.structure_id = ").bind(structure);
        }
        match self.withdrawn {
            Some(true) => drop(sql.push(" and a.withdrawn_at is not null")),
            Some(false) => drop(sql.push(" and a.withdrawn_at is null")),
            None => {}
        }
    }
}

/// A page of the actor's member's authorisations, the newest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<authorisation::Model>> {
    let Some(mut sql) = own(actor, &authorisation::Model::list("a")) else { return Ok(Slice::default()) };
    filter.apply(&mut sql);
    page.apply(&mut sql, &[NEWEST]);
    let rows = sql.all(db).await?.iter_mut().map(authorisation::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter) -> Result<i64> {
    let Some(mut sql) = own(actor, "count(*)") else { return Ok(0) };
    filter.apply(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Records an authorisation.
pub async fn add(tx: &Tx, stamp: &Stamp, recorded: Recorded) -> Result<authorisation::Model> {
    let Recorded { by, brought, basis, licence } = recorded;
    let row = authorisation::Model {
        id: stamp.world.id(),
        member_id: by.member(),
        basis_id: basis,
        structure_id: brought.structure,
        granted_by: brought.granted_by,
        granted_on: brought.granted_on,
        level: brought.level,
        source: brought.source,
        licence_id: licence,
        version: 1,
        created_at: stamp.at,
        withdrawn_at: None,
        withdrawal_reason: None,
    };
    authorisation::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(row)
}

/// Notes a withdrawal; whether nobody was faster.
pub async fn withdraw(tx: &Tx, stamp: &Stamp, withdrawn: &Withdrawn) -> Result<bool> {
    let mut sql = Sql::new("update authorisation set withdrawn_at = ");
    sql.bind(stamp.at).push(", withdrawal_reason = ").bind(withdrawn.reason.as_str());
    sql.push(", version = version + 1 where withdrawn_at is null and id = ").bind(withdrawn.id);
    Ok(sql.run(&**tx).await? == 1)
}

/// Source and licence of those of these that rest on openly licensed data.
pub async fn attributions(
    db: &impl ConnectionTrait,
    ids: &[AuthorisationId],
) -> Result<Vec<(AuthorisationId, AttributionNote)>> {
    let mut sql = Sql::new(
        "select a.id, a.source, a.licence_id from authorisation a where a.licence_id is not null \
         and a.source is not null and a.withdrawn_at is null and a.id",
    );
    sql.within(ids.iter().copied().collect::<Values>());
    let read =
        |row: &mut Row| Ok((row.take()?, AttributionNote { source: row.take()?, licence: row.take()? }));
    sql.all(db).await?.iter_mut().map(read).collect()
}
