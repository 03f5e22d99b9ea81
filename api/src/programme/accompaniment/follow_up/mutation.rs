use async_graphql::{Context, Object};
use entity::accompaniment_follow_up as follow_up;

use super::super::hold::Holding;
use super::input::{AddFollowUpInput, UpdateFollowUpInput};
use super::object::AccompanimentFollowUp;
use super::rules;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Outcome, payload};
use crate::programme::record::{self, Wanted};

payload! {
    /// The follow-up noted.
    AddFollowUpPayload {
        /// The follow-up.
        follow_up: AccompanimentFollowUp
    }
    /// The follow-up changed.
    UpdateFollowUpPayload {
        /// The follow-up.
        follow_up: AccompanimentFollowUp
    }
}

/// Following accompaniments up.
#[derive(Default)]
pub struct FollowUpMutation;

#[Object]
impl FollowUpMutation {
    /// Notes a follow-up of an open accompaniment, and until when the next one is due.
    async fn add_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which one, and what is noted.")] input: AddFollowUpInput,
    ) -> Result<AddFollowUpPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        AddFollowUpPayload::of(add(&request, input).await)
    }

    /// Changes what a follow-up says.
    async fn update_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateFollowUpInput,
    ) -> Result<UpdateFollowUpPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdateFollowUpPayload::of(update(&request, input).await)
    }
}

async fn add(request: &Request, input: AddFollowUpInput) -> Outcome<AccompanimentFollowUp> {
    let of = input.accompaniment.clone();
    let said = &input.said();
    let rule = |_, held: Holding| async move {
        rules::add(&held.stored)?;
        let today = request.world.today();
        let row = said.over(follow_up::Model {
            id: request.world.id(),
            accompaniment_id: held.stored.seen.row.id,
            held_on: today,
            note: String::new(),
            next_due_on: None,
            version: 1,
            created_at: request.now,
        })?;
        rules::check(&held.stored, &row, today)?;
        Ok(Wanted::row(row))
    };
    record::add::<follow_up::Model, _, _>(request, ("accompaniment", &of), "addFollowUp", rule).await
}

async fn update(request: &Request, input: UpdateFollowUpInput) -> Outcome<AccompanimentFollowUp> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    let rule = |_, held: Holding, before| async move {
        let row = said.over(before)?;
        rules::check(&held.stored, &row, request.world.today())?;
        Ok(Wanted::row(row))
    };
    record::change::<follow_up::Model, _, _>(request, which, "updateFollowUp", rule).await
}
