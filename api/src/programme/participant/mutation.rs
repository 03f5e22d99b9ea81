use async_graphql::{Context, ID, Object};
use entity::{Visibility, participant};

use super::enrol::tie;
use super::hold::writer;
use super::input::{EraseParticipantInput, UpdateParticipantInput};
use super::object::Participant;
use super::{rules, store};
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, payload};
use crate::observation::input::id;
use crate::trail::{Act, Change, Written};

payload! {
    /// The participant changed.
    UpdateParticipantPayload {
        /// The participant.
        participant: Participant
    }
    /// The participant erased.
    EraseParticipantPayload {
        /// What is left of it.
        participant: Participant
    }
}

/// The cards of participants.
#[derive(Default)]
pub struct ParticipantMutation;

#[Object]
impl ParticipantMutation {
    /// Changes the card of a participant that one may see.
    async fn update_participant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateParticipantInput,
    ) -> Result<UpdateParticipantPayload> {
        UpdateParticipantPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Erases for good what is personal of a participant (GDPR, article 17): its card and the reasons of its
    /// enrolments. Places taken and hours noted stay counted. A coordinator's of the member structure that entered it.
    async fn erase_participant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EraseParticipantInput,
    ) -> Result<EraseParticipantPayload> {
        EraseParticipantPayload::of(erase(&Request::of_account(ctx)?, &input).await)
    }
}

async fn update(request: &Request, input: UpdateParticipantInput) -> Outcome<Participant> {
    writer(request)?;
    let (text, expected) = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    let row = write_tx(&request.db, |tx| async move {
        let before = find(request, &tx, text).await?;
        rules::standing(&before, expected, text)?;
        let row = rules::read(said.clone(), before.clone(), request.world.today())?;
        tie(&tx, [(row.structure_id, "structure".to_owned())]).await?;
        if row == before {
            return Ok(row);
        }
        save(request, &tx, row, ("updateParticipant", Change::Updated)).await
    })
    .await?;
    Ok((Participant::new(row), Vec::new()))
}

async fn erase(request: &Request, input: &EraseParticipantInput) -> Outcome<Participant> {
    let by = &writer(request)?;
    let row = write_tx(&request.db, |tx| async move {
        let before = find(request, &tx, &input.id).await?;
        rules::standing(&before, input.expected_version, &input.id)?;
        let row = rules::erase(by, &before, request.now)?;
        store::forget_reasons(&tx, row.id).await?;
        save(request, &tx, row, ("eraseParticipant", Change::Deleted)).await
    })
    .await?;
    Ok((Participant::new(row), Vec::new()))
}

async fn find(request: &Request, tx: &Tx, text: &ID) -> Result<participant::Model, Refusal> {
    let found = store::find_by_ids(&**tx, &request.actor, &[id(text, "id")?]).await?.pop();
    found.ok_or_else(|| check::not_found("id", text).into())
}

async fn save(
    request: &Request,
    tx: &Tx,
    row: participant::Model,
    (act, change): (&'static str, Change),
) -> Result<participant::Model, Refusal> {
    let expected = row.version;
    let conflict = || {
        let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
        conflict.with("current", expected + 1).with("expected", expected)
    };
    let row = store::revise(tx, row).await?.ok_or_else(conflict)?;
    let written = Written::new(row.id, change, Visibility::Private, Some(row.member_id));
    request.stamp().leave(tx, Act::new(act, written)).await?;
    Ok(row)
}
