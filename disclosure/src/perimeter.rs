//! Whether a perimeter may be registered: against no node may it single out fewer than three organisations.

use crate::hierarchy::{Hierarchy, Node};
use crate::rules::Rules;
use std::collections::{BTreeMap, BTreeSet};

/// A node against which a perimeter would single out too few organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isolation {
    /// The node.
    pub node: Node,
    /// In the perimeter and not in the node, if both overlap and this is too few.
    pub outside: Option<u64>,
    /// In the node and not in the perimeter, likewise.
    pub left_over: Option<u64>,
}

/// The nodes against which a perimeter made of these units would isolate fewer organisations than a figure needs,
/// *none included* (an empty difference of territories is no difference). It may be registered if there are none.
///
/// `organisations` gives, for each node, how many organisations the shared directory places right there and no
/// finer: what everybody may know. The hidden rows are not asked, or each refusal would betray one.
pub fn isolated(
    territory: &Hierarchy,
    units: &[Node],
    organisations: &[u64],
    rules: &Rules,
) -> Vec<Isolation> {
    let units: BTreeSet<Node> = units.iter().copied().collect();
    let mut perimeter = Extent::default();
    let mut nodes: BTreeMap<Node, (Extent, Extent)> = BTreeMap::new();
    for place in (0u32..).map(Node).take(territory.len()).filter(|place| !territory.is_perimeter(*place)) {
        let above = territory.ancestors(place);
        let count = organisations.get(place.0 as usize).copied().unwrap_or(0);
        let within = above.iter().any(|node| units.contains(node));
        if within {
            perimeter.add(count);
        }
        for node in above {
            let (shared, apart) = nodes.entry(*node).or_default();
            if within { shared.add(count) } else { apart.add(count) }
        }
    }
    let protected = |node: Node| territory.level(node).is_some_and(|level| !territory.is_visible_only(level));
    let least = u64::from(rules.charter().organisations);
    let overlapping = nodes.iter().filter(|(node, (shared, _))| shared.places > 0 && protected(**node));
    let judged = overlapping.map(|(node, (shared, apart))| Isolation {
        node: *node,
        outside: perimeter.without(shared).few(least),
        left_over: apart.few(least),
    });
    judged.filter(|isolation| isolation.outside.is_some() || isolation.left_over.is_some()).collect()
}

/// A set of places, and the organisations in it.
#[derive(Clone, Copy, Default)]
struct Extent {
    places: u64,
    organisations: u64,
}

impl Extent {
    fn add(&mut self, organisations: u64) {
        self.places += 1;
        self.organisations += organisations;
    }

    fn without(self, part: &Self) -> Self {
        Self { places: self.places - part.places, organisations: self.organisations - part.organisations }
    }

    fn few(self, least: u64) -> Option<u64> {
        (self.places > 0 && self.organisations < least).then_some(self.organisations)
    }
}
