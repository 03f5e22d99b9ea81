//! Who may be entered, and how an enrolment goes on.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    EditionStatus, EnrolmentStatus as Status, MemberId, ParticipantId, ParticipantKind, edition, enrolment,
    participant,
};

use super::input::ParticipantSaid;
use crate::db::fold;
use crate::graphql::{Refusal, UserError, UserErrorCode, check};
use crate::network::account::email;
use crate::observation::reading::Reading;
use crate::observation::rules::{Contributor, KnownTerms, past};
use crate::programme::rules::illegal;

/// Participants, or enrolments, in one go at most.
pub const MOST: usize = 200;
const LONGEST_NAME: usize = 200;
const LONGEST_PHONE: usize = 50;
const LONGEST_PROJECT: usize = 2_000;

/// Those that take a place.
pub const SEATED: [Status; 3] = [Status::Enrolled, Status::Active, Status::Completed];

/// Those that came to nothing; whoever it was may come again.
pub const GONE: [Status; 2] = [Status::Refused, Status::Withdrew];

/// A named step of an enrolment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the waiting list, and from there to a place.
    Accept,
    /// Not to take part.
    Refuse,
    /// To leave.
    Withdraw,
    /// To take part.
    Activate,
    /// To have taken part to the end.
    Complete,
}

impl Step {
    const ALL: [Self; 5] = [Self::Accept, Self::Refuse, Self::Withdraw, Self::Activate, Self::Complete];

    /// Name of the mutation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept | Self::Refuse => "decideApplications",
            Self::Withdraw => "withdrawEnrolment",
            Self::Activate => "activateEnrolments",
            Self::Complete => "completeEnrolments",
        }
    }

    const fn from(self) -> &'static [Status] {
        match self {
            Self::Accept => &[Status::Applied],
            Self::Refuse => &[Status::Applied, Status::Waitlisted],
            Self::Withdraw => &[Status::Applied, Status::Waitlisted, Status::Enrolled, Status::Active],
            Self::Activate => &[Status::Enrolled],
            Self::Complete => &[Status::Active],
        }
    }

    /// Where it leads.
    pub const fn to(self) -> Status {
        match self {
            Self::Accept => Status::Waitlisted,
            Self::Refuse => Status::Refused,
            Self::Withdraw => Status::Withdrew,
            Self::Activate => Status::Active,
            Self::Complete => Status::Completed,
        }
    }

    /// Whether it decides of a place.
    pub const fn decides(self) -> bool {
        matches!(self, Self::Accept | Self::Refuse | Self::Withdraw)
    }

    /// Refuses a step that the state does not allow, naming those that it does.
    pub fn check(self, state: Status, field: &str) -> Result<(), UserError> {
        if self.from().contains(&state) {
            return Ok(());
        }
        let possible = Self::ALL.into_iter().filter(|step| step.from().contains(&state));
        let mut names: Vec<&str> = possible.map(Self::name).collect();
        names.dedup();
        let names = if names.is_empty() { "–".to_owned() } else { names.join(", ") };
        let refused = UserError::new(UserErrorCode::IllegalTransition, field);
        Err(refused.with("state", state.as_str()).with("allowed", names))
    }
}

/// Refuses an edition that takes nobody: a draft, or one that is over.
pub fn taking(edition: &edition::Model, field: &str) -> Result<(), UserError> {
    match edition.status {
        EditionStatus::Open | EditionStatus::Running => Ok(()),
        EditionStatus::Draft => Err(illegal(edition.status.as_str(), &["openEdition"], field)),
        EditionStatus::Closed | EditionStatus::Cancelled => Err(illegal(edition.status.as_str(), &[], field)),
    }
}

/// Refuses a step where the edition takes nobody; who took part may be followed to the end, and who is there still let go,
/// after it was closed.
pub fn stepping(edition: &edition::Model, step: Step, field: &str) -> Result<(), UserError> {
    match (edition.status, step) {
        (EditionStatus::Closed, Step::Refuse | Step::Withdraw | Step::Complete) => Ok(()),
        _ => taking(edition, field),
    }
}

/// Places that are free; nothing where nothing limits them.
pub fn free(edition: &edition::Model, taken: i64) -> Option<i64> {
    edition.capacity.map(|capacity| i64::from(capacity).saturating_sub(taken).max(0))
}

/// Places of an edition.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// Those taken.
    pub taken: i64,
    /// How many wait for one.
    pub waiting: i64,
    /// Whether the reader's member structure leads it.
    pub team: bool,
}

/// A count below which outsiders are told nothing.
const FEWEST_TOLD: i64 = 5;

impl Places {
    /// A count, unless it is too small for those outside the team.
    pub fn told(&self, count: i64) -> Option<i64> {
        (self.team || count >= FEWEST_TOLD).then_some(count)
    }

    /// Which part of the places is taken, as far as their number may be told.
    pub fn rate(&self, capacity: i32) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "participants of an edition")]
        let part = |taken: i64| (taken as f64 / f64::from(capacity.max(1))).min(1.0);
        self.told(self.taken).map(part)
    }

    /// Whether all of so many places are taken, as far as that may be told: of fewer than five it would say, with the
    /// capacity, how many take part; those outside the team then take it for an edition with places.
    pub fn full(&self, capacity: i32) -> bool {
        let capacity = i64::from(capacity);
        self.told(capacity).is_some_and(|capacity| self.taken >= capacity)
    }
}

/// That all places are taken.
pub fn full(edition: &edition::Model, field: &str) -> UserError {
    UserError::new(UserErrorCode::EditionFull, field).with("max", edition.capacity.unwrap_or_default())
}

/// One to as many as go at once.
pub fn amount(count: usize, field: &str) -> Result<(), UserError> {
    match count {
        0 => Err(UserError::new(UserErrorCode::Required, field)),
        1..=MOST => Ok(()),
        _ => Err(UserError::new(UserErrorCode::TooMany, field).with("max", MOST)),
    }
}

/// An application, in its turn.
pub fn application(
    edition: &edition::Model,
    blank: &enrolment::Model,
    (applied_on, today): (NaiveDate, NaiveDate),
) -> Result<enrolment::Model, UserError> {
    past(applied_on, today, "appliedOn")?;
    Ok(enrolment::Model { edition_id: edition.id, applied_on, ..blank.clone() })
}

/// A participant of whom nothing is said yet.
pub fn blank(id: ParticipantId, member: MemberId, now: DateTime<Utc>) -> participant::Model {
    participant::Model {
        id,
        member_id: member,
        kind: ParticipantKind::Person,
        name: None,
        name_folded: None,
        email: None,
        phone: None,
        project: None,
        structure_id: None,
        structure_consent_on: None,
        erased_at: None,
        version: 1,
        created_at: now,
    }
}

/// Reads what is said of a participant over what was said before.
pub fn read(
    said: ParticipantSaid,
    mut row: participant::Model,
    today: NaiveDate,
) -> Result<participant::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    read.must(&mut row.kind, said.kind.map_value(Into::into), "kind");
    let mut name = row.name.take().unwrap_or_default();
    read.text(&mut name, said.name, LONGEST_NAME, "name");
    row.name_folded = Some(fold(&name));
    row.name = Some(name);
    if !said.email.is_undefined() {
        let given = said.email.take().filter(|given| !given.trim().is_empty());
        let given = given.map(|given| email("email", &given)).transpose().map_err(untold);
        row.email = read.check(given).flatten();
    }
    read.text_or_none(&mut row.phone, said.phone, LONGEST_PHONE, "phone");
    read.text_or_none(&mut row.project, said.project, LONGEST_PROJECT, "project");
    read.link(&mut row.structure_id, said.structure, "structure");
    said.structure_consent_on.map_value(Into::into).update_to(&mut row.structure_consent_on);
    let _ = read.check(tied(&mut row, today));
    read.finish_with(row)
}

/// Nobody is tied to a structure without consent; the consent goes with the tie.
fn tied(row: &mut participant::Model, today: NaiveDate) -> Result<(), UserError> {
    match (row.structure_id, row.structure_consent_on) {
        (None, _) => row.structure_consent_on = None,
        (Some(_), None) => return Err(UserError::new(UserErrorCode::Required, "structureConsentOn")),
        (Some(_), Some(day)) => past(day, today, "structureConsentOn")?,
    }
    Ok(())
}

/// A mistake without the value, which is personal.
fn untold(mistake: UserError) -> UserError {
    let untold =
        |(name, value): (&'static str, String)| (name, if name == "value" { "…".to_owned() } else { value });
    UserError { values: mistake.values.into_iter().map(untold).collect(), ..mistake }
}

/// Refuses what was erased, and another version.
pub fn standing(row: &participant::Model, expected: i32, id: &str) -> Result<(), UserError> {
    if row.erased_at.is_some() {
        return Err(UserError::new(UserErrorCode::Deleted, "id").with("value", id));
    }
    check::version(expected, row.version)
}

/// What is left of a participant whose data is erased, by the coordinator of the member structure that entered it.
pub fn erase(
    by: &Contributor,
    row: &participant::Model,
    now: DateTime<Utc>,
) -> Result<participant::Model, UserError> {
    by.own(row.member_id)?;
    by.coordinating("id")?;
    let left = blank(row.id, row.member_id, row.created_at);
    Ok(participant::Model { kind: row.kind, version: row.version, erased_at: Some(now), ..left })
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn that_an_edition_is_full_tells_no_count_below_five_to_those_outside_its_team() {
        let places = |taken, team| Places { taken, waiting: 0, team };
        for (taken, capacity, to_team, to_others) in [
            (3, 4, false, false),
            (4, 4, true, false),
            (4, 5, false, false),
            (5, 5, true, true),
            (6, 3, true, false),
            (0, 0, true, false),
            (12, 10, true, true),
        ] {
            assert_eq!(places(taken, true).full(capacity), to_team, "{taken} of {capacity}");
            assert_eq!(places(taken, false).full(capacity), to_others, "{taken} of {capacity}");
        }
    }

    proptest::proptest! {
        #[test]
        fn outsiders_hear_that_it_is_full_only_where_they_hear_how_many_take_part(
            taken in 0_i64..20, capacity in 0_i32..20,
        ) {
            let places = Places { taken, waiting: 0, team: false };
            assert!(!places.full(capacity) || places.told(taken).is_some());
        }
    }
}
