use async_graphql::{Context, ID, InputObject, Object};
use entity::{FundingSchemeId, Visibility, funding_scheme};

use super::content::Content;
use super::input::{CreateFundingSchemeInput, UpdateFundingSchemeInput};
use super::object::FundingScheme;
use super::rules::{self, Revision, Stored};
use super::said::{Meanings, Said};
use super::store::{self, Addition};
use crate::access::{Request, Scope};
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, id_text, payload};
use crate::observation::input::id;
use crate::observation::rules::Contributor;
use crate::observation::store::terms;
use crate::reference::territory::Places;
use crate::trail::{Act, Change, Written};

/// A funding scheme to remove.
#[derive(InputObject)]
pub struct RemoveFundingSchemeInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// The scheme entered.
    CreateFundingSchemePayload {
        /// The scheme.
        funding_scheme: FundingScheme
    }
    /// The scheme changed.
    UpdateFundingSchemePayload {
        /// The scheme.
        funding_scheme: FundingScheme
    }
    /// The scheme removed.
    RemoveFundingSchemePayload {
        /// Its id.
        removed_id: ID
    }
}

/// Entering, changing and removing funding schemes.
#[derive(Default)]
pub struct SchemeMutation;

#[Object]
impl SchemeMutation {
    /// Enters a funding scheme; everybody reads it.
    async fn create_funding_scheme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The scheme.")] input: CreateFundingSchemeInput,
    ) -> Result<CreateFundingSchemePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        CreateFundingSchemePayload::of(create(&request, input).await)
    }

    /// Changes a funding scheme that one's own member structure entered.
    async fn update_funding_scheme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateFundingSchemeInput,
    ) -> Result<UpdateFundingSchemePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdateFundingSchemePayload::of(update(&request, input).await)
    }

    /// Removes a funding scheme that one's own member structure entered; a file that names it again does not bring it
    /// back.
    async fn remove_funding_scheme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveFundingSchemeInput,
    ) -> Result<RemoveFundingSchemePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        RemoveFundingSchemePayload::of(remove(&request, input).await)
    }
}

async fn create(request: &Request, input: CreateFundingSchemeInput) -> Outcome<FundingScheme> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let said = &input.said();
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let (content, warnings) = said.over(Content::blank(), &meanings(request, &tx, said).await?)?;
        let stamp = request.stamp();
        let new = rules::create(by, rules::check(content)?);
        let addition = Addition { id: stamp.world.id(), new, key: None };
        let row = store::add_many(&tx, &stamp, vec![addition]).await?.pop();
        let row = row.ok_or(crate::error::Code::Internal)?;
        stamp.leave(&tx, Act::new("createFundingScheme", written(&row, Change::Created))).await?;
        Ok::<_, Refusal>((row, warnings))
    })
    .await?;
    Ok((FundingScheme::new(row), warnings))
}

async fn update(request: &Request, input: UpdateFundingSchemeInput) -> Outcome<FundingScheme> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let (text, expected) = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let before = find(&tx, text).await?;
        // Before anything else is said: who may not change it need not know its version.
        by.own(before.row.member_id)?;
        check::version(expected, before.row.version)?;
        let meanings = meanings(request, &tx, said).await?;
        let (content, warnings) = said.over(before.content.clone(), &meanings)?;
        let revision = rules::revise(by, before, rules::check(content)?)?;
        Ok::<_, Refusal>((save(request, &tx, &revision).await?, warnings))
    })
    .await?;
    Ok((FundingScheme::new(row), warnings))
}

async fn save(request: &Request, tx: &Tx, revision: &Revision) -> Result<funding_scheme::Model, Refusal> {
    if revision.fields.is_empty() {
        return Ok(revision.before.row.clone());
    }
    let stamp = request.stamp();
    let Some(row) = store::revise(tx, &stamp, revision).await? else {
        return Err(conflict(tx, &revision.before.row).await);
    };
    let act = Act::new("updateFundingScheme", written(&row, Change::Updated));
    stamp.leave(tx, act.fields(&revision.fields)).await?;
    Ok(row)
}

async fn remove(request: &Request, input: RemoveFundingSchemeInput) -> Outcome<ID> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let RemoveFundingSchemeInput { id: text, expected_version } = &input;
    let removed = write_tx(&request.db, |tx| async move {
        let before = find(&tx, text).await?;
        let removal = rules::remove(by, before.row, *expected_version)?;
        let stamp = request.stamp();
        if !store::remove(&tx, &stamp, &removal).await? {
            return Err(conflict(&tx, &removal.row).await);
        }
        let act = Act::new("removeFundingScheme", written(&removal.row, Change::Deleted));
        stamp.leave(&tx, act).await?;
        Ok::<_, Refusal>(id_text(removal.row.id))
    });
    Ok((removed.await?, Vec::new()))
}

async fn find(tx: &Tx, text: &ID) -> Result<Stored, Refusal> {
    let scheme: FundingSchemeId = id(text, "id")?;
    let found = store::find_stored(&**tx, &[scheme]).await?.remove(&scheme);
    Ok(found.ok_or_else(|| check::not_found("id", text))?)
}

/// What the codes and names of an input stand for.
async fn meanings(request: &Request, tx: &Tx, said: &Said) -> Result<Meanings> {
    let terms = terms(&**tx, &said.codes(), [], request.world.today()).await?;
    Ok(Meanings { terms, places: Places::find(&**tx, &said.places()).await? })
}

/// Somebody else changed it, or removed it, meanwhile.
async fn conflict(tx: &Tx, before: &funding_scheme::Model) -> Refusal {
    match store::version(&**tx, before.id).await {
        Ok(Some(current)) => UserError::new(UserErrorCode::VersionConflict, "expectedVersion")
            .with("expected", before.version)
            .with("current", current)
            .into(),
        Ok(None) => check::not_found("id", &id_text(before.id)).into(),
        Err(fault) => fault.into(),
    }
}

fn written(row: &funding_scheme::Model, change: Change) -> Written {
    Written::new(row.id, change, Visibility::Public, Some(row.member_id))
}
