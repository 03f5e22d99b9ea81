use std::collections::HashSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{PhaseId, SessionId, session};

use crate::graphql::{UserError, UserErrorCode, id_text};
use crate::programme::calendar::zone::{local, parse_zone, wall_clock};
use crate::programme::feasibility::{Code, Point};

/// From when to when.
pub type Times = (DateTime<Utc>, DateTime<Utc>);

/// A session that changes its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Which session.
    pub session: SessionId,
    /// Its start and end before.
    pub before: Times,
    /// Its start and end after.
    pub after: Times,
}

/// What comes of moving a session.
#[derive(Clone, Debug, Default)]
pub struct Effect {
    /// What moves, the session itself first.
    pub moves: Vec<Move>,
    /// Sessions that stay and would then begin before what they follow is over.
    pub overtaken: Vec<SessionId>,
    /// What would then clash, or lie outside the edition or a phase, or on a public holiday.
    pub points: Vec<Point>,
}

/// The sessions that follow one: later ones of its own phase and of the phases that wait for it, directly or through
/// others, that stand and have not begun. `waits` says which phase waits for which.
pub fn following<'a>(
    moved: &session::Model,
    sessions: &'a [session::Model],
    waits: &[(PhaseId, PhaseId)],
    now: DateTime<Utc>,
) -> Vec<&'a session::Model> {
    let phases = moved.phase_id.map(|phase| waiting(phase, waits)).unwrap_or_default();
    let follows = |row: &&session::Model| {
        row.id != moved.id
            && row.cancelled_at.is_none()
            && row.starts_at >= moved.starts_at
            && row.starts_at > now
            && row.phase_id.is_some_and(|phase| phases.contains(&phase))
    };
    sessions.iter().filter(follows).collect()
}

/// A phase and all that wait for it.
fn waiting(phase: PhaseId, waits: &[(PhaseId, PhaseId)]) -> HashSet<PhaseId> {
    let (mut found, mut ahead) = (HashSet::from([phase]), vec![phase]);
    while let Some(next) = ahead.pop() {
        let behind = waits.iter().filter(|(_, other)| *other == next).map(|(waiting, _)| *waiting);
        ahead.extend(behind.filter(|waiting| found.insert(*waiting)));
    }
    found
}

/// The move of a session to other times, and of those that follow by as many days on the clock of the wall.
pub fn moves(moved: &session::Model, after: Times, following: &[&session::Model]) -> Vec<Move> {
    let zone = zone(moved);
    let days = wall_clock(after.0, zone).date() - wall_clock(moved.starts_at, zone).date();
    let shifted = |row: &&session::Model| {
        let zone = self::zone(row);
        let shift = |at: DateTime<Utc>| local(wall_clock(at, zone) + days, zone).unwrap_or(at + days);
        (row.id, (row.starts_at, row.ends_at), (shift(row.starts_at), shift(row.ends_at)))
    };
    let own = (moved.id, (moved.starts_at, moved.ends_at), after);
    let all = std::iter::once(own).chain(following.iter().map(shifted));
    let all = all.map(|(session, before, after)| Move { session, before, after });
    all.filter(|one| one.before != one.after).collect()
}

fn zone(row: &session::Model) -> Tz {
    parse_zone(&row.time_zone).unwrap_or(Tz::UTC)
}

/// Sessions that follow, stay, and would begin before the moved one is over.
pub fn overtaken(following: &[&session::Model], moves: &[Move], after: Times) -> Vec<SessionId> {
    let stays = |row: &&&session::Model| moves.iter().all(|one| one.session != row.id);
    following.iter().filter(stays).filter(|row| row.starts_at < after.1).map(|row| row.id).collect()
}

/// Those points of a feasibility report that moved sessions are about.
pub fn concerning(points: Vec<Point>, moves: &[Move]) -> Vec<Point> {
    let moved: HashSet<String> = moves.iter().map(|one| id_text(one.session).0).collect();
    let named = |id: &Option<String>| id.as_ref().is_some_and(|id| moved.contains(id));
    points.into_iter().filter(|point| named(&point.record) || named(&point.other)).collect()
}

/// Refuses to push sessions out of their edition.
pub fn apply(effect: &Effect) -> Result<(), Vec<UserError>> {
    let outside = effect.points.iter().filter(|point| point.code == Code::SessionOutsideEdition);
    let told = |point: &Point| {
        UserError::new(UserErrorCode::NotFeasible, "shiftFollowing")
            .with("value", point.code.as_str())
            .with("figure", point.day.map_or_else(|| "–".to_owned(), |day| day.to_string()))
            .with("limit", "–")
            .with("record", point.record.clone().unwrap_or_default())
    };
    let mistakes: Vec<UserError> = outside.map(told).collect();
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
