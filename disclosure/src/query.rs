//! What may be asked: dimensions, and a filter of whole nodes and whole periods.

use crate::axes::{Axis, Grain, Period};
use crate::hierarchy::{Level, Node};
use std::collections::BTreeMap;

/// One dimension of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The nodes of one level of an axis.
    Nodes(Axis, Level),
    /// Years, quarters or months.
    Time(Grain),
}

/// Which records a table is about. An axis that is not named is not narrowed; of one that is, the nodes add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of each axis the nodes.
    pub nodes: BTreeMap<Axis, Vec<Node>>,
    /// Whole periods; none means since ever.
    pub periods: Vec<Period>,
    /// Narrowed by something that is no axis (another status than the counted set, one contributor, a public):
    /// only the visible part can answer, and the caller narrows its rows.
    pub narrowed: bool,
}

/// A table that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Up to three dimensions.
    pub by: Vec<Dimension>,
    /// Which records.
    pub filter: Filter,
}

/// Names one row of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A node.
    Node(Node),
    /// A period.
    Period(Period),
    /// Records that lie in the filter and in no node of this level, so that totals reconcile.
    NotLocated,
    /// All of the filter: a margin.
    Total,
}

/// A table that cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// More than three dimensions, or two on one axis.
    Dimensions,
    /// A node that is not on its axis.
    UnknownNode(Axis, Node),
    /// An axis named with no node.
    EmptyList(Axis),
    /// A dimension of time needs periods in the filter, so that its rows are the question's and not the data's.
    PeriodsNeeded,
    /// More cells than a table may have.
    TooLarge,
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Dimensions => write!(f, "a table has up to three dimensions, each on another axis"),
            Self::UnknownNode(axis, node) => write!(f, "{axis:?} has no node {}", node.0),
            Self::EmptyList(axis) => write!(f, "the filter names {axis:?} with no node"),
            Self::PeriodsNeeded => write!(f, "a dimension of time needs periods in the filter"),
            Self::TooLarge => write!(f, "the table has too many cells"),
        }
    }
}

impl std::error::Error for QueryError {}

/// Why a question lies outside the closed lattice, so that the visible part alone answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outside {
    /// Communes show the visible part only.
    VisibleOnlyLevel(Axis),
    /// Nodes that overlap without one containing the other: their union is no sum of cells.
    Overlap(Axis),
    /// Two of kind, stage and method.
    TwoTraits,
    /// Looks at contributors one by one.
    ByContributor,
    /// Narrowed by something that is no axis.
    Narrowed,
}
