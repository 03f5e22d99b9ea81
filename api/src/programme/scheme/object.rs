use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{funding_line, funding_scheme};

use super::content::names;
use super::input::{FundingLevel, FundingRecurrence};
use super::loader::{KeysOf, TermsOf, ZonesOf};
use super::vocabulary as scheme;
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::directory::structure::{ExternalReferenceLabel, Reference};
use crate::error::Result;
use crate::graphql::{Cents, Connection, Date, Node, PageArguments, id_text};
use crate::network::member::Member;
use crate::programme::means::FundingLine;
use crate::programme::record;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

/// What a funder offers.
#[derive(Clone, Debug)]
pub struct FundingScheme(pub Arc<funding_scheme::Model>);

impl FundingScheme {
    /// Wraps a row.
    pub fn new(row: funding_scheme::Model) -> Self {
        Self(Arc::new(row))
    }

    async fn terms(&self, ctx: &Context<'_>, scheme: &str) -> Result<Vec<Term>> {
        let terms = Request::load(ctx, TermsOf(self.0.id)).await?.unwrap_or_default();
        Ok(terms.into_iter().filter(|term| term.0.scheme == scheme).collect())
    }
}

impl Node for FundingScheme {
    fn key(&self, order: &str) -> Key {
        let part = |name| match name {
            "DEADLINE" => KeyPart::Date(self.0.deadline_order),
            _ => KeyPart::Text(self.0.sort_key.clone()),
        };
        order.split(',').map(part).chain([KeyPart::Id(self.0.id.0)]).collect()
    }
}

/// What a funder offers: to whom, where, how much and until when. An empty criterion asks for nothing.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl FundingScheme {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Its page.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// Who pays, by name.
    async fn funders(&self) -> Vec<String> {
        names(&self.0.funders)
    }

    /// Kinds of funder: terms of the vocabulary `funder`.
    async fn funder_kinds(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::FUNDER).await
    }

    /// At which level who pays stands; null where it was not said.
    async fn level(&self) -> Option<FundingLevel> {
        self.0.level.map(Into::into)
    }

    /// In words.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// What it gives: terms of the vocabulary `aid-type`.
    async fn aid_types(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::AID_TYPE).await
    }

    /// How often it can be asked.
    async fn recurrence(&self) -> FundingRecurrence {
        self.0.recurrence.into()
    }

    /// Whether one answers a call for projects or for expressions of interest.
    async fn call_for_projects(&self) -> bool {
        self.0.call_for_projects
    }

    /// The first day on which it can be asked; null where it was not said.
    async fn opens_on(&self) -> Option<Date> {
        self.0.opens_on.map(Into::into)
    }

    /// The last day on which it can be asked; null where there is none.
    async fn deadline(&self) -> Option<Date> {
        self.0.deadline.map(Into::into)
    }

    /// Where; everywhere when empty.
    async fn zones(&self, ctx: &Context<'_>) -> Result<Vec<Territory>> {
        Ok(Request::load(ctx, ZonesOf(self.0.id)).await?.unwrap_or_default())
    }

    /// Legal forms of who may ask: terms of the vocabulary `legal-form`.
    async fn legal_forms(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::LEGAL_FORM).await
    }

    /// Families of who may ask: terms of the vocabulary `beneficiary`; they stand for the legal forms they match.
    async fn beneficiaries(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::BENEFICIARY).await
    }

    /// In which sectors: terms of the vocabulary `sector`, each with what it contains.
    async fn sectors(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::SECTOR).await
    }

    /// For which publics: terms of the vocabulary `public`, each with what it contains.
    async fn publics(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.terms(ctx, scheme::PUBLIC).await
    }

    /// The largest part of the costs it pays, in percent.
    async fn max_rate(&self) -> Option<f64> {
        self.0.max_rate
    }

    /// The least it pays, in cents.
    async fn min_amount(&self) -> Option<Cents> {
        self.0.min_amount.map(Cents)
    }

    /// The most it pays, in cents.
    async fn max_amount(&self) -> Option<Cents> {
        self.0.max_amount.map(Cents)
    }

    /// The member structure that entered it.
    async fn contributor(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.member_id).await
    }

    /// Its keys in other systems.
    async fn external_references(&self, ctx: &Context<'_>) -> Result<Vec<ExternalReferenceLabel>> {
        let keys = Request::load(ctx, KeysOf(self.0.id)).await?.unwrap_or_default();
        Ok(keys.into_iter().map(|(system, external_id)| Reference { system, external_id }.into()).collect())
    }

    /// The money that is asked of it, for the editions that the reader's member structure leads.
    async fn funding_lines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<FundingLine>> {
        let page = PageArguments { first, after, last, before };
        record::page_by::<funding_line::Model>(ctx, ("scheme_id", self.0.id.0), page).await
    }

    /// Version, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}
