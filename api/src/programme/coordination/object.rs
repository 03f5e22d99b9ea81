use async_graphql::{Context, Object};
use entity::{EditionId, adaptation, announcement, document, incident, journal_entry, task};

use super::announcement::Announcement;
use super::document::Document;
use super::incident::Incident;
use super::journal::JournalEntry;
use super::reschedule::Adaptation;
use super::task::Task;
use crate::error::Result;
use crate::graphql::{Connection, PageArguments};
use crate::programme::partnership::{Solicitation, SolicitationStatus, solicitations};
use crate::programme::record;

/// What keeps an edition going.
#[derive(Clone, Copy, Debug)]
pub struct EditionCoordination(pub EditionId);

/// What keeps an edition going: tasks, journal, incidents, announcements, documents, solicitations of partners and changes
/// of plan.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl EditionCoordination {
    /// What is to be done, in the order in which it was asked; for its team.
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Task>> {
        record::page::<task::Model>(ctx, self.0, PageArguments { first, after, last, before }).await
    }

    /// What its team noted, the latest first; for its team.
    async fn journal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<JournalEntry>> {
        record::page::<journal_entry::Model>(ctx, self.0, PageArguments { first, after, last, before }).await
    }

    /// What went wrong, the latest first; for its team.
    async fn incidents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Incident>> {
        record::page::<incident::Model>(ctx, self.0, PageArguments { first, after, last, before }).await
    }

    /// What was announced to participants or speakers, the latest first; for its team.
    async fn announcements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Announcement>> {
        record::page::<announcement::Model>(ctx, self.0, PageArguments { first, after, last, before }).await
    }

    /// References of documents, the latest first: those that the reader may know of.
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Document>> {
        record::page::<document::Model>(ctx, self.0, PageArguments { first, after, last, before }).await
    }

    /// Partners who were asked to take part, those to answer first first; for its team.
    #[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
    async fn solicitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In one of these states; in any when absent.")] status: Option<
            Vec<SolicitationStatus>,
        >,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Solicitation>> {
        let page = PageArguments { first, after, last, before };
        solicitations(ctx, self.0, status, page).await
    }

    /// Changes of plan that were made, the latest first; for its team.
    async fn adaptations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Adaptation>> {
        record::page::<adaptation::Model>(ctx, self.0, PageArguments { first, after, last, before }).await
    }
}
