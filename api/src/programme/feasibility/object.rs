use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{Enum, ID, Object, SimpleObject};
use entity::EditionId;

use super::point::{Code, Point};
use super::rules::{self, Plan, certain};
use super::store;
use crate::access::Loaders;
use crate::error::Error;
use crate::graphql::{Cents, Date};
use crate::programme::edition;
use crate::programme::means::FundingStatus;

/// What a point of a feasibility report is about.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "Code")]
pub enum FeasibilityCode {
    /// It has no session.
    NoSession,
    /// It has no objective.
    NoObjective,
    /// An objective rests on no observation.
    ObjectiveWithoutEvidence,
    /// A phase has no session.
    PhaseWithoutSession,
    /// A session lies outside the edition.
    SessionOutsideEdition,
    /// A session lies outside its phase.
    SessionOutsidePhase,
    /// A session falls on a public holiday of the territory.
    PublicHoliday,
    /// A speaker is in two sessions at once.
    SpeakerClash,
    /// A room, equipment or somebody is in two sessions at once.
    ResourceClash,
    /// A speaker has more days of sessions than were agreed.
    SpeakerOverbooked,
    /// More people are enrolled than there is room for.
    CapacityExceeded,
    /// More people are enrolled than a session has room for.
    SessionTooSmall,
    /// It costs more than all the money that is certain or hoped for.
    BudgetNotCovered,
    /// It costs more than the money that is certain.
    BudgetRestsOnHopes,
    /// One funder gives more than seven tenths of the money.
    OneFunder,
    /// The last day to ask for money has passed, and it was not asked for.
    DeadlinePassed,
}

/// A point of a feasibility report.
#[derive(SimpleObject, Clone, Debug)]
pub struct FeasibilityPoint {
    /// What it is about.
    code: FeasibilityCode,
    /// Whether the edition is not opened because of it.
    blocking: bool,
    /// The figure: cents, days, people or percent, as `code` says.
    figure: Option<Cents>,
    /// What the figure should not pass, in the same unit.
    limit: Option<Cents>,
    /// The day, where it is about one.
    day: Option<Date>,
    /// Id of the record that it concerns; null for the edition itself.
    record: Option<ID>,
    /// Id of the other record, where two clash.
    other: Option<ID>,
}

/// The states of money, in the order of its life.
const LIFE: [entity::FundingStatus; 7] = {
    use entity::FundingStatus::{Advance, Balance, Granted, Justified, Planned, Refused, Requested};
    [Planned, Requested, Granted, Advance, Balance, Justified, Refused]
};

/// How much money of an edition is in a state.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct FundingBalance {
    /// The state.
    status: FundingStatus,
    /// How much, in cents.
    amount: Cents,
}

/// What stands against an edition, and what is odd about it.
#[derive(Clone, Debug)]
pub struct FeasibilityReport {
    plan: Plan,
    points: Vec<Point>,
}

impl FeasibilityReport {
    fn sum(&self, wanted: impl Fn(entity::FundingStatus) -> bool) -> Cents {
        let lines = self.plan.funding.iter().filter(|line| wanted(line.status));
        Cents(lines.fold(0_i64, |sum, line| sum.saturating_add(line.amount)).min(Cents::MOST))
    }
}

/// What stands against an edition, and what is odd about it; for its team.
#[Object]
impl FeasibilityReport {
    /// Whether nothing blocks it.
    async fn feasible(&self) -> bool {
        self.points.iter().all(|point| !point.code.blocks())
    }

    /// The points, those that block first; at most 500.
    async fn points(&self) -> Vec<FeasibilityPoint> {
        self.points.iter().take(500).map(FeasibilityPoint::from).collect()
    }

    /// What it costs in money: charges (classes 60 to 68) without voluntary contributions, in cents.
    async fn cost(&self) -> Cents {
        Cents(self.plan.cost.min(Cents::MOST))
    }

    /// What was spent of that as far as it is noted, in cents.
    async fn actual(&self) -> Cents {
        Cents(self.plan.actual.min(Cents::MOST))
    }

    /// The money by how sure it is, in the order of a line's life; states without a line are left out.
    async fn balance(&self) -> Vec<FundingBalance> {
        let there =
            |status: &entity::FundingStatus| self.plan.funding.iter().any(|line| line.status == *status);
        let balance = |status: entity::FundingStatus| FundingBalance {
            status: status.into(),
            amount: self.sum(|of| of == status),
        };
        LIFE.into_iter().filter(there).map(balance).collect()
    }

    /// Money promised in writing or paid, in cents.
    async fn certain(&self) -> Cents {
        self.sum(certain)
    }

    /// Money asked for or hoped for, in cents.
    async fn hoped(&self) -> Cents {
        self.sum(|status| !certain(status) && status != entity::FundingStatus::Refused)
    }

    /// Money refused, in cents.
    async fn refused(&self) -> Cents {
        self.sum(|status| status == entity::FundingStatus::Refused)
    }
}

impl From<&Point> for FeasibilityPoint {
    fn from(point: &Point) -> Self {
        Self {
            code: point.code.into(),
            blocking: point.code.blocks(),
            figure: point.figure.map(|figure| Cents(figure.min(Cents::MOST))),
            limit: point.limit.map(|limit| Cents(limit.min(Cents::MOST))),
            day: point.day.map(Into::into),
            record: point.record.clone().map(ID),
            other: point.other.clone().map(ID),
        }
    }
}

/// Key: the feasibility report of an edition; nothing for those who do not lead it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FeasibilityOf(pub EditionId);

impl Loader<FeasibilityOf> for Loaders {
    type Value = FeasibilityReport;
    type Error = Error;

    async fn load(&self, keys: &[FeasibilityOf]) -> Result<HashMap<FeasibilityOf, FeasibilityReport>, Error> {
        let ids: Vec<EditionId> = keys.iter().map(|key| key.0).collect();
        let (db, actor) = (self.0.db.reader(), &self.0.actor);
        let editions = edition::led_by(db, actor, &ids).await?;
        let plans = store::plans(db, actor, &editions, self.0.world.today()).await?;
        let report = |(id, plan)| {
            let points = rules::report(&plan);
            (FeasibilityOf(id), FeasibilityReport { plan, points })
        };
        Ok(plans.into_iter().map(report).collect())
    }
}
