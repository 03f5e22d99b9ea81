use async_graphql::{Context, ID, Object};
use entity::{FundingStatus as Status, PartnerId, funding_line};

use super::funding_line::{FundingLine, FundingStatus};
use crate::access::Request;
use crate::db::Tx;
use crate::directory::partner;
use crate::error::Result;
use crate::graphql::{Cents, Date, Outcome, Refusal, check, id_text, patch, payload};
use crate::observation::reading::Reading;
use crate::observation::rules::scheme as vocabulary;
use crate::observation::store as shared;
use crate::programme::record::{self, RemoveInput, Wanted};
use crate::programme::rules::Steered;
use crate::programme::scheme;

patch! {
    /// What is said of a line of a funding plan.
    FundingSaid
    /// A line to add to the funding plan of an edition.
    create AddFundingLineInput {
        /// The edition.
        edition: ID,
    }
    /// Another line: what is left out stays as it is, null empties.
    update UpdateFundingLineInput
    required {
        /// What it is, in words (at most 200 characters).
        label: String,
        /// How much, in cents: from 0 to 2^53.
        amount: Cents,
        /// How sure it is.
        status: FundingStatus,
    }
    optional {
        /// Who pays: a code of `funder`, or the id of a term.
        funder: ID,
        /// The partner who pays.
        partner: ID,
        /// The funding scheme it is asked of.
        scheme: ID,
        /// The day it was asked for.
        asked_on: Date,
        /// The last day to ask for it.
        deadline: Date,
        /// The day the funder decided.
        decided_on: Date,
    }
}

payload! {
    /// The line added.
    AddFundingLinePayload {
        /// The line.
        funding_line: FundingLine
    }
    /// The line changed.
    UpdateFundingLinePayload {
        /// The line.
        funding_line: FundingLine
    }
    /// The line removed.
    RemoveFundingLinePayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Planning who pays.
#[derive(Default)]
pub struct FundingMutation;

#[Object]
impl FundingMutation {
    /// Adds a line to the funding plan of an edition; a coordinator's of its team.
    async fn add_funding_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line.")] input: AddFundingLineInput,
    ) -> Result<AddFundingLinePayload> {
        AddFundingLinePayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes a line or how sure it is, after the edition is closed too; a coordinator's of its team.
    async fn update_funding_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateFundingLineInput,
    ) -> Result<UpdateFundingLinePayload> {
        UpdateFundingLinePayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Removes a line; a coordinator's of its team.
    async fn remove_funding_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveFundingLinePayload> {
        let request = Request::of_account(ctx)?;
        let may = |steered: &Steered, _: &funding_line::Model| {
            steered.team.coordinating("")?;
            steered.going("id")
        };
        RemoveFundingLinePayload::of(record::remove(&request, input.parts(), "removeFundingLine", may).await)
    }
}

async fn add(request: &Request, input: AddFundingLineInput) -> Outcome<FundingLine> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "addFundingLine", |tx, steered: Steered| async move {
        steered.team.coordinating("")?;
        steered.going("edition")?;
        let last = record::store::highest::<funding_line::Model>(&tx, steered.edition.id, "rank").await?;
        let blank = funding_line::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            rank: last.unwrap_or(0).saturating_add(1),
            label: String::new(),
            funder_id: None,
            partner_id: None,
            scheme_id: None,
            amount: 0,
            status: Status::Planned,
            asked_on: None,
            deadline: None,
            decided_on: None,
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(request, &tx, said.clone(), blank).await?))
    })
    .await
}

async fn update(request: &Request, input: UpdateFundingLineInput) -> Outcome<FundingLine> {
    let (id, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, (&id, expected), "updateFundingLine", |tx, steered: Steered, before| async move {
        steered.team.coordinating("")?;
        Ok(Wanted::row(read(request, &tx, said.clone(), before).await?))
    })
    .await
}

async fn read(
    request: &Request,
    tx: &Tx,
    said: FundingSaid,
    mut row: funding_line::Model,
) -> Result<funding_line::Model, Refusal> {
    let codes: Vec<_> =
        said.funder.value().map(|code| (vocabulary::FUNDER, code.0.clone())).into_iter().collect();
    let terms = shared::terms(&**tx, &codes, [], request.world.today()).await?;
    let mut read = Reading::new(&terms);
    read.text(&mut row.label, said.label, 200, "label");
    read.number(&mut row.amount, said.amount.map_value(|cents| cents.0), (0, Cents::MOST), "amount");
    read.must(&mut row.status, said.status.map_value(Into::into), "status");
    read.term_or_none(&mut row.funder_id, said.funder, vocabulary::FUNDER, "funder");
    let (named, scheme_named) = (said.partner.is_value(), said.scheme.is_value());
    read.link(&mut row.partner_id, said.partner, "partner");
    read.link(&mut row.scheme_id, said.scheme, "scheme");
    said.asked_on.map_value(Into::into).update_to(&mut row.asked_on);
    said.deadline.map_value(Into::into).update_to(&mut row.deadline);
    said.decided_on.map_value(Into::into).update_to(&mut row.decided_on);
    let row = read.finish_with(row)?;
    if let Some(id) = row.partner_id.filter(|_| named) {
        known_partner(request, tx, id, "partner").await?;
    }
    if let Some(id) = row.scheme_id.filter(|_| scheme_named)
        && !scheme::is_known(&**tx, id).await?
    {
        return Err(check::not_found("scheme", &id_text(id)).into());
    }
    Ok(row)
}

/// Refuses a partner that the caller does not know.
pub async fn known_partner(request: &Request, tx: &Tx, id: PartnerId, field: &str) -> Result<(), Refusal> {
    if partner::find_by_ids(&**tx, &request.actor, &[id]).await?.is_empty() {
        return Err(check::not_found(field, &id_text(id)).into());
    }
    Ok(())
}
