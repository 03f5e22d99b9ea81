use async_graphql::{Context, Object};
use entity::{EditionId, agreement, consultation};

use super::object::Agreement;
use crate::error::Result;
use crate::graphql::{Connection, PageArguments};
use crate::programme::consultation::Consultation;
use crate::programme::record;

/// What is contracted for an edition.
#[derive(Clone, Copy, Debug)]
pub struct EditionContracting(pub EditionId);

/// What is contracted for an edition: consultations of providers and agreements; for its team.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl EditionContracting {
    /// Consultations of providers, in the order in which they were entered; for its team.
    async fn consultations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Consultation>> {
        record::page::<consultation::Model>(ctx, self.0, PageArguments { first, after, last, before }).await
    }

    /// Agreements, the latest first; for its team.
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Agreement>> {
        let page = PageArguments { first, after, last, before };
        record::page_by::<agreement::Model>(ctx, ("edition_id", self.0.0), page).await
    }
}
