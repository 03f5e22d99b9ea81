use std::collections::BTreeSet;

use async_graphql::{Context, ID, MaybeUndefined, Object};
use entity::{PhaseId, TermId, phase};
use uuid::Uuid;

use super::object::Phase;
use super::{rules, store};
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, UserError, UserErrorCode, patch, payload};
use crate::observation::input::id;
use crate::observation::reading::Reading;
use crate::observation::rules::scheme;
use crate::observation::store as shared;
use crate::programme::record::{self, Links, RemoveInput, Wanted};
use crate::programme::rules::Steered;

/// Phases that one phase waits for, at most.
const MOST_DEPENDENCIES: usize = 20;

patch! {
    /// What is said of a phase.
    PhaseSaid
    /// A phase to add behind the others of an edition.
    create AddPhaseInput {
        /// The edition.
        edition: ID,
    }
    /// Another plan for a phase: what is left out stays as it is, null empties.
    update UpdatePhaseInput
    required {
        /// Its title (at most 200 characters).
        title: String,
        /// Its kind: a code of `format`, or the id of a term.
        kind: ID,
    }
    optional {
        /// What it is for (at most 2,000 characters).
        aim: String,
        /// Individual or collective, on site or remote: a code of `modality`, or the id of a term.
        modality: ID,
        /// Tools and methods it uses (at most 2,000 characters).
        tools: String,
        /// The first day of its window, within the edition.
        starts_on: Date,
        /// The last day of its window, within the edition.
        ends_on: Date,
        /// Its place among the phases, from 1; others do not move.
        rank: i32,
        /// All phases that come before it (at most 20).
        depends_on: Vec<ID>,
    }
}

payload! {
    /// The phase added.
    AddPhasePayload {
        /// The phase.
        phase: Phase
    }
    /// The phase changed.
    UpdatePhasePayload {
        /// The phase.
        phase: Phase
    }
    /// The phase removed.
    RemovePhasePayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Planning phases.
#[derive(Default)]
pub struct PhaseMutation;

#[Object]
impl PhaseMutation {
    /// Adds a phase to an edition that one's own member structure leads.
    async fn add_phase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The phase.")] input: AddPhaseInput,
    ) -> Result<AddPhasePayload> {
        AddPhasePayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes the plan of a phase.
    async fn update_phase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdatePhaseInput,
    ) -> Result<UpdatePhasePayload> {
        UpdatePhasePayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Removes a phase that has no session.
    async fn remove_phase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemovePhasePayload> {
        let request = Request::of_account(ctx)?;
        let going = |steered: &Steered, _: &phase::Model| steered.going("id");
        RemovePhasePayload::of(record::remove(&request, input.parts(), "removePhase", going).await)
    }
}

async fn add(request: &Request, input: AddPhaseInput) -> Outcome<Phase> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "addPhase", |tx, steered: Steered| async move {
        let last = record::store::highest::<phase::Model>(&tx, steered.edition.id, "rank").await?;
        let blank = phase::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            rank: last.unwrap_or(0).saturating_add(1),
            kind_id: TermId(Uuid::nil()),
            title: String::new(),
            aim: None,
            modality_id: None,
            tools: None,
            starts_on: None,
            ends_on: None,
            version: 1,
            created_at: request.now,
        };
        want(request, &tx, (&steered, blank), said).await
    })
    .await
}

async fn update(request: &Request, input: UpdatePhaseInput) -> Outcome<Phase> {
    let (id, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, (&id, expected), "updatePhase", |tx, steered: Steered, before| async move {
        want(request, &tx, (&steered, before), said).await
    })
    .await
}

async fn want(
    request: &Request,
    tx: &Tx,
    (steered, before): (&Steered, phase::Model),
    said: &PhaseSaid,
) -> Result<Wanted<phase::Model>, Refusal> {
    let row = read(request, tx, said, before).await?;
    rules::plan(steered, &row)?;
    let links = match &said.depends_on {
        MaybeUndefined::Undefined => None,
        others => Some(dependencies(tx, &row, others.value().map_or(&[][..], Vec::as_slice)).await?),
    };
    Ok(Wanted::row(row).links(links))
}

async fn dependencies(tx: &Tx, row: &phase::Model, said: &[ID]) -> Result<Links, Refusal> {
    if said.len() > MOST_DEPENDENCIES {
        return Err(UserError::new(UserErrorCode::TooMany, "dependsOn")
            .with("max", MOST_DEPENDENCIES)
            .into());
    }
    let named = said.iter().map(|text| id(text, "dependsOn"));
    let others: BTreeSet<PhaseId> = named.collect::<Result<_, _>>()?;
    let others: Vec<PhaseId> = others.into_iter().collect();
    let belonging = store::belonging(&**tx, row.edition_id, &others).await?;
    let present = store::dependencies_in(&**tx, &[row.edition_id]).await?;
    rules::depend(row.id, &others, &belonging, &present)?;
    let rows = others.iter().map(|other| vec![row.id.into(), (*other).into()]).collect();
    Ok(Links { table: "phase_dependency", columns: &["phase_id", "depends_on_id"], rows })
}

async fn read(
    request: &Request,
    tx: &Tx,
    said: &PhaseSaid,
    mut row: phase::Model,
) -> Result<phase::Model, Refusal> {
    let said = said.clone();
    let codes = [(scheme::FORMAT, said.kind.value()), (scheme::MODALITY, said.modality.value())];
    let codes: Vec<_> =
        codes.into_iter().filter_map(|(scheme, code)| Some((scheme, code?.0.clone()))).collect();
    let terms = shared::terms(&**tx, &codes, [], request.world.today()).await?;
    let mut read = Reading::new(&terms);
    read.text(&mut row.title, said.title, 200, "title");
    read.term(&mut row.kind_id, said.kind, scheme::FORMAT, "kind");
    read.text_or_none(&mut row.aim, said.aim, 2_000, "aim");
    read.term_or_none(&mut row.modality_id, said.modality, scheme::MODALITY, "modality");
    read.text_or_none(&mut row.tools, said.tools, 2_000, "tools");
    said.starts_on.map_value(Into::into).update_to(&mut row.starts_on);
    said.ends_on.map_value(Into::into).update_to(&mut row.ends_on);
    read.number(&mut row.rank, said.rank, (1, 10_000), "rank");
    read.finish_with(row)
}
