//! A hierarchy of one axis: its nodes, their levels, what contains what. A graph without loops and not a
//! tree, since an EPCI may span départements and régions.

use std::collections::BTreeMap;

/// A node of one hierarchy, numbered from 0 in the order of adding. Means nothing on another axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub u32);

/// The node that contains all others: the country, all themes, all sectors. A record placed here is a record
/// of which nothing finer is known (or that has no theme, no sector at all).
pub const ROOT: Node = Node(0);

/// A level of one hierarchy; 0 is the root's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(pub u8);

/// What a hierarchy refuses while it is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HierarchyError {
    /// A parent or a unit that has not been added before.
    UnknownNode(Node),
    /// A level that was not declared, or the root's.
    UnknownLevel(Level),
    /// A perimeter without units, or made of another perimeter.
    NoUnit,
}

impl std::fmt::Display for HierarchyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownNode(node) => write!(f, "node {} has not been added", node.0),
            Self::UnknownLevel(level) => write!(f, "level {} is not declared", level.0),
            Self::NoUnit => write!(f, "a perimeter is made of at least one unit that is no perimeter"),
        }
    }
}

impl std::error::Error for HierarchyError {}

/// All nodes of one axis, ready to be asked.
#[derive(Clone, Debug)]
pub struct Hierarchy {
    levels: Vec<Level>,
    /// Of each node: itself and everything that contains it, ascending.
    ancestors: Vec<Vec<Node>>,
    visible_only: Vec<Level>,
    perimeters: Vec<Node>,
}

impl Hierarchy {
    /// Starts a hierarchy that holds its root alone, with `depth` levels below it.
    pub fn builder(depth: u8) -> Builder {
        Builder {
            depth,
            nodes: vec![(Level(0), Vec::new())],
            perimeters: BTreeMap::new(),
            visible_only: Vec::new(),
        }
    }

    /// A flat list of `terms` terms, nodes 1 to `terms`, all at level 1: kinds, stages, methods.
    pub fn flat(terms: u32) -> Self {
        let levels = std::iter::once(Level(0)).chain((0..terms).map(|_| Level(1))).collect();
        let below = (1..=terms).map(|term| vec![ROOT, Node(term)]);
        let ancestors = std::iter::once(vec![ROOT]).chain(below).collect();
        Self { levels, ancestors, visible_only: Vec::new(), perimeters: Vec::new() }
    }

    /// How many nodes there are, the root included.
    pub fn len(&self) -> usize {
        self.levels.len()
    }

    /// Never: there is always a root.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The level of a node, if there is such a node.
    pub fn level(&self, node: Node) -> Option<Level> {
        self.levels.get(node.0 as usize).copied()
    }

    /// The nodes of a level, in the order of adding.
    pub fn nodes(&self, level: Level) -> impl Iterator<Item = Node> + '_ {
        (0u32..).zip(&self.levels).filter(move |(_, at)| **at == level).map(|(number, _)| Node(number))
    }

    /// A node and everything that contains it, ascending; empty for an unknown node.
    pub fn ancestors(&self, node: Node) -> &[Node] {
        self.ancestors.get(node.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether all of `inner` lies in `outer`; a node contains itself.
    pub fn contains(&self, outer: Node, inner: Node) -> bool {
        self.ancestors(inner).binary_search(&outer).is_ok()
    }

    /// The node of this level that a node is or lies in. `None` where it is coarser than the level or spans several.
    pub fn at_level(&self, node: Node, level: Level) -> Option<Node> {
        self.ancestors(node).iter().copied().find(|above| self.level(*above) == Some(level))
    }

    /// Whether nodes of this level show the visible part alone (communes).
    pub fn is_visible_only(&self, level: Level) -> bool {
        self.visible_only.contains(&level)
    }

    /// Whether a node is a registered perimeter.
    pub fn is_perimeter(&self, node: Node) -> bool {
        self.perimeters.binary_search(&node).is_ok()
    }
}

/// A hierarchy while its nodes are added, coarse ones first.
#[derive(Clone, Debug)]
pub struct Builder {
    depth: u8,
    nodes: Vec<(Level, Vec<Node>)>,
    perimeters: BTreeMap<Node, Vec<Node>>,
    visible_only: Vec<Level>,
}

impl Builder {
    /// Nodes of this level show the visible part alone.
    #[must_use]
    pub fn visible_only(mut self, level: Level) -> Self {
        self.visible_only.push(level);
        self
    }

    /// Adds a node under the nodes that each contain all of it; the root need not be named.
    pub fn add(&mut self, level: Level, parents: &[Node]) -> Result<Node, HierarchyError> {
        if level.0 == 0 || level.0 > self.depth {
            return Err(HierarchyError::UnknownLevel(level));
        }
        if let Some(unknown) = parents.iter().find(|parent| parent.0 as usize >= self.nodes.len()) {
            return Err(HierarchyError::UnknownNode(*unknown));
        }
        let node = Node(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push((level, parents.to_vec()));
        Ok(node)
    }

    /// Adds a registered perimeter made of any nodes that are no perimeters. What may be registered at all is
    /// for [`crate::isolated`] to say.
    pub fn add_perimeter(&mut self, level: Level, units: &[Node]) -> Result<Node, HierarchyError> {
        if units.is_empty() || units.iter().any(|unit| self.perimeters.contains_key(unit)) {
            return Err(HierarchyError::NoUnit);
        }
        self.add(level, units)?;
        let node = Node(u32::try_from(self.nodes.len().saturating_sub(1)).unwrap_or(u32::MAX));
        if let Some((_, parents)) = self.nodes.last_mut() {
            parents.clear();
        }
        self.perimeters.insert(node, units.to_vec());
        Ok(node)
    }

    /// Works out what contains what.
    pub fn build(self) -> Hierarchy {
        let mut ancestors: Vec<Vec<Node>> = Vec::with_capacity(self.nodes.len());
        for (number, (_, parents)) in (0u32..).zip(&self.nodes) {
            let above = parents.iter().filter_map(|parent| ancestors.get(parent.0 as usize)).flatten();
            let all = above.copied().chain([ROOT, Node(number)]).collect();
            ancestors.push(sorted(all));
        }
        self.spread_perimeters(&mut ancestors);
        Hierarchy {
            levels: self.nodes.iter().map(|(level, _)| *level).collect(),
            ancestors,
            visible_only: self.visible_only,
            perimeters: self.perimeters.into_keys().collect(),
        }
    }

    /// Tells each node in which perimeters it lies, then each perimeter what contains all its units.
    fn spread_perimeters(&self, ancestors: &mut [Vec<Node>]) {
        let mut holders: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for (perimeter, units) in &self.perimeters {
            for unit in units {
                holders.entry(*unit).or_default().push(*perimeter);
            }
        }
        for above in ancestors.iter_mut() {
            let found: Vec<Node> =
                above.iter().filter_map(|node| holders.get(node)).flatten().copied().collect();
            *above = sorted(above.drain(..).chain(found).collect());
        }
        for (perimeter, units) in &self.perimeters {
            let all = |node: &Node| {
                units
                    .iter()
                    .all(|unit| ancestors.get(unit.0 as usize).is_some_and(|above| above.contains(node)))
            };
            let first = units.first().and_then(|unit| ancestors.get(unit.0 as usize));
            let common: Vec<Node> = first.into_iter().flatten().filter(|node| all(node)).copied().collect();
            let common = common.into_iter().filter(|node| !units.contains(node) || units.len() == 1);
            let whole = sorted(common.chain([ROOT, *perimeter]).collect());
            if let Some(place) = ancestors.get_mut(perimeter.0 as usize) {
                *place = whole;
            }
        }
    }
}

fn sorted(mut nodes: Vec<Node>) -> Vec<Node> {
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}
