use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};
use entity::resource;

use super::resource::{Resource, ResourceKind};
use super::store;
use crate::access::{Request, Scope};
use crate::db::{sort_key, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, check, payload};
use crate::observation::rules::Contributor;
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

payload! {
    /// The room, equipment or person added.
    AddResourcePayload {
        /// It.
        resource: Resource
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
        let written = Written::new(row.id, Change::Created, entity::Visibility::Private, Some(row.member_id));
        request.stamp().leave(&tx, Act::new("addResource", written)).await?;
        Ok::<_, Refusal>(())
    })
    .await?;
    Ok((Resource(Arc::new(row.clone())), Vec::new()))
}
