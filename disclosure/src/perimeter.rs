//! Whether a perimeter may be registered: against no node may it single out a commune, whose hidden rows no figure
//! shows alone, nor fewer organisations than a figure needs.

use crate::hierarchy::{Hierarchy, Node, ROOT};
use crate::rules::Rules;
use std::collections::{BTreeMap, BTreeSet};

/// A node against which a perimeter would single out a commune or too few organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isolation {
    /// The node.
    pub node: Node,
    /// Organisations in the perimeter and not in the node, if both overlap and that is too narrow.
    pub outside: Option<u64>,
    /// In the node and not in the perimeter, likewise.
    pub left_over: Option<u64>,
    /// In both where neither contains the other, likewise; against the root, those of the perimeter itself.
    pub shared: Option<u64>,
}

/// The nodes against which a perimeter made of these units would isolate a commune, or fewer organisations than a
/// figure needs, *none included* (an empty difference of territories is no difference). It may be registered if
/// there are none. The perimeters registered before are nodes like any other.
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
        let closed = territory.level(place).is_some_and(|level| territory.is_visible_only(level));
        let count = organisations.get(place.0 as usize).copied().unwrap_or(0);
        let own = Extent::of(place, count, closed);
        let within = above.iter().any(|node| units.contains(node));
        if within {
            perimeter = perimeter.with(own);
        }
        for node in above {
            let (shared, apart) = nodes.entry(*node).or_default();
            let part = if within { shared } else { apart };
            *part = part.with(own);
        }
    }
    let judge = Judge { territory, nodes: &nodes, least: u64::from(rules.charter().organisations) };
    let overlapping = nodes.iter().filter(|(_, (shared, _))| shared.places > 0);
    let judged = overlapping.map(|(node, (shared, apart))| {
        let outside = perimeter.without(*shared);
        let crosses = *node == ROOT || (outside.places > 0 && apart.places > 0);
        let narrow = |extent| judge.narrow(*node, extent);
        Isolation {
            node: *node,
            outside: narrow(outside),
            left_over: narrow(*apart),
            shared: narrow(*shared).filter(|_| crosses),
        }
    });
    judged.filter(|one| one.outside.or(one.left_over).or(one.shared).is_some()).collect()
}

struct Judge<'j> {
    territory: &'j Hierarchy,
    nodes: &'j BTreeMap<Node, (Extent, Extent)>,
    least: u64,
}

impl Judge<'_> {
    /// The organisations of an extent that no figure may show, found against a node. What is found against one that
    /// shows its visible part alone cannot be subtracted: only its organisations are counted.
    fn narrow(&self, node: Node, extent: Extent) -> Option<u64> {
        let closed = self.territory.level(node).is_some_and(|level| self.territory.is_visible_only(level));
        let bare = !closed && extent.only_closed().is_some_and(|commune| !self.is_shown(commune));
        let narrow = extent.places > 0 && (extent.organisations < self.least || bare);
        narrow.then_some(extent.organisations)
    }

    /// Whether a wider territory is made of this commune alone, so that tables show its hidden part anyway: Paris.
    fn is_shown(&self, commune: Node) -> bool {
        self.territory.ancestors(commune).iter().filter(|node| **node != commune).any(|node| {
            let whole = self.nodes.get(node).map(|(shared, apart)| shared.with(*apart));
            whole.is_some_and(|whole| whole.closed == 1)
        })
    }
}

/// A set of places, and the organisations in it.
#[derive(Clone, Copy, Default)]
struct Extent {
    places: u64,
    organisations: u64,
    /// Places that show their visible part alone, and the sum of their numbers: of one its own.
    closed: u64,
    numbers: u64,
}

impl Extent {
    fn of(place: Node, organisations: u64, is_closed: bool) -> Self {
        let closed = u64::from(is_closed);
        Self { places: 1, organisations, closed, numbers: closed * u64::from(place.0) }
    }

    fn each(self, other: Self, figure: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            places: figure(self.places, other.places),
            organisations: figure(self.organisations, other.organisations),
            closed: figure(self.closed, other.closed),
            numbers: figure(self.numbers, other.numbers),
        }
    }

    fn with(self, other: Self) -> Self {
        self.each(other, |one, two| one + two)
    }

    fn without(self, part: Self) -> Self {
        self.each(part, |whole, part| whole - part)
    }

    /// The only place that shows its visible part alone.
    fn only_closed(self) -> Option<Node> {
        let number = (self.closed == 1).then_some(self.numbers)?;
        u32::try_from(number).ok().map(Node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hierarchy::Level;

    /// Two départements of three communes each, three organisations in each commune, registered: none.
    fn country() -> (Hierarchy, Vec<Node>, Vec<u64>) {
        let mut builder = Hierarchy::builder(5).visible_only(Level(4));
        let departments = [2, 2].map(|at| builder.add(Level(at), &[]).unwrap());
        let communes: Vec<Node> = [0, 0, 0, 1, 1, 1]
            .into_iter()
            .map(|at: usize| builder.add(Level(4), &departments[at..=at]).unwrap())
            .collect();
        let organisations = [0, 0, 0].into_iter().chain([3; 6]).collect();
        (builder.build(), communes, organisations)
    }

    #[test]
    fn a_single_commune_is_singled_out_however_many_organisations_it_has() {
        let (territory, communes, mut organisations) = country();
        organisations[communes[0].0 as usize] = 50;
        let rules = Rules::default();
        assert!(!isolated(&territory, &communes[..1], &organisations, &rules).is_empty());
        // All of the département but one commune: the difference is that commune.
        assert!(!isolated(&territory, &communes[..2], &organisations, &rules).is_empty());
        // One commune beside a whole département.
        assert!(!isolated(&territory, &communes[2..], &organisations, &rules).is_empty());
        assert!(isolated(&territory, &[Node(1)], &organisations, &rules).is_empty());
    }

    #[test]
    fn a_small_commune_is_not_left_over_beside_a_large_one() {
        let mut builder = Hierarchy::builder(5).visible_only(Level(4));
        let communes: Vec<Node> = (0..6).map(|_| builder.add(Level(4), &[]).unwrap()).collect();
        let territory = builder.build();
        let rules = Rules::default();
        let narrow = isolated(&territory, &communes[..2], &[0, 50, 2, 3, 3, 3, 3], &rules);
        assert_eq!(
            narrow.iter().map(|one| (one.node, one.outside)).collect::<Vec<_>>(),
            [(communes[0], Some(2))]
        );
    }

    #[test]
    fn what_two_perimeters_share_is_singled_out_with_their_union() {
        let mut builder = Hierarchy::builder(5).visible_only(Level(4));
        let communes: Vec<Node> = (0..9).map(|_| builder.add(Level(4), &[]).unwrap()).collect();
        builder.add_perimeter(Level(5), &communes[..4]).unwrap();
        let territory = builder.build();
        let organisations = [0, 5, 5, 1, 1, 5, 5, 5, 5, 5, 0];
        let found = isolated(&territory, &communes[2..6], &organisations, &Rules::default());
        assert_eq!(found.iter().map(|one| one.shared).collect::<Vec<_>>(), [Some(2)]);
    }
}
