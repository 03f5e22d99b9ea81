//! Needs observations, in the order in which they were recorded.

use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use entity::{AuthorisationId, ObservationId, StructureId, TermId, TerritoryId};
use maillage::db::{Db, Sql, fold};
use maillage::error::Error;
use rand::Rng;
use sea_orm::Value;

use super::Making;
use super::chance::{Weighted, happens, word};
use super::fill::{BATCH, Indexes, put};
use super::people::Member;
use super::structures::Structure;

/// Terms that observations use, the commonest first.
pub struct Terms {
    theme: Weighted<TermId>,
    public: Weighted<TermId>,
    method: Weighted<TermId>,
    formulation: Weighted<TermId>,
    /// Filières and domains.
    pub sector: Weighted<TermId>,
    /// Kinds of organisation.
    pub kind: Weighted<TermId>,
    /// Career stages.
    pub stage: Weighted<TermId>,
    /// On what an authorisation rests.
    pub basis: TermId,
}

/// What observations are about.
pub struct Stage {
    pub terms: Terms,
    pub members: Vec<Member>,
    pub structures: Vec<Structure>,
}

impl Terms {
    /// From the vocabularies of the database.
    pub async fn read(db: &Db) -> Result<Self> {
        Ok(Self {
            theme: skewed(db, "need-theme").await?,
            public: skewed(db, "public").await?,
            method: skewed(db, "observation-method").await?,
            formulation: skewed(db, "formulation").await?,
            sector: skewed(db, "sector").await?,
            kind: skewed(db, "organisation-kind").await?,
            stage: skewed(db, "career-stage").await?,
            basis: *skewed(db, "authorisation-basis").await?.things().first().context("no basis")?,
        })
    }
}

/// Narrower terms before wide ones; among them an order of no meaning, so that every family has common ones.
pub(super) async fn skewed(db: &Db, scheme: &'static str) -> Result<Weighted<TermId>> {
    let mut sql = Sql::new("select id from term where scheme = ");
    sql.bind(scheme).push(" order by broader_id is null, id");
    let rows = sql.all(db.reader()).await.map_err(Error::into_anyhow)?;
    let ids = rows.into_iter().map(|mut row| row.take().map_err(Error::into_anyhow));
    Ok(Weighted::skewed(ids.collect::<Result<_>>()?))
}

/// Where it is and whom it concerns.
struct Subject {
    structure: Option<StructureId>,
    authorisation: Option<AuthorisationId>,
    sector: TermId,
    place: TerritoryId,
    shared: TerritoryId,
    visibility: &'static str,
}

impl Making<'_> {
    /// So many of them; a few members record most.
    pub(super) async fn observations(&mut self, count: usize, stage: &Stage) -> Result<()> {
        let indexes = Indexes::take_off(self.db, &["observation", "observation_term"]).await?;
        let authors = Weighted::skewed((0..stage.members.len()).collect());
        let (mut rows, mut terms) = (Vec::with_capacity(BATCH), Vec::new());
        for number in 0..count {
            let author = authors.draw(&mut self.random).and_then(|place| stage.members.get(*place));
            let id: ObservationId = self.id_of(number, count);
            let at = self.recorded_at(number, count);
            rows.push(self.observation((id, at), author.context("no member")?, stage)?);
            self.further(id, &stage.terms, &mut terms);
            if rows.len() == BATCH || number + 1 == count {
                put(self.db, "observation", &COLUMNS, std::mem::take(&mut rows)).await?;
                let terms = std::mem::take(&mut terms);
                put(self.db, "observation_term", &["observation_id", "term_id", "scheme"], terms).await?;
                eprintln!("  {} observations", number + 1);
            }
        }
        indexes.put_back(self.db).await
    }

    /// More and more of them as the years go by.
    fn recorded_at(&self, number: usize, count: usize) -> DateTime<Utc> {
        let part = fraction(number, count).powf(0.8);
        let span = (self.end - self.start).num_seconds();
        self.start + TimeDelta::seconds(share(span, part))
    }

    /// As the server would have given it at that moment: `UUIDv7`, so that the order of ids is that of time.
    fn id_of(&mut self, number: usize, count: usize) -> ObservationId {
        let millis = u64::try_from(self.recorded_at(number, count).timestamp_millis()).unwrap_or(0);
        let in_order = u64::try_from(number % 4_096).unwrap_or(0);
        let high = millis << 16 | 0x7000 | in_order;
        let low = self.random.random::<u64>() >> 2 | 1 << 63;
        ObservationId(uuid::Uuid::from_u64_pair(high, low))
    }

    fn subject(&mut self, author: &Member, stage: &Stage) -> Result<Subject> {
        let random = &mut self.random;
        let level = word(random, &VISIBILITIES);
        let known = author.agreements.len();
        if known > 0 && happens(random, 45) {
            let agreed = author.agreements.get(random.random_range(0..known)).copied();
            let (place, authorisation) = agreed.context("no agreement")?;
            let structure = stage.structures.get(place).context("no structure")?;
            let seat = structure.seat.id;
            return Ok(Subject {
                structure: Some(structure.id),
                authorisation: Some(authorisation),
                sector: structure.sector,
                place: seat,
                shared: seat,
                visibility: level,
            });
        }
        let commune = author.home.communes.draw(random).context("no commune")?;
        let structure = if happens(random, 25) {
            stage.structures.get(random.random_range(0..stage.structures.len().max(1)))
        } else {
            None
        };
        Ok(Subject {
            structure: structure.map(|structure| structure.id),
            authorisation: None,
            sector: *stage.terms.sector.draw(random).context("no sector")?,
            place: if happens(random, 15) { commune.department } else { commune.id },
            shared: commune.department,
            visibility: if structure.is_some() { "PRIVATE" } else { level },
        })
    }

    fn observation(
        &mut self,
        (id, at): (ObservationId, DateTime<Utc>),
        author: &Member,
        stage: &Stage,
    ) -> Result<Vec<Value>> {
        let subject = self.subject(author, stage)?;
        let (random, terms) = (&mut self.random, &stage.terms);
        let day: NaiveDate = (at - TimeDelta::days(i64::from(random.random_range(0_u32..40)))).date_naive();
        let month = day.year() * 100 + i32::try_from(day.month())?;
        let status = word(random, &STATES);
        let visibility = if status == "DRAFT" { "PRIVATE" } else { subject.visibility };
        let statement = random.random_range(0..STATEMENTS.len());
        let statement = STATEMENTS.get(statement).copied().unwrap_or_default();
        let deleted = happens(random, 1).then_some(at);
        let people = happens(random, 60).then(|| random.random_range(1..80));
        Ok(vec![
            id.into(),
            author.id.into(),
            statement.into(),
            fold(statement).into(),
            (*terms.method.draw(random).context("no method")?).into(),
            (*terms.formulation.draw(random).context("no formulation")?).into(),
            (*terms.theme.draw(random).context("no theme")?).into(),
            subject.sector.into(),
            subject.place.into(),
            subject.shared.into(),
            (*terms.kind.draw(random).context("no kind")?).into(),
            (*terms.stage.draw(random).context("no stage")?).into(),
            day.into(),
            month.into(),
            random.random_range(1..=5).into(),
            people.into(),
            subject.structure.into(),
            false.into(),
            happens(random, 5).into(),
            happens(random, 5).into(),
            subject.authorisation.into(),
            subject.authorisation.is_some().into(),
            visibility.into(),
            "NONE".into(),
            status.into(),
            1.into(),
            at.into(),
            at.into(),
            deleted.into(),
        ])
    }

    fn further(&mut self, id: ObservationId, terms: &Terms, rows: &mut Vec<Vec<Value>>) {
        let kinds = [(40, "public", &terms.public), (20, "need-theme", &terms.theme)];
        for (percent, scheme, terms) in kinds {
            let drawn = happens(&mut self.random, percent).then(|| terms.draw(&mut self.random)).flatten();
            rows.extend(drawn.map(|term| vec![id.into(), (*term).into(), scheme.into()]));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn fraction(number: usize, count: usize) -> f64 {
    number as f64 / count.max(1) as f64
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds of four years")]
fn share(whole: i64, part: f64) -> i64 {
    (whole as f64 * part) as i64
}

const VISIBILITIES: [(u32, &str); 4] =
    [(20, "PRIVATE"), (30, "AGGREGATE_ONLY"), (38, "NETWORK"), (12, "PUBLIC")];
const STATES: [(u32, &str); 6] =
    [(4, "DRAFT"), (55, "CONFIRMED"), (15, "IN_PROGRESS"), (16, "MET"), (5, "LAPSED"), (5, "DISMISSED")];
const STATEMENTS: [&str; 5] = [
    "L'équipe demande de l'aide pour clarifier son projet avant le renouvellement de la convention.",
    "Deux salariées signalent que la recherche de financements prend tout leur temps depuis l'automne.",
    "Le conseil d'administration ne sait plus comment répartir les rôles entre bénévoles et permanents.",
    "La structure cherche un appui extérieur sur ses locaux, trop petits et sans accès de plain-pied.",
    "Après le départ de la direction, la programmation de la saison prochaine reste sans réponse.",
];

const COLUMNS: [&str; 29] = [
    "id",
    "member_id",
    "statement",
    "statement_folded",
    "method_id",
    "formulation_id",
    "main_theme_id",
    "main_sector_id",
    "territory_id",
    "shared_territory_id",
    "organisation_kind_id",
    "career_stage_id",
    "observed_on",
    "month",
    "intensity",
    "people_concerned",
    "structure_id",
    "identifiable",
    "sensitive",
    "derived",
    "authorisation_id",
    "authorised",
    "visibility",
    "cut_visibility",
    "status",
    "version",
    "created_at",
    "updated_at",
    "deleted_at",
];
