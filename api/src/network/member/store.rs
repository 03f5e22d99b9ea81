use entity::{MemberId, member};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::rules::{NewMember, NewName};
use crate::db::{Columns, Order, Page, Slice, Sql, Tx, Values, columns, fold, sort_key};
use crate::error::Result;
use crate::trail::Stamp;

columns!(member::Model: id, name, name_folded, sort_key, demonstration, version, created_at, left_at);

/// Dictionary order of names.
const BY_NAME: Order = Order { columns: &["t.sort_key", "t.id"], descending: false };

/// Which member structures.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    /// Folded words that the name holds, each at the beginning of a word.
    pub words: Vec<String>,
}

/// Members with these ids. Who belongs to the network is known to all.
pub(super) async fn find_by_ids(db: &impl ConnectionTrait, ids: &[MemberId]) -> Result<Vec<member::Model>> {
    let mut sql = Sql::new(format!("select {} from member t where t.id", member::Model::list("t")));
    sql.within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(member::Model::read).collect()
}

/// The member with this id.
pub(in crate::network) async fn lookup(
    db: &impl ConnectionTrait,
    id: MemberId,
) -> Result<Option<member::Model>> {
    Ok(find_by_ids(db, &[id]).await?.pop())
}

/// Whether a member structure belongs to the network.
pub async fn exists(db: &impl ConnectionTrait, id: MemberId) -> Result<bool> {
    Ok(!belonging(db, &[id]).await?.is_empty())
}

/// Those of these member structures that belong to the network.
pub async fn belonging(db: &impl ConnectionTrait, ids: &[MemberId]) -> Result<Vec<MemberId>> {
    let known = find_by_ids(db, ids).await?.into_iter();
    Ok(known.filter(|member| member.left_at.is_none()).map(|member| member.id).collect())
}

/// A page in dictionary order.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<member::Model>> {
    let mut sql = select(&member::Model::list("t"), filter);
    page.apply(&mut sql, &[BY_NAME]);
    let rows = sql.all(db).await?.iter_mut().map(member::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub(super) async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<i64> {
    select("count(*)", filter).first(db).await?.map_or(Ok(0), |mut row| row.take())
}

fn select(columns: &str, filter: &Filter) -> Sql {
    let mut sql = Sql::new(format!("select {columns} from member t where t.left_at is null"));
    for word in &filter.words {
        sql.push(" and (t.name_folded like ").bind(format!("{word}%"));
        sql.push(" or t.name_folded like ").bind(format!("% {word}%")).push(")");
    }
    sql
}

/// Adds a member.
pub(super) async fn add(tx: &Tx, stamp: &Stamp, new: &NewMember) -> Result<member::Model> {
    let (name, demonstration) = new.parts();
    let row = member::Model {
        id: stamp.world.id(),
        name: name.to_owned(),
        name_folded: fold(name),
        sort_key: sort_key(name),
        demonstration,
        version: 1,
        created_at: stamp.at,
        left_at: None,
    };
    member::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(row)
}

/// Gives a member another name; false when somebody else changed it meanwhile.
pub(super) async fn rename(tx: &Tx, row: &member::Model, name: &NewName) -> Result<bool> {
    let mut sql = Sql::new("update member set version = version + 1, name = ");
    sql.bind(name.text()).push(", name_folded = ").bind(fold(name.text()));
    sql.push(", sort_key = ").bind(sort_key(name.text()));
    sql.push(" where id = ").bind(row.id).push(" and version = ").bind(row.version);
    Ok(sql.run(&**tx).await? == 1)
}
