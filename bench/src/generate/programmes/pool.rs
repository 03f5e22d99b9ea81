use anyhow::{Context, Result};
use entity::{MemberId, ParticipantId, PartnerId, TermId};
use maillage::db::{fold, sort_key};
use rand::Rng;
use serde_json::json;

use super::rows::Rows;
use crate::generate::Making;
use crate::generate::chance::Weighted;
use crate::generate::observations::{Stage, skewed};

/// With whom, and on what, programmes are made.
pub struct Pool {
    /// Partners of the directory.
    pub partners: Vec<PartnerId>,
    /// Those who take part.
    pub participants: Vec<ParticipantId>,
    /// Themes.
    pub theme: Weighted<TermId>,
    /// Filières and domains.
    pub sector: Weighted<TermId>,
    /// As what partners come in.
    pub kind: Weighted<TermId>,
    /// What phases are.
    pub format: Weighted<TermId>,
}

impl Making<'_> {
    /// Enough of them for so many programmes.
    pub(super) async fn pool(&mut self, programmes: usize, stage: &Stage, rows: &mut Rows) -> Result<Pool> {
        Ok(Pool {
            partners: self.partners(programmes / 10 + 8, stage, rows)?,
            participants: self.participants(programmes * 2 + 32, stage, rows)?,
            theme: skewed(self.db, "need-theme").await?,
            sector: skewed(self.db, "sector").await?,
            kind: skewed(self.db, "partner-kind").await?,
            format: skewed(self.db, "format").await?,
        })
    }

    /// Independent professionals, and structures of the directory, each once.
    fn partners(&mut self, count: usize, stage: &Stage, rows: &mut Rows) -> Result<Vec<PartnerId>> {
        let mut ids = Vec::with_capacity(count);
        for number in 0..count {
            let id: PartnerId = self.world.id();
            let structure = stage.structures.get(number).filter(|_| number % 3 == 0);
            let name = structure.is_none().then(|| format!("Consultante n° {number} (fictive)"));
            let row = vec![
                id.into(),
                self.somebody(stage)?.into(),
                structure.map(|one| one.id).into(),
                name.clone().into(),
                name.as_deref().map(sort_key).into(),
                name.as_deref().map(fold).into(),
                json!([]).into(),
                1.into(),
                self.start.into(),
                self.start.into(),
            ];
            rows.add("partner", row);
            ids.push(id);
        }
        Ok(ids)
    }

    fn participants(&mut self, count: usize, stage: &Stage, rows: &mut Rows) -> Result<Vec<ParticipantId>> {
        let mut ids = Vec::with_capacity(count);
        for number in 0..count {
            let id: ParticipantId = self.world.id();
            let name = format!("Équipe n° {number} (fictive)");
            let row = vec![
                id.into(),
                self.somebody(stage)?.into(),
                "COLLECTIVE".into(),
                name.as_str().into(),
                fold(&name).into(),
                1.into(),
                self.start.into(),
            ];
            rows.add("participant", row);
            ids.push(id);
        }
        Ok(ids)
    }

    fn somebody(&mut self, stage: &Stage) -> Result<MemberId> {
        let place = self.random.random_range(0..stage.members.len().max(1));
        Ok(stage.members.get(place).context("no member")?.id)
    }
}
