use async_graphql::{Context, ID, InputObject, Object};
use entity::ProgrammeId;

use super::content::Content;
use super::object::Programme;
use super::rules::Revision;
use super::said::{CreateProgrammeInput, FrameSaid, UpdateProgrammeInput};
use super::{rules, store};
use crate::access::{Request, Scope};
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check as checks, id_text, payload};
use crate::observation::level::Visibility;
use crate::observation::rules::Contributor;
use crate::observation::store as shared;
use crate::programme::record::held;
use crate::programme::rules::Led;
use crate::reference::territory::Places;
use crate::trail::{Act, Change, Written};

/// How far a programme is to be seen.
#[derive(InputObject)]
pub struct ShareProgrammeInput {
    /// Which programme.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// Who may see it.
    visibility: Visibility,
}

/// A programme to delete.
#[derive(InputObject)]
pub struct DeleteProgrammeInput {
    /// Which programme.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// The programme begun.
    CreateProgrammePayload {
        /// The programme.
        programme: Programme
    }
    /// The programme changed.
    UpdateProgrammePayload {
        /// The programme.
        programme: Programme
    }
    /// The programme shared, or no longer.
    ShareProgrammePayload {
        /// The programme.
        programme: Programme
    }
    /// The programme deleted.
    DeleteProgrammePayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Beginning, changing and sharing programmes.
#[derive(Default)]
pub struct FrameMutation;

#[Object]
impl FrameMutation {
    /// Begins a programme, private to one's own member structure until it is shared.
    async fn create_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its frame.")] input: CreateProgrammeInput,
    ) -> Result<CreateProgrammePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        CreateProgrammePayload::of(create(&request, input).await)
    }

    /// Changes the frame of a programme that one's own member structure leads.
    async fn update_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateProgrammeInput,
    ) -> Result<UpdateProgrammePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdateProgrammePayload::of(update(&request, input).await)
    }

    /// Says who may see a programme; the coordinator's of the structure that made it to say.
    async fn share_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How far.")] input: ShareProgrammeInput,
    ) -> Result<ShareProgrammePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        ShareProgrammePayload::of(share(&request, input).await)
    }

    /// Deletes a programme none of whose editions was ever opened; the coordinator's of the structure that made it.
    async fn delete_programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: DeleteProgrammeInput,
    ) -> Result<DeleteProgrammePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        DeleteProgrammePayload::of(delete(&request, input).await)
    }
}

async fn create(request: &Request, input: CreateProgrammeInput) -> Outcome<Programme> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let said = &input.said();
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let (content, warnings) = check(request, &tx, said, Content::default()).await?;
        let row = store::add(&tx, &request.stamp(), rules::create(by, content)).await?;
        let written = Written::new(row.id, Change::Created, row.visibility, Some(row.member_id));
        request.stamp().leave(&tx, Act::new("createProgramme", written)).await?;
        Ok::<_, Refusal>((row, warnings))
    })
    .await?;
    Ok((Programme::new(row), warnings))
}

async fn update(request: &Request, input: UpdateProgrammeInput) -> Outcome<Programme> {
    let (id, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    revise(request, (&id, expected), |tx, led| async move {
        let before = store::content(&*tx, &led.programme).await?;
        let (content, warnings) = check(request, &tx, said, before.clone()).await?;
        Ok((rules::update(led, &before, content, "updateProgramme"), warnings))
    })
    .await
}

async fn share(request: &Request, input: ShareProgrammeInput) -> Outcome<Programme> {
    let ShareProgrammeInput { id, expected_version, visibility } = input;
    revise(request, (&id, expected_version), |_, led| async move {
        Ok((rules::share(led, visibility.into())?, Vec::new()))
    })
    .await
}

async fn delete(request: &Request, input: DeleteProgrammeInput) -> Outcome<ID> {
    let DeleteProgrammeInput { id, expected_version } = input;
    let deleted = revise(request, (&id, expected_version), |tx, led| async move {
        let opened = store::opened(&*tx, led.programme.id).await?;
        Ok((rules::delete(led, opened)?, Vec::new()))
    });
    let (programme, warnings) = deleted.await?;
    Ok((id_text(programme.0.id), warnings))
}

/// Changes the frame of a programme that the caller leads, as the rule decides, in one transaction with its trail.
async fn revise<F, Fut>(request: &Request, (id, expected): (&ID, i32), rule: F) -> Outcome<Programme>
where
    F: Fn(Tx, Led) -> Fut,
    Fut: Future<Output = Result<(Revision, Vec<UserError>), Refusal>>,
{
    let rule = &rule;
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let led = held::<Led>(request, &tx, ("id", id)).await?;
        checks::version(expected, led.programme.version)?;
        let (revision, warnings) = rule(tx.clone(), led).await?;
        Ok::<_, Refusal>((save(request, &tx, &revision).await?, warnings))
    })
    .await?;
    Ok((Programme::new(row), warnings))
}

/// Writes a change of a frame with its trail.
pub(in crate::programme) async fn save(
    request: &Request,
    tx: &Tx,
    revision: &Revision,
) -> Result<entity::programme::Model, Refusal> {
    if revision.changes_nothing() {
        return Ok(revision.row.clone());
    }
    let stamp = request.stamp();
    let expected = revision.row.version;
    let conflict = || {
        let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
        conflict.with("current", expected + 1).with("expected", expected)
    };
    let row = store::revise(tx, &stamp, revision).await?.ok_or_else(conflict)?;
    let written =
        Written::new::<ProgrammeId>(row.id, revision.change, revision.audience, Some(row.member_id));
    stamp.leave(tx, Act::new(revision.act, written).fields(&revision.fields)).await?;
    Ok(row)
}

/// Reads what is said over what was said before, and checks it against the database.
pub(in crate::programme) async fn check(
    request: &Request,
    tx: &Tx,
    said: &FrameSaid,
    before: Content,
) -> Result<(Content, Vec<UserError>), Refusal> {
    let terms = shared::terms(&**tx, &said.codes(), [], request.world.today()).await?;
    let places = Places::find(&**tx, &said.places()).await?;
    said.over(before, &terms, &places)
}
