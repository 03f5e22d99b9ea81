use anyhow::{Context, Result};
use chrono::Days;
use entity::{BudgetLineId, EditionId, FundingLineId, ObjectiveId, PhaseId, ResourceId};
use maillage::db::sort_key;

use super::Draft;
use super::pool::Pool;
use super::rows::Rows;
use crate::generate::Making;
use crate::generate::observations::Stage;

/// Sessions of the large edition.
const SESSIONS: usize = 200;

impl Making<'_> {
    /// A draft of the first member with 200 sessions and 300 lines of money, so that its feasibility has all to look at.
    pub(super) fn large(&mut self, stage: &Stage, pool: &Pool, rows: &mut Rows) -> Result<EditionId> {
        let lead = stage.members.first().context("no member")?;
        let start = self.end.date_naive();
        let days = (start, start + Days::new(300));
        let place = lead.home.id;
        let draft = Draft { id: self.world.id(), place, days, status: "DRAFT", capacity: 60 };
        self.programme((lead.id, "Grand parcours (fictif)", "PRIVATE"), (&draft, pool), rows)?;
        let partners = self.engaged(draft.id, 10, pool, rows)?;
        let rooms = self.rooms(lead.id, rows);
        let sessions = self.sessions(&draft, SESSIONS, rows)?;
        for (session, (partner, room)) in
            sessions.iter().zip(partners.iter().cycle().zip(rooms.iter().cycle()))
        {
            rows.add("session_speaker", vec![(*session).into(), (*partner).into()]);
            rows.add("session_resource", vec![(*session).into(), (*room).into()]);
        }
        self.design(draft.id, pool, rows)?;
        self.money(draft.id, &partners, rows);
        Ok(draft.id)
    }

    fn rooms(&mut self, member: entity::MemberId, rows: &mut Rows) -> Vec<ResourceId> {
        let mut ids = Vec::new();
        for number in 0..5 {
            let id: ResourceId = self.world.id();
            let name = format!("Salle {number} (fictive)");
            let row = vec![
                id.into(),
                member.into(),
                "ROOM".into(),
                name.as_str().into(),
                sort_key(&name).into(),
                1.into(),
                self.start.into(),
            ];
            rows.add("resource", row);
            ids.push(id);
        }
        ids
    }

    fn design(&mut self, edition: EditionId, pool: &Pool, rows: &mut Rows) -> Result<()> {
        for rank in 1..=20 {
            let (phase, objective): (PhaseId, ObjectiveId) = (self.world.id(), self.world.id());
            let kind = *pool.format.draw(&mut self.random).context("no format")?;
            let title = format!("Étape n° {rank}");
            let row = vec![
                phase.into(),
                edition.into(),
                rank.into(),
                kind.into(),
                title.into(),
                1.into(),
                self.start.into(),
            ];
            rows.add("phase", row);
            let statement = format!("Objectif n° {rank}");
            let row = vec![
                objective.into(),
                edition.into(),
                rank.into(),
                statement.into(),
                1.into(),
                self.start.into(),
            ];
            rows.add("objective", row);
        }
        Ok(())
    }

    fn money(&mut self, edition: EditionId, partners: &[entity::PartnerId], rows: &mut Rows) {
        for rank in 1..=250 {
            let id: BudgetLineId = self.world.id();
            let row = vec![
                id.into(),
                edition.into(),
                rank.into(),
                "HUMAN".into(),
                "62".into(),
                "Intervention".into(),
                1.5.into(),
                "jour".into(),
                90_000_i64.into(),
                true.into(),
                1.into(),
                self.start.into(),
            ];
            rows.add("budget_line", row);
        }
        for (rank, partner) in (1..=50).zip(partners.iter().cycle()) {
            let id: FundingLineId = self.world.id();
            let row = vec![
                id.into(),
                edition.into(),
                rank.into(),
                "Subvention".into(),
                (*partner).into(),
                500_000_i64.into(),
                "GRANTED".into(),
                1.into(),
                self.start.into(),
            ];
            rows.add("funding_line", row);
        }
    }
}
