//! What the rules of all parts of a programme share: who steers it, and until when.

use chrono::NaiveDate;
use entity::{EditionStatus as Status, MemberId, edition, programme};

use crate::graphql::{UserError, UserErrorCode, check};
use crate::observation::rules::Contributor;

/// What the database says of a reader and a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    led: bool,
}

impl Sight {
    /// Whether the reader's member structure leads it.
    pub(super) const fn new(led: bool) -> Self {
        Self { led }
    }

    /// Whether the reader's member structure leads it.
    pub const fn leads(self) -> bool {
        self.led
    }
}

/// Somebody whose member structure leads a programme, alone or with others; made here only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Team {
    by: Contributor,
}

impl Team {
    /// Refuses those who see the programme and do not lead it.
    pub fn of(by: Contributor, sight: Sight) -> Result<Self, UserError> {
        if sight.led { Ok(Self { by }) } else { Err(UserError::new(UserErrorCode::NotAllowed, "id")) }
    }

    /// Who writes.
    pub const fn by(&self) -> Contributor {
        self.by
    }

    /// Refuses what only the coordinator of a leading structure does.
    pub fn coordinating(&self, field: &str) -> Result<(), UserError> {
        self.by.coordinating(field)
    }
}

/// A programme whose team writes.
#[derive(Clone, Debug)]
pub struct Led {
    /// The right to.
    pub team: Team,
    /// The programme.
    pub programme: programme::Model,
}

impl Led {
    /// Refuses what only the structure that made it decides.
    pub fn own(&self) -> Result<(), UserError> {
        self.team.by.own(self.programme.member_id)
    }
}

/// An edition whose team writes.
#[derive(Clone, Debug)]
pub struct Steered {
    /// The right to.
    pub team: Team,
    /// The edition.
    pub edition: edition::Model,
    /// Its programme.
    pub programme: programme::Model,
}

impl Steered {
    /// The member structure that made the programme.
    pub const fn lead(&self) -> MemberId {
        self.programme.member_id
    }

    /// Refuses changes of what is over.
    pub fn going(&self, field: &str) -> Result<(), UserError> {
        going(self.edition.status, field)
    }
}

/// Refuses an edition that is over.
pub fn going(status: Status, field: &str) -> Result<(), UserError> {
    match status {
        Status::Draft | Status::Open | Status::Running => Ok(()),
        Status::Closed | Status::Cancelled => Err(illegal(status.as_str(), &[], field)),
    }
}

/// Refuses what a state does not allow, naming the transitions that it does.
pub fn illegal(state: &str, allowed: &[&str], field: &str) -> UserError {
    let names = if allowed.is_empty() { "–".to_owned() } else { allowed.join(", ") };
    UserError::new(UserErrorCode::IllegalTransition, field).with("state", state).with("allowed", names)
}

/// Refuses a day outside an edition.
pub fn inside(edition: &edition::Model, day: NaiveDate, field: &str) -> Result<(), UserError> {
    check::between(field, day, edition.starts_on, edition.ends_on).map(|_| ())
}

/// Days of work are counted in quarters of a day.
pub fn quarters(days: f64, field: &str) -> Result<(), UserError> {
    if (days * 4.0).fract() == 0.0 {
        return Ok(());
    }
    Err(UserError::new(UserErrorCode::InvalidFormat, field).with("value", days))
}
