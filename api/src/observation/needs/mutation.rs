use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use entity::{AuthorisationId, ObservationStatus as Status};

use super::change::{change, shown};
use super::content::Content;
use super::input::{CreateObservationInput, UpdateObservationInput};
use super::object::NeedsObservation;
use super::rules::{self, Wish};
use super::said::{Meanings, Said};
use super::store;
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, check, id_text, payload};
use crate::network::charter;
use crate::observation::authorisation::{self, Consent};
use crate::observation::input::id;
use crate::observation::level::Visibility;
use crate::observation::rules::Contributor;
use crate::observation::store as shared;
use crate::reference::territory::Places;
use crate::trail::{Act, Change, Written};

/// How far an observation is to be seen.
#[derive(InputObject)]
pub struct ShareObservationInput {
    /// Which observation.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// Who may see it.
    visibility: Visibility,
    /// The authorisation it rests on, one's own; left out it stays, null takes it away.
    authorisation: MaybeUndefined<ID>,
}

/// An observation to delete.
#[derive(InputObject)]
pub struct DeleteObservationInput {
    /// Which observation.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// The observation recorded.
    CreateObservationPayload {
        /// The observation.
        observation: NeedsObservation
    }
    /// The observation changed.
    UpdateObservationPayload {
        /// The observation.
        observation: NeedsObservation
    }
    /// The observation shared, or no longer.
    ShareObservationPayload {
        /// The observation.
        observation: NeedsObservation
    }
    /// The observation deleted.
    DeleteObservationPayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Recording, changing and sharing observations.
#[derive(Default)]
pub struct NeedsMutation;

#[Object]
impl NeedsMutation {
    /// Records a need that was observed. The member structure must have accepted the charter in force.
    async fn create_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] input: CreateObservationInput,
    ) -> Result<CreateObservationPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        CreateObservationPayload::of(create(&request, input).await)
    }

    /// Changes what one's own observation says.
    async fn update_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateObservationInput,
    ) -> Result<UpdateObservationPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdateObservationPayload::of(update(&request, input).await)
    }

    /// Says who may see one's own observation; its coordinator's to say. What concerns an identifiable
    /// organisation or person needs an authorisation that reaches that far.
    async fn share_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How far.")] input: ShareObservationInput,
    ) -> Result<ShareObservationPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        ShareObservationPayload::of(share(&request, input).await)
    }

    /// Deletes one's own observation; those who followed it learn that it is gone.
    async fn delete_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: DeleteObservationInput,
    ) -> Result<DeleteObservationPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        DeleteObservationPayload::of(delete(&request, input).await)
    }
}

async fn create(request: &Request, input: CreateObservationInput) -> Outcome<NeedsObservation> {
    let by = Contributor::of(&request.actor)?;
    let status = if input.draft { Status::Draft } else { Status::Confirmed };
    let visibility = input.visibility.into();
    let authorisation = &input.authorisation.clone();
    let said = &input.said();
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let charter = charter::standing(&*tx, by.member()).await?;
        let (checked, warnings) = check(request, &tx, by, said, Content::blank()).await?;
        let consent = match authorisation {
            Some(text) => Some(consent(&tx, by, text).await?),
            None => None,
        };
        let wish = Wish { visibility, consent: consent.as_ref() };
        let new = rules::create(by, charter, checked, status, wish)?;
        let row = store::add(&tx, &request.stamp(), new).await?;
        let written = Written::new(row.id, Change::Created, row.visibility, Some(row.member_id));
        request.stamp().leave(&tx, Act::new("createObservation", written)).await?;
        Ok::<_, Refusal>((row, warnings))
    })
    .await?;
    Ok((shown(request, row), warnings))
}

async fn update(request: &Request, input: UpdateObservationInput) -> Outcome<NeedsObservation> {
    let UpdateObservationInput { id, expected_version, said } = input;
    let said = &said;
    change(request, &id, |tx, by, before| async move {
        let (checked, warnings) = check(request, &tx, by, said, before.content.clone()).await?;
        Ok((rules::update(by, &before, checked, expected_version)?, warnings))
    })
    .await
}

async fn share(request: &Request, input: ShareObservationInput) -> Outcome<NeedsObservation> {
    let ShareObservationInput { id, expected_version, visibility, authorisation } = input;
    let authorisation = &authorisation;
    change(request, &id, |tx, by, before| async move {
        let charter = charter::standing(&*tx, by.member()).await?;
        let consent = match authorisation {
            MaybeUndefined::Undefined => before.consent,
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(text) => Some(consent(&tx, by, text).await?),
        };
        let wish = Wish { visibility: visibility.into(), consent: consent.as_ref() };
        Ok((rules::share(by, charter, &before, wish, expected_version)?, Vec::new()))
    })
    .await
}

async fn delete(request: &Request, input: DeleteObservationInput) -> Outcome<ID> {
    let DeleteObservationInput { id, expected_version } = input;
    let deleted = change(request, &id, |_, by, before| async move {
        Ok((rules::delete(by, &before, expected_version)?, Vec::new()))
    });
    let (observation, warnings) = deleted.await?;
    Ok((id_text(observation.0.id()), warnings))
}

/// Reads what is said over what was said before, and checks it against the database.
async fn check(
    request: &Request,
    tx: &Tx,
    by: Contributor,
    said: &Said,
    before: Content,
) -> Result<(rules::Checked, Vec<UserError>), Refusal> {
    let today = request.world.today();
    let terms = before.terms().into_iter().map(|(term, ..)| term);
    let terms = shared::terms(&**tx, &said.codes(), terms, today).await?;
    let places = Places::find(&**tx, &said.places(before.territory)).await?;
    let meanings = Meanings { terms, places };
    let (content, warnings) = said.over(before, &meanings)?;
    let known = store::known(&**tx, by.member(), &content, &meanings).await?;
    Ok((rules::check(content, &known, today)?, warnings))
}

async fn consent(tx: &Tx, by: Contributor, text: &ID) -> Result<Consent, Refusal> {
    let authorisation: AuthorisationId = id(text, "authorisation")?;
    let found = authorisation::consent(tx, by.member(), authorisation).await?;
    found.ok_or_else(|| check::not_found("authorisation", text).into())
}
