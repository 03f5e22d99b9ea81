use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::incident;

use super::rules;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, id_text, patch, payload};
use crate::network::account::NameOf;
use crate::observation::reading::Reading;
use crate::observation::rules::{KnownTerms, past};
use crate::programme::edition::Edition;
use crate::programme::record::{self, Wanted, record};
use crate::programme::rules::Steered;
use crate::programme::store::with_team;

/// How grave an incident is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::IncidentSeverity")]
pub enum IncidentSeverity {
    /// Noted; nothing changes.
    Minor,
    /// Something must change.
    Major,
    /// The edition cannot go on as it is.
    Critical,
}

/// What went wrong in an edition.
#[derive(Clone, Debug)]
pub struct Incident(pub Arc<incident::Model>);

record! {
    incident::Model, IncidentId, Incident in "incident" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Descending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// What went wrong in an edition, what was decided, and what came after; known to its team.
#[Object]
impl Incident {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// The day it happened.
    async fn happened_on(&self) -> Date {
        self.0.happened_on.into()
    }

    /// How grave it is.
    async fn severity(&self) -> IncidentSeverity {
        self.0.severity.into()
    }

    /// What happened.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// What was decided.
    async fn decision(&self) -> Option<&str> {
        self.0.decision.as_deref()
    }

    /// What came after.
    async fn follow_up(&self) -> Option<&str> {
        self.0.follow_up.as_deref()
    }

    /// When it was resolved; null while it is not.
    async fn resolved_at(&self) -> Option<DateTime<Utc>> {
        self.0.resolved_at
    }

    /// Who reported it: the name.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.account_id {
            Some(id) => Request::load(ctx, NameOf(id)).await,
            None => Ok(None),
        }
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

patch! {
    /// What is said of an incident.
    IncidentSaid
    /// What went wrong in an edition.
    create ReportIncidentInput {
        /// The edition.
        edition: ID,
    }
    /// More of an incident: what is left out stays as it is, null empties.
    update UpdateIncidentInput
    required {
        /// How grave it is.
        severity: IncidentSeverity,
        /// What happened (at most 5,000 characters).
        description: String,
    }
    optional {
        /// The day it happened; today when left out.
        happened_on: Date,
        /// What was decided (at most 5,000 characters).
        decision: String,
        /// What came after (at most 5,000 characters).
        follow_up: String,
    }
}

/// An incident that is resolved.
#[derive(InputObject)]
pub struct ResolveIncidentInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// The incident reported.
    ReportIncidentPayload {
        /// The incident.
        incident: Incident
    }
    /// The incident changed.
    UpdateIncidentPayload {
        /// The incident.
        incident: Incident
    }
    /// The incident resolved.
    ResolveIncidentPayload {
        /// The incident.
        incident: Incident
    }
}

/// What goes wrong.
#[derive(Default)]
pub struct IncidentMutation;

#[Object]
impl IncidentMutation {
    /// Reports an incident of an edition that one's own member structure leads.
    async fn report_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What happened.")] input: ReportIncidentInput,
    ) -> Result<ReportIncidentPayload> {
        ReportIncidentPayload::of(report(&Request::of_account(ctx)?, input).await)
    }

    /// Says more of an incident: what was decided, what came after.
    async fn update_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateIncidentInput,
    ) -> Result<UpdateIncidentPayload> {
        UpdateIncidentPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Says that an incident is resolved, once.
    async fn resolve_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ResolveIncidentInput,
    ) -> Result<ResolveIncidentPayload> {
        ResolveIncidentPayload::of(resolve(&Request::of_account(ctx)?, &input).await)
    }
}

async fn report(request: &Request, input: ReportIncidentInput) -> Outcome<Incident> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "reportIncident", |_, steered: Steered| async move {
        let blank = incident::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            account_id: request.actor.account(),
            happened_on: request.world.today(),
            severity: entity::IncidentSeverity::Minor,
            description: String::new(),
            decision: None,
            follow_up: None,
            resolved_at: None,
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(request, said.clone(), blank)?))
    })
    .await
}

async fn update(request: &Request, input: UpdateIncidentInput) -> Outcome<Incident> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, which, "updateIncident", |_, _: Steered, before| async move {
        Ok(Wanted::row(read(request, said.clone(), before)?))
    })
    .await
}

async fn resolve(request: &Request, input: &ResolveIncidentInput) -> Outcome<Incident> {
    let which = (&input.id, input.expected_version);
    record::change(request, which, "resolveIncident", |_, _: Steered, mut row: incident::Model| async move {
        rules::once(row.resolved_at, "RESOLVED")?;
        row.resolved_at = Some(request.now);
        Ok(Wanted::row(row))
    })
    .await
}

fn read(request: &Request, said: IncidentSaid, mut row: incident::Model) -> Result<incident::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    read.must(&mut row.severity, said.severity.map_value(Into::into), "severity");
    read.text(&mut row.description, said.description, 5_000, "description");
    read.must(&mut row.happened_on, said.happened_on.map_value(Into::into), "happenedOn");
    read.text_or_none(&mut row.decision, said.decision, 5_000, "decision");
    read.text_or_none(&mut row.follow_up, said.follow_up, 5_000, "followUp");
    read.check(past(row.happened_on, request.world.today(), "happenedOn"));
    read.finish_with(row)
}
