use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, SimpleObject};
use entity::{EditionId, PhaseId, phase, session};

use super::task::Task;
use super::{rules, store};
use crate::access::{Loaders, Request};
use crate::error::{Error, Result};
use crate::programme::edition;
use crate::programme::feasibility::{self, FeasibilityPoint};
use crate::programme::phase::{Phase, dependencies_in};
use crate::programme::record::store::all_of;
use crate::programme::session::{NextSessionOf, Session};

/// Where an edition stands in time.
#[derive(Clone, Debug)]
pub struct EditionSchedule {
    edition: EditionId,
    overdue: Vec<Task>,
    blocked: Vec<(PhaseId, Vec<PhaseId>)>,
    clashes: Vec<FeasibilityPoint>,
}

/// A phase that waits for others that are not over.
#[derive(SimpleObject)]
pub struct BlockedPhase {
    /// The phase.
    phase: Phase,
    /// The phases that it waits for and that are not over.
    waits_for: Vec<Phase>,
}

/// Where an edition stands in time: what comes next, what is late, what waits, what clashes; for its team.
#[Object]
impl EditionSchedule {
    /// The session that takes place now or next; null when there is none to come.
    async fn next_session(&self, ctx: &Context<'_>) -> Result<Option<Session>> {
        Request::load(ctx, NextSessionOf(self.edition)).await
    }

    /// Tasks that are not done though their day has passed, the longest overdue first; at most 100.
    async fn overdue_tasks(&self) -> Vec<Task> {
        self.overdue.clone()
    }

    /// Phases that are not over and wait for others that are not over, in order.
    async fn blocked_phases(&self, ctx: &Context<'_>) -> Result<Vec<BlockedPhase>> {
        let load = |id: PhaseId| Request::load::<PhaseId>(ctx, id);
        let each = self.blocked.iter().map(|(id, behind)| async move {
            let waits_for = futures_util::future::try_join_all(behind.iter().copied().map(load)).await?;
            let waits_for = waits_for.into_iter().flatten().collect();
            Ok::<_, Error>(load(*id).await?.map(|phase| BlockedPhase { phase, waits_for }))
        });
        Ok(futures_util::future::try_join_all(each).await?.into_iter().flatten().collect())
    }

    /// Sessions at the same time with the same speaker, room, equipment or person; at most 200.
    async fn clashes(&self) -> Vec<FeasibilityPoint> {
        self.clashes.clone()
    }
}

/// Key: the schedule of an edition; nothing for those who do not lead it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScheduleOf(pub EditionId);

impl Loader<ScheduleOf> for Loaders {
    type Value = EditionSchedule;
    type Error = Error;

    async fn load(&self, keys: &[ScheduleOf]) -> Result<HashMap<ScheduleOf, EditionSchedule>, Error> {
        let (db, today) = (self.0.db.reader(), self.0.world.today());
        let ids: Vec<EditionId> = keys.iter().map(|key| key.0).collect();
        let led = edition::led_by(db, &self.0.actor, &ids).await?;
        let ids: Vec<EditionId> = led.iter().map(|row| row.id).collect();
        let sessions = all_of::<session::Model>(db, &ids).await?;
        let phases = all_of::<phase::Model>(db, &ids).await?;
        let waits = dependencies_in(db, &ids).await?;
        let mut clashes = feasibility::clashes(db, &self.0.actor, sessions.values().flatten()).await?;
        let mut overdue = store::overdue(db, &ids, today).await?;
        let schedule = |edition: EditionId| {
            let (phases, sessions) = (of(&phases, edition), of(&sessions, edition));
            let late = overdue.remove(&edition).unwrap_or_default().into_iter();
            let schedule = EditionSchedule {
                edition,
                overdue: late.map(|task| Task(Arc::new(task))).collect(),
                blocked: rules::blocked(phases, sessions, &waits, (self.0.now, today)),
                clashes: clashes.remove(&edition).unwrap_or_default().iter().map(Into::into).collect(),
            };
            (ScheduleOf(edition), schedule)
        };
        Ok(ids.into_iter().map(schedule).collect())
    }
}

fn of<T>(all: &HashMap<EditionId, Vec<T>>, edition: EditionId) -> &[T] {
    all.get(&edition).map_or(&[], Vec::as_slice)
}
