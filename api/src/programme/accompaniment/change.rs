use async_graphql::ID;
use entity::Visibility;

use super::hold::Holding;
use super::object::Accompaniment;
use super::rules::{Revision, Stored};
use super::store;
use super::view::Seen;
use crate::access::{Request, Scope};
use crate::db::{Tx, write_tx};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode};
use crate::observation::rules::Contributor;
use crate::programme::record::held;
use crate::trail::{Act, Change, Written};

/// Changes an accompaniment of the caller's member, as the rule decides, in one transaction with its trail.
pub(super) async fn change<F, Fut>(request: &Request, id: &ID, rule: F) -> Outcome<Accompaniment>
where
    F: Fn(Tx, Holding) -> Fut,
    Fut: Future<Output = Result<Revision, Refusal>>,
{
    Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let rule = &rule;
    let seen = write_tx(&request.db, |tx| async move {
        let holding: Holding = held(request, &tx, ("id", id)).await?;
        let before = holding.stored.clone();
        let revision = rule(tx.clone(), holding).await?;
        save(request, &tx, &before, &revision).await
    })
    .await?;
    Ok((Accompaniment::new(seen), Vec::new()))
}

async fn save(request: &Request, tx: &Tx, before: &Stored, revision: &Revision) -> Result<Seen, Refusal> {
    if revision.changes_nothing(before) {
        return Ok(before.seen.clone());
    }
    let stamp = request.stamp();
    let Some(seen) = store::save(tx, &stamp, revision).await? else {
        let expected = revision.row.version;
        let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
        return Err(conflict.with("current", expected + 1).with("expected", expected).into());
    };
    let member = Some(seen.row.member_id);
    let written = Written::new(seen.row.id, Change::Updated, Visibility::Private, member);
    stamp.leave(tx, Act::new(revision.act, written).fields(&revision.fields)).await?;
    Ok(seen)
}
