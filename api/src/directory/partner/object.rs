use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::edition_partner;

use super::card::{Absence, TermField};
use super::loader::{AbsencesOf, TermsOf, ZonesOf};
use super::store::{Seen, Sort};
use crate::access::{Request, Scope};
use crate::db::{Key, KeyPart};
use crate::directory::contact::{self, Contact};
use crate::directory::structure::{Structure, reads_inside, texts};
use crate::error::Result;
use crate::graphql::{Connection, Node, PageArguments, id_text};
use crate::network::account::Account;
use crate::network::member::Member;
use crate::programme::means::EditionPartner;
use crate::programme::record;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

/// Who can intervene or fund.
#[derive(Clone, Debug)]
pub struct Partner(Arc<Seen>);

impl Partner {
    /// Wraps what a reader sees.
    pub fn new(seen: Seen) -> Self {
        Self(Arc::new(seen))
    }

    /// The name it goes by.
    pub fn named(&self) -> &str {
        &self.0.name
    }

    async fn listed(&self, ctx: &Context<'_>, field: TermField) -> Result<Vec<Term>> {
        let key = TermsOf(self.0.row.id, self.0.row.version);
        let mut terms = Request::load(ctx, key).await?.unwrap_or_default();
        terms.retain(|term| term.0.scheme == field.scheme());
        Ok(terms)
    }
}

impl Node for Partner {
    fn key(&self, order: &str) -> Key {
        let part = |name| match Sort::of(name) {
            Sort::Name => KeyPart::Text(self.0.sort_key.clone()),
            Sort::UpdatedAt => KeyPart::Instant(self.0.row.updated_at),
            Sort::CreatedAt => KeyPart::Instant(self.0.row.created_at),
        };
        order.split(',').map(part).chain([KeyPart::Id(self.0.row.id.0)]).collect()
    }
}

/// A period in which a partner cannot intervene.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct PartnerAbsence {
    /// Its start.
    from: DateTime<Utc>,
    /// Its end.
    to: DateTime<Utc>,
}

impl From<Absence> for PartnerAbsence {
    fn from(absence: Absence) -> Self {
        Self { from: absence.from, to: absence.to }
    }
}

/// Whether the reader meets what is not for everybody.
fn is_inside(ctx: &Context<'_>) -> bool {
    Request::of(ctx).is_ok_and(|request| reads_inside(&request.actor))
}

/// Who can intervene in programmes or fund them: a structure of the directory, or an independent professional, whom only
/// the network and its partners read.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Partner {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.row.id)
    }

    /// The name it goes by: its own, or that of its structure.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The structure it is; null for an independent professional.
    async fn structure(&self, ctx: &Context<'_>) -> Result<Option<Structure>> {
        match self.0.row.structure_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The account that answers for it, where the reader sees it.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        match self.0.row.account_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// What it does, in words; for the network and its partners.
    async fn description(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0.row.description.as_deref().filter(|_| is_inside(ctx))
    }

    /// What it asks for, in words; for members only.
    async fn rates(&self, ctx: &Context<'_>) -> Option<&str> {
        let reads = |request: Request| request.actor.reads_network(Scope::DirectoryRead);
        self.0.row.rates.as_deref().filter(|_| Request::of(ctx).is_ok_and(reads))
    }

    /// Its addresses on the web (at most 50).
    async fn web(&self) -> Vec<String> {
        texts(&self.0.row.web)
    }

    /// What kinds of partner it is (at most 50), terms of `partner-kind`.
    async fn kinds(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::Kinds).await
    }

    /// What it can do for those who are accompanied (at most 50), terms of `skill`.
    async fn skills(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::Skills).await
    }

    /// Which needs it answers (at most 50), terms of `need-theme`.
    async fn themes(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::Themes).await
    }

    /// The sectors it knows (at most 50), terms of `sector`.
    async fn sectors(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::Sectors).await
    }

    /// How it works (at most 50), terms of `modality`.
    async fn modalities(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::Modalities).await
    }

    /// In which formats it intervenes (at most 50), terms of `format`.
    async fn formats(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.listed(ctx, TermField::Formats).await
    }

    /// Where it intervenes (at most 50): everywhere inside each of these territories.
    async fn zones(&self, ctx: &Context<'_>) -> Result<Vec<Territory>> {
        let key = ZonesOf(self.0.row.id, self.0.row.version);
        Ok(Request::load(ctx, key).await?.unwrap_or_default())
    }

    /// When it cannot intervene (at most 50), the earliest first; for the network and its partners.
    async fn absences(&self, ctx: &Context<'_>) -> Result<Vec<PartnerAbsence>> {
        if !is_inside(ctx) {
            return Ok(Vec::new());
        }
        let key = AbsencesOf(self.0.row.id, self.0.row.version);
        Ok(Request::load(ctx, key).await?.unwrap_or_default())
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
        contact::page(ctx, self.0.row.id, PageArguments { first, after, last, before }).await
    }

    /// Its parts in the editions that the reader may see, the first taken up first.
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<EditionPartner>> {
        let page = PageArguments { first, after, last, before };
        record::page_by::<edition_partner::Model>(ctx, ("partner_id", self.0.row.id.0), page).await
    }

    /// The member structure that contributed it; for the network and its partners.
    async fn contributed_by(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        if is_inside(ctx) { Request::load(ctx, self.0.row.member_id).await } else { Ok(None) }
    }

    /// Grows by one with each change; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.row.version
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }

    /// When it was changed last.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.row.updated_at
    }
}
