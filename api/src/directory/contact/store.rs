use std::collections::HashMap;

use entity::{ContactId, PartnerId, StructureId, TypedId, contact};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::rules::{Leaving, Others, Writing};
use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Slice, Sql, Tx, Values, columns};
use crate::directory::partner::visible;
use crate::directory::structure::open_to;
use crate::error::{Error, Result};
use crate::trail::Stamp;

columns!(contact::Model: id, member_id, structure_id, partner_id, name, sort_key, role, email, email_key, phone,
    source, legal_basis, verified_on, objected_at, objection_reason, version, created_at, updated_at, deleted_at);

/// In dictionary order of names.
const BY_NAME: Order = Order { columns: &["c.sort_key", "c.id"], descending: false };

/// What empties a row of the person.
const FORGET: &str = "name = null, sort_key = '', role = null, email = null, phone = null, source = null, \
                      verified_on = null, version = version + 1, updated_at = ";

/// Whose contacts.
pub trait Parent: TypedId {
    /// The column that names it.
    const COLUMN: &'static str;

    /// Those that are listed below it.
    fn of(self) -> Filter;
}

impl Parent for StructureId {
    const COLUMN: &'static str = "structure_id";

    fn of(self) -> Filter {
        Filter { structure: Some(self), ..Filter::default() }
    }
}

impl Parent for PartnerId {
    const COLUMN: &'static str = "partner_id";

    fn of(self) -> Filter {
        Filter { partner: Some(self), ..Filter::default() }
    }
}

/// Which of the contacts that are told by their objections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Those of whom nobody objected.
    #[default]
    Listed,
    /// Objections that the reader's own member keeps.
    Objected,
    /// Both.
    Any,
}

/// Adds from and where: contacts `c` that an actor may see; nothing for who is no member.
fn seen(actor: &Actor, standing: Standing) -> Option<Sql> {
    if !actor.reads_network(Scope::DirectoryRead) {
        return None;
    }
    let member = actor.works_for_with(Scope::DirectoryRead);
    let mut sql = Sql::new(
        " from contact c left join partner p on p.id = c.partner_id \
         left join structure s on s.id = coalesce(c.structure_id, p.structure_id) \
         where c.deleted_at is null and (c.structure_id is not null and s.deleted_at is null and ",
    );
    open_to(&mut sql, member);
    sql.push(" or c.partner_id is not null and ");
    visible(&mut sql, actor);
    sql.push(")");
    let listed = "c.objected_at is null and not exists (select 1 from contact o \
                  where o.email_key = c.email_key and o.objected_at is not null)";
    let own = |sql: &mut Sql| {
        match member {
            Some(member) => sql.push("(c.objected_at is not null and c.member_id = ").bind(member).push(")"),
            None => sql.push("1 = 0"),
        };
    };
    sql.push(" and (");
    match standing {
        Standing::Listed => {
            sql.push(listed);
        }
        Standing::Objected => own(&mut sql),
        Standing::Any => {
            sql.push(listed).push(" or ");
            own(&mut sql);
        }
    }
    sql.push(")");
    Some(sql)
}

fn select(selected: &str, from: Sql) -> Sql {
    let mut sql = Sql::new(format!("select {selected}"));
    sql.append(from);
    sql
}

/// Those of these that an actor may see.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ContactId],
) -> Result<Vec<contact::Model>> {
    let Some(from) = seen(actor, Standing::Any) else { return Ok(Vec::new()) };
    let mut sql = select(&contact::Model::list("c"), from);
    sql.push(" and c.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(contact::Model::read).collect()
}

/// Which contacts.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// By their objections.
    pub standing: Standing,
    /// Of this structure.
    pub structure: Option<StructureId>,
    /// Of this partner.
    pub partner: Option<PartnerId>,
    /// Contributed by the reader's own member only.
    pub own: bool,
}

impl Filter {
    fn apply(&self, sql: &mut Sql, actor: &Actor) {
        if let Some(structure) = self.structure {
            sql.push(" and c.structure_id = ").bind(structure);
        }
        if let Some(partner) = self.partner {
            sql.push(" and c.partner_id = ").bind(partner);
        }
        if self.own {
            match actor.works_for_with(Scope::DirectoryRead) {
                Some(member) => sql.push(" and c.member_id = ").bind(member),
                None => sql.push(" and 1 = 0"),
            };
        }
    }
}

/// A page of contacts, by name.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<contact::Model>> {
    let Some(from) = seen(actor, filter.standing) else { return Ok(Slice::default()) };
    let mut sql = select(&contact::Model::list("c"), from);
    filter.apply(&mut sql, actor);
    page.apply(&mut sql, &[BY_NAME]);
    let rows = sql.all(db).await?.iter_mut().map(contact::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many pass.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter) -> Result<i64> {
    let Some(from) = seen(actor, filter.standing) else { return Ok(0) };
    let mut sql = select("count(*)", from);
    filter.apply(&mut sql, actor);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// The same page of the contacts of many structures or partners, in one statement.
pub async fn pages<P: Parent>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    parents: &[P],
    page: &Page,
) -> Result<HashMap<P, Slice<contact::Model>>> {
    let mut found: HashMap<Uuid, Vec<contact::Model>> = HashMap::new();
    if let Some(from) = seen(actor, Standing::Listed) {
        let (parent, columns) = (P::COLUMN, contact::Model::list("c"));
        let mut sql = Sql::new(format!(
            "select c.{parent}, {columns} from (select c.*, row_number() over (partition by c.{parent}"
        ));
        page.order(&mut sql, &[BY_NAME]);
        sql.push(") as place").append(from).push(format!(" and c.{parent}"));
        sql.within(parents.iter().copied().collect::<Values>());
        page.bounds(&mut sql, &[BY_NAME]);
        sql.push(") c where place <= ").bind(page.fetch()).push(" order by place");
        for mut row in sql.all(db).await? {
            found.entry(row.take()?).or_default().push(contact::Model::read(&mut row)?);
        }
    }
    let slice = |parent: &P| Slice::new(page, found.remove(&(*parent).into()).unwrap_or_default());
    Ok(parents.iter().copied().zip(parents.iter().map(slice)).collect())
}

/// Who has this address already: somebody who objected, wherever; another contact of the same structure or partner.
pub async fn others(tx: &Tx, row: &contact::Model) -> Result<Others> {
    let Some(key) = &row.email_key else { return Ok(Others::default()) };
    let mut sql = Sql::new("select c.id, c.objected_at is not null from contact c where c.email_key = ");
    sql.bind(key.as_str()).push(" and c.id <> ").bind(row.id);
    sql.push(" and (c.objected_at is not null or c.deleted_at is null and (1 = 0");
    if let Some(structure) = row.structure_id {
        sql.push(" or c.structure_id = ").bind(structure);
    }
    if let Some(partner) = row.partner_id {
        sql.push(" or c.partner_id = ").bind(partner);
    }
    sql.push("))");
    let mut others = Others::default();
    for mut found in sql.all(&**tx).await? {
        let (id, objected): (ContactId, bool) = (found.take()?, found.take()?);
        others.objected |= objected;
        others.same = Some(id);
    }
    Ok(others)
}

/// Adds a contact.
pub async fn insert(tx: &Tx, writing: &Writing) -> Result<()> {
    let active = writing.row().clone().into_active_model();
    contact::Entity::insert(active).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Changes a contact; the row afterwards, nothing when somebody else changed it meanwhile.
pub async fn update(tx: &Tx, stamp: &Stamp, writing: &Writing) -> Result<Option<contact::Model>> {
    let before = writing.row();
    let row = contact::Model { version: before.version + 1, updated_at: stamp.at, ..before.clone() };
    let changed = contact::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(contact::Column::Id.eq(before.id))
        .filter(contact::Column::Version.eq(before.version))
        .filter(contact::Column::DeletedAt.is_null())
        .exec(&**tx)
        .await
        .map_err(Error::from)?;
    Ok((changed.rows_affected == 1).then_some(row))
}

/// Keeps an objection and nothing else of the person; false when somebody else changed the contact meanwhile.
pub async fn object(tx: &Tx, stamp: &Stamp, leaving: &Leaving) -> Result<bool> {
    let mut sql = Sql::new(format!("update contact set {FORGET}"));
    sql.bind(stamp.at).push(", objected_at = ").bind(stamp.at);
    sql.push(", objection_reason = ").bind(leaving.reason().map(str::to_owned));
    sql.push(" where deleted_at is null and id = ").bind(leaving.id());
    sql.push(" and version = ").bind(leaving.version());
    if sql.run(&**tx).await? != 1 {
        return Ok(false);
    }
    // whoever objects does so wherever the address is kept, of which the others are not told
    let mut sql = Sql::new(format!("update contact set {FORGET}"));
    sql.bind(stamp.at).push(", objected_at = ").bind(stamp.at);
    sql.push(" where deleted_at is null and objected_at is null and email_key = ");
    sql.push("(select o.email_key from contact o where o.id = ").bind(leaving.id()).push(")");
    sql.run(&**tx).await?;
    Ok(true)
}

/// Leaves an empty tombstone; false when somebody else changed the contact meanwhile.
pub async fn remove(tx: &Tx, stamp: &Stamp, leaving: &Leaving) -> Result<bool> {
    let mut sql = forgotten(stamp);
    sql.push(" and id = ").bind(leaving.id()).push(" and version = ").bind(leaving.version());
    Ok(sql.run(&**tx).await? == 1)
}

/// The same for all contacts of a partner that is removed; objections stay.
pub async fn forget_of_partner(tx: &Tx, stamp: &Stamp, partner: PartnerId) -> Result<()> {
    let mut sql = forgotten(stamp);
    sql.push(" and objected_at is null and partner_id = ").bind(partner);
    sql.run(&**tx).await?;
    Ok(())
}

fn forgotten(stamp: &Stamp) -> Sql {
    let mut sql = Sql::new(format!("update contact set email_key = null, {FORGET}"));
    sql.bind(stamp.at).push(", deleted_at = ").bind(stamp.at).push(" where deleted_at is null");
    sql
}
