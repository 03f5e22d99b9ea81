use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::adaptation;
use serde_json::{Value, json};

use super::rules::{Effect, Move};
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{id_text, parse_id};
use crate::network::account::NameOf;
use crate::programme::edition::Edition;
use crate::programme::feasibility::FeasibilityPoint;
use crate::programme::record::record;
use crate::programme::rules::Steered;
use crate::programme::session::Session;
use crate::programme::store::with_team;

/// A change of the plan of an edition that was made.
#[derive(Clone, Debug)]
pub struct Adaptation(pub Arc<adaptation::Model>);

record! {
    adaptation::Model, AdaptationId, Adaptation in "adaptation" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Descending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// A change of the plan of an edition that was made, for a reason; known to its team.
#[Object]
impl Adaptation {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Who made it: the name.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.account_id {
            Some(id) => Request::load(ctx, NameOf(id)).await,
            None => Ok(None),
        }
    }

    /// The sessions that moved.
    async fn moves(&self) -> Vec<SessionMove> {
        read(&self.0.moves).into_iter().map(SessionMove).collect()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A session that moves from some times to others.
#[derive(Clone, Copy, Debug)]
pub struct SessionMove(Move);

/// A session that moves from some times to others.
#[Object]
impl SessionMove {
    /// The session, as it is now.
    async fn session(&self, ctx: &Context<'_>) -> Result<Option<Session>> {
        Request::load(ctx, self.0.session).await
    }

    /// When it began before.
    async fn from(&self) -> DateTime<Utc> {
        self.0.before.0
    }

    /// When it begins after.
    async fn to(&self) -> DateTime<Utc> {
        self.0.after.0
    }

    /// When it ended before.
    async fn ends_from(&self) -> DateTime<Utc> {
        self.0.before.1
    }

    /// When it ends after.
    async fn ends_to(&self) -> DateTime<Utc> {
        self.0.after.1
    }
}

/// What comes of moving a session.
#[derive(SimpleObject)]
pub struct RescheduleEffect {
    /// The sessions that move, the one that was named first; none where nothing differs.
    moves: Vec<SessionMove>,
    /// Sessions of its phase, and of phases that wait for it, that stay and would begin before it is over.
    overtaken: Vec<Session>,
    /// What then clashes with a moved session, or where one lies outside the edition, outside its phase, or on a public
    /// holiday.
    points: Vec<FeasibilityPoint>,
}

impl RescheduleEffect {
    /// As the API shows it.
    pub fn of(effect: &Effect, overtaken: Vec<Session>) -> Self {
        Self {
            moves: effect.moves.iter().copied().map(SessionMove).collect(),
            overtaken,
            points: effect.points.iter().map(FeasibilityPoint::from).collect(),
        }
    }
}

/// Moves as the log keeps them.
pub fn write(moves: &[Move]) -> Value {
    let row = |one: &Move| {
        json!({ "session": id_text(one.session).0, "from": one.before.0, "to": one.after.0,
            "endsFrom": one.before.1, "endsTo": one.after.1 })
    };
    moves.iter().map(row).collect()
}

fn read(moves: &Value) -> Vec<Move> {
    let row = |one: &Value| {
        let text = |name: &str| one.get(name).and_then(Value::as_str);
        let time = |name: &str| text(name)?.parse().ok();
        let session = parse_id(text("session")?)?;
        let (before, after) = ((time("from")?, time("endsFrom")?), (time("to")?, time("endsTo")?));
        Some(Move { session, before, after })
    };
    moves.as_array().into_iter().flatten().filter_map(row).collect()
}
