use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use entity::{ResourceId, resource};

use super::resource::{Resource, ResourceKind};
use super::store;
use crate::access::{Request, Scope};
use crate::db::{Tx, met_reference, sort_key, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, payload};
use crate::observation::input::id;
use crate::observation::rules::Contributor;
use crate::programme::record::{RemoveInput, conflict};
use crate::trail::{Act, Change, Written};

/// What one's own member structure lends to its sessions.
#[derive(InputObject)]
pub struct AddResourceInput {
    /// What it is.
    kind: ResourceKind,
    /// Its name (at most 200 characters).
    name: String,
    /// How many people it has room for, from 1 to 100,000.
    capacity: Option<i32>,
}

/// Another name or room for what one's own member structure lends: what is left out stays as it is, null empties.
#[derive(InputObject)]
pub struct UpdateResourceInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// Its name (at most 200 characters).
    name: Option<String>,
    /// How many people it has room for, from 1 to 100,000.
    capacity: MaybeUndefined<i32>,
}

payload! {
    /// The room, equipment or person added.
    AddResourcePayload {
        /// It.
        resource: Resource
    }
    /// The room, equipment or person changed.
    UpdateResourcePayload {
        /// It.
        resource: Resource
    }
    /// The room, equipment or person removed.
    RemoveResourcePayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Keeping rooms, equipment and people.
#[derive(Default)]
pub struct ResourceMutation;

#[Object]
impl ResourceMutation {
    /// Adds a room, equipment or somebody that one's own member structure lends to its sessions.
    async fn add_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is.")] input: AddResourceInput,
    ) -> Result<AddResourcePayload> {
        AddResourcePayload::of(add(&Request::of_account(ctx)?, &input).await)
    }

    /// Changes what one's own member structure lends to its sessions.
    async fn update_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateResourceInput,
    ) -> Result<UpdateResourcePayload> {
        UpdateResourcePayload::of(update(&Request::of_account(ctx)?, &input).await)
    }

    /// Removes what one's own member structure lends, once no session takes it up.
    async fn remove_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveResourcePayload> {
        RemoveResourcePayload::of(remove(&Request::of_account(ctx)?, &input).await)
    }
}

/// One's own, as it was read.
async fn find(request: &Request, tx: &Tx, (text, expected): (&ID, i32)) -> Result<resource::Model, Refusal> {
    Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let wanted: ResourceId = id(text, "id")?;
    let found = store::resources(&**tx, &request.actor, &[wanted]).await?.pop();
    let row = found.ok_or_else(|| check::not_found("id", text))?;
    check::version(expected, row.version)?;
    Ok(row)
}

async fn update(request: &Request, input: &UpdateResourceInput) -> Outcome<Resource> {
    let expected = input.expected_version;
    let row = write_tx(&request.db, |tx| async move {
        let mut row = find(request, &tx, (&input.id, expected)).await?;
        if let Some(name) = &input.name {
            row.name = check::text("name", name, 200)?;
            row.sort_key = sort_key(&row.name);
        }
        if !input.capacity.is_undefined() {
            let room = input.capacity.value().copied();
            row.capacity = room.map(|room| check::between("capacity", room, 1, 100_000)).transpose()?;
        }
        let row = store::revise(&tx, row).await?.ok_or_else(|| conflict(expected))?;
        leave(request, &tx, (&row, Change::Updated), "updateResource").await?;
        Ok::<_, Refusal>(row)
    })
    .await?;
    Ok((Resource(Arc::new(row)), Vec::new()))
}

async fn remove(request: &Request, input: &RemoveInput) -> Outcome<ID> {
    let removed = write_tx(&request.db, |tx| async move {
        let row = find(request, &tx, input.parts()).await?;
        match store::remove(&tx, &row).await {
            Err(fault) if met_reference(&fault) => {
                let used = UserError::new(UserErrorCode::StillUsed, "id");
                return Err(used.with("value", &*input.id).into());
            }
            Ok(false) => return Err(conflict(input.expected_version).into()),
            outcome => outcome?,
        };
        leave(request, &tx, (&row, Change::Deleted), "removeResource").await?;
        Ok::<_, Refusal>(input.id.clone())
    });
    Ok((removed.await?, Vec::new()))
}

async fn leave(
    request: &Request,
    tx: &Tx,
    (row, change): (&resource::Model, Change),
    act: &'static str,
) -> Result<()> {
    let written = Written::new(row.id, change, entity::Visibility::Private, Some(row.member_id));
    request.stamp().leave(tx, Act::new(act, written)).await
}

async fn add(request: &Request, input: &AddResourceInput) -> Outcome<Resource> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let name = check::text("name", &input.name, 200)?;
    let capacity = input.capacity.map(|room| check::between("capacity", room, 1, 100_000)).transpose()?;
    let row = &resource::Model {
        id: request.world.id(),
        member_id: by.member(),
        kind: input.kind.into(),
        sort_key: sort_key(&name),
        name,
        capacity,
        version: 1,
        created_at: request.now,
    };
    write_tx(&request.db, |tx| async move {
        store::add(&tx, row).await?;
        leave(request, &tx, (row, Change::Created), "addResource").await?;
        Ok::<_, Refusal>(())
    })
    .await?;
    Ok((Resource(Arc::new(row.clone())), Vec::new()))
}
