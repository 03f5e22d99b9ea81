use std::sync::Arc;

use async_graphql::{ID, InputObject};
use sea_orm::Value;

use super::{Held, Record, store};
use crate::access::Request;
use crate::db::{Tx, met_reference, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, id_text};
use crate::observation::input::id;
use crate::trail::{Act, Change, Written};

/// A record as a rule wants it.
#[derive(Debug)]
pub struct Wanted<R> {
    row: R,
    links: Vec<Links>,
    warnings: Vec<UserError>,
}

/// The rows of a link table that go with a record: they replace those that are there.
#[derive(Debug)]
pub struct Links {
    /// The table.
    pub table: &'static str,
    /// Its columns, the first of which is the record's id.
    pub columns: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
}

impl<R> Wanted<R> {
    /// This row.
    pub const fn row(row: R) -> Self {
        Self { row, links: Vec::new(), warnings: Vec::new() }
    }

    /// With other links, where they change.
    #[must_use]
    pub fn links(mut self, links: impl IntoIterator<Item = Links>) -> Self {
        self.links.extend(links);
        self
    }

    /// With what is odd about it.
    #[must_use]
    pub fn warn(mut self, warnings: impl IntoIterator<Item = UserError>) -> Self {
        self.warnings.extend(warnings);
        self
    }
}

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
    Fut: Future<Output = Result<Wanted<R>, Refusal>>,
{
    let rule = &rule;
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let held = held::<R::Held>(request, &tx, (field, owner)).await?;
        let (member, audience) = (held.member(), held.audience().min(R::AUDIENCE));
        let Wanted { row, links, warnings } = rule(tx.clone(), held).await?;
        store::add(&tx, &row).await?;
        store::link(&tx, row.id(), links).await?;
        let written = Written::new(row.id(), Change::Created, audience, Some(member));
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
    Fut: Future<Output = Result<Wanted<R>, Refusal>>,
{
    let rule = &rule;
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let (held, before) = find::<R>(request, &tx, text, expected).await?;
        let (member, audience) = (held.member(), held.audience().min(R::AUDIENCE));
        let Wanted { row, links, warnings } = rule(tx.clone(), held, before.clone()).await?;
        if row == before && links.is_empty() {
            return Ok((before, warnings));
        }
        let history = R::history(&before, &row);
        let row = store::revise(&tx, row).await?.ok_or_else(|| conflict(expected))?;
        store::link(&tx, row.id(), links).await?;
        let written = Written::new(row.id(), Change::Updated, audience, Some(member));
        request.stamp().leave(&tx, Act::new(act, written).fields(&history)).await?;
        Ok::<_, Refusal>((row, warnings))
    })
    .await?;
    Ok((R::Object::from(Arc::new(row)), warnings))
}

/// Removes a record of what the caller may change, if the rule lets it; others that point at it keep it there.
pub async fn remove<R, F>(request: &Request, which: (&ID, i32), act: &'static str, rule: F) -> Outcome<ID>
where
    R: Record,
    F: Fn(&R::Held, &R) -> Result<(), UserError> + Sync,
{
    remove_unless(request, which, act, (rule, |_, _| std::future::ready(Ok(false)))).await
}

/// The same, unless something else says that it is still used.
pub async fn remove_unless<R, F, U, Fut>(
    request: &Request,
    (text, expected): (&ID, i32),
    act: &'static str,
    (rule, is_used): (F, U),
) -> Outcome<ID>
where
    R: Record,
    F: Fn(&R::Held, &R) -> Result<(), UserError> + Sync,
    U: Fn(Tx, R) -> Fut + Sync,
    Fut: Future<Output = Result<bool>> + Send,
{
    let (rule, is_used) = (&rule, &is_used);
    let removed = write_tx(&request.db, |tx| async move {
        let (held, before) = find::<R>(request, &tx, text, expected).await?;
        rule(&held, &before)?;
        let used = || UserError::new(UserErrorCode::StillUsed, "id").with("value", &**text);
        if is_used(tx.clone(), before.clone()).await? {
            return Err(used().into());
        }
        match store::remove(&tx, &before).await {
            Err(fault) if met_reference(&fault) => return Err(used().into()),
            Ok(false) => return Err(conflict(expected).into()),
            outcome => outcome?,
        };
        let audience = held.audience().min(R::AUDIENCE);
        let written = Written::new(before.id(), Change::Deleted, audience, Some(held.member()));
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

/// That somebody else changed it meanwhile.
pub fn conflict(expected: i32) -> UserError {
    UserError::new(UserErrorCode::VersionConflict, "expectedVersion")
        .with("expected", expected)
        .with("current", expected + 1)
}

/// A record to remove.
#[derive(InputObject)]
pub struct RemoveInput {
    /// Which one.
    pub id: ID,
    /// Its version as it was read.
    pub expected_version: i32,
}

impl RemoveInput {
    /// Which one, at which version.
    pub const fn parts(&self) -> (&ID, i32) {
        (&self.id, self.expected_version)
    }
}
