//! What blocks an edition and what is odd about it, out of all that its report looks at.

mod clash;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{EditionPartnerId, FundingLineId, FundingStatus, ObjectiveId, PartnerId, PhaseId, SessionId};

pub use clash::{Clash, Use, clashes as clashing};

use super::point::{Code, Point};
use crate::graphql::id_text;
use crate::programme::calendar::holidays::{HolidayArea, holiday};
use crate::programme::calendar::zone::{parse_zone, wall_clock};

/// Percent of the money above which one funder gives too much of it.
const LARGEST_SHARE: i64 = 70;

/// A session that stands.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Its phase.
    pub phase: Option<PhaseId>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The time zone of its clock.
    pub time_zone: String,
    /// Whose public holidays hold there.
    pub area: HolidayArea,
    /// How many it has room for.
    pub capacity: Option<i64>,
}

impl Session {
    /// The days on the clock of the wall, from the first to the last.
    fn days(&self) -> (NaiveDate, NaiveDate) {
        let day = |at: DateTime<Utc>| {
            parse_zone(&self.time_zone).map_or(at.date_naive(), |zone| wall_clock(at, zone).date())
        };
        (day(self.starts_at), day(self.ends_at))
    }
}

/// A line of the funding plan.
#[derive(Clone, Debug)]
pub struct Funding {
    /// Its id.
    pub id: FundingLineId,
    /// Who pays, as far as it is known.
    pub funder: Option<uuid::Uuid>,
    /// Cents.
    pub amount: i64,
    /// How sure it is.
    pub status: FundingStatus,
    /// The last day to ask for it.
    pub deadline: Option<NaiveDate>,
}

/// A phase with its window.
pub type Window = (PhaseId, Option<NaiveDate>, Option<NaiveDate>);

/// Sessions at the same time that take up the same.
#[derive(Clone, Debug, Default)]
pub struct Clashes {
    /// The same speaker.
    pub speakers: Vec<Clash>,
    /// The same room, equipment or person.
    pub resources: Vec<Clash>,
}

/// All that the report looks at.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its first and last day.
    pub window: (NaiveDate, NaiveDate),
    /// Today.
    pub today: NaiveDate,
    /// How many it has room for.
    pub capacity: Option<i64>,
    /// How many are enrolled.
    pub enrolled: i64,
    /// Objectives, and how many observations each rests on.
    pub objectives: Vec<(ObjectiveId, i64)>,
    /// Phases.
    pub phases: Vec<Window>,
    /// Sessions that stand.
    pub sessions: Vec<Session>,
    /// Who speaks where.
    pub speakers: Vec<(SessionId, PartnerId)>,
    /// Days agreed with partners.
    pub agreed: Vec<(EditionPartnerId, PartnerId, Option<f64>)>,
    /// Sessions of this or another edition at the same time with the same speaker, room, equipment or person.
    pub clashes: Clashes,
    /// What it costs in money, in cents.
    pub cost: i64,
    /// What was spent of that, in cents.
    pub actual: i64,
    /// Who pays.
    pub funding: Vec<Funding>,
}

/// The report: what blocks first, then what is odd.
pub fn report(plan: &Plan) -> Vec<Point> {
    let parts = [design(plan), calendar(plan), clashes(&plan.clashes), people(plan), money(plan)];
    let mut points: Vec<Point> = parts.into_iter().flatten().collect();
    points.sort_by_key(|point| !point.code.blocks());
    points
}

fn design(plan: &Plan) -> Vec<Point> {
    let none = [(plan.sessions.is_empty(), Code::NoSession), (plan.objectives.is_empty(), Code::NoObjective)];
    let empty = none.into_iter().filter(|(empty, _)| *empty).map(|(_, code)| Point::new(code));
    let bare = plan.objectives.iter().filter(|(_, evidence)| *evidence == 0);
    let bare = bare.map(|(id, _)| Point::of(Code::ObjectiveWithoutEvidence, id_text(*id).0));
    let held: HashSet<PhaseId> = plan.sessions.iter().filter_map(|session| session.phase).collect();
    let idle = plan.phases.iter().filter(|(id, ..)| !held.contains(id));
    empty
        .chain(bare)
        .chain(idle.map(|(id, ..)| Point::of(Code::PhaseWithoutSession, id_text(*id).0)))
        .collect()
}

fn calendar(plan: &Plan) -> Vec<Point> {
    let windows: HashMap<PhaseId, (Option<NaiveDate>, Option<NaiveDate>)> =
        plan.phases.iter().map(|(id, start, end)| (*id, (*start, *end))).collect();
    let mut points = Vec::new();
    for session in &plan.sessions {
        let (first, last) = session.days();
        let mut tell = |code, day| {
            points.push(Point { day: Some(day), ..Point::of(code, id_text(session.id).0) });
        };
        if first < plan.window.0 || last > plan.window.1 {
            tell(Code::SessionOutsideEdition, first);
        }
        let (start, end) = session.phase.and_then(|id| windows.get(&id).copied()).unwrap_or_default();
        if start.is_some_and(|start| first < start) || end.is_some_and(|end| last > end) {
            tell(Code::SessionOutsidePhase, first);
        }
        for day in first.iter_days().take_while(|day| *day <= last) {
            if holiday(day, session.area).is_some() {
                tell(Code::PublicHoliday, day);
            }
        }
    }
    points
}

/// What of the report is about sessions at the same time.
pub fn clashes(found: &Clashes) -> Vec<Point> {
    let point = |code, (one, other, _): &Clash| Point {
        other: Some(id_text(*other).0),
        ..Point::of(code, id_text(*one).0)
    };
    let speakers = found.speakers.iter().map(|clash| point(Code::SpeakerClash, clash));
    let resources = found.resources.iter().map(|clash| point(Code::ResourceClash, clash));
    speakers.chain(resources).collect()
}

fn people(plan: &Plan) -> Vec<Point> {
    let mut days: HashMap<PartnerId, HashSet<NaiveDate>> = HashMap::new();
    let held: HashMap<SessionId, (NaiveDate, NaiveDate)> =
        plan.sessions.iter().map(|session| (session.id, session.days())).collect();
    for (session, partner) in &plan.speakers {
        let Some((first, last)) = held.get(session) else { continue };
        days.entry(*partner).or_default().extend(first.iter_days().take_while(|day| day <= last));
    }
    let mut points = Vec::new();
    for (id, partner, agreed) in &plan.agreed {
        let spent = days.get(partner).map_or(0, HashSet::len);
        let spent = u32::try_from(spent).unwrap_or(u32::MAX);
        if agreed.is_some_and(|agreed| f64::from(spent) > agreed.ceil()) {
            let limit = agreed.map(whole);
            let figure = Some(i64::from(spent));
            points.push(Point { figure, limit, ..Point::of(Code::SpeakerOverbooked, id_text(*id).0) });
        }
    }
    if plan.capacity.is_some_and(|capacity| plan.enrolled > capacity) {
        let (figure, limit) = (Some(plan.enrolled), plan.capacity);
        points.push(Point { figure, limit, ..Point::new(Code::CapacityExceeded) });
    }
    let narrow =
        plan.sessions.iter().filter(|session| session.capacity.is_some_and(|room| plan.enrolled > room));
    points.extend(narrow.map(|session| Point {
        figure: Some(plan.enrolled),
        limit: session.capacity,
        ..Point::of(Code::SessionTooSmall, id_text(session.id).0)
    }));
    points
}

#[expect(clippy::cast_possible_truncation, reason = "days of an edition")]
fn whole(days: f64) -> i64 {
    days.ceil() as i64
}

fn money(plan: &Plan) -> Vec<Point> {
    let sum = |wanted: fn(FundingStatus) -> bool| {
        let lines = plan.funding.iter().filter(|line| wanted(line.status));
        lines.fold(0_i64, |sum, line| sum.saturating_add(line.amount))
    };
    let (certain, all) = (sum(certain), sum(|status| status != FundingStatus::Refused));
    let mut points = Vec::new();
    let short = if plan.cost > all {
        Some((Code::BudgetNotCovered, all))
    } else {
        (plan.cost > certain).then_some((Code::BudgetRestsOnHopes, certain))
    };
    points.extend(short.map(|(code, limit)| Point {
        figure: Some(plan.cost),
        limit: Some(limit),
        ..Point::new(code)
    }));
    points.extend(shares(plan, all));
    let late = plan.funding.iter().filter(|line| {
        line.status == FundingStatus::Planned && line.deadline.is_some_and(|deadline| deadline < plan.today)
    });
    points.extend(late.map(|line| Point {
        day: line.deadline,
        figure: Some(line.amount),
        ..Point::of(Code::DeadlinePassed, id_text(line.id).0)
    }));
    points
}

/// Whether money is certain: promised in writing or paid.
pub const fn certain(status: FundingStatus) -> bool {
    matches!(
        status,
        FundingStatus::Granted | FundingStatus::Advance | FundingStatus::Balance | FundingStatus::Justified
    )
}

fn shares(plan: &Plan, all: i64) -> Option<Point> {
    let mut given: HashMap<uuid::Uuid, (i64, FundingLineId)> = HashMap::new();
    for line in plan.funding.iter().filter(|line| line.status != FundingStatus::Refused) {
        // money of which nobody is named is one's own, or is nobody's yet
        let Some(funder) = line.funder else { continue };
        let of = given.entry(funder).or_insert((0, line.id));
        of.0 = of.0.saturating_add(line.amount);
    }
    let (amount, line) = given.into_values().max_by_key(|(amount, _)| *amount)?;
    let share = i128::from(amount) * 100 / i128::from(all.max(1));
    let share = i64::try_from(share).unwrap_or(i64::MAX);
    (share > LARGEST_SHARE).then(|| Point {
        figure: Some(share),
        limit: Some(LARGEST_SHARE),
        ..Point::of(Code::OneFunder, id_text(line).0)
    })
}
