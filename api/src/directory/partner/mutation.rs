use async_graphql::{Context, ID, InputObject, Object};
use entity::{PartnerId, Visibility};

use super::card::Card;
use super::input::{CreatePartnerInput, PartnerSaid, UpdatePartnerInput};
use super::object::Partner;
use super::rules::{self, Found};
use super::store::{self, Stored};
use crate::access::Request;
use crate::db::{Tx, met_duplicate, write_tx};
use crate::directory::contact;
use crate::directory::reading::Reading;
use crate::directory::structure::{self, Codebook, contributor, is_masked};
use crate::error::{Error, Result};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, id_text, parse_id, payload};
use crate::trail::{Act, Change, Written};

/// A partner to remove.
#[derive(InputObject, Debug)]
pub struct DeletePartnerInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// What `createPartner` did.
    CreatePartnerPayload {
        /// The partner.
        partner: Partner
    }

    /// What `updatePartner` did.
    UpdatePartnerPayload {
        /// The partner as it now stands.
        partner: Partner
    }

    /// What `deletePartner` did.
    DeletePartnerPayload {
        /// Id of the partner removed.
        deleted_partner_id: ID
    }
}

/// Changes of partners.
#[derive(Default)]
pub struct PartnerMutation;

#[Object]
impl PartnerMutation {
    /// Adds a partner, contributed by the member structure you work for.
    async fn create_partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The partner.")] input: CreatePartnerInput,
    ) -> Result<CreatePartnerPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        CreatePartnerPayload::of(create(&request, &input.said()).await)
    }

    /// Changes a partner that your member structure contributed.
    async fn update_partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdatePartnerInput,
    ) -> Result<UpdatePartnerPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        let (id, expected) = (input.id.clone(), input.expected_version);
        UpdatePartnerPayload::of(update(&request, (&id, expected), &input.said()).await)
    }

    /// Removes a partner that your member structure contributed, and its contacts. What it said is not kept.
    async fn delete_partner(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: DeletePartnerInput,
    ) -> Result<DeletePartnerPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        DeletePartnerPayload::of(delete(&request, &input).await)
    }
}

async fn create(request: &Request, said: &PartnerSaid) -> Outcome<Partner> {
    let by = &contributor(request).await?;
    let id: PartnerId = request.world.id();
    write_tx(&request.db, |tx| async move {
        let (book, found) = look(request, &tx, said).await?;
        let reading = Reading::new(&book, request.world.today());
        let (creation, warnings) = rules::create(by, said.clone(), &found, reading)?;
        let stamp = request.stamp();
        store::insert(&tx, &stamp, id, &creation).await.map_err(|error| taken(error, creation.card()))?;
        let written = Written::new(id, Change::Created, audience(creation.card()), Some(creation.member()));
        stamp.leave(&tx, Act::new("createPartner", written)).await?;
        Ok::<_, Refusal>((reread(request, &tx, id).await?, warnings))
    })
    .await
}

async fn update(request: &Request, (id, expected): (&ID, i32), said: &PartnerSaid) -> Outcome<Partner> {
    let by = &contributor(request).await?;
    let id: PartnerId = parse_id(id).ok_or_else(|| unknown(id))?;
    write_tx(&request.db, |tx| async move {
        let Stored { row, card: before } = stored(request, &tx, id).await?;
        let (book, found) = look(request, &tx, said).await?;
        let reading = Reading::new(&book, request.world.today());
        let (revision, warnings) =
            rules::update((by, expected), (&row, &before), said.clone(), &found, reading)?;
        if revision.is_nothing() {
            return Ok((reread(request, &tx, id).await?, warnings));
        }
        let stamp = request.stamp();
        let done = store::update(&tx, &stamp, &revision).await;
        if !done.map_err(|error| taken(error, revision.card()))? {
            check::version(expected, expected + 1)?;
        }
        // whoever could see it follows that it left them
        let audience = audience(&before).max(audience(revision.card()));
        let hidden = audience != self::audience(revision.card());
        let change = if hidden { Change::Hidden } else { Change::Updated };
        let written = Written::new(id, change, audience, Some(row.member_id));
        stamp.leave(&tx, Act::new("updatePartner", written).fields(revision.changes())).await?;
        Ok::<_, Refusal>((reread(request, &tx, id).await?, warnings))
    })
    .await
}

async fn delete(request: &Request, input: &DeletePartnerInput) -> Outcome<ID> {
    let by = &contributor(request).await?;
    let id: PartnerId = parse_id(&input.id).ok_or_else(|| unknown(&input.id))?;
    write_tx(&request.db, |tx| async move {
        let Stored { row, card } = stored(request, &tx, id).await?;
        let removal = rules::remove(by, &row, input.expected_version)?;
        let stamp = request.stamp();
        if !store::remove(&tx, &stamp, &removal).await? {
            check::version(removal.version(), removal.version() + 1)?;
        }
        contact::forget_of_partner(&tx, &stamp, removal.id()).await?;
        let written = Written::new(id, Change::Deleted, audience(&card), Some(row.member_id));
        stamp.leave(&tx, Act::new("deletePartner", written)).await?;
        Ok::<_, Refusal>(())
    })
    .await?;
    Ok((input.id.clone(), Vec::new()))
}

/// Everybody follows what a structure does; a person is followed by the network alone.
const fn audience(card: &Card) -> Visibility {
    if card.structure.is_some() { Visibility::Public } else { Visibility::Network }
}

/// What the database says of what is named.
async fn look(request: &Request, tx: &Tx, said: &PartnerSaid) -> Result<(Codebook, Found)> {
    let named = (said.named_terms(), Vec::new());
    let book = Codebook::find(&**tx, &said.named_places(), named, request.world.today()).await?;
    let mut found = Found::default();
    if let Some(id) = said.named_structure() {
        let row = structure::find_by_ids(&**tx, &[id]).await?.pop();
        found.structure = row.map(|row| (id, !is_masked(&row, &request.actor)));
        let taken = store::find_by_structures(&**tx, &request.actor, &[id]).await?.pop();
        found.taken = taken.map(|seen| seen.row.id);
    }
    if let Some(id) = said.account.value().and_then(|id| parse_id(id)) {
        found.account = store::is_partner_account(&**tx, id).await?.then_some(id);
    }
    Ok((book, found))
}

async fn stored(request: &Request, tx: &Tx, id: PartnerId) -> Result<Stored, Refusal> {
    let found = store::find_stored(&**tx, &request.actor, id).await?;
    found.ok_or_else(|| unknown(&id_text(id)).into())
}

/// Two people made the same structure a partner at the same moment: the second one is told as if it had come later.
fn taken(error: Error, card: &Card) -> Refusal {
    if !met_duplicate(&error) {
        return error.into();
    }
    let value = card.structure.map(|id| id_text(id).0).unwrap_or_default();
    UserError::new(UserErrorCode::AlreadyExists, "structure").with("value", value).into()
}

fn unknown(id: &str) -> UserError {
    check::not_found("id", id)
}

async fn reread(request: &Request, tx: &Tx, id: PartnerId) -> Result<Partner, Refusal> {
    let seen = store::find_by_ids(&**tx, &request.actor, &[id]).await?.pop();
    seen.map(Partner::new).ok_or_else(|| unknown(&id_text(id)).into())
}
