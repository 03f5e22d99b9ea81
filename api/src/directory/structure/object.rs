use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{MemberId, TermId, structure};

use super::card::TermField;
use super::history::FieldChange;
use super::identifier::{ExternalReferenceLabel, Identifier};
use super::loader::{HistoryOf, IdentifiersOf, ReferencesOf, TermsOf, ZonesOf};
use super::rules::{is_masked, reads_inside};
use super::store::{Sort, texts};
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::directory::contact::{self, Contact};
use crate::directory::partner::{Partner, PartnerOf};
use crate::error::Result;
use crate::graphql::{Binding, Connection, Language, Node, PageArguments, id_text};
use crate::network::member::Member;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;
use crate::trail::count_history;

/// An organisation of the directory.
#[derive(Clone, Debug)]
pub struct Structure(pub Arc<structure::Model>);

impl Structure {
    /// Wraps a row.
    pub fn new(row: structure::Model) -> Self {
        Self(Arc::new(row))
    }

    /// Whether the reader meets what identifies it.
    fn is_open(&self, ctx: &Context<'_>) -> bool {
        Request::of(ctx).is_ok_and(|request| !is_masked(&self.0, &request.actor))
    }

    async fn listed(&self, ctx: &Context<'_>, field: TermField) -> Result<Vec<Term>> {
        let mut terms = Request::load(ctx, TermsOf(self.0.id, self.0.version)).await?.unwrap_or_default();
        terms.retain(|term| term.0.scheme == field.scheme());
        Ok(terms)
    }

    async fn inner_term(&self, ctx: &Context<'_>, id: Option<TermId>) -> Result<Option<Term>> {
        if is_inside(ctx) { term(ctx, id).await } else { Ok(None) }
    }
}

async fn term(ctx: &Context<'_>, id: Option<TermId>) -> Result<Option<Term>> {
    match id {
        Some(id) => Request::load(ctx, id).await,
        None => Ok(None),
    }
}

impl Node for Structure {
    fn key(&self, order: &str) -> Key {
        let part = |name| match Sort::of(name) {
            Sort::Name => KeyPart::Text(self.0.sort_key.clone()),
            Sort::UpdatedAt => KeyPart::Instant(self.0.updated_at),
            Sort::CreatedAt => KeyPart::Instant(self.0.created_at),
        };
        order.split(',').map(part).chain([KeyPart::Id(self.0.id.0)]).collect()
    }
}

async fn member(ctx: &Context<'_>, id: Option<MemberId>) -> Result<Option<Member>> {
    match id {
        Some(id) => Request::load(ctx, id).await,
        None => Ok(None),
    }
}

/// Whether the reader meets what is not for everybody.
fn is_inside(ctx: &Context<'_>) -> bool {
    Request::of(ctx).is_ok_and(|request| reads_inside(&request.actor))
}

/// An organisation of the shared directory. What identifies a sole trader under partial diffusion in Sirene is
/// masked for all but the member structure that contributed it.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Structure {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Its usual name; words that say so where it is masked.
    async fn name(&self, ctx: &Context<'_>) -> &str {
        if self.is_open(ctx) { &self.0.name } else { Language::of(ctx).pick("Nom masqué", "Name masked") }
    }

    /// Whether it is a sole trader under partial diffusion in Sirene, shown in full to its own member only.
    async fn restricted(&self) -> bool {
        self.0.restricted
    }

    /// Its other names (at most 50).
    async fn other_names(&self, ctx: &Context<'_>) -> Vec<String> {
        if self.is_open(ctx) { texts(&self.0.other_names) } else { Vec::new() }
    }

    /// Its identifiers (at most 50): claims, with what their check says.
    async fn identifiers(&self, ctx: &Context<'_>) -> Result<Vec<Identifier>> {
        if !self.is_open(ctx) {
            return Ok(Vec::new());
        }
        let found = Request::load(ctx, IdentifiersOf(self.0.id, self.0.version)).await?.unwrap_or_default();
        Ok(found.into_iter().map(Identifier).collect())
    }

    /// Its keys in other systems (at most 50); for the network and its partners.
    async fn external_references(&self, ctx: &Context<'_>) -> Result<Vec<ExternalReferenceLabel>> {
        if !self.is_open(ctx) || !is_inside(ctx) {
            return Ok(Vec::new());
        }
        let found = Request::load(ctx, ReferencesOf(self.0.id, self.0.version)).await?.unwrap_or_default();
        Ok(found.into_iter().map(Into::into).collect())
    }

    /// What kinds of structure it is (at most 50), terms of `structure-kind`.
    async fn kinds(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::Kinds).await
    }

    /// Its legal form, a term of `legal-form`.
    async fn legal_form(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, self.0.legal_form_id).await
    }

    /// Its status in the social economy, a term of `ess-status`.
    async fn ess_status(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, self.0.ess_status_id).await
    }

    /// The sector it works in above all, a term of `sector`.
    async fn main_sector(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, self.0.main_sector_id).await
    }

    /// Other sectors it works in (at most 50).
    async fn other_sectors(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::OtherSectors).await
    }

    /// What it does above all, a term of `function`.
    async fn main_function(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, self.0.main_function_id).await
    }

    /// What else it does (at most 50).
    async fn other_functions(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::OtherFunctions).await
    }

    /// Where its seat is; where it is masked, nothing finer than the département.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        let seat = if self.is_open(ctx) { self.0.territory_id } else { self.0.shared_territory_id };
        match seat {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Where it intervenes (at most 50).
    async fn zones(&self, ctx: &Context<'_>) -> Result<Vec<Territory>> {
        if !self.is_open(ctx) {
            return Ok(Vec::new());
        }
        Ok(Request::load(ctx, ZonesOf(self.0.id, self.0.version)).await?.unwrap_or_default())
    }

    /// Its addresses on the web (at most 50).
    async fn web(&self, ctx: &Context<'_>) -> Vec<String> {
        if self.is_open(ctx) { texts(&self.0.web) } else { Vec::new() }
    }

    /// The year it was created.
    async fn creation_year(&self, ctx: &Context<'_>) -> Option<i32> {
        self.0.creation_year.filter(|_| self.is_open(ctx))
    }

    /// What it does, in words; for the network and its partners.
    async fn description(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0.description.as_deref().filter(|_| self.is_open(ctx) && is_inside(ctx))
    }

    /// What kind of organisation it is, a term of `organisation-kind`; for the network and its partners.
    async fn organisation_kind(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        self.inner_term(ctx, self.0.organisation_kind_id).await
    }

    /// What it is active as (at most 50), terms of `activity`; for the network and its partners.
    async fn activities(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        if is_inside(ctx) { self.listed(ctx, TermField::Activities).await } else { Ok(Vec::new()) }
    }

    /// How far it has come, a term of `career-stage`; for the network and its partners.
    async fn career_stage(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        self.inner_term(ctx, self.0.career_stage_id).await
    }

    /// How many people it employs, a term of `staff-bracket`; for the network and its partners.
    async fn staff_bracket(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        self.inner_term(ctx, self.0.staff_bracket_id).await
    }

    /// How large its yearly budget is, a term of `budget-bracket`; for the network and its partners.
    async fn budget_bracket(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        self.inner_term(ctx, self.0.budget_bracket_id).await
    }

    /// The partner that it is, if it is one.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        Request::load(ctx, PartnerOf(self.0.id)).await
    }

    /// People to write to, by name; for members only.
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Contact>> {
        contact::page(ctx, self.0.id, PageArguments { first, after, last, before }).await
    }

    /// The member structure of the network that it is, if it is one.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        let open = self.is_open(ctx);
        member(ctx, self.0.member_id.filter(|_| open)).await
    }

    /// The member structure that contributed it; for the network and its partners.
    async fn contributed_by(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        member(ctx, self.0.contributed_by.filter(|_| is_inside(ctx))).await
    }

    /// Grows by one with each change; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was changed last.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// What changed on its card, the latest first; for the network and its partners.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<FieldChange>> {
        let binding = Binding::new("structure.history", "LATEST", &self.0.id);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        if !self.is_open(ctx) || !is_inside(ctx) {
            return Ok(Connection::empty());
        }
        let key = HistoryOf { parent: self.0.id, arguments: self.0.version, page };
        let slice = Request::load(ctx, key).await?.unwrap_or_default();
        let (request, id) = (Request::of(ctx)?, self.0.id);
        let count = Connection::<FieldChange>::counting(move || {
            let request = request.clone();
            async move { count_history(request.db.reader(), id).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}
