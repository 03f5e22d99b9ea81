use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};
use disclosure::{Axis, Key, Node};
use entity::TerritoryId;

use crate::access::Request;
use crate::error::Result;
use crate::insight::needs::{Answer, FigureCell, NeedsRowLabel, NeedsTable, difference};
use crate::reference::territory::Territory;

/// Why a territory stands in a comparison.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedRole {
    /// It is the one compared.
    Asked,
    /// It was named beside it.
    Other,
    /// It is the next level above.
    Above,
}

/// A territory and its answer.
#[derive(Clone)]
pub struct Side {
    pub role: ComparedRole,
    pub node: Node,
    pub answer: Arc<Answer>,
}

/// A table of a comparison.
pub struct NeedsSideTable(pub Side);

/// One territory of a comparison with its table.
#[Object]
impl NeedsSideTable {
    /// Why it stands here.
    async fn role(&self) -> ComparedRole {
        self.0.role
    }

    /// The territory.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        match self.0.answer.state.atlas.name(Axis::Territory, self.0.node) {
            Some(name) => Request::load(ctx, TerritoryId(name.id)).await,
            None => Ok(None),
        }
    }

    /// Its table, protected by itself.
    async fn table(&self) -> NeedsTable {
        NeedsTable::new(Arc::clone(&self.0.answer))
    }
}

/// How much the asked territory differs from another in one cell.
pub struct NeedsDifferenceCell {
    other: Side,
    asked: Arc<Answer>,
    place: usize,
    /// Where the other table has the same cell.
    counterpart: Option<usize>,
}

/// How much the asked territory differs from another in one cell: its figure minus the other's.
#[Object]
impl NeedsDifferenceCell {
    /// The other territory.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        NeedsSideTable(self.other.clone()).territory(ctx).await
    }

    /// The row that the cell is in, for each dimension.
    async fn coordinates(&self) -> Vec<NeedsRowLabel> {
        NeedsRowLabel::of(&self.asked, self.keys())
    }

    /// For each measure the difference: null and flagged `NOT_SIGNIFICANT` within the margins of both.
    async fn figures(&self) -> Vec<FigureCell> {
        let own = self.asked.cells.get(self.place).map(|cell| cell.figures.as_slice()).unwrap_or_default();
        let other = self.counterpart.and_then(|place| self.other.answer.cells.get(place));
        let pairs = own.iter().zip(other.map(|cell| cell.figures.as_slice()).unwrap_or_default());
        pairs.map(|(own, other)| FigureCell::from(&difference(other, own))).collect()
    }
}

impl NeedsDifferenceCell {
    fn keys(&self) -> &[Key] {
        self.asked.cells.get(self.place).map(|cell| cell.keys.as_slice()).unwrap_or_default()
    }
}

/// A territory beside others.
#[derive(SimpleObject)]
pub struct NeedsComparison {
    /// The territory asked, those named beside it, and the next level above.
    sides: Vec<NeedsSideTable>,
    /// Cell by cell, the differences between the territory asked and each other one.
    differences: Vec<NeedsDifferenceCell>,
}

impl NeedsComparison {
    /// Of these sides, the one asked first.
    pub fn of(sides: Vec<Side>) -> Self {
        let mut differences = Vec::new();
        if let Some((asked, others)) = sides.split_first() {
            for other in others {
                let cells = other.answer.cells.iter().enumerate();
                let places: HashMap<&[Key], usize> =
                    cells.map(|(at, cell)| (cell.keys.as_slice(), at)).collect();
                let asked_cells = asked.answer.cells.iter().enumerate();
                differences.extend(asked_cells.map(|(place, cell)| NeedsDifferenceCell {
                    other: other.clone(),
                    asked: Arc::clone(&asked.answer),
                    place,
                    counterpart: places.get(cell.keys.as_slice()).copied(),
                }));
            }
        }
        Self { sides: sides.into_iter().map(NeedsSideTable).collect(), differences }
    }
}
