use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use entity::{MemberId, StructureId, Visibility};
use serde_json::json;

use super::card::Card;
use super::codebook::Codebook;
use super::input::StructureCardInput;
use super::keys;
use super::object::Structure;
use super::rules::{self, Contributor, Desk};
use super::store::{self, Stored};
use super::wish::Wish;
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::{Error, Result};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, id_text, parse_id, payload};
use crate::network::charter::{self, Standing};
use crate::trail::{Act, Change, Written};

/// A structure to add.
#[derive(InputObject, Debug)]
pub struct CreateStructureInput {
    /// Its usual name.
    name: String,
    /// What else its card says.
    #[graphql(flatten)]
    card: StructureCardInput,
}

/// What changes on a structure's card. What is left out stays as it was; null clears a field.
#[derive(InputObject, Debug)]
pub struct UpdateStructureInput {
    /// Which structure.
    id: ID,
    /// The version you saw.
    expected_version: i32,
    /// Its usual name.
    name: MaybeUndefined<String>,
    /// What else its card says.
    #[graphql(flatten)]
    card: StructureCardInput,
}

/// A structure to remove.
#[derive(InputObject, Debug)]
pub struct DeleteStructureInput {
    /// Which structure.
    id: ID,
    /// The version you saw.
    expected_version: i32,
    /// Why it is removed.
    reason: String,
}

payload! {
    /// What `createStructure` did.
    CreateStructurePayload {
        /// The structure.
        structure: Structure
    }

    /// What `updateStructure` did.
    UpdateStructurePayload {
        /// The structure as it now stands.
        structure: Structure
    }

    /// What `deleteStructure` did.
    DeleteStructurePayload {
        /// Id of the structure removed.
        deleted_structure_id: ID
    }
}

/// Changes of structures.
#[derive(Default)]
pub struct StructureMutation;

#[Object]
impl StructureMutation {
    /// Adds a structure to the directory, contributed by the member structure you work for.
    async fn create_structure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The structure.")] input: CreateStructureInput,
    ) -> Result<CreateStructurePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        let wish = input.card.wish(MaybeUndefined::Value(input.name));
        CreateStructurePayload::of(create(&request, &wish).await)
    }

    /// Changes a structure that your member structure contributed, or its own card if you coordinate it.
    async fn update_structure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateStructureInput,
    ) -> Result<UpdateStructurePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        let wish = input.card.wish(input.name);
        UpdateStructurePayload::of(update(&request, &input.id, input.expected_version, &wish).await)
    }

    /// Removes a structure and leaves a tombstone. For coordinators of the member structure that contributed it.
    async fn delete_structure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and why.")] input: DeleteStructureInput,
    ) -> Result<DeleteStructurePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        DeleteStructurePayload::of(delete(&request, &input).await)
    }
}

async fn create(request: &Request, wish: &Wish) -> Outcome<Structure> {
    let contributor = &contributor(request).await?;
    let book = &Codebook::of(request.db.reader(), wish, None, request.world.today()).await?;
    let id: StructureId = request.world.id();
    write_tx(&request.db, |tx| async move {
        let (creation, mut warnings) = desk(request, contributor, book).create(wish)?;
        warnings.extend(check_keys(&tx, creation.card(), None, contributor.member()).await?);
        let stamp = request.stamp();
        let written = Written::new(id, Change::Created, Visibility::Public, creation.contributed_by());
        let creations = [(id, creation)];
        let [(_, creation)] = &creations;
        let card = creation.card();
        store::insert(&tx, &stamp, &creations).await.map_err(|error| taken(error, card))?;
        stamp.leave(&tx, Act::new("createStructure", written)).await?;
        Ok::<_, Refusal>((reread(&tx, id).await?, warnings))
    })
    .await
}

async fn update(request: &Request, id: &ID, expected: i32, wish: &Wish) -> Outcome<Structure> {
    let contributor = &contributor(request).await?;
    let id: StructureId = parse_id(id).ok_or_else(|| unknown(id))?;
    write_tx(&request.db, |tx| async move {
        let stored = stored(&tx, id).await?;
        let book = Codebook::of(&*tx, wish, Some(&stored), request.world.today()).await?;
        let before = stored.card(&book);
        let (revision, mut warnings) =
            desk(request, contributor, &book).update(&stored.row, &before, expected, wish)?;
        warnings.extend(check_keys(&tx, revision.card(), Some(id), contributor.member()).await?);
        if revision.changes().is_empty() {
            return Ok((reread(&tx, id).await?, warnings));
        }
        let stamp = request.stamp();
        let late = store::update(&tx, &stamp, std::slice::from_ref(&revision)).await;
        if late.map_err(|error| taken(error, revision.card()))?.is_some() {
            check::version(expected, expected + 1)?;
        }
        let written = Written::new(id, Change::Updated, Visibility::Public, revision.contributed_by());
        let act = Act::new("updateStructure", written).fields(revision.changes());
        stamp.leave(&tx, act).await?;
        Ok::<_, Refusal>((reread(&tx, id).await?, warnings))
    })
    .await
}

async fn delete(request: &Request, input: &DeleteStructureInput) -> Outcome<ID> {
    let id: StructureId = parse_id(&input.id).ok_or_else(|| unknown(&input.id))?;
    write_tx(&request.db, |tx| async move {
        let row = stored(&tx, id).await?.row;
        let removal = rules::remove(&request.actor, &row, input.expected_version, &input.reason)?;
        let stamp = request.stamp();
        if !store::remove(&tx, &stamp, &removal).await? {
            check::version(removal.version(), removal.version() + 1)?;
        }
        let written = Written::new(id, Change::Deleted, Visibility::Public, removal.contributed_by());
        let act = Act::new("deleteStructure", written).detail(json!({ "reason": removal.reason() }));
        stamp.leave(&tx, act).await?;
        Ok::<_, Refusal>(())
    })
    .await?;
    Ok((input.id.clone(), Vec::new()))
}

/// Whoever asks, if they may write in the directory.
pub async fn contributor(request: &Request) -> Result<Contributor, Refusal> {
    let standing = match request.actor.works_for() {
        Some(member) => charter::standing(request.db.reader(), member).await?,
        None => Standing::Unpublished,
    };
    Ok(Contributor::of(&request.actor, standing)?)
}

fn desk<'a>(request: &Request, contributor: &'a Contributor, book: &'a Codebook) -> Desk<'a> {
    Desk { contributor, book, today: request.world.today() }
}

async fn stored(tx: &Tx, id: StructureId) -> Result<Stored, Refusal> {
    let found = store::find_stored(&**tx, &[id]).await?;
    found.into_iter().next().ok_or_else(|| unknown(&id_text(id)).into())
}

/// Keys in other systems must be free; identifiers that others carry give a warning.
async fn check_keys(
    tx: &Tx,
    card: &Card,
    own: Option<StructureId>,
    member: Option<MemberId>,
) -> Result<Vec<UserError>, Refusal> {
    let taken = store::find_by_references(&**tx, &card.references, member).await?;
    keys::free(&card.references, &taken, own)?;
    let telling = keys::telling(&card.identifiers).map(|claim| claim.value.clone()).collect();
    let others = store::find_carrying(&**tx, telling, member).await?;
    Ok(keys::shared(&card.identifiers, &others, own))
}

/// Two people gave the same key at the same moment: the second one is told as if it had come later.
fn taken(error: Error, card: &Card) -> Refusal {
    if !crate::db::met_duplicate(&error) {
        return error.into();
    }
    let keys: Vec<String> = card.references.iter().map(ToString::to_string).collect();
    let mistake = UserError::new(UserErrorCode::AlreadyExists, "externalReferences");
    mistake.with("value", keys.join(", ")).into()
}

fn unknown(id: &str) -> UserError {
    check::not_found("id", id)
}

async fn reread(tx: &Tx, id: StructureId) -> Result<Structure, Refusal> {
    let rows = store::find_by_ids(&**tx, &[id]).await?;
    rows.into_iter().next().map(Structure::new).ok_or_else(|| unknown(&id_text(id)).into())
}
