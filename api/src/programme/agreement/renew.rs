use async_graphql::{Context, ID, InputObject, Object};
use entity::{AgreementId, agreement};

use super::object::Agreement;
use super::{mutation, party, rules, store};
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, check, id_text, payload};
use crate::observation::input::id;
use crate::programme::record::{self, Wanted};
use crate::programme::rules::Led;

/// An agreement to renew.
#[derive(InputObject)]
pub struct RenewAgreementInput {
    /// Which one: signed, and not renewed yet.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// The first day of the next; the day after the last of the earlier one when left out.
    starts_on: Option<Date>,
    /// The last day of the next; it lasts as long as the earlier one when left out.
    ends_on: Option<Date>,
    /// The edition of the programme that the next is about; none when left out.
    edition: Option<ID>,
}

payload! {
    /// The agreement that follows.
    RenewAgreementPayload {
        /// The next agreement, a draft.
        agreement: Agreement
    }
}

/// Renewing agreements.
#[derive(Default)]
pub struct RenewalMutation;

#[Object]
impl RenewalMutation {
    /// Makes the next agreement from a signed one, once: a draft with its object, parties and amount, its dates shifted.
    async fn renew_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what differs.")] input: RenewAgreementInput,
    ) -> Result<RenewAgreementPayload> {
        RenewAgreementPayload::of(renew(&Request::of_account(ctx)?, &input).await)
    }
}

async fn renew(request: &Request, input: &RenewAgreementInput) -> Outcome<Agreement> {
    let named: AgreementId = id(&input.id, "id")?;
    let (db, ids) = (request.db.reader(), [named]);
    let found = record::store::find_by_ids::<agreement::Model>(db, &request.actor, &ids).await?.pop();
    let programme = id_text(found.ok_or_else(|| check::not_found("id", &input.id))?.programme_id);
    record::add(request, ("id", &programme), "renewAgreement", |tx, _: Led| async move {
        let row = next(request, &tx, named, input).await?;
        let parties = party::present(&tx, named).await?;
        let links = party::links(row.id, &parties);
        Ok(Wanted::row(row).links([links]))
    })
    .await
}

/// What follows an agreement, which nobody else renews meanwhile.
async fn next(
    request: &Request,
    tx: &Tx,
    named: AgreementId,
    input: &RenewAgreementInput,
) -> Result<agreement::Model, Refusal> {
    store::lock(tx, named).await?;
    let found = record::store::find_by_ids::<agreement::Model>(&**tx, &request.actor, &[named]).await?.pop();
    let before = found.ok_or_else(|| check::not_found("id", &input.id))?;
    check::version(input.expected_version, before.version)?;
    let follower = store::follower(tx, named).await?;
    let blank = agreement::Model {
        id: request.world.id(),
        edition_id: input.edition.as_ref().map(|text| id(text, "edition")).transpose()?,
        consultation_id: None,
        renewed_from_id: Some(named),
        signed_on: None,
        url: None,
        version: 1,
        created_at: request.now,
        ..before.clone()
    };
    let period = (input.starts_on.map(Into::into), input.ends_on.map(Into::into));
    let row = rules::renew(&before, follower, period, blank)?;
    rules::dates(&row, request.world.today())?;
    mutation::placed(tx, row).await
}
