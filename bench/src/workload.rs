//! What is asked: documents, each with parameters drawn from a seed, and the same parameters for the bare
//! server and for `pgbench`.

use anyhow::{Context, Result};
use chrono::NaiveDate;
use entity::{ObservationId, StructureId, TermId, TerritoryId};
use maillage::db::{Db, Row, Sql};
use maillage::error::Error;
use maillage::graphql::id_text;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use crate::Options;
use crate::generate::Filled;
use crate::load::{Wire, post};
use crate::named::file;

/// Parameters drawn for each workload.
const DRAWS: usize = 200;

/// One thing that is asked again and again.
pub struct Workload {
    /// `w1` to `w6`.
    pub code: &'static str,
    /// As reports call it.
    pub title: &'static str,
    /// What it should reach.
    pub aim: Option<Aim>,
    /// The GraphQL document.
    pub document: String,
    /// The reader's key.
    pub key: String,
    /// Parameters in the order in which they are asked.
    pub draws: Vec<Draw>,
}

/// The least part of another side's requests per second.
#[derive(Clone, Copy, Debug)]
pub enum Aim {
    /// Of the bare HTTP server's.
    Bare(f64),
    /// Of PostgreSQL's alone, asked by the best single statement.
    Alone(f64),
}

/// The parameters of one request.
#[derive(Clone, Debug)]
pub struct Draw {
    /// For the document.
    pub variables: Value,
    /// For SQL, by name.
    pub named: Vec<(&'static str, String)>,
}

impl Workload {
    /// Connections that ask at the same time. A table keeps a processor busy for long: a few are enough;
    /// how long feasibility takes is asked by one alone.
    pub fn connections(&self, options: &Options) -> usize {
        match self.code {
            "w3" => options.connections.div_ceil(4),
            "w6" => 1,
            _ => options.connections,
        }
    }

    /// As the server is asked.
    pub fn requests(&self) -> Vec<Wire> {
        let body = |draw: &Draw| json!({ "query": self.document, "variables": draw.variables }).to_string();
        self.draws.iter().map(|draw| post("/graphql", Some(&self.key), &body(draw))).collect()
    }

    /// As the bare server is asked.
    pub fn bare_requests(&self) -> Vec<Wire> {
        let body = |draw: &Draw| {
            let object: serde_json::Map<String, Value> =
                draw.named.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            Value::Object(object).to_string()
        };
        self.draws.iter().map(|draw| post(&format!("/{}", self.code), None, &body(draw))).collect()
    }
}

/// All of them, drawn from a filled database.
pub async fn all(db: &Db, filled: &Filled, seed: u64) -> Result<Vec<Workload>> {
    let mut random = StdRng::seed_from_u64(seed);
    let keys = &filled.keys;
    let workload = |code, title, aim, draws| {
        let key = if code == "w4" { keys.advisor.clone() } else { keys.analyst.clone() };
        Ok(Workload { code, title, aim, document: file(&format!("documents/{code}.graphql"))?, key, draws })
    };
    [
        workload("w1", "structure with territory", Some(Aim::Bare(0.3)), structures(db, &mut random).await?),
        workload("w2", "page of 50 observations", Some(Aim::Bare(0.5)), pages(db, &mut random).await?),
        workload("w3", "table region x theme family", Some(Aim::Bare(1.0)), years(db).await?),
        workload("w4", "create an observation", None, creations(db, filled, &mut random).await?),
        workload("w5", "page of 50 editions", Some(Aim::Alone(0.35)), territories(db, &mut random).await?),
    ]
    .into_iter()
    .collect()
}

/// The feasibility of the large edition, as a coordinator's front-end asks for it.
pub fn feasibility(filled: &Filled) -> Result<Workload> {
    let draw = Draw { variables: json!({ "edition": id_text(filled.large).0 }), named: Vec::new() };
    let document = file("documents/w6.graphql")?;
    let key = filled.keys.advisor.clone();
    Ok(Workload { code: "w6", title: "feasibility", aim: None, document, key, draws: vec![draw] })
}

async fn rows<T>(db: &Db, sql: Sql, read: impl Fn(&mut Row) -> Result<T, Error>) -> Result<Vec<T>> {
    let rows = sql.all(db.reader()).await.map_err(Error::into_anyhow)?;
    rows.into_iter().map(|mut row| read(&mut row).map_err(Error::into_anyhow)).collect()
}

async fn structures(db: &Db, random: &mut StdRng) -> Result<Vec<Draw>> {
    let sql = Sql::new(
        "select id, territory_id from structure where deleted_at is null and not restricted order by id",
    );
    let mut found =
        rows(db, sql, |row| Ok::<(StructureId, TerritoryId), Error>((row.take()?, row.take()?))).await?;
    found.shuffle(random);
    let draw = |(id, territory): (StructureId, TerritoryId)| Draw {
        variables: json!({ "id": id_text(id).0 }),
        named: vec![("id", id.0.to_string()), ("territory", territory.0.to_string())],
    };
    Ok(found.into_iter().take(DRAWS).map(draw).collect())
}

/// Sectors and themes that go together often enough to fill a page in a year, the commonest more often.
async fn pages(db: &Db, random: &mut StdRng) -> Result<Vec<Draw>> {
    let sql = Sql::new(
        "select s.id, s.code, t.id, t.code, p.number from (select main_sector_id, main_theme_id, count(*) as number \
         from observation where visibility in ('NETWORK', 'PUBLIC') and deleted_at is null \
         group by main_sector_id, main_theme_id) p join term s on s.id = p.main_sector_id \
         join term t on t.id = p.main_theme_id order by p.number desc, s.id, t.id",
    );
    let read = |row: &mut Row| {
        Ok::<(TermId, String, TermId, String, i64), Error>((
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
            row.take()?,
        ))
    };
    let mut found = rows(db, sql, read).await?;
    let enough = found.iter().filter(|pair| pair.4 >= 400).count();
    // a small database has smaller pages
    found.truncate(enough.max(found.len() / 20).max(1));
    let years = years(db).await?;
    let mut draws = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let pair = found.choose_weighted(random, |pair| pair.4).context("no observations")?;
        let year = years.get(random.random_range(0..years.len().max(1))).context("no year")?;
        let day = |name: &str| {
            format!("{}-01", year.variables.get(name).and_then(Value::as_str).unwrap_or_default())
        };
        let (from, to) = (day("from"), day("to"));
        draws.push(Draw {
            variables: json!({ "sector": pair.1, "theme": pair.3, "from": from, "to": to }),
            named: vec![
                ("sector", pair.0.0.to_string()),
                ("theme", pair.2.0.to_string()),
                ("sector_code", pair.1.clone()),
                ("theme_code", pair.3.clone()),
                ("from", from),
                ("to", to),
            ],
        });
    }
    Ok(draws)
}

/// Départements where a page of editions is full.
async fn territories(db: &Db, random: &mut StdRng) -> Result<Vec<Draw>> {
    let sql = Sql::new(
        "select t.id from territory t join territory_closure c on c.ancestor_id = t.id \
         join edition e on e.territory_id = c.descendant_id where t.kind = 'DEPARTMENT' \
         group by t.id having count(*) >= 100 order by t.id",
    );
    let mut found: Vec<TerritoryId> = rows(db, sql, Row::take).await?;
    found.shuffle(random);
    let draw = |id: &TerritoryId| Draw {
        variables: json!({ "territory": id_text(*id).0 }),
        named: vec![("territory", id.0.to_string())],
    };
    Ok(found.iter().cycle().take(DRAWS).map(draw).collect())
}

/// Every twelve months that lie within the four years.
async fn years(db: &Db) -> Result<Vec<Draw>> {
    let sql = Sql::new("select distinct month from observation order by month");
    let months: Vec<i32> = rows(db, sql, Row::take).await?;
    let draw = |year: &[i32]| {
        let (first, last) = (year.first().copied()?, year.last().copied()?);
        let text = |month: i32| format!("{}-{:02}", month / 100, month % 100);
        Some(Draw {
            variables: json!({ "from": text(first), "to": text(last) }),
            named: vec![("first", first.to_string()), ("last", last.to_string())],
        })
    };
    Ok(months.windows(12).filter_map(draw).collect())
}

/// Observations like those that the advisor's own member recorded.
async fn creations(db: &Db, filled: &Filled, random: &mut StdRng) -> Result<Vec<Draw>> {
    let mut sql = Sql::new(
        "select o.id, o.observed_on, o.statement, h.code, s.code, p.code, o.structure_id from observation o \
         join term h on h.id = o.main_theme_id join term s on s.id = o.main_sector_id \
         join territory p on p.id = o.territory_id and p.kind = 'COMMUNE' where o.deleted_at is null and o.member_id = ",
    );
    sql.bind(filled.keys.member).push(" order by o.id desc limit 5000");
    let read = |row: &mut Row| {
        Ok::<Recorded, Error>((
            (row.take()?, row.take()?),
            [row.take()?, row.take()?, row.take()?, row.take()?],
            row.take()?,
        ))
    };
    let mut found = rows(db, sql, read).await?;
    found.shuffle(random);
    let draw = |((id, day), [statement, theme, sector, commune], structure): Recorded| {
        let input = json!({
            "statement": statement, "method": "entretien", "formulation": "expressed", "mainTheme": theme,
            "mainSector": sector, "territory": { "code": { "kind": "COMMUNE", "code": commune } },
            "organisationKind": "cooperative", "careerStage": "emergence", "observedOn": day.to_string(),
            "intensity": 3, "peopleConcerned": 12, "structure": structure.map(|id| id_text(id).0),
        });
        let named = vec![
            ("template", id.0.to_string()),
            ("theme_code", theme),
            ("sector_code", sector),
            ("commune", commune),
            ("structure", structure.map(|id| id.0).unwrap_or_default().to_string()),
        ];
        Draw { variables: json!({ "input": input }), named }
    };
    Ok(found.into_iter().take(DRAWS).map(draw).collect())
}

/// Id and day; statement, theme, sector, commune; structure.
type Recorded = ((ObservationId, NaiveDate), [String; 4], Option<StructureId>);
