//! Programmes with an edition each, as networks of a whole country would keep them over four years: partners,
//! sessions, participants; and one edition as large as any.

mod large;
mod pool;
mod rows;

use anyhow::{Context, Result};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use entity::{EditionId, EditionPartnerId, EnrolmentId, MemberId, ProgrammeId, SessionId, TerritoryId};
use maillage::db::{fold, sort_key};
use rand::Rng;
use serde_json::json;

use super::Making;
use super::chance::{happens, word};
use super::fill::Indexes;
use super::observations::Stage;
use pool::Pool;
use rows::{Rows, TABLES};

/// An edition in the making.
struct Draft {
    id: EditionId,
    place: TerritoryId,
    /// Its first and last day.
    days: (NaiveDate, NaiveDate),
    status: &'static str,
    capacity: i32,
}

impl Making<'_> {
    /// So many programmes, ten sessions each in the mean; the id of the large edition.
    pub(super) async fn programmes(&mut self, count: usize, stage: &Stage) -> Result<EditionId> {
        let names: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
        let indexes = Indexes::take_off(self.db, &names).await?;
        let mut rows = Rows::default();
        let pool = self.pool(count, stage, &mut rows).await?;
        let large = self.large(stage, &pool, &mut rows)?;
        for number in 0..count {
            self.small(number, (stage, &pool), &mut rows)?;
            if rows.is_full() {
                rows.put(self.db).await?;
            }
        }
        rows.put(self.db).await?;
        eprintln!("  {count} programmes");
        indexes.put_back(self.db).await?;
        Ok(large)
    }

    fn small(&mut self, number: usize, (stage, pool): (&Stage, &Pool), rows: &mut Rows) -> Result<()> {
        let place = self.random.random_range(0..stage.members.len().max(1));
        let lead = stage.members.get(place).context("no member")?;
        let commune = lead.home.communes.draw(&mut self.random).context("no commune")?;
        let place = if happens(&mut self.random, 30) { commune.department } else { commune.id };
        let draft = self.draft(place);
        let visibility = word(&mut self.random, &[(12, "PRIVATE"), (68, "NETWORK"), (20, "PUBLIC")]);
        let title = format!("Parcours n° {number} (fictif)");
        self.programme((lead.id, &title, visibility), (&draft, pool), rows)?;
        let count = self.random.random_range(0..8);
        self.engaged(draft.id, count, pool, rows)?;
        self.sessions(&draft, 8 + number % 5, rows)?;
        self.enrolled(&draft, pool, rows);
        Ok(())
    }

    /// When it takes place and how far it is: some still lie ahead.
    fn draft(&mut self, place: TerritoryId) -> Draft {
        let random = &mut self.random;
        let start = self.start.date_naive() + Days::new(random.random_range(0..1_600));
        let end = start + Days::new(random.random_range(60..240));
        let today = self.end.date_naive();
        let status = match (start > today, end < today) {
            (true, _) => word(random, &[(20, "DRAFT"), (80, "OPEN")]),
            (false, false) => "RUNNING",
            _ => word(random, &[(8, "CANCELLED"), (92, "CLOSED")]),
        };
        Draft {
            id: self.world.id(),
            place,
            days: (start, end),
            status,
            capacity: random.random_range(6..=24),
        }
    }

    /// A programme and its edition.
    fn programme(
        &mut self,
        (lead, title, visibility): (MemberId, &str, &str),
        (draft, pool): (&Draft, &Pool),
        rows: &mut Rows,
    ) -> Result<()> {
        let id: ProgrammeId = self.world.id();
        let programme = vec![
            id.into(),
            lead.into(),
            title.into(),
            fold(title).into(),
            sort_key(title).into(),
            visibility.into(),
            1.into(),
            self.start.into(),
            self.start.into(),
        ];
        rows.add("programme", programme);
        rows.add("programme_lead", vec![id.into(), lead.into(), "ACCEPTED".into(), self.start.into()]);
        for (scheme, terms) in [("need-theme", &pool.theme), ("sector", &pool.sector)] {
            let term = *terms.draw(&mut self.random).context("no term")?;
            rows.add("programme_term", vec![id.into(), term.into(), scheme.into()]);
        }
        let edition = vec![
            draft.id.into(),
            id.into(),
            1.into(),
            draft.place.into(),
            draft.days.0.into(),
            draft.days.1.into(),
            draft.capacity.into(),
            draft.status.into(),
            json!([]).into(),
            1.into(),
            self.start.into(),
            self.start.into(),
        ];
        rows.add("edition", edition);
        Ok(())
    }

    fn engaged(
        &mut self,
        edition: EditionId,
        count: usize,
        pool: &Pool,
        rows: &mut Rows,
    ) -> Result<Vec<entity::PartnerId>> {
        let first = self.random.random_range(0..pool.partners.len().max(1));
        let partners: Vec<_> = pool.partners.iter().cycle().skip(first).take(count).copied().collect();
        for partner in &partners {
            let id: EditionPartnerId = self.world.id();
            let kind = *pool.kind.draw(&mut self.random).context("no kind")?;
            let days = f64::from(self.random.random_range(1..20)) / 2.0;
            let row = vec![
                id.into(),
                edition.into(),
                (*partner).into(),
                kind.into(),
                days.into(),
                1.into(),
                self.start.into(),
            ];
            rows.add("edition_partner", row);
        }
        Ok(partners)
    }

    /// So many sessions from the first day to the last; their ids.
    fn sessions(&mut self, draft: &Draft, count: usize, rows: &mut Rows) -> Result<Vec<SessionId>> {
        let span = (draft.days.1 - draft.days.0).num_days();
        let mut ids = Vec::with_capacity(count);
        for place in 0..count {
            let into = span * i64::try_from(place)? / i64::try_from(count)?;
            let starts = at_nine(draft.days.0 + TimeDelta::days(into));
            let id: SessionId = self.world.id();
            let cancelled = happens(&mut self.random, 3).then_some(self.start);
            let row = vec![
                id.into(),
                draft.id.into(),
                None::<entity::PhaseId>.into(),
                format!("Atelier n° {}", place + 1).into(),
                starts.into(),
                (starts + TimeDelta::hours(7)).into(),
                "Europe/Paris".into(),
                0.into(),
                cancelled.into(),
                1.into(),
                self.start.into(),
                self.start.into(),
            ];
            rows.add("session", row);
            ids.push(id);
        }
        Ok(ids)
    }

    fn enrolled(&mut self, draft: &Draft, pool: &Pool, rows: &mut Rows) {
        let most = if draft.status == "DRAFT" { 0 } else { draft.capacity + 4 };
        let wanted = self.random.random_range(0..=most);
        let first = self.random.random_range(0..pool.participants.len().max(1));
        for (turn, who) in (1..=wanted).zip(pool.participants.iter().cycle().skip(first)) {
            let id: EnrolmentId = self.world.id();
            let status = if turn > draft.capacity { "WAITLISTED" } else { "ENROLLED" };
            let row = vec![
                id.into(),
                draft.id.into(),
                (*who).into(),
                status.into(),
                turn.into(),
                draft.days.0.into(),
                1.into(),
                self.start.into(),
            ];
            rows.add("enrolment", row);
        }
    }
}

fn at_nine(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(8)
}
