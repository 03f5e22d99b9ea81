use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use entity::{TerritoryId, Visibility, territory};

use super::rules::{self, MOST_PARTS, Maker, Name, Wish, Written as Parts};
use super::store;
use crate::access::Request;
use crate::db::{Tx, met_duplicate, met_reference, write_tx};
use crate::error::{Error, Result};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, id_text, parse_id, payload};
use crate::reference::territory::{Territory, find_by_ids};
use crate::reference::unknown;
use crate::trail::{Act, Change, Written};

/// A perimeter to make.
#[derive(InputObject, Debug)]
pub struct CreatePerimeterInput {
    /// Its name. Its code is made of it and stays when the name changes.
    name: String,
    /// Ids of the territories it is made of, of any level, all of one vintage (at most 2,000).
    parts: Vec<ID>,
}

/// What changes of a perimeter. What is left out stays as it was.
#[derive(InputObject, Debug)]
pub struct UpdatePerimeterInput {
    /// Which perimeter.
    id: ID,
    /// The version you saw.
    expected_version: i32,
    /// Its new name.
    name: MaybeUndefined<String>,
    /// Ids of all the territories it is then made of, of its vintage (at most 2,000).
    parts: MaybeUndefined<Vec<ID>>,
}

/// A perimeter to remove.
#[derive(InputObject, Debug)]
pub struct RemovePerimeterInput {
    /// Which perimeter.
    id: ID,
    /// The version you saw.
    expected_version: i32,
}

payload! {
    /// What `createPerimeter` did.
    CreatePerimeterPayload {
        /// The perimeter.
        perimeter: Territory
    }

    /// What `updatePerimeter` did.
    UpdatePerimeterPayload {
        /// The perimeter as it now stands.
        perimeter: Territory
    }

    /// What `removePerimeter` did.
    RemovePerimeterPayload {
        /// Id of the perimeter removed.
        removed_perimeter_id: ID
    }
}

/// Changes of perimeters.
#[derive(Default)]
pub struct PerimeterMutation;

#[Object]
impl PerimeterMutation {
    /// Makes a perimeter of any territories. For coordinators, in the name of their member structure, and for
    /// administrators.
    async fn create_perimeter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The perimeter.")] input: CreatePerimeterInput,
    ) -> Result<CreatePerimeterPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        CreatePerimeterPayload::of(create(&request, &input).await)
    }

    /// Renames a perimeter or changes its parts. For coordinators of the member structure that made it and for
    /// administrators.
    async fn update_perimeter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdatePerimeterInput,
    ) -> Result<UpdatePerimeterPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdatePerimeterPayload::of(update(&request, &input).await)
    }

    /// Removes a perimeter that no record and no other perimeter uses. For coordinators of the member structure that
    /// made it and for administrators.
    async fn remove_perimeter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemovePerimeterInput,
    ) -> Result<RemovePerimeterPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        RemovePerimeterPayload::of(remove(&request, &input).await)
    }
}

async fn create(request: &Request, input: &CreatePerimeterInput) -> Outcome<Territory> {
    let maker = Maker::of(&request.actor)?;
    let (parts, name) = (&read(&input.parts), &Name::read(&input.name));
    let id: TerritoryId = request.world.id();
    let row = write_tx(&request.db, |tx| async move {
        store::take_turn(&tx).await?;
        let around = store::surroundings(&*tx, None, name.as_ref().ok(), &known(parts)).await?;
        let creation = rules::create(maker, name.clone(), parts, &around)?;
        store::add(&tx, id, &creation).await.map_err(|error| named_twice(error, &input.name))?;
        let written = Written::new(id, Change::Created, Visibility::Public, creation.member());
        request.stamp().leave(&tx, Act::new("createPerimeter", written)).await?;
        reread(&tx, id).await
    })
    .await?;
    Ok((Territory::new(row), Vec::new()))
}

async fn update(request: &Request, input: &UpdatePerimeterInput) -> Outcome<Territory> {
    let maker = Maker::of(&request.actor)?;
    let id = parse_id(&input.id).ok_or_else(|| unknown(&input.id, "id"))?;
    let row = write_tx(&request.db, |tx| async move {
        store::take_turn(&tx).await?;
        let perimeter = find(&tx, id).await?;
        let wish = input.wish();
        let (name, parts) = (wish.name.as_ref().and_then(|name| name.as_ref().ok()), wish.parts.as_ref());
        let parts = parts.map(known).unwrap_or_default();
        let around = store::surroundings(&*tx, Some(&perimeter), name, &parts).await?;
        let before = store::parts(&*tx, id).await?;
        let revision = rules::update(maker, &perimeter, &before, wish, &around)?;
        if revision.changes().is_empty() {
            return Ok(perimeter);
        }
        store::update(&tx, &revision).await?;
        let written = Written::new(id, Change::Updated, Visibility::Public, perimeter.created_by);
        let act = Act::new("updatePerimeter", written).fields(revision.changes());
        request.stamp().leave(&tx, act).await?;
        reread(&tx, id).await
    })
    .await?;
    Ok((Territory::new(row), Vec::new()))
}

async fn remove(request: &Request, input: &RemovePerimeterInput) -> Outcome<ID> {
    let maker = Maker::of(&request.actor)?;
    let id = parse_id(&input.id).ok_or_else(|| unknown(&input.id, "id"))?;
    write_tx(&request.db, |tx| async move {
        store::take_turn(&tx).await?;
        let perimeter = find(&tx, id).await?;
        let removal = rules::remove(maker, &perimeter, input.expected_version)?;
        store::remove(&tx, &removal).await.map_err(|error| still_used(error, &perimeter.name))?;
        let written = Written::new(id, Change::Deleted, Visibility::Public, perimeter.created_by);
        request.stamp().leave(&tx, Act::new("removePerimeter", written)).await?;
        Ok::<_, Refusal>(())
    })
    .await?;
    Ok((input.id.clone(), Vec::new()))
}

impl UpdatePerimeterInput {
    fn wish(&self) -> Wish {
        let missing = || Err(UserError::new(UserErrorCode::Required, "name"));
        Wish {
            expected_version: self.expected_version,
            name: match &self.name {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(missing()),
                MaybeUndefined::Value(name) => Some(Name::read(name)),
            },
            parts: match &self.parts {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(Vec::new()),
                MaybeUndefined::Value(parts) => Some(read(parts)),
            },
        }
    }
}

fn read(parts: &[ID]) -> Parts {
    parts.iter().map(|id| (id.to_string(), parse_id(id))).collect()
}

/// The ids worth looking up: not those of a list that is too long anyway.
fn known(parts: &Parts) -> Vec<TerritoryId> {
    parts.iter().take(MOST_PARTS).filter_map(|(_, id)| *id).collect()
}

async fn find(tx: &Tx, id: TerritoryId) -> Result<territory::Model, Refusal> {
    store::lookup(&**tx, id).await?.ok_or_else(|| unknown(&id_text(id), "id").into())
}

async fn reread(tx: &Tx, id: TerritoryId) -> Result<territory::Model, Refusal> {
    let found = find_by_ids(&**tx, &[id]).await?.into_iter().next();
    found.ok_or_else(|| unknown(&id_text(id), "id").into())
}

/// Two people gave the same name at the same moment: the second one is told as if it had come later.
fn named_twice(error: Error, name: &str) -> Refusal {
    if !met_duplicate(&error) {
        return error.into();
    }
    UserError::new(UserErrorCode::AlreadyExists, "name").with("value", name).into()
}

fn still_used(error: Error, name: &str) -> Refusal {
    if !met_reference(&error) {
        return error.into();
    }
    UserError::new(UserErrorCode::StillUsed, "id").with("value", name).into()
}
