use async_graphql::{Context, ID, InputObject, Object};

use super::change::change;
use super::object::NeedsObservation;
use super::rules;
use super::transition::Transition;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Outcome, payload};

struct Step {
    id: ID,
    expected_version: i32,
    reason: Option<String>,
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// Which observation.
            id: ID,
            /// Its version as it was read.
            expected_version: i32,
            /// Why; required to lapse and to dismiss.
            reason: Option<String>,
        }

        impl From<$name> for Step {
            fn from(input: $name) -> Self {
                Self { id: input.id, expected_version: input.expected_version, reason: input.reason }
            }
        }
    )*};
}

steps! {
    /// A draft to confirm.
    ConfirmObservationInput
    /// An observation that begins to be answered.
    TakeUpObservationInput
    /// An observation that is answered.
    MarkObservationMetInput
    /// An observation that is no longer felt.
    LapseObservationInput
    /// An observation to set aside.
    DismissObservationInput
    /// An observation that stands again.
    ReopenObservationInput
}

payload! {
    /// The observation confirmed.
    ConfirmObservationPayload {
        /// The observation.
        observation: NeedsObservation
    }
    /// The observation taken up.
    TakeUpObservationPayload {
        /// The observation.
        observation: NeedsObservation
    }
    /// The observation answered.
    MarkObservationMetPayload {
        /// The observation.
        observation: NeedsObservation
    }
    /// The observation lapsed.
    LapseObservationPayload {
        /// The observation.
        observation: NeedsObservation
    }
    /// The observation dismissed.
    DismissObservationPayload {
        /// The observation.
        observation: NeedsObservation
    }
    /// The observation reopened.
    ReopenObservationPayload {
        /// The observation.
        observation: NeedsObservation
    }
}

/// The life of observations.
#[derive(Default)]
pub struct StepMutation;

#[Object]
impl StepMutation {
    /// Confirms a draft: it stands, may be shared and is counted.
    async fn confirm_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ConfirmObservationInput,
    ) -> Result<ConfirmObservationPayload> {
        ConfirmObservationPayload::of(step(ctx, Transition::Confirm, input.into()).await)
    }

    /// Says that a programme or an accompaniment begins to answer a confirmed observation.
    async fn take_up_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: TakeUpObservationInput,
    ) -> Result<TakeUpObservationPayload> {
        TakeUpObservationPayload::of(step(ctx, Transition::TakeUp, input.into()).await)
    }

    /// Says that the need is answered.
    async fn mark_observation_met(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: MarkObservationMetInput,
    ) -> Result<MarkObservationMetPayload> {
        MarkObservationMetPayload::of(step(ctx, Transition::Meet, input.into()).await)
    }

    /// Says that the need is no longer felt, though nothing answered it, and why.
    async fn lapse_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and why.")] input: LapseObservationInput,
    ) -> Result<LapseObservationPayload> {
        LapseObservationPayload::of(step(ctx, Transition::Lapse, input.into()).await)
    }

    /// Sets an observation aside as mistaken or doubled, and says why.
    async fn dismiss_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and why.")] input: DismissObservationInput,
    ) -> Result<DismissObservationPayload> {
        DismissObservationPayload::of(step(ctx, Transition::Dismiss, input.into()).await)
    }

    /// Says that a need met, lapsed or dismissed stands again.
    async fn reopen_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ReopenObservationInput,
    ) -> Result<ReopenObservationPayload> {
        ReopenObservationPayload::of(step(ctx, Transition::Reopen, input.into()).await)
    }
}

async fn step(ctx: &Context<'_>, transition: Transition, step: Step) -> Outcome<NeedsObservation> {
    let request = Request::of(ctx)?;
    request.require_account()?;
    let Step { id, expected_version, reason } = step;
    let reason = reason.as_deref();
    change(&request, &id, |_, by, before| async move {
        Ok((rules::step(by, &before, transition, reason, expected_version)?, Vec::new()))
    })
    .await
}
