//! Which lattice cells answer a question, or why none can.

use crate::axes::{Axes, Axis, Grain, Period};
use crate::hierarchy::{Hierarchy, Level, Node, ROOT};
use crate::query::{Dimension, Key, Outside, Query, QueryError};
use std::collections::{BTreeMap, BTreeSet};

/// A set of records on one axis, as the lattice knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// All that lies in a node.
    Node(Node),
    /// What lies in `within` and in none of its nodes at `level`.
    Rest {
        /// The node that is split up.
        within: Node,
        /// Into its nodes of this level.
        level: Level,
    },
    /// All of a period.
    Period(Period),
}

/// One row of a dimension: the slots that make it up, one unless the filter is a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub key: Key,
    /// Disjoint slots.
    pub slots: Vec<Slot>,
}

/// One axis of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The axis; `None` is time.
    pub axis: Option<Axis>,
    /// Rows, if the axis is a dimension.
    pub rows: Vec<Row>,
    /// The slots of the margin: all of the filter, in cells of its own.
    pub total: Vec<Slot>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The dimensions, in the order asked.
    pub dimensions: Vec<Side>,
    /// The other axes that the filter narrows.
    pub filters: Vec<Side>,
    /// Why hidden rows are left aside; empty when the lattice answers.
    pub outside: BTreeSet<Outside>,
}

/// Lattice cells that one table may need.
const MOST_CELLS: usize = 200_000;

/// Works out how a question is answered.
pub fn plan(axes: &Axes, query: &Query) -> Result<Plan, QueryError> {
    check(axes, query)?;
    let mut outside = BTreeSet::new();
    let mut dimensions = Vec::new();
    for dimension in &query.by {
        dimensions.push(match dimension {
            Dimension::Nodes(axis, level) => {
                let total = pieces(axes, query, *axis);
                let rows = rows_of_nodes(axes.hierarchy(*axis), &total, *level);
                side(Some(*axis), rows, total.into_iter().map(Slot::Node))
            }
            Dimension::Time(grain) => {
                let total = periods(query);
                side(None, rows_of_periods(&total, *grain)?, total.into_iter().map(Slot::Period))
            }
        });
    }
    let dimension_axes: BTreeSet<Option<Axis>> = dimensions.iter().map(|side| side.axis).collect();
    let narrowed = query.filter.nodes.keys().filter(|axis| !dimension_axes.contains(&Some(**axis)));
    let mut filters: Vec<Side> = narrowed
        .map(|axis| side(Some(*axis), Vec::new(), pieces(axes, query, *axis).into_iter().map(Slot::Node)))
        .collect();
    if !dimension_axes.contains(&None) && !query.filter.periods.is_empty() {
        filters.push(side(None, Vec::new(), periods(query).into_iter().map(Slot::Period)));
    }
    for side in dimensions.iter().chain(&filters) {
        outside.extend(side.axis.and_then(|axis| reason(axes.hierarchy(axis), axis, side)));
    }
    let used = dimensions.iter().chain(&filters).filter_map(|side| side.axis);
    if used.filter(|axis| axis.is_trait()).count() > 1 {
        outside.insert(Outside::TwoTraits);
    }
    if query.filter.narrowed {
        outside.insert(Outside::Narrowed);
    }
    let plan = Plan { dimensions, filters, outside };
    if plan.cell_count() > MOST_CELLS { Err(QueryError::TooLarge) } else { Ok(plan) }
}

impl Plan {
    /// Whether hidden rows take part.
    pub fn is_in_lattice(&self) -> bool {
        self.outside.is_empty()
    }

    fn cell_count(&self) -> usize {
        let slots =
            |side: &Side| side.rows.iter().map(|row| row.slots.len()).sum::<usize>() + side.total.len();
        let sides = self.dimensions.iter().chain(&self.filters);
        sides.map(slots).fold(1, usize::saturating_mul)
    }
}

fn check(axes: &Axes, query: &Query) -> Result<(), QueryError> {
    let on: BTreeSet<Option<Axis>> = query.by.iter().copied().map(axis_of).collect();
    if query.by.len() > 3 || on.len() < query.by.len() {
        return Err(QueryError::Dimensions);
    }
    for (axis, nodes) in &query.filter.nodes {
        let known = |node: &&Node| axes.hierarchy(*axis).level(**node).is_none();
        if let Some(unknown) = nodes.iter().find(known) {
            return Err(QueryError::UnknownNode(*axis, *unknown));
        }
        if nodes.is_empty() {
            return Err(QueryError::EmptyList(*axis));
        }
    }
    Ok(())
}

fn axis_of(dimension: Dimension) -> Option<Axis> {
    match dimension {
        Dimension::Nodes(axis, _) => Some(axis),
        Dimension::Time(_) => None,
    }
}

fn side(axis: Option<Axis>, rows: Vec<Row>, total: impl Iterator<Item = Slot>) -> Side {
    Side { axis, rows, total: total.collect() }
}

/// The filter's nodes on an axis, without those that lie in another of them.
fn pieces(axes: &Axes, query: &Query, axis: Axis) -> Vec<Node> {
    let hierarchy = axes.hierarchy(axis);
    let listed: BTreeSet<Node> = query.filter.nodes.get(&axis).into_iter().flatten().copied().collect();
    if listed.is_empty() {
        return vec![ROOT];
    }
    let outermost = |node: &&Node| {
        let mut above = hierarchy.ancestors(**node).iter();
        !above.any(|other| other != *node && listed.contains(other))
    };
    listed.iter().filter(outermost).copied().collect()
}

fn periods(query: &Query) -> Vec<Period> {
    let listed: BTreeSet<Period> = query.filter.periods.iter().copied().collect();
    if listed.is_empty() {
        return vec![Period::All];
    }
    let outermost =
        |period: &&Period| !listed.iter().any(|other| other != *period && other.contains(**period));
    listed.iter().filter(outermost).copied().collect()
}

fn rows_of_nodes(hierarchy: &Hierarchy, total: &[Node], level: Level) -> Vec<Row> {
    let mut rows: BTreeMap<Key, Vec<Slot>> = BTreeMap::new();
    for piece in total {
        let holders: Vec<Node> = hierarchy
            .ancestors(*piece)
            .iter()
            .copied()
            .filter(|n| hierarchy.level(*n) == Some(level))
            .collect();
        if !holders.is_empty() {
            for holder in holders {
                rows.entry(Key::Node(holder)).or_default().push(Slot::Node(*piece));
            }
            continue;
        }
        let mut inner = hierarchy.nodes(level).filter(|node| hierarchy.contains(*piece, *node)).peekable();
        let split = inner.peek().is_some();
        for node in inner {
            rows.entry(Key::Node(node)).or_default().push(Slot::Node(node));
        }
        let rest = if split { Slot::Rest { within: *piece, level } } else { Slot::Node(*piece) };
        rows.entry(Key::NotLocated).or_default().push(rest);
    }
    let dedup = |(key, slots): (Key, Vec<Slot>)| {
        let slots: BTreeSet<Slot> = slots.into_iter().collect();
        Row { key, slots: slots.into_iter().collect() }
    };
    rows.into_iter().map(dedup).collect()
}

fn rows_of_periods(total: &[Period], grain: Grain) -> Result<Vec<Row>, QueryError> {
    let mut rows: BTreeMap<Period, Vec<Slot>> = BTreeMap::new();
    for piece in total {
        if *piece == Period::All {
            return Err(QueryError::PeriodsNeeded);
        }
        if let Some(inner) = piece.split(grain) {
            rows.extend(inner.into_iter().map(|part| (part, vec![Slot::Period(part)])));
            continue;
        }
        let around = Period::around(piece.months().0, grain);
        rows.entry(around).or_default().push(Slot::Period(*piece));
    }
    Ok(rows.into_iter().map(|(period, slots)| Row { key: Key::Period(period), slots }).collect())
}

fn reason(hierarchy: &Hierarchy, axis: Axis, side: &Side) -> Option<Outside> {
    if axis == Axis::Contributor {
        return Some(Outside::ByContributor);
    }
    let slots = || side.rows.iter().flat_map(|row| &row.slots).chain(&side.total);
    let closed = |slot: &Slot| match slot {
        Slot::Node(node) => hierarchy.level(*node).is_some_and(|level| hierarchy.is_visible_only(level)),
        Slot::Rest { level, .. } => hierarchy.is_visible_only(*level),
        Slot::Period(_) => false,
    };
    if slots().any(closed) {
        return Some(Outside::VisibleOnlyLevel(axis));
    }
    let listed: BTreeSet<Node> = side
        .total
        .iter()
        .filter_map(|slot| if let Slot::Node(node) = slot { Some(*node) } else { None })
        .collect();
    let shared =
        |node: u32| hierarchy.ancestors(Node(node)).iter().filter(|above| listed.contains(above)).count() > 1;
    let nodes = u32::try_from(hierarchy.len()).unwrap_or(u32::MAX);
    let overlap = listed.len() > 1 && (0..nodes).any(shared);
    overlap.then_some(Outside::Overlap(axis))
}
