//! Every question the planner allows, and which leaf cells each answer speaks of.

use crate::chance::Chance;
use crate::fit::facts_of;
use crate::world::{Leaf, Rows, World, place};
use disclosure::{
    Axis, Cut, Dimension, Facts, Figures, Filter, Grain, HiddenPart, Key, Level, Month, Node, Period,
    Protected, Query, Rules, Snapshot, TableCell, plan, protect, table,
};
use std::collections::BTreeSet;

/// Some leaf cells, by number.
pub type Leaves = Vec<usize>;

/// What was answered about one set of leaf cells at one cut.
pub type Answer = Option<Protected>;

/// How one axis takes part in a question: as a dimension, and narrowed to nodes or periods.
#[derive(Clone, Default)]
struct View {
    by: Option<Dimension>,
    nodes: Vec<(Axis, Node)>,
    periods: Vec<Period>,
}

/// The protected figures of some leaf cells together, at a cut, as the lattice gives them.
pub fn lattice(rows: [&Rows; 2], leaves: &[usize], cut: u32, rules: &Rules) -> Answer {
    let lots = facts_of(rows, leaves);
    protect(&[&lots[0], &lots[1]], Cut(cut), rules)
}

/// Asks everything at a cut, checks that each answer is what the lattice gives and that lists are sums of cells,
/// and returns the sets of leaf cells that were answered by a look at rows.
pub fn ask_everything(world: &World, rules: &Rules, chance: &mut Chance) -> BTreeSet<Leaves> {
    let cut = world.attacker.cuts();
    let lots = [0, 1].map(|lot| {
        let rows = world.own.iter().chain(&world.secret).flatten().filter(|row| row.lot == lot);
        Facts::new(rows.map(|row| row.fact).collect())
    });
    let lots: Vec<&Facts> = lots.iter().collect();
    let snapshot =
        Snapshot { axes: &world.axes, rules, cut: Cut(cut), hidden: &lots, visible: &[], coverage: None };
    let mut sets = BTreeSet::new();
    for query in questions(world, chance) {
        let plan = plan(&world.axes, &query).unwrap();
        assert!(plan.is_in_lattice());
        for cell in table(&snapshot, &plan).cells {
            let parts = parts(world, &query, &cell);
            let whole: Leaves =
                parts.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
            let from_rows = parts.len() == 1 || rules.lacks(disclosure::Sabotage::ListsFromRows);
            let answered = if from_rows { vec![whole.clone()] } else { parts };
            let rows = [&world.own, &world.secret];
            let answers: Vec<Answer> =
                answered.iter().map(|leaves| lattice(rows, leaves, cut, rules)).collect();
            assert_shows(&cell.figures, &answers);
            sets.extend((from_rows && !whole.is_empty()).then_some(whole));
        }
    }
    sets
}

fn assert_shows(figures: &Figures, answers: &[Option<Protected>]) {
    let shown: Vec<&Protected> = answers.iter().flatten().collect();
    let sum = |measure: fn(&Protected) -> u64| {
        if shown.is_empty() {
            HiddenPart::Few
        } else {
            HiddenPart::Protected(shown.iter().map(|one| measure(one)).sum())
        }
    };
    assert_eq!(figures.observations.hidden, sum(|one| one.observations));
    assert_eq!(figures.organisations.hidden, sum(|one| one.organisations));
    let persons: Vec<u64> = shown.iter().filter_map(|one| one.persons).collect();
    let persons =
        if persons.is_empty() { HiddenPart::Few } else { HiddenPart::Protected(persons.iter().sum()) };
    assert_eq!(figures.persons.hidden, persons);
    assert_eq!(figures.few_parts, answers.len() - shown.len());
    let band = shown.first().filter(|_| answers.len() == 1).map(|one| one.contributors);
    assert_eq!(figures.contributors, band);
}

fn questions(world: &World, chance: &mut Chance) -> Vec<Query> {
    let territory = node_views(world, Axis::Territory, chance);
    let theme = node_views(world, Axis::Theme, chance);
    let kind = [
        View::default(),
        by(Axis::Kind, 1),
        narrowed(Axis::Kind, &[Node(1)]),
        narrowed(Axis::Kind, &[Node(2)]),
    ];
    let kind = if world.leaves.iter().any(|leaf| leaf.kind != Node(0)) { &kind[..] } else { &kind[..1] };
    let mut queries = vec![];
    for one in &territory {
        for two in &theme {
            for three in kind {
                queries.extend(time_views().iter().filter_map(|four| query([one, two, three, four])));
            }
        }
    }
    queries
}

fn query(views: [&View; 4]) -> Option<Query> {
    let by: Vec<Dimension> = views.iter().filter_map(|view| view.by).collect();
    let mut filter = Filter::default();
    for view in views {
        for (axis, node) in &view.nodes {
            filter.nodes.entry(*axis).or_default().push(*node);
        }
        filter.periods.extend(&view.periods);
    }
    (by.len() <= 3).then_some(Query { by, filter })
}

fn by(axis: Axis, level: u8) -> View {
    View { by: Some(Dimension::Nodes(axis, Level(level))), ..View::default() }
}

fn narrowed(axis: Axis, nodes: &[Node]) -> View {
    View { nodes: nodes.iter().map(|node| (axis, *node)).collect(), ..View::default() }
}

/// Each level, each inner node split up, and lists of leaves.
fn node_views(world: &World, axis: Axis, chance: &mut Chance) -> Vec<View> {
    let hierarchy = world.axes.hierarchy(axis);
    let inner = hierarchy.nodes(Level(1)).map(|node| View { nodes: vec![(axis, node)], ..by(axis, 2) });
    let mut views: Vec<View> = [by(axis, 1), by(axis, 2)].into_iter().chain(inner).collect();
    let leaves: Vec<Node> = hierarchy.nodes(Level(2)).collect();
    if axis == Axis::Theme && leaves.len() > 2 {
        let masks = 1..(1_usize << leaves.len()) - 1;
        let lists = masks.filter(|mask| mask.count_ones() > 1 && (leaves.len() < 5 || chance.percent(15)));
        for mask in lists {
            let chosen: Vec<Node> = leaves
                .iter()
                .enumerate()
                .filter(|(bit, _)| mask >> bit & 1 == 1)
                .map(|(_, node)| *node)
                .collect();
            views.push(narrowed(axis, &chosen));
        }
    }
    views
}

fn time_views() -> Vec<View> {
    let years = vec![Period::Of(Grain::Year, 2024), Period::Of(Grain::Year, 2025)];
    let grain = |grain| View { by: Some(Dimension::Time(grain)), periods: years.clone(), ..View::default() };
    let span = Period::span(Month::of(2024, 2), Month::of(2025, 1));
    let span = View { periods: span, ..View::default() };
    vec![View::default(), grain(Grain::Year), grain(Grain::Quarter), grain(Grain::Month), span]
}

/// The leaf cells of each lattice cell behind a table's cell: one, unless the filter is a list.
fn parts(world: &World, query: &Query, cell: &TableCell) -> Vec<Leaves> {
    let all: Leaves = (0..world.leaves.len()).collect();
    let mut parts = vec![all];
    for axis in Axis::ALL {
        let key =
            key_of(query, cell, |dimension| matches!(dimension, Dimension::Nodes(on, _) if *on == axis));
        let pieces = query.filter.nodes.get(&axis).cloned().unwrap_or_else(|| vec![Node(0)]);
        parts = split(&parts, &pieces, |leaf, piece| lies(world, &world.leaves[leaf], axis, *piece, key));
    }
    let key = key_of(query, cell, |dimension| matches!(dimension, Dimension::Time(_)));
    let periods = match key {
        Some((_, Key::Period(period))) => vec![period],
        _ if query.filter.periods.is_empty() => vec![Period::All],
        _ => query.filter.periods.clone(),
    };
    split(&parts, &periods, |leaf, period| {
        let (first, last) = period.months();
        (first..=last).contains(&world.leaves[leaf].month)
    })
}

fn split<T>(parts: &[Leaves], pieces: &[T], lies: impl Fn(usize, &T) -> bool) -> Vec<Leaves> {
    let one = |part: &Leaves, piece: &T| part.iter().copied().filter(|leaf| lies(*leaf, piece)).collect();
    parts.iter().flat_map(|part| pieces.iter().map(|piece| one(part, piece)).collect::<Vec<_>>()).collect()
}

fn key_of(query: &Query, cell: &TableCell, on: impl Fn(&Dimension) -> bool) -> Option<(Dimension, Key)> {
    query.by.iter().copied().zip(cell.keys.iter().copied()).find(|(dimension, _)| on(dimension))
}

fn lies(world: &World, leaf: &Leaf, axis: Axis, piece: Node, key: Option<(Dimension, Key)>) -> bool {
    let hierarchy = world.axes.hierarchy(axis);
    let at = place(leaf, axis);
    hierarchy.contains(piece, at)
        && match key {
            Some((_, Key::Node(node))) => hierarchy.contains(node, at),
            Some((Dimension::Nodes(_, level), Key::NotLocated)) => hierarchy.at_level(at, level).is_none(),
            _ => true,
        }
}
