use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::{ContactId, Visibility, contact};

use super::input::{CreateContactInput, DeleteContactInput, ObjectContactInput, UpdateContactInput};
use super::object::Contact;
use super::rules::{self, Leaving, Wanted, Writing};
use super::store;
use crate::access::Request;
use crate::db::{Tx, met_duplicate, write_tx};
use crate::directory::reading::Reading;
use crate::directory::structure::{self, Codebook, contributor, is_masked};
use crate::directory::{partner, structure::Contributor};
use crate::error::{Error, Result};
use crate::graphql::{Outcome, Refusal, check, id_text, parse_id, payload};
use crate::trail::{Act, Change, Written};

payload! {
    /// What `createContact` did.
    CreateContactPayload {
        /// The contact.
        contact: Contact
    }

    /// What `updateContact` did.
    UpdateContactPayload {
        /// The contact as it now stands.
        contact: Contact
    }

    /// What `objectContact` did.
    ObjectContactPayload {
        /// What is kept of the contact: the objection.
        contact: Contact
    }

    /// What `deleteContact` did.
    DeleteContactPayload {
        /// Id of the contact removed.
        deleted_contact_id: ID
    }
}

/// Changes of contacts.
#[derive(Default)]
pub struct ContactMutation;

#[Object]
impl ContactMutation {
    /// Adds a person to write to at a structure or a partner, contributed by the member structure you work for.
    async fn create_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The contact.")] input: CreateContactInput,
    ) -> Result<CreateContactPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        CreateContactPayload::of(create(&request, &input).await)
    }

    /// Changes a contact that your member structure contributed.
    async fn update_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateContactInput,
    ) -> Result<UpdateContactPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdateContactPayload::of(update(&request, &input).await)
    }

    /// Notes that a person objects to being in the directory: the contact is shown no longer, what it said is not kept,
    /// and nobody adds the address again.
    async fn object_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and what the person says.")] input: ObjectContactInput,
    ) -> Result<ObjectContactPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        ObjectContactPayload::of(object(&request, &input).await)
    }

    /// Removes a contact that your member structure contributed. What it said is not kept.
    async fn delete_contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: DeleteContactInput,
    ) -> Result<DeleteContactPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        DeleteContactPayload::of(delete(&request, &input).await)
    }
}

async fn create(request: &Request, input: &CreateContactInput) -> Outcome<Contact> {
    let by = &contributor(request).await?;
    let id: ContactId = request.world.id();
    write_tx(&request.db, |tx| async move {
        let wanted = look(request, &tx, input).await?;
        let book = Codebook::default();
        let reading = Reading::new(&book, request.world.today());
        let at = (id, request.now);
        let writing = rules::create(by, at, &wanted, input.clone().said(), reading)?;
        store::others(&tx, writing.row()).await?.free()?;
        store::insert(&tx, &writing).await.map_err(|error| taken(error, &writing))?;
        leave(request, &tx, ("createContact", Change::Created), writing.row()).await?;
        Ok::<_, Refusal>((Contact(Arc::new(writing.row().clone())), writing.warnings()))
    })
    .await
}

async fn update(request: &Request, input: &UpdateContactInput) -> Outcome<Contact> {
    let by = &contributor(request).await?;
    let expected = input.expected_version;
    write_tx(&request.db, |tx| async move {
        let before = find(request, &tx, &input.id).await?;
        let book = Codebook::default();
        let reading = Reading::new(&book, request.world.today());
        let writing = rules::update((by, expected), &before, input.clone().said(), reading)?;
        if *writing.row() == before {
            return Ok((Contact(Arc::new(before)), writing.warnings()));
        }
        store::others(&tx, writing.row()).await?.free()?;
        let row = store::update(&tx, &request.stamp(), &writing).await;
        let Some(row) = row.map_err(|error| taken(error, &writing))? else {
            return Err(late(expected));
        };
        leave(request, &tx, ("updateContact", Change::Updated), &row).await?;
        Ok::<_, Refusal>((Contact(Arc::new(row)), writing.warnings()))
    })
    .await
}

async fn object(request: &Request, input: &ObjectContactInput) -> Outcome<Contact> {
    let by = &contributor(request).await?;
    let expected = input.expected_version;
    write_tx(&request.db, |tx| async move {
        let before = find(request, &tx, &input.id).await?;
        let leaving = rules::object((by, expected), &before, input.reason.as_deref())?;
        if !store::object(&tx, &request.stamp(), &leaving).await? {
            return Err(late(expected));
        }
        leave(request, &tx, ("objectContact", Change::Hidden), &before).await?;
        Ok::<_, Refusal>((Contact(Arc::new(find(request, &tx, &input.id).await?)), Vec::new()))
    })
    .await
}

async fn delete(request: &Request, input: &DeleteContactInput) -> Outcome<ID> {
    let by: &Contributor = &contributor(request).await?;
    let expected = input.expected_version;
    write_tx(&request.db, |tx| async move {
        let before = find(request, &tx, &input.id).await?;
        let leaving: Leaving = rules::remove((by, expected), &before)?;
        if !store::remove(&tx, &request.stamp(), &leaving).await? {
            return Err(late(expected));
        }
        leave(request, &tx, ("deleteContact", Change::Deleted), &before).await
    })
    .await?;
    Ok((input.id.clone(), Vec::new()))
}

/// What the database says of where the contact would stand.
async fn look<'a>(request: &Request, tx: &Tx, input: &'a CreateContactInput) -> Result<Wanted<'a>> {
    let named = input.named();
    let mut wanted = Wanted {
        structure: input.structure.as_ref().map(|id| id.as_str()),
        partner: input.partner.as_ref().map(|id| id.as_str()),
        ..Wanted::default()
    };
    if let Some(id) = named.structure {
        let row = structure::find_by_ids(&**tx, &[id]).await?.pop();
        wanted.found_structure = row.map(|row| (id, !is_masked(&row, &request.actor)));
    }
    if let Some(id) = named.partner {
        let seen = partner::find_by_ids(&**tx, &request.actor, &[id]).await?.pop();
        wanted.found_partner = seen.map(|seen| seen.row.id);
    }
    Ok(wanted)
}

async fn find(request: &Request, tx: &Tx, text: &ID) -> Result<contact::Model, Refusal> {
    let unknown = || Refusal::from(check::not_found("id", text));
    let id: ContactId = parse_id(text).ok_or_else(unknown)?;
    store::find_by_ids(&**tx, &request.actor, &[id]).await?.pop().ok_or_else(unknown)
}

/// Members follow contacts; nothing of the person is told.
async fn leave(
    request: &Request,
    tx: &Tx,
    (act, change): (&'static str, Change),
    row: &contact::Model,
) -> Result<(), Refusal> {
    let written = Written::new(row.id, change, Visibility::Network, Some(row.member_id));
    Ok(request.stamp().leave(tx, Act::new(act, written)).await?)
}

/// Two people added the same address at the same moment: the second one is told as if it had come later.
fn taken(error: Error, writing: &Writing) -> Refusal {
    if met_duplicate(&error) { rules::taken(id_text(writing.row().id).as_str()).into() } else { error.into() }
}

fn late(expected: i32) -> Refusal {
    match check::version(expected, expected + 1) {
        Err(conflict) => conflict.into(),
        Ok(()) => Refusal::Mistakes(Vec::new()),
    }
}
