use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use disclosure::{Axis, Node};

use super::ask::{Places, Wanted};
use super::gap::{Supply, gaps};
use super::object::UncoveredNeeds;
use crate::access::Request;
use crate::error::{Error, Result};
use crate::insight::figures::Atlas;
use crate::insight::needs::{Asking, Contribution, Desk, NeedsDimension, NeedsFilter, default_measures};
use crate::observation::needs::named;
use crate::observation::rules::scheme;

/// Uncovered needs.
#[derive(Default)]
pub struct UncoveredQuery;

#[Object]
impl UncoveredQuery {
    /// Needs by theme, sector and territory minus the programmes able to answer them: those shared with all readers
    /// alike that have an edition open or running, with a place left. Figures are protected as in the table of needs.
    async fn uncovered_needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "By which theme or family, sector or domain, région or département.",
            default_with = "default_dimensions()"
        )]
        by: Vec<NeedsDimension>,
        #[graphql(desc = "Which needs; its career stages are those that a programme must be for.")]
        filter: Option<NeedsFilter>,
        #[graphql(
            desc = "Publics that a programme must be for, one is enough: codes of `public`, or ids of terms (at most 20).",
            default,
            validator(max_items = 20)
        )]
        publics: Vec<ID>,
    ) -> Result<UncoveredNeeds> {
        let places = Places::of(&by)?;
        let asked = format!("{by:?} {filter:?} {publics:?}");
        let request = Request::of(ctx)?;
        let asking = Asking { by, filter: filter.unwrap_or_default(), measures: default_measures() };
        let desk = Desk::open(ctx, Contribution::Shared, &asking.filter.named()).await?;
        let answer = Arc::new(desk.answer(&asking).await?);
        let wanted = Wanted {
            places,
            today: request.world.today(),
            publics: meant(&request, &publics).await?,
            stages: stages(&answer.state.atlas, &asking.filter),
        };
        let supply =
            Supply::read(request.db.reader(), (&answer.state.atlas, &wanted), &request.actor).await?;
        let gaps = gaps(&answer, &supply, &wanted);
        Ok(UncoveredNeeds::new(answer, (gaps, supply), asked))
    }
}

fn default_dimensions() -> Vec<NeedsDimension> {
    vec![NeedsDimension::ThemeFamily, NeedsDimension::SectorDomain, NeedsDimension::Department]
}

async fn meant(request: &Request, publics: &[ID]) -> Result<BTreeSet<entity::TermId>> {
    if publics.is_empty() {
        return Ok(BTreeSet::new());
    }
    let names = publics.iter().map(|name| (scheme::PUBLIC, name.0.clone())).collect();
    let meant = named(request.db.reader(), &names).await?;
    let found: BTreeSet<entity::TermId> = meant.terms(scheme::PUBLIC, publics, true).into_iter().collect();
    if found.is_empty() {
        return Err(Error::bad_input(
            "Aucun des publics demandés n'est un terme du vocabulaire public.",
            "None of the publics asked is a term of the vocabulary public.",
        ));
    }
    Ok(found)
}

/// Codes that are no terms were refused with the table.
fn stages(atlas: &Atlas, filter: &NeedsFilter) -> BTreeSet<Node> {
    let codes = filter.career_stages.iter().flatten();
    codes.filter_map(|code| atlas.term(Axis::Stage, code)).collect()
}
