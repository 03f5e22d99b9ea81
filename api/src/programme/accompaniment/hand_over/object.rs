use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::accompaniment_hand_over as hand_over;

use super::super::hold::Holding;
use super::super::store::behind;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Date, id_text};
use crate::programme::colleague::{Colleague, ColleagueOf};
use crate::programme::record::record;

/// A hand-over of an accompaniment.
#[derive(Clone, Debug)]
pub struct AccompanimentHandOver(pub Arc<hand_over::Model>);

record! {
    hand_over::Model, AccompanimentHandOverId, AccompanimentHandOver in "accompaniment_hand_over" of Holding by accompaniment_id,
    below accompaniment_id: AccompanimentId, seen behind, for Private,
    Descending ["x.handed_on" = |row| KeyPart::Date(row.handed_on)]
}

/// A hand-over of an accompaniment from one referent to the next.
#[Object]
impl AccompanimentHandOver {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Who followed it until then.
    async fn from(&self, ctx: &Context<'_>) -> Result<Option<Colleague>> {
        Request::load(ctx, ColleagueOf(self.0.from_id)).await
    }

    /// Who has followed it since.
    async fn to(&self, ctx: &Context<'_>) -> Result<Option<Colleague>> {
        Request::load(ctx, ColleagueOf(self.0.to_id)).await
    }

    /// When.
    async fn handed_on(&self) -> Date {
        self.0.handed_on.into()
    }

    /// What the next referent should know.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}
