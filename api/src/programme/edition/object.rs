use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{
    budget_line, edition, edition_partner, edition_referent, funding_line, joined_edition, objective, phase,
    session,
};

use super::{EditionReferent, EditionStatus};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Connection, Date, Json, PageArguments, id_text};
use crate::programme::accompaniment::JoinedEdition;
use crate::programme::agreement::EditionContracting;
use crate::programme::attendance::AttendanceRateOf;
use crate::programme::coordination::{EditionCoordination, EditionSchedule, ScheduleOf};
use crate::programme::feasibility::{FeasibilityOf, FeasibilityReport};
use crate::programme::frame::Programme;
use crate::programme::means::{BudgetLine, EditionPartner, FundingLine};
use crate::programme::objective::Objective;
use crate::programme::participant::{self, Enrolment, EnrolmentStatus, PlacesOf};
use crate::programme::phase::Phase;
use crate::programme::record;
use crate::programme::session::{NextSessionOf, Session};
use crate::programme::template::ProgrammeTemplate;
use crate::reference::territory::Territory;

/// A programme as it takes place once.
#[derive(Clone, Debug)]
pub struct Edition(pub Arc<edition::Model>);

impl Edition {
    /// Wraps a row.
    pub fn new(row: edition::Model) -> Self {
        Self(Arc::new(row))
    }
}

/// A programme as it takes place once: from its design to its last session.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Edition {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The programme.
    async fn programme(&self, ctx: &Context<'_>) -> Result<Option<Programme>> {
        Request::load(ctx, self.0.programme_id).await
    }

    /// Which edition of the programme, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Its own title, where it has one.
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// Where it takes place.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        Request::load(ctx, self.0.territory_id).await
    }

    /// Its first day.
    async fn starts_on(&self) -> Date {
        self.0.starts_on.into()
    }

    /// Its last day.
    async fn ends_on(&self) -> Date {
        self.0.ends_on.into()
    }

    /// How many participants it has room for; null where nothing limits it.
    async fn capacity(&self) -> Option<i32> {
        self.0.capacity
    }

    /// Where it stands in its life.
    async fn status(&self) -> EditionStatus {
        self.0.status.into()
    }

    /// Why it was cancelled.
    async fn status_reason(&self) -> Option<&str> {
        self.0.status_reason.as_deref()
    }

    /// When it was opened.
    async fn opened_at(&self) -> Option<DateTime<Utc>> {
        self.0.opened_at
    }

    /// When it was closed or cancelled.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.closed_at
    }

    /// The earlier edition it was made from, of this programme or another.
    #[graphql(name = "fromEdition")]
    async fn origin(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        let Some(id) = self.0.from_edition_id else { return Ok(None) };
        Request::load(ctx, id).await
    }

    /// The template it was made from, as far as the reader may see it.
    #[graphql(name = "fromTemplate")]
    async fn template(&self, ctx: &Context<'_>) -> Result<Option<ProgrammeTemplate>> {
        let Some(id) = self.0.from_template_id else { return Ok(None) };
        Request::load(ctx, id).await
    }

    /// References of the questionnaires it uses, as its team keeps them; an array of texts.
    async fn questionnaires(&self) -> Json {
        Json(self.0.questionnaires.clone())
    }

    /// Those who were its referents, the present one first.
    async fn referents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<EditionReferent>> {
        let page = PageArguments { first, after, last, before };
        record::page::<edition_referent::Model>(ctx, self.0.id, page).await
    }

    /// What it is to change, in order of priority.
    async fn objectives(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Objective>> {
        record::page::<objective::Model>(ctx, self.0.id, PageArguments { first, after, last, before }).await
    }

    /// Its steps, in order.
    async fn phases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Phase>> {
        record::page::<phase::Model>(ctx, self.0.id, PageArguments { first, after, last, before }).await
    }

    /// Its sessions, the earliest first, those that were cancelled too.
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Session>> {
        record::page::<session::Model>(ctx, self.0.id, PageArguments { first, after, last, before }).await
    }

    /// The session that takes place now or next; null when there is none to come.
    async fn next_session(&self, ctx: &Context<'_>) -> Result<Option<Session>> {
        Request::load(ctx, NextSessionOf(self.0.id)).await
    }

    /// The partners who take part in running it.
    async fn partners(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<EditionPartner>> {
        record::page::<edition_partner::Model>(ctx, self.0.id, PageArguments { first, after, last, before })
            .await
    }

    /// What it costs; for its team.
    async fn budget(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<BudgetLine>> {
        record::page::<budget_line::Model>(ctx, self.0.id, PageArguments { first, after, last, before }).await
    }

    /// Who pays; for its team.
    async fn funding(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<FundingLine>> {
        record::page::<funding_line::Model>(ctx, self.0.id, PageArguments { first, after, last, before })
            .await
    }

    /// Who takes part or wishes to, in the order of their applications; for its team.
    #[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
    async fn enrolments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In one of these states; in any when absent.")] status: Option<Vec<EnrolmentStatus>>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Enrolment>> {
        let page = PageArguments { first, after, last, before };
        participant::enrolments(ctx, self.0.id, status, page).await
    }

    /// Accompaniments of one's own member structure that joined it, the last joined first; others' are theirs to know.
    async fn accompaniments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<JoinedEdition>> {
        let page = PageArguments { first, after, last, before };
        record::page_by::<joined_edition::Model>(ctx, ("edition_id", self.0.id.0), page).await
    }

    /// How many have a place: enrolled, active or completed. Null below five for those who are not of its team, whom so
    /// small a number could tell who takes part.
    async fn enrolled_count(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        Ok(Request::load(ctx, PlacesOf(self.0.id)).await?.and_then(|places| places.told(places.taken)))
    }

    /// How many wait for a place; null below five for those who are not of its team.
    async fn waiting_count(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        Ok(Request::load(ctx, PlacesOf(self.0.id)).await?.and_then(|places| places.told(places.waiting)))
    }

    /// Which part of its places is taken, from 0 to 1; null where nothing limits them, and where `enrolledCount` is null.
    async fn fill_rate(&self, ctx: &Context<'_>) -> Result<Option<f64>> {
        let Some(capacity) = self.0.capacity else { return Ok(None) };
        Ok(Request::load(ctx, PlacesOf(self.0.id)).await?.and_then(|places| places.rate(capacity)))
    }

    /// Which part of what was noted of its sessions says that somebody was there, from 0 to 1; null where nothing was
    /// noted, and for those who are not of its team.
    async fn attendance_rate(&self, ctx: &Context<'_>) -> Result<Option<f64>> {
        Request::load(ctx, AttendanceRateOf(self.0.id)).await
    }

    /// What stands against it, and what is odd about it; null for those who are not of its team.
    async fn feasibility(&self, ctx: &Context<'_>) -> Result<Option<FeasibilityReport>> {
        Request::load(ctx, FeasibilityOf(self.0.id)).await
    }

    /// Where it stands in time; null for those who are not of its team.
    async fn schedule(&self, ctx: &Context<'_>) -> Result<Option<EditionSchedule>> {
        Request::load(ctx, ScheduleOf(self.0.id)).await
    }

    /// What keeps it going: tasks, journal, incidents, announcements, documents and changes of plan.
    async fn coordination(&self) -> EditionCoordination {
        EditionCoordination(self.0.id)
    }

    /// What is contracted for it: consultations of providers and agreements; for its team.
    async fn contracting(&self) -> EditionContracting {
        EditionContracting(self.0.id)
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it, or something that belongs to it, was last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}
