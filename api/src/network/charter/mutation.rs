use async_graphql::{Context, ID, InputObject, Object};
use entity::{CharterId, Visibility};

use super::super::finder::id_at;
use super::object::Charter;
use super::{rules, store};
use crate::access::Request;
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, check, payload};
use crate::trail::{Act, Change, Written};

/// A new version of the charter.
#[derive(InputObject)]
pub struct PublishCharterInput {
    /// Its text in French.
    text_fr: String,
    /// Its text in English.
    text_en: String,
}

/// The version to accept.
#[derive(InputObject)]
pub struct AcceptCharterInput {
    /// The version in force: what was read is what is accepted.
    charter: ID,
}

payload! {
    /// What `publishCharter` did.
    PublishCharterPayload {
        /// The new version, in force from now on.
        charter: Charter
    }
    /// What `acceptCharter` did.
    AcceptCharterPayload {
        /// The version accepted.
        charter: Charter
    }
}

/// Changes of the charter.
#[derive(Default)]
pub struct CharterMutation;

#[Object]
impl CharterMutation {
    /// Publishes a version of the data-sharing charter. For who runs the network. Members accept it before
    /// they contribute again.
    async fn publish_charter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its text.")] input: PublishCharterInput,
    ) -> Result<PublishCharterPayload> {
        PublishCharterPayload::of(publish(&Request::of(ctx)?, &input).await)
    }

    /// Accepts the version in force for the caller's member structure. For its coordinator.
    async fn accept_charter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which version.")] input: AcceptCharterInput,
    ) -> Result<AcceptCharterPayload> {
        AcceptCharterPayload::of(accept(&Request::of(ctx)?, &input).await)
    }
}

async fn publish(request: &Request, input: &PublishCharterInput) -> Outcome<Charter> {
    request.require_account()?;
    let row = write_tx(&request.db, |tx| async move {
        let last = store::find_by_version(&*tx, None).await?;
        let new = rules::publish(&request.actor, (&input.text_fr, &input.text_en), last.as_ref())?;
        let stamp = request.stamp();
        let row = store::publish(&tx, &stamp, new).await?;
        let written = Written::new(row.id, Change::Created, Visibility::Public, None);
        stamp.leave(&tx, Act::new("publishCharter", written)).await?;
        Ok::<_, Refusal>(row)
    });
    Ok((Charter::new(row.await?), Vec::new()))
}

async fn accept(request: &Request, input: &AcceptCharterInput) -> Outcome<Charter> {
    request.require_account()?;
    let id: CharterId = id_at("charter", &input.charter)?;
    let row = write_tx(&request.db, |tx| async move {
        let charter = store::find_by_ids(&*tx, &[id]).await?.pop();
        let in_force = store::find_by_version(&*tx, None).await?;
        let acceptance = rules::accept(&request.actor, &input.charter, charter.as_ref(), in_force.as_ref())?;
        let stamp = request.stamp();
        store::accept(&tx, &stamp, &acceptance).await?;
        let written = Written::new(id, Change::Updated, Visibility::Private, request.actor.works_for());
        stamp.leave_private(&tx, Act::new("acceptCharter", written)).await?;
        charter.ok_or_else(|| Refusal::from(check::not_found("charter", &input.charter)))
    });
    Ok((Charter::new(row.await?), Vec::new()))
}
