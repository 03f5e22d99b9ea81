use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::{indicator, objective};

use super::loader::EvidenceOf;
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Connection, Date, PageArguments, id_text};
use crate::observation::needs::NeedsObservation;
use crate::programme::edition::{Edition, LedEdition};
use crate::programme::record::{self, record};
use crate::programme::rules::Steered;
use crate::programme::store::with_edition;

/// What an edition is to change.
#[derive(Clone, Debug)]
pub struct Objective(pub Arc<objective::Model>);

record! {
    objective::Model, ObjectiveId, Objective in "objective" of Steered by edition_id,
    below edition_id: EditionId, seen with_edition, for Network,
    Ascending ["x.rank" = |row| KeyPart::Integer(row.rank.into())]
}

/// That one side agreed to an objective.
#[derive(SimpleObject)]
pub struct AgreementNote {
    /// The day they agreed.
    agreed_on: Date,
    /// Who said so: names or office; for the team of the edition.
    agreed_by: Option<String>,
}

/// What an edition is to change: justified by what was observed, measured by indicators.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Objective {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition it belongs to.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Its priority: 1 comes first.
    async fn priority(&self) -> i32 {
        self.0.rank
    }

    /// What is to change, in words.
    async fn statement(&self) -> &str {
        &self.0.statement
    }

    /// The observations that justify it, as far as the reader may see them.
    async fn justified_by(&self, ctx: &Context<'_>) -> Result<Vec<NeedsObservation>> {
        let key = EvidenceOf(self.0.id, self.0.version);
        let ids = Request::load(ctx, key).await?.unwrap_or_default();
        let found = ids.into_iter().map(|id| Request::load(ctx, id));
        Ok(futures_util::future::try_join_all(found).await?.into_iter().flatten().collect())
    }

    /// How many observations justify it, those included that the reader may not see; for its team, as the number tells
    /// of observations that others may not know of.
    async fn evidence_count(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        if !self.is_led(ctx).await? {
            return Ok(None);
        }
        let key = EvidenceOf(self.0.id, self.0.version);
        let count = Request::load(ctx, key).await?.unwrap_or_default().len();
        Ok(Some(i32::try_from(count).unwrap_or(i32::MAX)))
    }

    /// How it is measured.
    async fn indicators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Indicator>> {
        let page = PageArguments { first, after, last, before };
        record::page::<indicator::Model>(ctx, self.0.id, page).await
    }

    /// Whether those who accompany agreed to it; null while they did not.
    async fn accompanists_agreement(&self, ctx: &Context<'_>) -> Result<Option<AgreementNote>> {
        self.agreement(ctx, (self.0.accompanists_agreed_on, &self.0.accompanists_agreed_by)).await
    }

    /// Whether those who are accompanied agreed to it; null while they did not.
    async fn accompanied_agreement(&self, ctx: &Context<'_>) -> Result<Option<AgreementNote>> {
        self.agreement(ctx, (self.0.accompanied_agreed_on, &self.0.accompanied_agreed_by)).await
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

impl Objective {
    async fn is_led(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(Request::load(ctx, LedEdition(self.0.edition_id)).await?.is_some())
    }

    /// Who agreed is a person's name more often than not: the team's alone.
    async fn agreement(
        &self,
        ctx: &Context<'_>,
        (day, who): (Option<NaiveDate>, &Option<String>),
    ) -> Result<Option<AgreementNote>> {
        let Some(day) = day else { return Ok(None) };
        let agreed_by = if self.is_led(ctx).await? { who.clone() } else { None };
        Ok(Some(AgreementNote { agreed_on: day.into(), agreed_by }))
    }
}

/// How an objective is measured.
#[derive(Clone, Debug)]
pub struct Indicator(pub Arc<indicator::Model>);

record! {
    indicator::Model, IndicatorId, Indicator in "indicator" of Steered by edition_id,
    below objective_id: ObjectiveId, seen with_edition, for Network,
    Ascending ["x.rank" = |row| KeyPart::Integer(row.rank.into())]
}

/// How an objective is measured: where things stood, where they should stand, where they stand.
#[Object]
impl Indicator {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The objective it measures.
    async fn objective(&self, ctx: &Context<'_>) -> Result<Option<Objective>> {
        Request::load(ctx, self.0.objective_id).await
    }

    /// What is measured.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// In which unit.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// Where things stood.
    async fn baseline(&self) -> Option<f64> {
        self.0.baseline
    }

    /// Where they should stand at the end.
    async fn target(&self) -> Option<f64> {
        self.0.target
    }

    /// Where they stand.
    async fn actual(&self) -> Option<f64> {
        self.0.actual
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
