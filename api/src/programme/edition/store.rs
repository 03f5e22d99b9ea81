use std::collections::HashMap;

use entity::{
    EditionId, EditionStatus, ProgrammeId, TerritoryId, edition, edition_referent, member, programme,
    territory,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::access::Actor;
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::frame::store::Filter as FrameFilter;
use crate::programme::store::{edition_seen, led};
use crate::reference::territory::inside;

columns!(edition_referent::Model: id, edition_id, account_id, since, note, version, created_at);

const LATEST: Order = Order { columns: &["e.starts_on", "e.id"], descending: true };

/// Which editions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Of programmes like this.
    pub programme: FrameFilter,
    /// Of one of these programmes.
    pub programmes: Option<Vec<ProgrammeId>>,
    /// Taking place in this territory or what it contains.
    pub within: Option<TerritoryId>,
    /// Made from this earlier edition.
    pub made_from: Option<EditionId>,
    /// In one of these states.
    pub status: Option<Vec<EditionStatus>>,
    /// Lasting on one of these days.
    pub during: (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>),
    /// Led by the actor's member structure.
    pub mine: bool,
}

impl Filter {
    fn apply(&self, sql: &mut Sql, actor: &Actor) {
        self.programme.apply(sql);
        if let Some(ids) = &self.programmes {
            sql.push(" and e.programme_id").within(ids.iter().copied().collect::<Values>());
        }
        if let Some(territory) = self.within {
            sql.push(" and e.territory_id").append(inside(territory));
        }
        if let Some(earlier) = self.made_from {
            sql.push(" and e.from_edition_id = ").bind(earlier);
        }
        if let Some(status) = &self.status {
            let status = status.iter().map(|status| status.as_str().to_owned()).collect();
            sql.push(" and e.status").within(Values::Texts(status));
        }
        if let Some(from) = self.during.0 {
            sql.push(" and e.ends_on >= ").bind(from);
        }
        if let Some(to) = self.during.1 {
            sql.push(" and e.starts_on <= ").bind(to);
        }
        if self.mine {
            sql.push(" and ").append(led(actor));
        }
    }
}

/// An edition of a list with its neighbours.
#[derive(Clone, Debug)]
pub struct Found {
    /// The edition.
    pub edition: edition::Model,
    /// Its programme.
    pub programme: programme::Model,
    /// Who made the programme.
    pub lead: member::Model,
    /// Where it takes place.
    pub territory: territory::Model,
}

const FROM: &str = " from edition e join programme p on p.id = e.programme_id";

/// Those of these that the actor may see.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[EditionId],
) -> Result<Vec<edition::Model>> {
    let mut sql = Sql::new(format!("select {}{FROM} where ", edition::Model::list("e")));
    sql.append(edition_seen(actor)).push(" and e.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(edition::Model::read).collect()
}

/// Those of these that the actor's member structure leads.
pub async fn led_by(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[EditionId],
) -> Result<Vec<edition::Model>> {
    let mut sql =
        Sql::new(format!("select {}{FROM} where p.deleted_at is null and ", edition::Model::list("e")));
    sql.append(led(actor)).push(" and e.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(edition::Model::read).collect()
}

/// A page of them with their to-one neighbours, the latest first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<Found>> {
    let mut sql = Sql::new(format!(
        "select {}, {}, {}, {}{FROM} join member m on m.id = p.member_id join territory t on t.id = e.territory_id \
         where ",
        edition::Model::list("e"),
        programme::Model::list("p"),
        member::Model::list("m"),
        territory::Model::list("t"),
    ));
    sql.append(edition_seen(actor));
    filter.apply(&mut sql, actor);
    page.apply(&mut sql, &[LATEST]);
    let read = |row: &mut Row| {
        Ok(Found {
            edition: edition::Model::read(row)?,
            programme: programme::Model::read(row)?,
            lead: member::Model::read(row)?,
            territory: territory::Model::read(row)?,
        })
    };
    Ok(Slice::new(page, sql.all(db).await?.iter_mut().map(read).collect::<Result<_>>()?))
}

/// The same page of the editions of many programmes, the latest first; each gets its page, an empty one too.
pub async fn pages(
    db: &impl ConnectionTrait,
    actor: &Actor,
    programmes: &[ProgrammeId],
    page: &Page,
) -> Result<HashMap<ProgrammeId, Slice<edition::Model>>> {
    let columns = edition::Model::list("e");
    let mut sql = Sql::new(format!(
        "select {columns} from (select e.*, row_number() over (partition by e.programme_id"
    ));
    page.order(&mut sql, &[LATEST]);
    sql.push(format!(") as nth{FROM} where ")).append(edition_seen(actor));
    sql.push(" and e.programme_id").within(programmes.iter().copied().collect::<Values>());
    page.bounds(&mut sql, &[LATEST]);
    sql.push(") e where nth <= ").bind(page.fetch()).push(" order by nth");
    let mut found: HashMap<ProgrammeId, Vec<edition::Model>> = HashMap::new();
    for row in sql.all(db).await?.iter_mut().map(edition::Model::read).collect::<Result<Vec<_>>>()? {
        found.entry(row.programme_id).or_default().push(row);
    }
    let mut slice = |of: &ProgrammeId| (*of, Slice::new(page, found.remove(of).unwrap_or_default()));
    Ok(programmes.iter().map(&mut slice).collect())
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter) -> Result<i64> {
    let mut sql = Sql::new(format!("select count(*){FROM} where "));
    sql.append(edition_seen(actor));
    filter.apply(&mut sql, actor);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// The number of the latest edition of a programme, 0 when there is none.
pub async fn last_number(tx: &Tx, of: ProgrammeId) -> Result<i32> {
    let mut sql = Sql::new("select max(number) from edition where programme_id = ");
    sql.bind(of);
    let last: Option<Option<i32>> = sql.first(&**tx).await?.map(|mut row| row.take()).transpose()?;
    Ok(last.flatten().unwrap_or(0))
}

/// Sessions of an edition that stand and are not over.
pub async fn sessions_to_come(tx: &Tx, of: EditionId, now: chrono::DateTime<chrono::Utc>) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from session where cancelled_at is null and edition_id = ");
    sql.bind(of).push(" and ends_at > ").bind(now);
    sql.first(&**tx).await?.map_or(Ok(0), |mut row| row.take())
}

/// Adds an edition.
pub async fn add(tx: &Tx, row: &edition::Model) -> Result<()> {
    edition::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Changes an edition, unless somebody else changed it meanwhile; the row afterwards.
pub async fn revise(tx: &Tx, mut row: edition::Model) -> Result<Option<edition::Model>> {
    let expected = row.version;
    row.version += 1;
    let changed = edition::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(edition::Column::Id.eq(row.id))
        .filter(edition::Column::Version.eq(expected))
        .exec(&**tx)
        .await?;
    Ok((changed.rows_affected == 1).then_some(row))
}
