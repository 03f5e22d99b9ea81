use chrono::{DateTime, NaiveDate, Utc};
use entity::{EditionStatus, SolicitationStatus as Status, edition, solicitation};

use crate::graphql::{UserError, UserErrorCode, check};
use crate::observation::rules::{optional_text, required_reason};
use crate::programme::rules::{going, illegal};

/// Where a solicitation without a day stands among those that have one: behind them all.
pub const NO_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Characters of an answer's words.
const LONGEST: usize = 1_000;

/// Where a solicitation stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Being written.
    Drafted,
    /// Handed over.
    Sent,
    /// Seen by the partner.
    Seen,
    /// The partner takes part.
    Accepted,
    /// The partner does not.
    Declined,
    /// Taken back.
    Withdrawn,
    /// Not answered by its day.
    Expired,
}

impl Standing {
    /// Of a solicitation, today.
    pub fn of(row: &solicitation::Model, today: NaiveDate) -> Self {
        let late = row.answer_by.is_some_and(|day| day < today);
        match row.status {
            Status::Sent | Status::Seen if late => Self::Expired,
            Status::Drafted => Self::Drafted,
            Status::Sent => Self::Sent,
            Status::Seen => Self::Seen,
            Status::Accepted => Self::Accepted,
            Status::Declined => Self::Declined,
            Status::Withdrawn => Self::Withdrawn,
        }
    }

    /// Its name in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Drafted => "DRAFTED",
            Self::Sent => "SENT",
            Self::Seen => "SEEN",
            Self::Accepted => "ACCEPTED",
            Self::Declined => "DECLINED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Expired => "EXPIRED",
        }
    }

    /// The refusal of a step, naming those that its team may take instead.
    fn illegal(self, field: &str) -> UserError {
        let possible = Step::ALL.into_iter().filter(|step| step.from().contains(&self));
        let names: Vec<&str> = possible.map(Step::name).collect();
        illegal(self.as_str(), &names, field)
    }
}

/// What a team does with a solicitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Writes it anew; of one that was sent, its day alone.
    Update,
    /// Hands it over.
    Send,
    /// Makes another link.
    Renew,
    /// Reminds of it.
    Remind,
    /// Takes it back.
    Withdraw,
}

impl Step {
    const ALL: [Self; 5] = [Self::Update, Self::Send, Self::Renew, Self::Remind, Self::Withdraw];

    /// Name of the mutation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Update => "updateSolicitation",
            Self::Send => "sendSolicitation",
            Self::Renew => "renewSolicitationLink",
            Self::Remind => "remindSolicitation",
            Self::Withdraw => "withdrawSolicitation",
        }
    }

    const fn from(self) -> &'static [Standing] {
        match self {
            Self::Update | Self::Withdraw => {
                &[Standing::Drafted, Standing::Sent, Standing::Seen, Standing::Expired]
            }
            Self::Send => &[Standing::Drafted],
            Self::Renew | Self::Remind => &[Standing::Sent, Standing::Seen],
        }
    }

    fn allow(self, row: &solicitation::Model, today: NaiveDate) -> Result<(), UserError> {
        let standing = Standing::of(row, today);
        if self.from().contains(&standing) { Ok(()) } else { Err(standing.illegal("id")) }
    }
}

/// Allows other words while it is a draft, and another day until it is answered.
pub fn update(
    (before, after): (&solicitation::Model, &solicitation::Model),
    edition: &edition::Model,
    today: NaiveDate,
) -> Result<(), UserError> {
    Step::Update.allow(before, today)?;
    let dated = solicitation::Model { answer_by: after.answer_by, ..before.clone() };
    if before.status != Status::Drafted && dated != *after {
        return Err(Standing::of(before, today).illegal("id"));
    }
    if before.answer_by == after.answer_by { Ok(()) } else { day(after, edition, today) }
}

/// Allows a day from today to the end of the edition.
pub fn day(row: &solicitation::Model, edition: &edition::Model, today: NaiveDate) -> Result<(), UserError> {
    let Some(day) = row.answer_by else { return Ok(()) };
    check::between("answerBy", day, today, edition.ends_on).map(|_| ())
}

/// When something happens: the civil date, and the instant.
pub type Moment = (NaiveDate, DateTime<Utc>);

/// Sent, or its link made anew: the hash of the secret takes the place of the one before, which opens nothing more.
pub fn link(
    step: Step,
    mut row: solicitation::Model,
    edition: &edition::Model,
    (hash, (today, now)): (&str, Moment),
) -> Result<solicitation::Model, UserError> {
    step.allow(&row, today)?;
    if row.status == Status::Drafted {
        day(&row, edition, today)?;
        row.status = Status::Sent;
        row.sent_at = Some(now);
    }
    row.secret_hash = Some(hash.to_owned());
    Ok(row)
}

/// Reminded of once more.
pub fn remind(mut row: solicitation::Model, (today, now): Moment) -> Result<solicitation::Model, UserError> {
    Step::Remind.allow(&row, today)?;
    row.reminders = row.reminders.saturating_add(1);
    row.reminded_at = Some(now);
    Ok(row)
}

/// Taken back; its link opens nothing more.
pub fn withdraw(mut row: solicitation::Model, today: NaiveDate) -> Result<solicitation::Model, UserError> {
    Step::Withdraw.allow(&row, today)?;
    row.status = Status::Withdrawn;
    row.secret_hash = None;
    Ok(row)
}

/// Seen by the partner; once that is known nothing changes.
pub fn see(mut row: solicitation::Model, (today, now): Moment) -> solicitation::Model {
    if Standing::of(&row, today) == Standing::Sent {
        row.status = Status::Seen;
        row.seen_at = Some(now);
    }
    row
}

/// What a partner answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It takes part.
    Accept,
    /// It does not.
    Decline,
}

/// Answered once, by its day, while the edition is not over; declined for a reason. `field` is what named it.
pub fn answer(
    mut row: solicitation::Model,
    edition: EditionStatus,
    (reply, words): (Reply, Option<&str>),
    (field, (today, now)): (&str, Moment),
) -> Result<solicitation::Model, UserError> {
    match Standing::of(&row, today) {
        Standing::Sent | Standing::Seen if going(edition, field).is_ok() => {}
        Standing::Sent | Standing::Seen | Standing::Expired => {
            return Err(UserError::new(UserErrorCode::Expired, field));
        }
        over => return Err(over.illegal(field)),
    }
    (row.status, row.reason) = match reply {
        Reply::Accept => (Status::Accepted, optional_text("reason", words, LONGEST)?),
        Reply::Decline => (Status::Declined, Some(required_reason(words.unwrap_or_default())?)),
    };
    row.seen_at = row.seen_at.or(Some(now));
    row.answered_at = Some(now);
    Ok(row)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use entity::{EditionId, MemberId, PartnerId, SolicitationId, TermId};
    use uuid::Uuid;

    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn today() -> Moment {
        (NOW.date_naive(), NOW)
    }

    fn row(status: Status, days: Option<i64>) -> solicitation::Model {
        solicitation::Model {
            id: SolicitationId(Uuid::nil()),
            edition_id: EditionId(Uuid::nil()),
            member_id: MemberId(Uuid::nil()),
            account_id: None,
            partner_id: PartnerId(Uuid::nil()),
            kind_id: TermId(Uuid::nil()),
            session_id: None,
            role: None,
            message: None,
            answer_by: days.map(|days| NOW.date_naive() + TimeDelta::days(days)),
            status,
            secret_hash: None,
            sent_at: None,
            seen_at: None,
            answered_at: None,
            reason: None,
            reminders: 0,
            reminded_at: None,
            version: 1,
            created_at: NOW,
        }
    }

    fn reply(status: Status, days: i64, edition: EditionStatus) -> Result<Status, UserErrorCode> {
        let answered = answer(row(status, Some(days)), edition, (Reply::Accept, None), ("token", today()));
        answered.map(|row| row.status).map_err(|mistake| mistake.code)
    }

    #[test]
    fn the_last_day_is_a_day_to_answer_and_the_next_is_not() {
        assert_eq!(reply(Status::Sent, 0, EditionStatus::Open), Ok(Status::Accepted));
        assert_eq!(reply(Status::Seen, -1, EditionStatus::Open), Err(UserErrorCode::Expired));
        assert_eq!(Standing::of(&row(Status::Seen, None), today().0), Standing::Seen);
        assert_eq!(Standing::of(&row(Status::Accepted, Some(-1)), today().0), Standing::Accepted);
    }

    #[test]
    fn nobody_joins_what_is_over_or_answers_twice() {
        for over in [EditionStatus::Closed, EditionStatus::Cancelled] {
            assert_eq!(reply(Status::Sent, 1, over), Err(UserErrorCode::Expired));
        }
        for answered in [Status::Accepted, Status::Declined] {
            assert_eq!(reply(answered, 1, EditionStatus::Open), Err(UserErrorCode::IllegalTransition));
        }
    }

    #[test]
    fn a_refusal_names_what_the_team_may_do() {
        let refused = remind(row(Status::Sent, Some(-1)), today()).unwrap_err();
        let allowed = "updateSolicitation, withdrawSolicitation".to_owned();
        assert_eq!(refused.values, [("state", "EXPIRED".to_owned()), ("allowed", allowed)]);
        assert!(withdraw(row(Status::Accepted, None), today().0).is_err());
    }
}
