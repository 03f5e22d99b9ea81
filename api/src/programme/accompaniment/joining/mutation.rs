use async_graphql::{Context, ID, InputObject, Object};
use entity::{EditionId, joined_edition};

use super::super::hold::Holding;
use super::object::JoinedEdition;
use super::rules;
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Date, Outcome, check, payload};
use crate::observation::input::id;
use crate::observation::rules::optional_text;
use crate::programme::record::{self, RemoveInput, Wanted};
use crate::programme::store::edition;

/// Characters of an aim.
const LONGEST: usize = 5_000;

/// An edition for an accompaniment to join.
#[derive(InputObject)]
pub struct JoinEditionInput {
    /// Which accompaniment.
    accompaniment: ID,
    /// Which edition: one that may be seen and is not over.
    edition: ID,
    /// Since when, at the earliest its reception; today when absent.
    joined_on: Option<Date>,
    /// What it is to bring (at most 5,000 characters).
    aim: Option<String>,
}

payload! {
    /// The edition joined.
    JoinEditionPayload {
        /// The tie.
        joined_edition: JoinedEdition
    }
    /// The edition left.
    LeaveEditionPayload {
        /// Id of the tie.
        deleted_id: ID
    }
}

/// Joining collective editions.
#[derive(Default)]
pub struct JoiningMutation;

#[Object]
impl JoiningMutation {
    /// Notes that an open accompaniment joins a collective edition, of whatever structures lead it. Nobody is enrolled
    /// by it, and its team is not told.
    async fn join_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one joins which.")] input: JoinEditionInput,
    ) -> Result<JoinEditionPayload> {
        JoinEditionPayload::of(join(&Request::of_account(ctx)?, &input).await)
    }

    /// Takes back that an open accompaniment joined an edition.
    async fn leave_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which tie.")] input: RemoveInput,
    ) -> Result<LeaveEditionPayload> {
        let request = Request::of_account(ctx)?;
        let rule = |held: &Holding, _: &joined_edition::Model| rules::leave(&held.stored);
        LeaveEditionPayload::of(record::remove(&request, input.parts(), "leaveEdition", rule).await)
    }
}

async fn join(request: &Request, input: &JoinEditionInput) -> Outcome<JoinedEdition> {
    let aim = &optional_text("aim", input.aim.as_deref(), LONGEST)?;
    let today = request.world.today();
    let on = input.joined_on.map_or(today, Into::into);
    let rule = |tx: Tx, held: Holding| async move {
        let wanted: EditionId = id(&input.edition, "edition")?;
        let found = edition(&*tx, &request.actor, wanted).await?;
        let (edition, ..) = found.ok_or_else(|| check::not_found("edition", &input.edition))?;
        let of = held.stored.seen.row.id;
        let joined = record::store::all::<joined_edition::Model>(&*tx, of).await?;
        rules::join(&held.stored, &edition, &joined, (on, today))?;
        Ok(Wanted::row(joined_edition::Model {
            id: request.world.id(),
            accompaniment_id: of,
            edition_id: edition.id,
            joined_on: on,
            aim: aim.clone(),
            version: 1,
            created_at: request.now,
        }))
    };
    record::add::<joined_edition::Model, _, _>(
        request,
        ("accompaniment", &input.accompaniment),
        "joinEdition",
        rule,
    )
    .await
}
