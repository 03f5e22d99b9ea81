use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::session;

use super::links::Partakers;
use super::object::Session;
use super::{repeat, rules};
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, check, id_text, patch, payload};
use crate::observation::reading::Reading;
use crate::observation::rules::{required_reason, scheme};
use crate::observation::store as shared;
use crate::programme::coordination::web_address;
use crate::programme::phase;
use crate::programme::record::{self, Wanted};
use crate::programme::rules::Steered;
use crate::reference::territory::{Named, Places, TerritoryReference};

patch! {
    /// What is said of a session.
    SessionSaid
    /// A session to plan in an edition, or several by a rule.
    create PlanSessionInput {
        /// The edition.
        edition: ID,
        /// When it takes place.
        times: SessionTimesInput,
        /// A rule of RFC 5545 that repeats it and has an end, at most 200 times: `FREQ=WEEKLY;BYDAY=TU;COUNT=6`.
        rule: Option<String>,
    }
    /// Another plan for a session: what is left out stays as it is, null empties. Its times move by `rescheduleSession`.
    update UpdateSessionInput
    required {
        /// Its title (at most 200 characters).
        title: String,
    }
    optional {
        /// The phase it belongs to, of the same edition.
        phase: ID,
        /// The territory where it takes place.
        territory: TerritoryReference,
        /// The place: name and address (at most 500 characters).
        place: String,
        /// The address on the web where it takes place remotely (at most 500 characters).
        link: String,
        /// Individual or collective, on site or remote: a code of `modality`, or the id of a term.
        modality: ID,
        /// How many people it has room for, from 1 to 100,000.
        capacity: i32,
        /// All who speak: partners of the edition (at most 20).
        speakers: Vec<ID>,
        /// All rooms, equipment and people of the leading structures that it needs (at most 20).
        resources: Vec<ID>,
    }
}

/// When a session takes place.
#[derive(InputObject, Clone)]
pub struct SessionTimesInput {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends: at most seven days later.
    pub ends_at: DateTime<Utc>,
    /// The time zone in which its times are meant, a name of the IANA database.
    #[graphql(default = "Europe/Paris")]
    pub time_zone: String,
}

/// A session that will not take place.
#[derive(InputObject)]
pub struct CancelSessionInput {
    /// Which session.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// Why (at most 1,000 characters).
    reason: String,
}

payload! {
    /// The sessions planned.
    PlanSessionPayload {
        /// The sessions, one or as many as the rule says.
        sessions: Vec<Session>
    }
    /// The session changed.
    UpdateSessionPayload {
        /// The session.
        session: Session
    }
    /// The session cancelled.
    CancelSessionPayload {
        /// The session.
        session: Session
    }
}

/// Planning sessions.
#[derive(Default)]
pub struct PlanningMutation;

#[Object]
impl PlanningMutation {
    /// Plans a session of an edition that one's own member structure leads, or several at once by a rule that repeats
    /// it at the same hour of the clock.
    async fn plan_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session.")] input: PlanSessionInput,
    ) -> Result<PlanSessionPayload> {
        PlanSessionPayload::of(repeat::plan(&Request::of_account(ctx)?, input).await)
    }

    /// Changes the plan of a session, save its times.
    async fn update_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateSessionInput,
    ) -> Result<UpdateSessionPayload> {
        UpdateSessionPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Cancels a session, for a reason; it stays in its edition's list and in the calendars.
    async fn cancel_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and why.")] input: CancelSessionInput,
    ) -> Result<CancelSessionPayload> {
        CancelSessionPayload::of(cancel(&Request::of_account(ctx)?, &input).await)
    }
}

async fn update(request: &Request, input: UpdateSessionInput) -> Outcome<Session> {
    let (id, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, (&id, expected), "updateSession", |tx, steered: Steered, before| async move {
        steered.going("")?;
        rules::standing(&before)?;
        let (row, warning) = read(request, &tx, said.clone(), before).await?;
        let links = Partakers::read(&tx, &steered, said).await?.links(&[row.id]);
        Ok(Wanted::row(moved_on(request, row)).links(links).warn(warning))
    })
    .await
}

async fn cancel(request: &Request, input: &CancelSessionInput) -> Outcome<Session> {
    let reason = &required_reason(&input.reason)?;
    let id = (&input.id, input.expected_version);
    record::change(request, id, "cancelSession", |_, steered: Steered, before| async move {
        steered.going("")?;
        rules::standing(&before)?;
        let row =
            session::Model { cancelled_at: Some(request.now), cancel_reason: Some(reason.clone()), ..before };
        Ok(Wanted::row(moved_on(request, row)))
    })
    .await
}

/// A calendar shows the version with the highest sequence.
pub fn moved_on(request: &Request, mut row: session::Model) -> session::Model {
    row.sequence = row.sequence.saturating_add(1);
    row.updated_at = request.now;
    row
}

/// Reads what is said over what was said before.
pub(super) async fn read(
    request: &Request,
    tx: &Tx,
    said: SessionSaid,
    mut row: session::Model,
) -> Result<(session::Model, Option<UserError>), Refusal> {
    let named: Vec<Named> = said.territory.value().cloned().map(Named::from).into_iter().collect();
    let places = Places::find(&**tx, &named).await?;
    let codes: Vec<_> =
        said.modality.value().map(|code| (scheme::MODALITY, code.0.clone())).into_iter().collect();
    let terms = shared::terms(&**tx, &codes, [], request.world.today()).await?;
    let mut read = Reading::new(&terms);
    read.text(&mut row.title, said.title, 200, "title");
    read.link(&mut row.phase_id, said.phase, "phase");
    let warning = read.place_or_none(&mut row.territory_id, said.territory, &places, "territory");
    read.text_or_none(&mut row.place, said.place, 500, "place");
    let linked = said.link.is_value();
    read.text_or_none(&mut row.link, said.link, 500, "link");
    if let Some(link) = row.link.as_deref().filter(|_| linked) {
        read.check(web_address("link", link));
    }
    read.term_or_none(&mut row.modality_id, said.modality, scheme::MODALITY, "modality");
    read.number_or_none(&mut row.capacity, said.capacity, (1, 100_000), "capacity");
    let row = read.finish_with(row)?;
    if let Some(phase) = row.phase_id
        && !phase::belongs(&**tx, row.edition_id, phase).await?
    {
        return Err(check::not_found("phase", &id_text(phase)).into());
    }
    Ok((row, warning))
}
