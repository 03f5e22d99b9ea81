use async_graphql::{Context, ID, InputObject, Object};
use entity::{EngineeringKind, engineering_mission as mission};

use super::super::hold::Holding;
use super::input::{AddMissionInput, UpdateMissionInput};
use super::object::EngineeringMission;
use super::rules;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Outcome, payload};
use crate::observation::store as shared;
use crate::programme::record::{self, Wanted};

/// A mission to take away.
#[derive(InputObject)]
pub struct RemoveMissionInput {
    /// Which mission.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// The mission noted.
    AddMissionPayload {
        /// The mission.
        mission: EngineeringMission
    }
    /// The mission changed.
    UpdateMissionPayload {
        /// The mission.
        mission: EngineeringMission
    }
    /// The mission taken away.
    RemoveMissionPayload {
        /// Its id.
        removed_id: ID
    }
}

/// The missions of accompaniments.
#[derive(Default)]
pub struct MissionMutation;

#[Object]
impl MissionMutation {
    /// Notes a mission of engineering of an open accompaniment, planned or done.
    async fn add_mission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which one, and what it is.")] input: AddMissionInput,
    ) -> Result<AddMissionPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        AddMissionPayload::of(add(&request, input).await)
    }

    /// Changes what a mission says.
    async fn update_mission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateMissionInput,
    ) -> Result<UpdateMissionPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdateMissionPayload::of(update(&request, input).await)
    }

    /// Takes a mission away from an open accompaniment.
    async fn remove_mission(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveMissionInput,
    ) -> Result<RemoveMissionPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        let which = (&input.id, input.expected_version);
        let rule = |held: &Holding, _: &mission::Model| rules::remove(&held.stored);
        RemoveMissionPayload::of(record::remove(&request, which, "removeMission", rule).await)
    }
}

async fn add(request: &Request, input: AddMissionInput) -> Outcome<EngineeringMission> {
    let of = input.accompaniment.clone();
    let said = &input.said();
    let rule = |tx: crate::db::Tx, held: Holding| async move {
        rules::add(&held.stored)?;
        let terms = shared::terms(&*tx, &said.codes(), [], request.world.today()).await?;
        let blank = mission::Model {
            id: request.world.id(),
            accompaniment_id: held.stored.seen.row.id,
            kind: EngineeringKind::Individual,
            provider: String::new(),
            aim: None,
            days: None,
            cost_cents: None,
            funder_id: None,
            starts_on: None,
            ends_on: None,
            version: 1,
            created_at: request.now,
        };
        let row = said.over(blank, &terms)?;
        rules::check(&row)?;
        Ok(Wanted::row(row))
    };
    record::add::<mission::Model, _, _>(request, ("accompaniment", &of), "addMission", rule).await
}

async fn update(request: &Request, input: UpdateMissionInput) -> Outcome<EngineeringMission> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    let rule = |tx: crate::db::Tx, _: Holding, before| async move {
        let terms = shared::terms(&*tx, &said.codes(), [], request.world.today()).await?;
        let row = said.over(before, &terms)?;
        rules::check(&row)?;
        Ok(Wanted::row(row))
    };
    record::change::<mission::Model, _, _>(request, which, "updateMission", rule).await
}
