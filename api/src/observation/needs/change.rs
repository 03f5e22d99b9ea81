use async_graphql::ID;
use entity::{ObservationId, observation};

use super::object::NeedsObservation;
use super::rules::{Revision, Stored};
use super::store;
use super::view::{Reader, Seen};
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check};
use crate::observation::input::id;
use crate::observation::rules::Contributor;
use crate::trail::{Act, Written};

/// What a rule decides, and what is odd about it.
pub(super) type Decision = Result<(Revision, Vec<UserError>), Refusal>;

/// Changes an observation that the caller may see, as the rule decides, in one transaction with its trail.
pub(super) async fn change<F, Fut>(request: &Request, text: &ID, rule: F) -> Outcome<NeedsObservation>
where
    F: Fn(Tx, Contributor, Stored) -> Fut,
    Fut: Future<Output = Decision>,
{
    let by = Contributor::of(&request.actor)?;
    let unknown = &check::not_found("id", text);
    let observation: ObservationId = id(text, "id")?;
    let rule = &rule;
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let before = store::lookup(&tx, &request.actor, observation).await?;
        let before = before.ok_or_else(|| unknown.clone())?;
        // Before anything else is said: what another member's row rests on is not for this reader.
        by.own(before.row.member_id)?;
        let (revision, warnings) = rule(tx.clone(), by, before).await?;
        Ok::<_, Refusal>((save(request, &tx, &revision).await?, warnings))
    })
    .await?;
    Ok((shown(request, row), warnings))
}

async fn save(request: &Request, tx: &Tx, revision: &Revision) -> Result<observation::Model, Refusal> {
    if revision.changes_nothing() {
        return Ok(revision.row.clone());
    }
    let stamp = request.stamp();
    let Some(row) = store::revise(tx, &stamp, revision).await? else {
        let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
        let current = store::version(tx, revision.row.id).await?;
        return Err(conflict.with("current", current).with("expected", revision.row.version).into());
    };
    let written = Written::new(row.id, revision.change, revision.audience, Some(row.member_id));
    stamp.leave(tx, Act::new(revision.act, written).fields(&revision.fields)).await?;
    Ok(row)
}

/// The row as the caller may see it.
pub(super) fn shown(request: &Request, row: observation::Model) -> NeedsObservation {
    NeedsObservation::new(Seen::of(row, Reader::of(&request.actor)))
}
