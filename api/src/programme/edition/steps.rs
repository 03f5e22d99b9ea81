use async_graphql::{Context, ID, InputObject, Object};

use super::mutation::save;
use super::object::Edition;
use super::rules::{self, Ground};
use super::store;
use super::transition::Transition;
use crate::access::Request;
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, check, payload};
use crate::programme::feasibility;
use crate::programme::record::held;
use crate::programme::rules::Steered;

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// Which edition.
            id: ID,
            /// Its version as it was read.
            expected_version: i32,
        }
    )*};
}

steps! {
    /// An edition to open.
    OpenEditionInput
    /// An edition that begins.
    StartEditionInput
    /// An edition that is over.
    CloseEditionInput
}

/// An edition that is given up.
#[derive(InputObject)]
pub struct CancelEditionInput {
    /// Which edition.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// Why (at most 1,000 characters).
    reason: String,
}

payload! {
    /// The edition opened; what stands against it is said by `feasibility`.
    OpenEditionPayload {
        /// The edition.
        edition: Edition
    }
    /// The edition started.
    StartEditionPayload {
        /// The edition.
        edition: Edition
    }
    /// The edition closed.
    CloseEditionPayload {
        /// The edition.
        edition: Edition
    }
    /// The edition cancelled.
    CancelEditionPayload {
        /// The edition.
        edition: Edition
    }
}

/// The life of editions.
#[derive(Default)]
pub struct EditionStepMutation;

#[Object]
impl EditionStepMutation {
    /// Opens an edition to those who wish to take part; a coordinator's of its team. Refused while a point of its
    /// feasibility report blocks: each is told.
    async fn open_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: OpenEditionInput,
    ) -> Result<OpenEditionPayload> {
        let (request, id) = (Request::of_account(ctx)?, (&input.id, input.expected_version));
        OpenEditionPayload::of(step(&request, id, Transition::Open, None).await)
    }

    /// Says that an open edition has begun; a coordinator's of its team.
    async fn start_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: StartEditionInput,
    ) -> Result<StartEditionPayload> {
        let (request, id) = (Request::of_account(ctx)?, (&input.id, input.expected_version));
        StartEditionPayload::of(step(&request, id, Transition::Start, None).await)
    }

    /// Closes an edition none of whose sessions is to come; a coordinator's of its team.
    async fn close_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: CloseEditionInput,
    ) -> Result<CloseEditionPayload> {
        let (request, id) = (Request::of_account(ctx)?, (&input.id, input.expected_version));
        CloseEditionPayload::of(step(&request, id, Transition::Close, None).await)
    }

    /// Gives an edition up, for a reason; a coordinator's of its team.
    async fn cancel_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and why.")] input: CancelEditionInput,
    ) -> Result<CancelEditionPayload> {
        let (request, id) = (Request::of_account(ctx)?, (&input.id, input.expected_version));
        CancelEditionPayload::of(step(&request, id, Transition::Cancel, Some(&input.reason)).await)
    }
}

/// Takes an edition a step further.
async fn step(
    request: &Request,
    (id, expected): (&ID, i32),
    transition: Transition,
    reason: Option<&str>,
) -> Outcome<Edition> {
    let row = write_tx(&request.db, |tx| async move {
        let steered = held::<Steered>(request, &tx, ("id", id)).await?;
        check::version(expected, steered.edition.version)?;
        let ground = Ground {
            blocking: match transition {
                Transition::Open => feasibility::blocking(request, &tx, &steered).await?,
                Transition::Start | Transition::Close | Transition::Cancel => Vec::new(),
            },
            to_come: store::sessions_to_come(&tx, steered.edition.id, request.now).await?,
            reason,
        };
        let step = rules::step(&steered, transition, ground).map_err(Refusal::Mistakes)?;
        let mut row = step.row;
        match step.transition {
            Transition::Open => row.opened_at = Some(request.now),
            Transition::Close | Transition::Cancel => row.closed_at = Some(request.now),
            Transition::Start => {}
        }
        save(request, &tx, (&steered, row), (step.transition.name(), &[])).await
    })
    .await?;
    Ok((Edition::new(row), Vec::new()))
}
