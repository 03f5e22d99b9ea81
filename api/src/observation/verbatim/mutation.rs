use async_graphql::{Context, ID, InputObject, Object};
use entity::{VerbatimId, Visibility, observation};

use super::object::Verbatim;
use super::store::Heard;
use super::{rules, store};
use crate::access::Request;
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, check, id_text, payload};
use crate::observation::input::id;
use crate::observation::needs;
use crate::observation::rules::Contributor;
use crate::trail::{Act, Change, Written};

/// Words said.
#[derive(InputObject)]
pub struct AddVerbatimInput {
    /// The observation they belong to.
    observation: ID,
    /// What was said.
    text: String,
    /// Who said it; never shared.
    speaker: Option<String>,
    /// Whether the speaker agrees that others read it.
    #[graphql(default)]
    shareable: bool,
}

/// Words to remove.
#[derive(InputObject)]
pub struct RemoveVerbatimInput {
    /// Which ones.
    id: ID,
}

payload! {
    /// The words added.
    AddVerbatimPayload {
        /// The words.
        verbatim: Verbatim
    }
    /// The words removed.
    RemoveVerbatimPayload {
        /// Their id.
        removed_id: ID
    }
}

/// Adding and removing words.
#[derive(Default)]
pub struct VerbatimMutation;

#[Object]
impl VerbatimMutation {
    /// Adds words said to one's own observation.
    async fn add_verbatim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The words.")] input: AddVerbatimInput,
    ) -> Result<AddVerbatimPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        AddVerbatimPayload::of(add(&request, input).await)
    }

    /// Removes words for good: what somebody no longer wishes to have said is not kept.
    async fn remove_verbatim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] input: RemoveVerbatimInput,
    ) -> Result<RemoveVerbatimPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        RemoveVerbatimPayload::of(remove(&request, input.id).await)
    }
}

async fn add(request: &Request, input: AddVerbatimInput) -> Outcome<Verbatim> {
    let by = Contributor::of(&request.actor)?;
    let unknown = &check::not_found("observation", &input.observation);
    let observation = id(&input.observation, "observation")?;
    let said = &rules::Said { text: input.text, speaker: input.speaker, shareable: input.shareable };
    let heard = write_tx(&request.db, |tx| async move {
        let stored = needs::lookup(&tx, &request.actor, observation).await?.ok_or_else(|| unknown.clone())?;
        let added = rules::add(by, observation, stored.row.member_id, said)?;
        let row = store::add(&tx, &request.stamp(), added).await?;
        let audience = audience(&stored.row, row.shareable);
        let written = Written::new(row.id, Change::Created, audience, Some(by.member()));
        request.stamp().leave(&tx, Act::new("addVerbatim", written)).await?;
        Ok::<_, Refusal>(Heard { row, member: by.member() })
    })
    .await?;
    Ok((Verbatim::new(heard), Vec::new()))
}

async fn remove(request: &Request, text: ID) -> Outcome<ID> {
    let by = Contributor::of(&request.actor)?;
    let unknown = &check::not_found("id", &text);
    let verbatim: VerbatimId = id(&text, "id")?;
    write_tx(&request.db, |tx| async move {
        let found = store::find_by_ids(&*tx, &request.actor, &[verbatim]).await?.pop();
        let heard = found.ok_or_else(|| unknown.clone())?;
        let stored = needs::lookup(&tx, &request.actor, heard.row.observation_id).await?;
        let stored = stored.ok_or_else(|| unknown.clone())?;
        let removed = rules::remove(by, verbatim, heard.member)?;
        store::remove(&tx, &removed).await?;
        let audience = audience(&stored.row, heard.row.shareable);
        let written = Written::new(verbatim, Change::Deleted, audience, Some(by.member()));
        request.stamp().leave(&tx, Act::new("removeVerbatim", written)).await?;
        Ok::<_, Refusal>(())
    })
    .await?;
    Ok((id_text(verbatim), Vec::new()))
}

/// Who follows words: those who read them.
fn audience(of: &observation::Model, shareable: bool) -> Visibility {
    if shareable && of.authorised { of.visibility } else { Visibility::Private }
}
