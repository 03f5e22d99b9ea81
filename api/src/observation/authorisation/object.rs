use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{TermId, authorisation};

use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::directory::structure::Structure;
use crate::error::Result;
use crate::graphql::{Date, Node, id_text};
use crate::observation::level::Visibility;
use crate::reference::vocabulary::Term;

/// What an organisation or a person allows.
#[derive(Clone, Debug)]
pub struct Authorisation(pub Arc<authorisation::Model>);

impl Node for Authorisation {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.created_at), KeyPart::Id(self.0.id.0)]
    }
}

/// What an organisation or a person allows to be shared; seen by the member structure that recorded it.
#[Object]
impl Authorisation {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// On what it rests: a term of the vocabulary `authorisation-basis`.
    async fn basis(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Request::load(ctx, self.0.basis_id).await
    }

    /// The structure it is given for; null where it is for a person or for openly licensed data.
    async fn structure(&self, ctx: &Context<'_>) -> Result<Option<Structure>> {
        match self.0.structure_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Who gave it: name or office.
    async fn granted_by(&self) -> &str {
        &self.0.granted_by
    }

    /// The day it was given.
    async fn granted_on(&self) -> Date {
        self.0.granted_on.into()
    }

    /// The widest level it allows.
    async fn level(&self) -> Visibility {
        self.0.level.into()
    }

    /// Where openly licensed data come from.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// Licence of openly licensed data: a term of the vocabulary `licence`.
    async fn licence(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        match self.0.licence_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// When it was withdrawn; null while it holds.
    async fn withdrawn_at(&self) -> Option<DateTime<Utc>> {
        self.0.withdrawn_at
    }

    /// Why it was withdrawn.
    async fn withdrawal_reason(&self) -> Option<&str> {
        self.0.withdrawal_reason.as_deref()
    }

    /// Version, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was recorded.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// What to name when openly licensed data are used again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionNote {
    /// Where they come from.
    pub source: String,
    /// Under which licence.
    pub licence: TermId,
}

/// What to name when openly licensed data are used again.
#[Object]
impl AttributionNote {
    /// Where they come from.
    async fn source(&self) -> &str {
        &self.source
    }

    /// Under which licence: a term of the vocabulary `licence`.
    async fn licence(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Request::load(ctx, self.licence).await
    }
}
