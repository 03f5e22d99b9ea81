use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use entity::{CalendarFeedId, EditionId, Visibility, calendar_feed};

use super::object::{CalendarFeed, IssuedCalendarFeed};
use super::{rules, store};
use crate::access::{Request, hash_secret, new_secret};
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, check, payload};
use crate::observation::input::id;
use crate::programme::edition;
use crate::trail::{Act, Change, Written};

/// A calendar to subscribe to.
#[derive(InputObject)]
pub struct CreateCalendarFeedInput {
    /// The edition it shows; all that one's own member structure leads when absent.
    edition: Option<ID>,
}

/// A feed whose address is to be good no longer.
#[derive(InputObject)]
pub struct RevokeCalendarFeedInput {
    /// Which one.
    id: ID,
}

payload! {
    /// The feed made.
    CreateCalendarFeedPayload {
        /// The feed, its address whole this once.
        issued: IssuedCalendarFeed
    }
    /// The feed revoked.
    RevokeCalendarFeedPayload {
        /// The feed.
        calendar_feed: CalendarFeed
    }
}

/// Making and revoking calendar feeds.
#[derive(Default)]
pub struct FeedMutation;

#[Object]
impl FeedMutation {
    /// Makes a secret address to which one's own calendar subscribes: sessions of an edition that one's own member
    /// structure leads, or of all of them, and one's own tasks. It takes the place of an earlier one of the same kind,
    /// which is revoked. Not for API keys.
    async fn create_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of what.")] input: CreateCalendarFeedInput,
    ) -> Result<CreateCalendarFeedPayload> {
        CreateCalendarFeedPayload::of(create(&Request::of_account(ctx)?, &input).await)
    }

    /// Revokes one of one's own feeds at once.
    async fn revoke_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RevokeCalendarFeedInput,
    ) -> Result<RevokeCalendarFeedPayload> {
        RevokeCalendarFeedPayload::of(revoke(&Request::of_account(ctx)?, &input).await)
    }
}

async fn create(request: &Request, input: &CreateCalendarFeedInput) -> Outcome<IssuedCalendarFeed> {
    let owner = rules::owner(&request.actor)?;
    let of: Option<EditionId> = input.edition.as_ref().map(|text| id(text, "edition")).transpose()?;
    let secret = new_secret(&request.world);
    let row = &calendar_feed::Model {
        id: request.world.id(),
        account_id: owner.account,
        membership_id: owner.membership,
        edition_id: of,
        secret_hash: hash_secret(&secret),
        created_at: request.now,
        revoked_at: None,
    };
    write_tx(&request.db, |tx| async move {
        if let (Some(edition), Some(text)) = (of, &input.edition)
            && edition::led_by(&*tx, &request.actor, &[edition]).await?.is_empty()
        {
            return Err(check::not_found("edition", text).into());
        }
        for former in store::former(&tx, row).await? {
            store::revoke(&tx, former, request.now).await?;
            leave(request, &tx, (former, Change::Updated), "revokeCalendarFeed").await?;
        }
        store::add(&tx, row).await?;
        leave(request, &tx, (row.id, Change::Created), "createCalendarFeed").await?;
        Ok::<_, Refusal>(())
    })
    .await?;
    let calendar_feed = CalendarFeed(Arc::new(row.clone()));
    Ok((IssuedCalendarFeed { calendar_feed, path: format!("/calendar/{secret}.ics") }, Vec::new()))
}

async fn revoke(request: &Request, input: &RevokeCalendarFeedInput) -> Outcome<CalendarFeed> {
    let wanted: CalendarFeedId = id(&input.id, "id")?;
    let row = write_tx(&request.db, |tx| async move {
        let known = request.actor.account();
        let found = store::lookup(&*tx, wanted).await?.filter(|row| Some(row.account_id) == known);
        let mut row = found.ok_or_else(|| check::not_found("id", &input.id))?;
        rules::revoke(&row)?;
        store::revoke(&tx, row.id, request.now).await?;
        leave(request, &tx, (row.id, Change::Updated), "revokeCalendarFeed").await?;
        row.revoked_at = Some(request.now);
        Ok::<_, Refusal>(row)
    });
    Ok((CalendarFeed(Arc::new(row.await?)), Vec::new()))
}

async fn leave(
    request: &Request,
    tx: &Tx,
    (id, change): (CalendarFeedId, Change),
    act: &'static str,
) -> Result<()> {
    let written = Written::new(id, change, Visibility::Private, request.actor.works_for());
    request.stamp().leave_private(tx, Act::new(act, written)).await
}
