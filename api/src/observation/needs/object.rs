use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use entity::TermId;

use super::loader::FurtherTermsOf;
use super::view::Seen;
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::directory::structure::Structure;
use crate::error::Result;
use crate::graphql::{Date, Node, id_text};
use crate::network::member::Member;
use crate::observation::authorisation::{AttributionNote, AttributionOf, Authorisation};
use crate::observation::level::Visibility;
use crate::observation::rules::scheme;
use crate::observation::source::ObservationSource;
use crate::observation::verbatim::{Verbatim, VerbatimsOf};
use crate::programme::accompaniment::{Accompaniment, AccompanimentsOf};
use crate::programme::objective::{Objective, ObjectivesOf};
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

/// Life of a needs observation.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::ObservationStatus")]
pub enum ObservationStatus {
    /// Being written: shared with nobody, counted nowhere.
    Draft,
    /// Observed and standing.
    Confirmed,
    /// Being answered by a programme or an accompaniment.
    InProgress,
    /// Answered.
    Met,
    /// No longer felt, though nothing answered it.
    Lapsed,
    /// Set aside, with a reason: mistaken or doubled.
    Dismissed,
}

/// A need observed by one member structure, as the reader may see it.
#[derive(Clone, Debug)]
pub struct NeedsObservation(pub Arc<Seen>);

impl NeedsObservation {
    /// Wraps what the reader may see.
    pub fn new(seen: Seen) -> Self {
        Self(Arc::new(seen))
    }

    async fn further(&self, ctx: &Context<'_>, scheme: &str) -> Result<Vec<Term>> {
        let terms = Request::load(ctx, FurtherTermsOf(self.0.id())).await?.unwrap_or_default();
        Ok(terms.into_iter().filter(|term| term.0.scheme == scheme).collect())
    }
}

async fn term(ctx: &Context<'_>, id: Option<TermId>) -> Result<Option<Term>> {
    match id {
        Some(id) => Request::load(ctx, id).await,
        None => Ok(None),
    }
}

impl Node for NeedsObservation {
    fn key(&self, order: &str) -> Key {
        let row = &self.0.row;
        let part = |name| match name {
            "UPDATED_AT" => KeyPart::Instant(row.updated_at),
            _ => KeyPart::Date(row.observed_on),
        };
        order.split(',').map(part).chain([KeyPart::Id(row.id.0)]).collect()
    }
}

/// A need observed by one member structure. Others than its contributor read its texts, the structure
/// observed and its exact territory only where an authorisation allows it; otherwise its codes, dates and
/// figures, and its département at the narrowest.
#[Object]
impl NeedsObservation {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id())
    }

    /// The member structure that contributed it.
    async fn contributor(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.row.member_id).await
    }

    /// The need in words; null where the reader may not read it.
    async fn statement(&self) -> Option<&str> {
        self.0.statement()
    }

    /// How it was observed: a term of the vocabulary `observation-method`.
    async fn method(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, Some(self.0.row.method_id)).await
    }

    /// Expressed, observed or co-built: a term of the vocabulary `formulation`.
    async fn formulation(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, Some(self.0.row.formulation_id)).await
    }

    /// The theme under which it counts: a term of the vocabulary `need-theme`.
    async fn main_theme(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, Some(self.0.row.main_theme_id)).await
    }

    /// Further themes.
    async fn other_themes(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.further(ctx, scheme::THEME).await
    }

    /// The sector under which it counts: a term of the vocabulary `sector`.
    async fn main_sector(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, self.0.row.main_sector_id).await
    }

    /// Further sectors.
    async fn other_sectors(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.further(ctx, scheme::SECTOR).await
    }

    /// Where the need is; for others than the contributor, the département at the narrowest unless an
    /// authorisation allows more.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        Request::load(ctx, self.0.territory()).await
    }

    /// Whom it is about: terms of the vocabulary `public`.
    async fn publics(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        self.further(ctx, scheme::PUBLIC).await
    }

    /// Kind of the organisation that has the need: a term of the vocabulary `organisation-kind`.
    async fn organisation_kind(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, self.0.row.organisation_kind_id).await
    }

    /// Its stage: a term of the vocabulary `career-stage`.
    async fn career_stage(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        term(ctx, self.0.row.career_stage_id).await
    }

    /// The day of the observation.
    async fn observed_on(&self) -> Date {
        self.0.row.observed_on.into()
    }

    /// From 1 (slight) to 5 (vital).
    async fn intensity(&self) -> i32 {
        self.0.row.intensity
    }

    /// How many people are concerned, as declared.
    async fn people_concerned(&self) -> Option<i32> {
        self.0.row.people_concerned
    }

    /// How many organisations are concerned, as declared.
    async fn organisations_concerned(&self) -> Option<i32> {
        self.0.row.organisations_concerned
    }

    /// The structure observed; null where there is none or the reader may not know it.
    async fn structure(&self, ctx: &Context<'_>) -> Result<Option<Structure>> {
        match self.0.structure() {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Words said: all of them for the contributor, for others those that were agreed to be shared.
    async fn verbatims(&self, ctx: &Context<'_>) -> Result<Vec<Verbatim>> {
        Ok(Request::load(ctx, VerbatimsOf(self.0.id())).await?.unwrap_or_default())
    }

    /// The interview or document it comes from; for the contributor alone.
    async fn source(&self, ctx: &Context<'_>) -> Result<Option<ObservationSource>> {
        match self.0.source() {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Whether an organisation or a person can be recognised, even unnamed.
    async fn identifiable(&self) -> bool {
        self.0.row.identifiable
    }

    /// Whether it touches people in a sensitive situation.
    async fn sensitive(&self) -> bool {
        self.0.row.sensitive
    }

    /// Whether it is drawn from something that is no observation.
    async fn derived(&self) -> bool {
        self.0.row.derived
    }

    /// Who may see it.
    async fn visibility(&self) -> Visibility {
        self.0.row.visibility.into()
    }

    /// Whether its texts, the structure observed and its exact territory are shared with those who see it.
    async fn authorised(&self) -> bool {
        self.0.row.authorised
    }

    /// The authorisation it rests on; for the contributor alone.
    async fn authorisation(&self, ctx: &Context<'_>) -> Result<Option<Authorisation>> {
        match self.0.authorisation() {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Source and licence to name when it is used again; null where it does not rest on openly licensed data.
    async fn attribution(&self, ctx: &Context<'_>) -> Result<Option<AttributionNote>> {
        match self.0.authorisation() {
            Some(id) => Request::load(ctx, AttributionOf(id)).await,
            None => Ok(None),
        }
    }

    /// What it became: the objectives of programmes that rest on it, as far as the reader may see them; at most twenty.
    async fn objectives(&self, ctx: &Context<'_>) -> Result<Vec<Objective>> {
        Ok(Request::load(ctx, ObjectivesOf(self.0.id())).await?.unwrap_or_default())
    }

    /// The accompaniments that answer it, as far as the reader may see them, the last received first; at most twenty.
    async fn accompaniments(&self, ctx: &Context<'_>) -> Result<Vec<Accompaniment>> {
        Ok(Request::load(ctx, AccompanimentsOf(self.0.id())).await?.unwrap_or_default())
    }

    /// Where it stands in its life.
    async fn status(&self) -> ObservationStatus {
        self.0.row.status.into()
    }

    /// Why it stands there; null where none was given or the reader may not read it.
    async fn status_reason(&self) -> Option<&str> {
        self.0.row.status_reason.as_deref()
    }

    /// Version, for `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.row.version
    }

    /// When it was recorded.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.row.updated_at
    }
}
