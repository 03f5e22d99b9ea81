use chrono::{DateTime, Utc};
use entity::{MemberId, TermId, TerritoryId, TerritoryKind};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::atlas::{Atlas, Name};
use crate::db::{Row, Sql};
use crate::error::Result;

/// Rows read in one piece, so that a million never stand in memory as the driver gives them.
pub const PIECE: i64 = 10_000;

/// What the figures in memory were made of; a difference says what to read again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// Terms, registered perimeters by their versions, the newest vintage, the members and their versions: the axes.
    pub axes: (i64, i64, i32, i64, i64),
    /// Number of the last cut; 0 before the first one.
    pub cut: i32,
    /// When it was made.
    pub cut_at: Option<DateTime<Utc>>,
    /// Of the settings of disclosure; 0 while nothing was ever set.
    pub settings: i32,
    /// Declarations of coverage, and the sum of their versions.
    pub coverage: (i64, i64),
}

/// One cheap statement.
pub async fn versions(db: &impl ConnectionTrait) -> Result<Versions> {
    let sql = Sql::new(
        "select (select count(*) from term), \
         coalesce((select sum(version) from territory where kind = 'PERIMETER' and registered), 0), \
         coalesce((select max(vintage) from territory where kind = 'COUNTRY'), 0), \
         (select count(*) from member), coalesce((select sum(version) from member), 0), \
         coalesce((select max(number) from cut), 0), (select made_at from cut order by number desc limit 1), \
         coalesce((select version from network_setting where name = 'disclosure'), 0), \
         (select count(*) from coverage), coalesce((select sum(version) from coverage), 0)",
    );
    let Some(mut row) = sql.first(db).await? else { return Ok(Versions::default()) };
    Ok(Versions {
        axes: (row.take()?, row.take()?, row.take()?, row.take()?, row.take()?),
        cut: row.take()?,
        cut_at: row.take()?,
        settings: row.take()?,
        coverage: (row.take()?, row.take()?),
    })
}

/// A territory as the axes need it.
pub struct Place {
    pub id: TerritoryId,
    pub kind: TerritoryKind,
    pub code: String,
    pub vintage: i32,
    pub name: String,
    pub epci_id: Option<TerritoryId>,
    pub department_id: Option<TerritoryId>,
    pub region_id: Option<TerritoryId>,
}

impl Place {
    /// What its node is called.
    pub fn name(&self) -> Name {
        let name = self.name.as_str();
        Name { id: self.id.0, code: self.code.as_str().into(), fr: name.into(), en: name.into() }
    }
}

/// A term as the axes need it.
pub struct Word {
    pub id: TermId,
    pub scheme: String,
    pub version: String,
    pub code: String,
    pub label_fr: String,
    pub label_en: String,
    pub broader_id: Option<TermId>,
}

impl Word {
    /// What its node is called.
    pub fn name(&self) -> Name {
        Name {
            id: self.id.0,
            code: self.code.as_str().into(),
            fr: self.label_fr.as_str().into(),
            en: self.label_en.as_str().into(),
        }
    }
}

/// What the axes are made of, in dictionary order.
pub struct Sources {
    /// All territories.
    pub places: Vec<Place>,
    /// Registered perimeters and what they are made of.
    pub parts: Vec<(TerritoryId, TerritoryId)>,
    /// All terms.
    pub words: Vec<Word>,
    /// All members, those that left included.
    pub members: Vec<(MemberId, String)>,
}

/// The axes as the database has them.
pub async fn atlas(db: &impl ConnectionTrait) -> Result<Atlas> {
    let mut words = Vec::new();
    let sql = Sql::new(
        "select t.id, t.scheme, v.version, t.code, t.label_fr, t.label_en, t.broader_id from term t \
         join vocabulary v on v.id = t.vocabulary_id order by t.sort_key, t.id",
    );
    for mut row in sql.all(db).await? {
        words.push(Word {
            id: row.take()?,
            scheme: row.take()?,
            version: row.take()?,
            code: row.take()?,
            label_fr: row.take()?,
            label_en: row.take()?,
            broader_id: row.take()?,
        });
    }
    let mut sql = parts();
    sql.push(" join territory p on p.id = unit.perimeter_id and p.registered where t.kind <> 'PERIMETER'");
    let mut parts = Vec::new();
    for mut row in sql.all(db).await? {
        parts.push((row.take()?, row.take()?));
    }
    let sql = Sql::new("select id, name from member order by sort_key, id");
    let read = |row: &mut Row| Ok((row.take()?, row.take()?));
    let members = sql.all(db).await?.iter_mut().map(read).collect::<Result<_>>()?;
    Atlas::new(&Sources { places: places(db).await?, parts, words, members })
}

/// Begins a statement on what perimeters are made of in the end: each with the territories of the COG that its
/// parts, or the parts of these, name.
pub fn parts() -> Sql {
    Sql::new(
        "with recursive unit (perimeter_id, territory_id) as (select perimeter_id, territory_id from territory_part \
         union select u.perimeter_id, p.territory_id from unit u \
         join territory_part p on p.perimeter_id = u.territory_id) \
         select unit.perimeter_id, unit.territory_id from unit join territory t on t.id = unit.territory_id",
    )
}

async fn places(db: &impl ConnectionTrait) -> Result<Vec<Place>> {
    let mut places: Vec<Place> = Vec::new();
    let mut after = (String::new(), Uuid::nil());
    loop {
        let mut sql = Sql::new(
            "select sort_key, id, kind, code, vintage, name, epci_id, department_id, region_id from territory \
             where (sort_key, id) > (",
        );
        sql.bind(after.0.clone()).push(", ").bind(after.1).push(") order by sort_key, id limit ").bind(PIECE);
        let rows = sql.all(db).await?;
        if rows.is_empty() {
            return Ok(places);
        }
        for mut row in rows {
            after.0 = row.take()?;
            places.push(Place {
                id: row.take()?,
                kind: row.take()?,
                code: row.take()?,
                vintage: row.take()?,
                name: row.take()?,
                epci_id: row.take()?,
                department_id: row.take()?,
                region_id: row.take()?,
            });
            after.1 = places.last().map(|place| place.id.0).unwrap_or_default();
        }
    }
}

/// What a member says it reports on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The member.
    pub member: MemberId,
    /// The territory.
    pub territory: TerritoryId,
    /// First month, yyyymm.
    pub first: i32,
    /// Last month, yyyymm; none while it lasts.
    pub last: Option<i32>,
}

/// What the members of the network declare.
pub async fn coverage(db: &impl ConnectionTrait) -> Result<Vec<Declared>> {
    let sql = Sql::new(
        "select c.member_id, c.territory_id, c.first_month, c.last_month from coverage c \
         join member m on m.id = c.member_id where m.left_at is null",
    );
    let read = |row: &mut Row| {
        Ok(Declared { member: row.take()?, territory: row.take()?, first: row.take()?, last: row.take()? })
    };
    sql.all(db).await?.iter_mut().map(read).collect()
}

/// The members of the network of today.
pub async fn present(db: &impl ConnectionTrait) -> Result<Vec<MemberId>> {
    let sql = Sql::new("select id from member where left_at is null order by sort_key, id");
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}
