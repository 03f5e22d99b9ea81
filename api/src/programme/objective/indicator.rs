use async_graphql::{Context, ID, MaybeUndefined, Object};
use entity::{ObjectiveId, indicator, objective};

use super::object::Indicator;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, id_text, patch, payload};
use crate::observation::input::id;
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::programme::record::{self, RemoveInput, Wanted};
use crate::programme::rules::Steered;

/// Indicators of one objective, at most.
const MOST: usize = 20;

patch! {
    /// What is said of an indicator.
    IndicatorSaid
    /// An indicator to add to an objective.
    create AddIndicatorInput {
        /// The objective.
        objective: ID,
    }
    /// Another indicator: what is left out stays as it is, null empties.
    update UpdateIndicatorInput
    required {
        /// What is measured (at most 300 characters).
        title: String,
        /// In which unit (at most 50 characters).
        unit: String,
    }
    optional {
        /// Where things stood.
        baseline: f64,
        /// Where they should stand at the end.
        target: f64,
        /// Where they stand.
        actual: f64,
    }
}

payload! {
    /// The indicator added.
    AddIndicatorPayload {
        /// The indicator.
        indicator: Indicator
    }
    /// The indicator changed.
    UpdateIndicatorPayload {
        /// The indicator.
        indicator: Indicator
    }
    /// The indicator removed.
    RemoveIndicatorPayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Measuring objectives.
#[derive(Default)]
pub struct IndicatorMutation;

#[Object]
impl IndicatorMutation {
    /// Adds an indicator to an objective.
    async fn add_indicator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The indicator.")] input: AddIndicatorInput,
    ) -> Result<AddIndicatorPayload> {
        AddIndicatorPayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes an indicator, or notes where things stand; after the edition is closed too.
    async fn update_indicator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateIndicatorInput,
    ) -> Result<UpdateIndicatorPayload> {
        UpdateIndicatorPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Removes an indicator.
    async fn remove_indicator(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveIndicatorPayload> {
        let request = Request::of_account(ctx)?;
        let going = |steered: &Steered, _: &indicator::Model| steered.going("id");
        RemoveIndicatorPayload::of(record::remove(&request, input.parts(), "removeIndicator", going).await)
    }
}

async fn add(request: &Request, input: AddIndicatorInput) -> Outcome<Indicator> {
    let objective: ObjectiveId = id(&input.objective, "objective")?;
    let unknown = check::not_found("objective", &input.objective);
    let (db, ids) = (request.db.reader(), [objective]);
    let found = record::store::find_by_ids::<objective::Model>(db, &request.actor, &ids).await?.pop();
    let edition = id_text(found.ok_or(unknown)?.edition_id);
    let said = &input.said();
    record::add(request, ("objective", &edition), "addIndicator", |tx, steered: Steered| async move {
        steered.going("objective")?;
        let present = record::store::all::<indicator::Model>(&*tx, objective).await?;
        let last = present.last().map_or(0, |row| row.rank);
        if present.len() >= MOST {
            return Err(UserError::new(UserErrorCode::TooMany, "objective").with("max", MOST).into());
        }
        let blank = indicator::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            objective_id: objective,
            rank: last + 1,
            title: String::new(),
            unit: String::new(),
            baseline: None,
            target: None,
            actual: None,
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(said.clone(), blank)?))
    })
    .await
}

async fn update(request: &Request, input: UpdateIndicatorInput) -> Outcome<Indicator> {
    let (id, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, (&id, expected), "updateIndicator", |_, _: Steered, before| async move {
        Ok(Wanted::row(read(said.clone(), before)?))
    })
    .await
}

fn read(said: IndicatorSaid, mut row: indicator::Model) -> Result<indicator::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    read.text(&mut row.title, said.title, 300, "title");
    read.text(&mut row.unit, said.unit, 50, "unit");
    let numbers = [
        (&mut row.baseline, said.baseline, "baseline"),
        (&mut row.target, said.target, "target"),
        (&mut row.actual, said.actual, "actual"),
    ];
    for (value, given, field) in numbers {
        let given: MaybeUndefined<f64> = given;
        read.number_or_none(value, given, (-1e15, 1e15), field);
    }
    read.finish_with(row)
}
