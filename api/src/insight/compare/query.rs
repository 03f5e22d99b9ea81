use std::sync::Arc;

use async_graphql::{Context, Object};
use disclosure::{Axis, Dimension, Level, Node};
use entity::TerritoryId;

use super::object::{ComparedRole, NeedsComparison, Side};
use crate::error::{Error, Result};
use crate::graphql::id_text;
use crate::insight::figures::{Atlas, PERIMETER};
use crate::insight::needs::{
    Asking, Contribution, Desk, Measure, NeedsDimension, NeedsFilter, default_measures, territory as node_of,
};
use crate::reference::territory::{Named, TerritoryReference};

/// Most territories that one comparison names beside the one asked.
const MOST_OTHERS: usize = 5;

/// Comparisons.
#[derive(Default)]
pub struct ComparisonQuery;

#[Object]
impl ComparisonQuery {
    /// A territory beside others and beside the level above, in the same table.
    #[expect(clippy::too_many_arguments, reason = "those of a table, and the territories")]
    async fn compare_needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The territory.")] territory: TerritoryReference,
        #[graphql(desc = "Others to stand beside it (at most 5).", default)] with: Vec<TerritoryReference>,
        #[graphql(desc = "What the tables are split by: anything but territories.")] by: Vec<NeedsDimension>,
        #[graphql(desc = "Which observations; its territories do not count here.")] filter: Option<
            NeedsFilter,
        >,
        #[graphql(desc = "What is measured.", default_with = "default_measures()")] measures: Vec<Measure>,
    ) -> Result<NeedsComparison> {
        check(&by, &with)?;
        let named: Vec<Named> = [territory].into_iter().chain(with).map(Into::into).collect();
        let desk = Desk::open(ctx, Contribution::Shared, &named).await?;
        let asking = Asking { by, filter: filter.unwrap_or_default(), measures };
        let state = Arc::clone(&desk.state);
        let atlas = &state.atlas;
        let roles = roles(atlas, &desk, &named)?;
        let desk = desk.for_tables(roles.len());
        let mut sides = Vec::new();
        for (role, node) in roles {
            let Some(name) = atlas.name(Axis::Territory, node) else { continue };
            let mut asking = asking.clone();
            asking.filter.territories = Some(vec![TerritoryReference::Id(id_text(TerritoryId(name.id)))]);
            sides.push(Side { role, node, answer: Arc::new(desk.answer(&asking).await?) });
        }
        Ok(NeedsComparison::of(sides))
    }
}

fn check(by: &[NeedsDimension], with: &[TerritoryReference]) -> Result<()> {
    if by.iter().any(|by| matches!(by.dimension(), Dimension::Nodes(Axis::Territory, _))) {
        return Err(Error::bad_input(
            "Une comparaison de territoires se détaille par autre chose que des territoires.",
            "A comparison of territories is split by anything but territories.",
        ));
    }
    if with.len() > MOST_OTHERS {
        return Err(Error::bad_input(
            format!("Une comparaison nomme au plus {MOST_OTHERS} autres territoires."),
            format!("A comparison names at most {MOST_OTHERS} other territories."),
        ));
    }
    Ok(())
}

fn roles(atlas: &Atlas, desk: &Desk, named: &[Named]) -> Result<Vec<(ComparedRole, Node)>> {
    let nodes = named.iter().map(|named| node_of(atlas, &desk.places, named)).collect::<Result<Vec<_>>>()?;
    let others = nodes.iter().skip(1).map(|node| (ComparedRole::Other, *node));
    let asked = nodes.first().map(|node| (ComparedRole::Asked, *node));
    let above = nodes.first().and_then(|node| above(atlas, *node)).map(|node| (ComparedRole::Above, node));
    Ok(asked.into_iter().chain(others).chain(above).collect())
}

/// The narrowest level that contains all of a territory; nothing above the country.
fn above(atlas: &Atlas, node: Node) -> Option<Node> {
    let territory = &atlas.axes.territory;
    let own = territory.level(node)?;
    let is_wider = |level: Level| level < own || own == PERIMETER;
    let wider = territory.ancestors(node).iter().copied().filter(|other| *other != node);
    let levels = wider.filter_map(|other| Some((territory.level(other)?, other)));
    levels.filter(|(level, _)| is_wider(*level) && *level != PERIMETER).max().map(|(_, other)| other)
}
