use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use entity::engineering_mission as mission;

use super::super::hold::Holding;
use super::super::object::Accompaniment;
use super::super::store::behind;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Cents, Date, id_text};
use crate::programme::record::record;
use crate::reference::vocabulary::Term;

/// For how many a mission of engineering is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::EngineeringKind")]
pub enum EngineeringKind {
    /// For one beneficiary.
    Individual,
    /// For several together.
    Collective,
}

/// A mission of engineering.
#[derive(Clone, Debug)]
pub struct EngineeringMission(pub Arc<mission::Model>);

record! {
    mission::Model, EngineeringMissionId, EngineeringMission in "engineering_mission" of Holding by accompaniment_id,
    below accompaniment_id: AccompanimentId, seen behind, for Private,
    Ascending ["x.created_at" = |row| KeyPart::Instant(row.created_at)],
    history super::rules::history
}

/// A mission of engineering of an accompaniment.
#[Object]
impl EngineeringMission {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The accompaniment it is part of.
    async fn accompaniment(&self, ctx: &Context<'_>) -> Result<Option<Accompaniment>> {
        Request::load(ctx, self.0.accompaniment_id).await
    }

    /// For one beneficiary, or for several together.
    async fn kind(&self) -> EngineeringKind {
        self.0.kind.into()
    }

    /// Who does it.
    async fn provider(&self) -> &str {
        &self.0.provider
    }

    /// What it is to bring.
    async fn aim(&self) -> Option<&str> {
        self.0.aim.as_deref()
    }

    /// How many days of work.
    async fn days(&self) -> Option<f64> {
        self.0.days
    }

    /// What it costs.
    async fn cost(&self) -> Option<Cents> {
        self.0.cost_cents.map(Cents)
    }

    /// Who pays: a term of the vocabulary `funder`.
    async fn funder(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        match self.0.funder_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Its first day.
    async fn starts_on(&self) -> Option<Date> {
        self.0.starts_on.map(Into::into)
    }

    /// Its last day.
    async fn ends_on(&self) -> Option<Date> {
        self.0.ends_on.map(Into::into)
    }

    /// Its version: pass it as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was noted.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
