use async_graphql::{Context, ID, Object};
use entity::agreement;

use super::object::Agreement;
use super::party::{self, AgreementPartyInput};
use super::{rules, store};
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Cents, Date, Outcome, Refusal, UserError, UserErrorCode, patch, payload};
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::programme::coordination::web_address;
use crate::programme::record::{self, Links, RemoveInput, Wanted};
use crate::programme::rules::Led;

patch! {
    /// What is said of an agreement.
    AgreementSaid
    /// What was agreed with others for a programme.
    create AddAgreementInput {
        /// The programme, led by one's own member structure.
        programme: ID,
    }
    /// Another agreement: what is left out stays as it is, null empties.
    update UpdateAgreementInput
    required {
        /// What it is about (at most 2,000 characters).
        object: String,
        /// Who agrees, from 2 to 20, each once, a member structure that leads the programme among them.
        parties: Vec<AgreementPartyInput>,
        /// Its first day.
        starts_on: Date,
        /// Its last day; at most fifty years later.
        ends_on: Date,
    }
    optional {
        /// The edition of the programme that it is about.
        edition: ID,
        /// The decided consultation of providers upon which it is made; the edition is then that of the consultation.
        consultation: ID,
        /// Until when one must say that one renews it: between its first and its last day.
        renew_by: Date,
        /// The amount it is about, in cents: from 0 to 2^53.
        amount: Cents,
        /// The day on which the last party signed, not to come; a draft while it is left out. A coordinator's to say.
        signed_on: Date,
        /// The address of its document, of http or https (at most 2,000 characters).
        url: String,
    }
}

payload! {
    /// The agreement added.
    AddAgreementPayload {
        /// The agreement.
        agreement: Agreement
    }
    /// The agreement changed.
    UpdateAgreementPayload {
        /// The agreement.
        agreement: Agreement
    }
    /// The draft removed.
    RemoveAgreementPayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Agreeing.
#[derive(Default)]
pub struct AgreementMutation;

#[Object]
impl AgreementMutation {
    /// Adds an agreement to a programme that one's own member structure leads: a draft, or a signed one, which is a
    /// coordinator's of its team to add.
    async fn add_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agreement.")] input: AddAgreementInput,
    ) -> Result<AddAgreementPayload> {
        AddAgreementPayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes an agreement; once it is signed, a coordinator's of its team.
    async fn update_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateAgreementInput,
    ) -> Result<UpdateAgreementPayload> {
        UpdateAgreementPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Removes a draft.
    async fn remove_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveAgreementPayload> {
        let request = Request::of_account(ctx)?;
        let may = |_: &Led, row: &agreement::Model| rules::draft(row);
        RemoveAgreementPayload::of(record::remove(&request, input.parts(), "removeAgreement", may).await)
    }
}

async fn add(request: &Request, input: AddAgreementInput) -> Outcome<Agreement> {
    let programme = input.programme.clone();
    let said = &input.said();
    record::add(request, ("programme", &programme), "addAgreement", |tx, led: Led| async move {
        let today = request.world.today();
        let blank = agreement::Model {
            id: request.world.id(),
            programme_id: led.programme.id,
            edition_id: None,
            consultation_id: None,
            renewed_from_id: None,
            object: String::new(),
            starts_on: today,
            ends_on: today,
            renew_by: None,
            amount: None,
            signed_on: None,
            url: None,
            version: 1,
            created_at: request.now,
        };
        let row = read(request, &tx, said.clone(), blank).await?;
        rules::signing(&led, None, &row)?;
        let links = parties(request, &tx, (&led, &row), said).await?;
        Ok(Wanted::row(row).links(links))
    })
    .await
}

async fn update(request: &Request, input: UpdateAgreementInput) -> Outcome<Agreement> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, which, "updateAgreement", |tx, led: Led, before: agreement::Model| async move {
        let row = read(request, &tx, said.clone(), before.clone()).await?;
        rules::signing(&led, Some(&before), &row)?;
        let links = parties(request, &tx, (&led, &row), said).await?;
        Ok(Wanted::row(row).links(links))
    })
    .await
}

/// The parties as they are said, where they differ.
async fn parties(
    request: &Request,
    tx: &Tx,
    (led, row): (&Led, &agreement::Model),
    said: &AgreementSaid,
) -> Result<Option<Links>, Refusal> {
    if said.parties.is_undefined() {
        return Ok(None);
    }
    let Some(named) = said.parties.value() else {
        return Err(UserError::new(UserErrorCode::Required, "parties").into());
    };
    let present = party::present(tx, row.id).await?;
    let wanted = party::read(request, tx, (led, &present), named).await?;
    Ok((wanted != present).then(|| party::links(row.id, &wanted)))
}

async fn read(
    request: &Request,
    tx: &Tx,
    said: AgreementSaid,
    mut row: agreement::Model,
) -> Result<agreement::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    if let Some(url) = said.url.value() {
        read.check(web_address("url", url));
    }
    read.text(&mut row.object, said.object, 2_000, "object");
    read.must(&mut row.starts_on, said.starts_on.map_value(Into::into), "startsOn");
    read.must(&mut row.ends_on, said.ends_on.map_value(Into::into), "endsOn");
    read.link(&mut row.edition_id, said.edition, "edition");
    read.link(&mut row.consultation_id, said.consultation, "consultation");
    said.renew_by.map_value(Into::into).update_to(&mut row.renew_by);
    let amount = said.amount.map_value(|cents| cents.0);
    read.number_or_none(&mut row.amount, amount, (0, Cents::MOST), "amount");
    said.signed_on.map_value(Into::into).update_to(&mut row.signed_on);
    read.text_or_none(&mut row.url, said.url, 2_000, "url");
    let row = read.finish_with(row)?;
    rules::dates(&row, request.world.today())?;
    placed(tx, row).await
}

/// The agreement of an edition of its programme, upon a consultation of that edition.
pub(super) async fn placed(tx: &Tx, mut row: agreement::Model) -> Result<agreement::Model, Refusal> {
    if let Some(edition) = row.edition_id {
        rules::of_programme(row.programme_id, (edition, store::programme_of(tx, edition).await?))?;
    }
    if let Some(consultation) = row.consultation_id {
        row.edition_id = rules::decided(&row, store::consulted(tx, consultation).await?)?;
    }
    Ok(row)
}
