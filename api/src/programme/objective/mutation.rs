use std::collections::BTreeSet;

use async_graphql::{Context, ID, MaybeUndefined, Object};
use entity::{ObservationId, objective};

use super::object::Objective;
use super::{rules, store};
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, patch, payload};
use crate::observation::input::id;
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::programme::record::{self, Links, RemoveInput, Wanted};
use crate::programme::rules::Steered;

patch! {
    /// What is said of an objective.
    ObjectiveSaid
    /// An objective to add behind the others of an edition.
    create AddObjectiveInput {
        /// The edition.
        edition: ID,
    }
    /// Another objective: what is left out stays as it is, null empties.
    update UpdateObjectiveInput
    required {
        /// What is to change, in words (at most 2,000 characters).
        statement: String,
    }
    optional {
        /// Its priority: 1 comes first; others do not move.
        priority: i32,
        /// All observations that justify it, that one may see (at most 100).
        justified_by: Vec<ID>,
        /// The day those who accompany agreed to it.
        accompanists_agreed_on: Date,
        /// Who said so for those who accompany (at most 200 characters).
        accompanists_agreed_by: String,
        /// The day those who are accompanied agreed to it.
        accompanied_agreed_on: Date,
        /// Who said so for those who are accompanied (at most 200 characters).
        accompanied_agreed_by: String,
    }
}

payload! {
    /// The objective added.
    AddObjectivePayload {
        /// The objective.
        objective: Objective
    }
    /// The objective changed.
    UpdateObjectivePayload {
        /// The objective.
        objective: Objective
    }
    /// The objective removed.
    RemoveObjectivePayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Setting objectives.
#[derive(Default)]
pub struct ObjectiveMutation;

#[Object]
impl ObjectiveMutation {
    /// Adds an objective to an edition that one's own member structure leads.
    async fn add_objective(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The objective.")] input: AddObjectiveInput,
    ) -> Result<AddObjectivePayload> {
        AddObjectivePayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes an objective, its priority, its evidence or who agreed to it.
    async fn update_objective(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateObjectiveInput,
    ) -> Result<UpdateObjectivePayload> {
        UpdateObjectivePayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Removes an objective with its indicators.
    async fn remove_objective(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveObjectivePayload> {
        let request = Request::of_account(ctx)?;
        let going = |steered: &Steered, _: &objective::Model| steered.going("id");
        RemoveObjectivePayload::of(record::remove(&request, input.parts(), "removeObjective", going).await)
    }
}

async fn add(request: &Request, input: AddObjectiveInput) -> Outcome<Objective> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "addObjective", |tx, steered: Steered| async move {
        let last = record::store::highest::<objective::Model>(&tx, steered.edition.id, "rank").await?;
        let blank = objective::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            rank: last.unwrap_or(0).saturating_add(1),
            statement: String::new(),
            accompanists_agreed_on: None,
            accompanists_agreed_by: None,
            accompanied_agreed_on: None,
            accompanied_agreed_by: None,
            version: 1,
            created_at: request.now,
        };
        want(request, &tx, (&steered, blank), said).await
    })
    .await
}

async fn update(request: &Request, input: UpdateObjectiveInput) -> Outcome<Objective> {
    let (id, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, (&id, expected), "updateObjective", |tx, steered: Steered, before| async move {
        want(request, &tx, (&steered, before), said).await
    })
    .await
}

async fn want(
    request: &Request,
    tx: &Tx,
    (steered, before): (&Steered, objective::Model),
    said: &ObjectiveSaid,
) -> Result<Wanted<objective::Model>, Refusal> {
    let row = read(said.clone(), before)?;
    rules::plan(steered, &row, request.world.today())?;
    let links = match &said.justified_by {
        MaybeUndefined::Undefined => None,
        named => Some(evidence(request, tx, &row, named.value().map_or(&[][..], Vec::as_slice)).await?),
    };
    Ok(Wanted::row(row).links(links))
}

fn read(said: ObjectiveSaid, mut row: objective::Model) -> Result<objective::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    read.text(&mut row.statement, said.statement, 2_000, "statement");
    read.number(&mut row.rank, said.priority, (1, 10_000), "priority");
    said.accompanists_agreed_on.map_value(Into::into).update_to(&mut row.accompanists_agreed_on);
    said.accompanied_agreed_on.map_value(Into::into).update_to(&mut row.accompanied_agreed_on);
    let (ours, theirs) = (&mut row.accompanists_agreed_by, &mut row.accompanied_agreed_by);
    read.text_or_none(ours, said.accompanists_agreed_by, 200, "accompanistsAgreedBy");
    read.text_or_none(theirs, said.accompanied_agreed_by, 200, "accompaniedAgreedBy");
    read.finish_with(row)
}

async fn evidence(
    request: &Request,
    tx: &Tx,
    row: &objective::Model,
    named: &[ID],
) -> Result<Links, Refusal> {
    let wanted: BTreeSet<ObservationId> =
        named.iter().map(|text| id(text, "justifiedBy")).collect::<Result<_, _>>()?;
    let wanted: Vec<ObservationId> = wanted.into_iter().collect();
    let present = store::evidence_of(&**tx, &[row.id]).await?;
    let present: Vec<ObservationId> = present.into_iter().map(|(_, observation)| observation).collect();
    let visible = store::visible(&**tx, &request.actor, &wanted).await?;
    rules::justify(&wanted, &present, &visible)?;
    let rows = wanted.iter().map(|observation| vec![row.id.into(), (*observation).into()]).collect();
    Ok(Links { table: "objective_observation", columns: &["objective_id", "observation_id"], rows })
}
