use chrono::{DateTime, Utc};
use entity::{MemberId, ProposalStatus as Status, programme_proposal as proposal};

use crate::graphql::{UserError, UserErrorCode, check};
use crate::observation::rules::Contributor;
use crate::programme::rules::Led;

/// Characters of a comment at most.
const LONGEST: usize = 2_000;

/// What somebody says of a proposal.
pub fn comment(said: &str) -> Result<String, UserError> {
    check::text("comment", said, LONGEST)
}

/// Refuses a proposal that changes nothing.
pub fn propose(changes: usize) -> Result<(), UserError> {
    if changes > 0 { Ok(()) } else { Err(UserError::new(UserErrorCode::Required, "change")) }
}

/// Allows another leading structure than the author's to answer an open proposal, or the one that leads alone.
pub fn answer(
    led: &Led,
    leading: &[MemberId],
    row: &proposal::Model,
    (status, at): (Status, DateTime<Utc>),
) -> Result<proposal::Model, UserError> {
    let by = led.team.by().member();
    let alone = leading == [by];
    if by == row.member_id && !alone {
        return Err(UserError::new(UserErrorCode::NotAllowed, "id"));
    }
    end(row, by, (status, at))
}

/// Allows its author's structure to take an open proposal back.
pub fn withdraw(
    by: Contributor,
    row: &proposal::Model,
    at: DateTime<Utc>,
) -> Result<proposal::Model, UserError> {
    by.own(row.member_id)?;
    end(row, by.member(), (Status::Withdrawn, at))
}

fn end(
    row: &proposal::Model,
    by: MemberId,
    (status, at): (Status, DateTime<Utc>),
) -> Result<proposal::Model, UserError> {
    if row.status != Status::Open {
        let over = UserError::new(UserErrorCode::IllegalTransition, "id");
        return Err(over.with("state", row.status.as_str()).with("allowed", "–"));
    }
    Ok(proposal::Model { status, answered_by: Some(by), answered_at: Some(at), ..row.clone() })
}
