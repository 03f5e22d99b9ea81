use std::sync::Arc;

use async_graphql::ID;

use super::{Held, Record, store};
use crate::access::Request;
use crate::db::{Tx, met_reference, write_tx};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, id_text};
use crate::observation::input::id;
use crate::trail::{Act, Change, Written};

/// A record as a rule wants it, with what is odd about it.
pub type Wanted<R> = Result<(R, Vec<UserError>), Refusal>;

/// Adds a record to what the caller may change, as the rule decides.
pub async fn add<R, F, Fut>(
    request: &Request,
    (field, owner): (&'static str, &ID),
    act: &'static str,
    rule: F,
) -> Outcome<R::Object>
where
    R: Record,
    F: Fn(Tx, R::Held) -> Fut,
    Fut: Future<Output = Wanted<R>>,
{
    let rule = &rule;
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let held = held::<R::Held>(request, &tx, (field, owner)).await?;
        let member = held.member();
        let (row, warnings) = rule(tx.clone(), held).await?;
        store::add(&tx, &row).await?;
        let written = Written::new(row.id(), Change::Created, R::AUDIENCE, Some(member));
        request.stamp().leave(&tx, Act::new(act, written)).await?;
        Ok::<_, Refusal>((row, warnings))
    })
    .await?;
    Ok((R::Object::from(Arc::new(row)), warnings))
}

/// Changes a record of what the caller may change, as the rule decides; nothing is written where nothing differs.
pub async fn change<R, F, Fut>(
    request: &Request,
    (text, expected): (&ID, i32),
    act: &'static str,
    rule: F,
) -> Outcome<R::Object>
where
    R: Record,
    F: Fn(Tx, R::Held, R) -> Fut,
    Fut: Future<Output = Wanted<R>>,
{
    let rule = &rule;
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let (held, before) = find::<R>(request, &tx, text, expected).await?;
        let member = held.member();
        let (wanted, warnings) = rule(tx.clone(), held, before.clone()).await?;
        if wanted == before {
            return Ok((before, warnings));
        }
        let history = R::history(&before, &wanted);
        let row = store::revise(&tx, wanted).await?.ok_or_else(|| conflict(expected))?;
        let written = Written::new(row.id(), Change::Updated, R::AUDIENCE, Some(member));
        request.stamp().leave(&tx, Act::new(act, written).fields(&history)).await?;
        Ok::<_, Refusal>((row, warnings))
    })
    .await?;
    Ok((R::Object::from(Arc::new(row)), warnings))
}

/// Removes a record of what the caller may change, if the rule lets it; others that point at it keep it there.
pub async fn remove<R, F>(
    request: &Request,
    (text, expected): (&ID, i32),
    act: &'static str,
    rule: F,
) -> Outcome<ID>
where
    R: Record,
    F: Fn(&R::Held, &R) -> Result<(), UserError> + Sync,
{
    let rule = &rule;
    let removed = write_tx(&request.db, |tx| async move {
        let (held, before) = find::<R>(request, &tx, text, expected).await?;
        rule(&held, &before)?;
        let used = || UserError::new(UserErrorCode::StillUsed, "id").with("value", &**text);
        match store::remove(&tx, &before).await {
            Err(fault) if met_reference(&fault) => return Err(used().into()),
            Ok(false) => return Err(conflict(expected).into()),
            outcome => outcome?,
        };
        let written = Written::new(before.id(), Change::Deleted, R::AUDIENCE, Some(held.member()));
        request.stamp().leave(&tx, Act::new(act, written)).await?;
        Ok::<_, Refusal>(id_text(before.id()))
    });
    Ok((removed.await?, Vec::new()))
}

/// Holds what a field of an input names.
pub async fn held<H: Held>(
    request: &Request,
    tx: &Tx,
    (field, text): (&'static str, &ID),
) -> Result<H, Refusal> {
    H::hold(request, tx, id(text, field)?).await.map_err(|refusal| at(refusal, field))
}

async fn find<R: Record>(
    request: &Request,
    tx: &Tx,
    text: &ID,
    expected: i32,
) -> Result<(R::Held, R), Refusal> {
    let found = store::find_by_ids::<R>(&**tx, &request.actor, &[id(text, "id")?]).await?.pop();
    let before = found.ok_or_else(|| check::not_found("id", text))?;
    let held = R::Held::hold(request, tx, before.owner()).await?;
    check::version(expected, before.version())?;
    Ok((held, before))
}

/// The mistakes of a refusal that says nothing of where, at a field.
fn at(refusal: Refusal, field: &'static str) -> Refusal {
    match refusal {
        Refusal::Mistakes(mistakes) => Refusal::Mistakes(
            mistakes
                .into_iter()
                .map(|mistake| UserError { field: vec![field.to_owned()], ..mistake })
                .collect(),
        ),
        fault @ Refusal::Fault(_) => fault,
    }
}

fn conflict(expected: i32) -> UserError {
    UserError::new(UserErrorCode::VersionConflict, "expectedVersion")
        .with("expected", expected)
        .with("current", expected + 1)
}
