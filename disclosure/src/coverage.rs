//! Which territories and periods some member reports on. What members declare, never what rows say.

use crate::axes::{Axes, Month, Period};
use crate::hierarchy::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The territories and periods that members report on.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    spans: BTreeMap<Node, BTreeSet<(Month, Month)>>,
}

impl Coverage {
    /// From members' declarations: a territory, and its first and last month.
    pub fn new(axes: &Axes, declared: &[(Node, Month, Month)]) -> Self {
        let mut spans: BTreeMap<Node, BTreeSet<(Month, Month)>> = BTreeMap::new();
        let mut of_node: BTreeMap<Node, Vec<(Month, Month)>> = BTreeMap::new();
        for (node, first, last) in declared {
            of_node.entry(*node).or_default().push((*first, *last));
        }
        let nodes = u32::try_from(axes.territory.len()).unwrap_or(u32::MAX);
        for place in (0..nodes).map(Node) {
            let above = axes.territory.ancestors(place);
            for span in above.iter().filter_map(|node| of_node.get(node)).flatten() {
                for node in above {
                    spans.entry(*node).or_default().insert(*span);
                }
            }
        }
        Self { spans }
    }

    /// Whether some member reports on some of this territory in some of this period.
    pub fn reaches(&self, territory: Node, period: Period) -> bool {
        let (from, to) = period.months();
        self.spans
            .get(&territory)
            .is_some_and(|spans| spans.iter().any(|(first, last)| *first <= to && from <= *last))
    }
}
