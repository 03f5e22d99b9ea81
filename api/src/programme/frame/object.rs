use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{agreement, field_change, programme, programme_proposal};

use super::loader::{HistoryOf, LeadsOf, TermsOf, ZonesOf};
use crate::access::{Request, Scope};
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Binding, Connection, Json, Node, PageArguments, id_text};
use crate::network::member::Member;
use crate::observation::level::Visibility;
use crate::observation::rules::scheme;
use crate::programme::agreement::Agreement;
use crate::programme::edition::{self, Edition};
use crate::programme::proposal::ProgrammeProposal;
use crate::programme::record;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;
use crate::trail::count_history;

/// Whether a member structure leads a programme with the one that made it.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::LeadStatus")]
pub enum LeadStatus {
    /// Asked to.
    Invited,
    /// It does.
    Accepted,
    /// It will not, or no longer does.
    Declined,
}

/// A programme, as the reader may see it.
#[derive(Clone, Debug)]
pub struct Programme(pub Arc<programme::Model>);

impl Programme {
    /// Wraps a row.
    pub fn new(row: programme::Model) -> Self {
        Self(Arc::new(row))
    }

    async fn terms(&self, ctx: &Context<'_>, scheme: &str) -> Result<Vec<Term>> {
        let terms = Request::load(ctx, TermsOf(self.0.id, self.0.version)).await?.unwrap_or_default();
        Ok(terms.into_iter().filter(|term| term.0.scheme == scheme).collect())
    }

    async fn leads(&self, ctx: &Context<'_>) -> Result<Vec<(Member, entity::LeadStatus)>> {
        Ok(Request::load(ctx, LeadsOf(self.0.id, self.0.version)).await?.unwrap_or_default())
    }

    /// Whether the reader's member structure leads it.
    async fn is_led(&self, ctx: &Context<'_>) -> Result<bool> {
        let Some(own) = Request::of(ctx)?.actor.works_for_with(Scope::ProgrammesRead) else {
            return Ok(false);
        };
        let leading =
            |(member, status): &(Member, _)| member.0.id == own && *status == entity::LeadStatus::Accepted;
        Ok(self.leads(ctx).await?.iter().any(leading))
    }
}

impl Node for Programme {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Text(self.0.sort_key.clone()), KeyPart::Id(self.0.id.0)]
    }
}

/// A member structure that leads a programme with the one that made it, or is asked to.
#[derive(SimpleObject)]
pub struct CoLead {
    /// The member structure.
    member: Member,
    /// Whether it does.
    status: LeadStatus,
}

/// A programme of accompaniment: what it is for, for whom, where, who leads it. It takes place in editions.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Programme {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What it is for, in words.
    async fn summary(&self) -> Option<&str> {
        self.0.summary.as_deref()
    }

    /// The member structure that made it and leads it.
    async fn lead(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.member_id).await
    }

    /// The other member structures that lead it; those that are asked to, for its team and themselves.
    async fn co_leads(&self, ctx: &Context<'_>) -> Result<Vec<CoLead>> {
        let (own, led) = (Request::of(ctx)?.actor.works_for(), self.is_led(ctx).await?);
        let others = self.leads(ctx).await?.into_iter().filter(|(member, _)| member.0.id != self.0.member_id);
        let known = |(member, status): &(Member, entity::LeadStatus)| {
            led || *status == entity::LeadStatus::Accepted || own == Some(member.0.id)
        };
        Ok(others.filter(known).map(|(member, status)| CoLead { member, status: status.into() }).collect())
    }

    /// Sectors it is for: terms of the vocabulary `sector`.
    async fn sectors(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::SECTOR).await
    }

    /// Themes of needs it answers: terms of the vocabulary `need-theme`.
    async fn themes(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::THEME).await
    }

    /// Publics it is for: terms of the vocabulary `public`.
    async fn publics(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::PUBLIC).await
    }

    /// Stages of a career it is for: terms of the vocabulary `career-stage`.
    async fn career_stages(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::CAREER_STAGE).await
    }

    /// Where those come from whom it is for.
    async fn zones(&self, ctx: &Context<'_>) -> Result<Vec<Territory>> {
        Ok(Request::load(ctx, ZonesOf(self.0.id, self.0.version)).await?.unwrap_or_default())
    }

    /// Who may see it; lent to figures alone, it is seen by its team.
    async fn visibility(&self) -> Visibility {
        self.0.visibility.into()
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When its frame was last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// The times it takes place, the latest first.
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Edition>> {
        edition::editions(ctx, self.0.id, PageArguments { first, after, last, before }).await
    }

    /// Changes of its frame that were proposed, the latest first; for its team.
    async fn proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ProgrammeProposal>> {
        let page = PageArguments { first, after, last, before };
        record::page::<programme_proposal::Model>(ctx, self.0.id, page).await
    }

    /// What was agreed with others for it, the latest first; for its team.
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Agreement>> {
        let page = PageArguments { first, after, last, before };
        record::page::<agreement::Model>(ctx, self.0.id, page).await
    }

    /// How its frame changed, the latest first; for its team.
    async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ProgrammeRevision>> {
        let binding = Binding::new("programme.revisions", "LATEST", &self.0.id);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        if !self.is_led(ctx).await? {
            return Ok(Connection::empty());
        }
        let (request, id) = (Request::of(ctx)?, self.0.id);
        let key = HistoryOf { parent: id, arguments: self.0.version, page };
        let slice = Request::load(ctx, key).await?.unwrap_or_default();
        let count = Connection::<ProgrammeRevision>::counting(move || {
            let request = request.clone();
            async move { count_history(request.db.reader(), id).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}

/// A field of a programme's frame before and after a change.
#[derive(Clone, Debug)]
pub struct ProgrammeRevision(Arc<field_change::Model>);

impl ProgrammeRevision {
    /// Wraps a row.
    pub fn new(row: field_change::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Node for ProgrammeRevision {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.0.at), KeyPart::Id(self.0.id.0)]
    }
}

/// A field of a programme's frame before and after a change.
#[Object]
impl ProgrammeRevision {
    /// The field's name.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// What it said before: terms and territories by their ids; null where it said nothing.
    async fn before(&self) -> Option<Json> {
        self.0.before.clone().map(Json)
    }

    /// What it said after; null where it said nothing.
    async fn after(&self) -> Option<Json> {
        self.0.after.clone().map(Json)
    }

    /// When it was changed.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// The member structure whose people changed it.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.member_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }
}
