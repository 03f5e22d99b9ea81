use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{SessionId, Visibility, adaptation, session};

use super::object::{Adaptation, RescheduleEffect, write};
use super::rules::{self, Effect};
use crate::access::Request;
use crate::db::{RolledBack, Tx, write_tx};
use crate::error::{Error, Result};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, split_outcome};
use crate::observation::input::id;
use crate::observation::rules::required_reason;
use crate::programme::record::{self, Held, Record};
use crate::programme::rules::Steered;
use crate::programme::session::{Session, moved_on, plan, standing};
use crate::programme::{feasibility, phase};
use crate::trail::{Act, Change, FieldChange, Written};

/// A session to move to other times.
#[derive(InputObject)]
pub struct RescheduleSessionInput {
    /// Which session.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// When it begins then.
    starts_at: DateTime<Utc>,
    /// When it ends then: at most seven days later.
    ends_at: DateTime<Utc>,
    /// Why (at most 1,000 characters).
    reason: String,
    /// Whether what would come of it is only shown, and nothing is written.
    #[graphql(default)]
    dry_run: bool,
    /// Whether later sessions of its phase, and of the phases that wait for it, move by as many days, at the same hour of
    /// the clock.
    #[graphql(default)]
    shift_following: bool,
}

/// What moving a session does, or would do.
#[derive(SimpleObject, Default)]
pub struct RescheduleSessionPayload {
    /// What comes of it.
    effect: Option<RescheduleEffect>,
    /// The entry in the log of adaptations; null when nothing was written.
    adaptation: Option<Adaptation>,
    /// What the user can mend; empty when it succeeded.
    user_errors: Vec<UserError>,
    /// What is odd though it succeeded.
    user_warnings: Vec<UserError>,
}

/// Moving sessions.
#[derive(Default)]
pub struct RescheduleMutation;

#[Object]
impl RescheduleMutation {
    /// Moves a session of an edition that one's own member structure leads, for a reason, with those that follow it if so
    /// wished; or shows what would come of it. A session leaves its edition in no case.
    async fn reschedule_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, to when and why.")] input: RescheduleSessionInput,
    ) -> Result<RescheduleSessionPayload> {
        let request = Request::of_account(ctx)?;
        let (done, user_errors, user_warnings) = split_outcome(reschedule(&request, &input).await)?;
        let Some((effect, adaptation)) = done else {
            return Ok(RescheduleSessionPayload { user_errors, user_warnings, ..Default::default() });
        };
        let overtaken = effect.overtaken.iter().map(|id| Request::load(ctx, *id));
        let overtaken: Vec<Session> =
            futures_util::future::try_join_all(overtaken).await?.into_iter().flatten().collect();
        Ok(RescheduleSessionPayload {
            effect: Some(RescheduleEffect::of(&effect, overtaken)),
            adaptation: adaptation.map(|row| Adaptation(Arc::new(row))),
            user_errors,
            user_warnings,
        })
    }
}

type Done = (Effect, Option<adaptation::Model>);

/// How a move ends without being kept.
enum Ended {
    /// It is refused.
    Refused(Refusal),
    /// It was only tried.
    Tried(Effect),
}

impl<T: Into<Refusal>> From<T> for Ended {
    fn from(refusal: T) -> Self {
        Self::Refused(refusal.into())
    }
}

impl RolledBack for Ended {
    fn rolled_back(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.rolled_back())
    }
}

/// Moves, looks at what came of it, and keeps or undoes it: what a trial shows is what would be.
async fn reschedule(request: &Request, input: &RescheduleSessionInput) -> Outcome<Done> {
    let reason = &required_reason(&input.reason)?;
    let moved = write_tx(&request.db, |tx| async move {
        let steered = hold(request, &tx, &input.id).await?;
        let (effect, changed) = moving(request, &tx, &steered, input).await?;
        let effect = looked_at(request, &tx, &steered, effect).await?;
        if input.dry_run {
            return Err(Ended::Tried(effect));
        }
        rules::apply(&effect).map_err(Refusal::Mistakes)?;
        if effect.moves.is_empty() {
            return Ok((effect, None));
        }
        let row = adaptation::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            account_id: request.actor.account(),
            reason: reason.clone(),
            moves: write(&effect.moves),
            version: 1,
            created_at: request.now,
        };
        record::store::add(&tx, &row).await?;
        leave(request, &tx, (&steered, &row), &changed).await?;
        Ok((effect, Some(row)))
    });
    match moved.await {
        Ok(done) => Ok((done, Vec::new())),
        Err(Ended::Tried(effect)) => Ok(((effect, None), Vec::new())),
        Err(Ended::Refused(refusal)) => Err(refusal),
    }
}

async fn hold(request: &Request, tx: &Tx, text: &ID) -> Result<Steered, Refusal> {
    let wanted: SessionId = id(text, "id")?;
    let found = record::store::find_by_ids::<session::Model>(&**tx, &request.actor, &[wanted]).await?.pop();
    let row = found.ok_or_else(|| check::not_found("id", text))?;
    Steered::hold(request, tx, row.edition_id).await
}

type Changed = Vec<(SessionId, Vec<FieldChange>)>;

/// Writes the new times of the session and of those that go with it.
async fn moving(
    request: &Request,
    tx: &Tx,
    steered: &Steered,
    input: &RescheduleSessionInput,
) -> Result<(Effect, Changed), Refusal> {
    let wanted: SessionId = id(&input.id, "id")?;
    let sessions = record::store::all::<session::Model>(&**tx, steered.edition.id).await?;
    let before = sessions.iter().find(|row| row.id == wanted);
    let before = before.ok_or_else(|| check::not_found("id", &input.id))?;
    check::version(input.expected_version, before.version)?;
    standing(before)?;
    let after = (input.starts_at, input.ends_at);
    plan(steered, &session::Model { starts_at: after.0, ends_at: after.1, ..before.clone() })?;
    let waits = phase::dependencies_in(&**tx, &[steered.edition.id]).await?;
    let following = rules::following(before, &sessions, &waits, request.now);
    let moves = rules::moves(before, after, if input.shift_following { &following } else { &[] });
    let overtaken = rules::overtaken(&following, &moves, after);
    let rows: HashMap<SessionId, &session::Model> = sessions.iter().map(|row| (row.id, row)).collect();
    let mut changed = Vec::new();
    for one in &moves {
        let Some(before) = rows.get(&one.session) else { continue };
        let row = session::Model { starts_at: one.after.0, ends_at: one.after.1, ..(*before).clone() };
        let history = session::Model::history(before, &row);
        let written = record::store::revise(tx, moved_on(request, row)).await?;
        written.ok_or_else(|| conflict(input.expected_version))?;
        changed.push((one.session, history));
    }
    Ok((Effect { moves, overtaken, points: Vec::new() }, changed))
}

async fn looked_at(request: &Request, tx: &Tx, steered: &Steered, effect: Effect) -> Result<Effect, Error> {
    let today = request.world.today();
    let points = feasibility::points(&**tx, &request.actor, &steered.edition, today).await?;
    Ok(Effect { points: rules::concerning(points, &effect.moves), ..effect })
}

fn conflict(expected: i32) -> UserError {
    UserError::new(UserErrorCode::VersionConflict, "expectedVersion")
        .with("expected", expected)
        .with("current", expected + 1)
}

async fn leave(
    request: &Request,
    tx: &Tx,
    (steered, row): (&Steered, &adaptation::Model),
    changed: &Changed,
) -> Result<()> {
    let lead = Some(steered.lead());
    let noted = Written::new(row.id, Change::Created, Visibility::Private, lead);
    let mut acts = vec![Act::new("rescheduleSession", noted)];
    for (id, history) in changed {
        let moved = Written::new(*id, Change::Updated, Visibility::Network, lead);
        acts.push(Act::new("rescheduleSession", moved).fields(history));
    }
    request.stamp().leave_many(tx, &acts).await
}
