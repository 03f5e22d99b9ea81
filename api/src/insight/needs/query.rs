use std::sync::Arc;

use async_graphql::{Context, Object};

use super::answer::{Answer, draw};
use super::input::{Contribution, Measure, NeedsDimension, NeedsFilter};
use super::object::NeedsTable;
use super::question::{Asked, Question};
use super::words;
use crate::access::{Audience, Request, Scope};
use crate::error::{Error, Result};
use crate::insight::figures::{Figures, Rows, State};
use crate::reference::territory::{Named, Places};

/// Tables of needs.
#[derive(Default)]
pub struct NeedsTableQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "a question has four parts, beside the context")]
impl NeedsTableQuery {
    /// What the network sees: counts of needs observations by up to three dimensions. What the reader may read
    /// row by row is exact; what only figures may tell is protected, so that no table and no set of tables gives
    /// anybody away.
    async fn needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is split by, each on another axis; a single sum when empty.")] by: Vec<
            NeedsDimension,
        >,
        #[graphql(desc = "Which observations; all when absent.")] filter: Option<NeedsFilter>,
        #[graphql(desc = "What is measured.", default_with = "default_measures()")] measures: Vec<Measure>,
        #[graphql(desc = "Whose observations.", default)] contributor: Contribution,
    ) -> Result<NeedsTable> {
        let asking = Asking { by, filter: filter.unwrap_or_default(), measures };
        let desk = Desk::open(ctx, contributor, &asking.filter.named()).await?;
        Ok(NeedsTable::new(Arc::new(desk.answer(&asking).await?)))
    }
}

/// Observations and organisations.
pub fn default_measures() -> Vec<Measure> {
    vec![Measure::Observations, Measure::Organisations]
}

/// A table as it is asked for.
#[derive(Clone, Debug)]
pub struct Asking {
    /// What it is split by.
    pub by: Vec<NeedsDimension>,
    /// Which observations.
    pub filter: NeedsFilter,
    /// What is measured.
    pub measures: Vec<Measure>,
}

/// One state of the figures, for all tables of a request.
pub struct Desk {
    /// What tables are computed from.
    pub state: Arc<State>,
    /// Territories named by their codes.
    pub places: Places,
    figures: Figures,
    request: Request,
    audience: Audience,
    own: Option<Rows>,
    tables: usize,
}

impl Desk {
    /// Opens the desk of a request that may name these territories.
    pub async fn open(ctx: &Context<'_>, contributor: Contribution, named: &[Named]) -> Result<Self> {
        let figures = ctx.data_opt::<Figures>();
        let figures = figures.ok_or_else(|| Error::internal(anyhow::anyhow!("no figures in the context")))?;
        Self::of(figures, Request::of(ctx)?, contributor, named).await
    }

    /// The same, apart from a GraphQL document.
    pub async fn of(
        figures: &Figures,
        request: Request,
        contributor: Contribution,
        named: &[Named],
    ) -> Result<Self> {
        let is_code = |named: &&Named| matches!(named, Named::Code(..));
        let codes: Vec<Named> = named.iter().filter(is_code).cloned().collect();
        let places = if codes.is_empty() {
            Places::default()
        } else {
            Places::find(request.db.reader(), &codes).await?
        };
        let state = figures.fresh(&request.db, request.now).await?;
        let own = match contributor {
            Contribution::Shared => None,
            Contribution::Mine => {
                let member = request.actor.works_for_with(Scope::ObservationsRead);
                Some(state.own(&request.db, member.ok_or_else(words::no_member)?).await?)
            }
        };
        let audience = Audience::of(&request.actor);
        Ok(Self { state, places, figures: figures.clone(), request, audience, own, tables: 1 })
    }

    /// The same, for an audience that the operator chooses.
    #[must_use]
    pub fn made_for(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    /// The same, for one answer made of so many tables alike.
    #[must_use]
    pub fn for_tables(self, tables: usize) -> Self {
        Self { tables, ..self }
    }

    /// Answers a question.
    pub async fn answer(&self, asking: &Asking) -> Result<Answer> {
        let asked = Asked {
            by: &asking.by,
            filter: &asking.filter,
            measures: &asking.measures,
            audience: self.own.is_none().then_some(self.audience),
            today: self.request.world.today(),
            tables: self.tables,
        };
        let question = Question::read(&asked, &self.state.atlas, &self.places)?;
        let (state, own) = (Arc::clone(&self.state), self.own.clone());
        self.figures.compute(move |stop| draw(state, own, question, stop)).await?
    }
}
