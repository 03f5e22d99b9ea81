use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, TimeDelta, Utc};
use entity::{AuthorisationId, MemberId, Visibility};

use super::store::{self, Hidden};
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, payload};
use crate::observation::authorisation::{self, Authorisation, Withdrawn};
use crate::observation::input::id;
use crate::observation::rules::Contributor;
use crate::trail::{Act, Change, Written};

/// Figures are made anew once a day: what is withdrawn has left them by then.
const LONGEST_CUT: TimeDelta = TimeDelta::hours(24);

/// An authorisation that no longer holds.
#[derive(InputObject)]
pub struct WithdrawAuthorisationInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// Why, and by whose word.
    reason: String,
}

/// What a withdrawal did.
pub struct WithdrawalReport {
    authorisation: AuthorisationId,
    hidden: usize,
    at: DateTime<Utc>,
}

/// What a withdrawal did at once, and what follows.
#[Object]
impl WithdrawalReport {
    /// The authorisation withdrawn.
    async fn authorisation(&self, ctx: &Context<'_>) -> Result<Option<Authorisation>> {
        Request::load(ctx, self.authorisation).await
    }

    /// How many observations others no longer see.
    async fn hidden(&self) -> usize {
        self.hidden
    }

    /// When the figures will have followed at the latest: they are made anew once a day.
    async fn figures_follow_by(&self) -> DateTime<Utc> {
        self.at + LONGEST_CUT
    }
}

payload! {
    /// The authorisation withdrawn.
    WithdrawAuthorisationPayload {
        /// What it did.
        withdrawal: WithdrawalReport
    }
}

/// Withdrawing authorisations.
#[derive(Default)]
pub struct WithdrawalMutation;

#[Object]
impl WithdrawalMutation {
    /// Takes note that an authorisation no longer holds: whatever rests on it becomes `PRIVATE` at once, and
    /// leaves the figures at the next daily cut.
    async fn withdraw_authorisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and why.")] input: WithdrawAuthorisationInput,
    ) -> Result<WithdrawAuthorisationPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        WithdrawAuthorisationPayload::of(withdraw(&request, input).await)
    }
}

async fn withdraw(request: &Request, input: WithdrawAuthorisationInput) -> Outcome<WithdrawalReport> {
    let by = Contributor::of(&request.actor)?;
    let unknown = &check::not_found("id", &input.id);
    let authorisation: AuthorisationId = id(&input.id, "id")?;
    let (reason, expected) = (input.reason.as_str(), input.expected_version);
    let hidden = write_tx(&request.db, |tx| async move {
        let found = authorisation::find_by_ids(&*tx, &request.actor, &[authorisation]).await?.pop();
        let row = found.ok_or_else(|| unknown.clone())?;
        let withdrawn = authorisation::withdraw(by, &row, reason, expected)?;
        if !authorisation::store_withdrawal(&tx, &request.stamp(), &withdrawn).await? {
            let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
            return Err(conflict.with("expected", expected).with("current", expected + 1).into());
        }
        let hidden = store::hide(&tx, &request.stamp(), &withdrawn).await?;
        leave(request, &tx, by.member(), (&withdrawn, &hidden)).await?;
        Ok::<_, Refusal>(hidden.len())
    })
    .await?;
    Ok((WithdrawalReport { authorisation, hidden, at: request.now }, Vec::new()))
}

async fn leave(
    request: &Request,
    tx: &Tx,
    member: MemberId,
    (withdrawn, hidden): (&Withdrawn, &[Hidden]),
) -> Result<()> {
    let name = "withdrawAuthorisation";
    let written = Written::new(withdrawn.id(), Change::Updated, Visibility::Private, Some(member));
    let hiding = hidden
        .iter()
        .map(|hidden| Act::new(name, Written::new(hidden.id, Change::Hidden, hidden.before, Some(member))));
    let acts: Vec<_> = [Act::new(name, written)].into_iter().chain(hiding).collect();
    request.stamp().leave_many(tx, &acts).await
}
