//! Every question that the lattice answers, and which leaf cells each answer speaks of.

use crate::chance::Chance;
use crate::mask::Mask;
use crate::world::{Row, World};
use disclosure::{
    Axis, Cut, Depth, Dimension, Fact, Facts, Figures, Filter, Grain, HiddenPart, Key, Level, Month, Node,
    Outside, Period, Protected, Query, ROOT, Rules, Sabotage, Slot, Snapshot, Table, TableCell, plan,
    protect, table,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Some leaf cells, and how deep the lattice cell lies that they make up.
pub type Cells = (Mask, Depth);

/// What was answered about one set of leaf cells at one cut.
type Answer = Option<Protected>;

/// How one axis takes part in a question: as a dimension, and narrowed to nodes or periods.
#[derive(Clone, Default)]
struct View {
    by: Option<Dimension>,
    nodes: Vec<(Axis, Node)>,
    periods: Vec<Period>,
}

/// The rows of one lot, of these leaf cells.
fn lot(world: &World, lot: usize, mask: Mask) -> Facts {
    let rows = world.known.iter().chain(&world.secret);
    let rows = rows.filter(|row| row.lot == lot && mask.has(row.leaf));
    Facts::new(rows.map(|row| row.fact).collect())
}

/// All questions and how they are answered to one audience at one cut.
pub struct Asking<'w> {
    world: &'w World,
    rules: &'w Rules,
    queries: Vec<Query>,
    places: Places,
}

impl<'w> Asking<'w> {
    pub fn new(world: &'w World, rules: &'w Rules, chance: &mut Chance) -> Self {
        Self { world, rules, queries: questions(world, rules, chance), places: Places::default() }
    }

    /// The answers to an audience from which so many lots are hidden.
    fn tables(&self, hidden: usize, cut: u32, queries: &[Query]) -> Vec<Table> {
        let lots = [0, 1, 2].map(|number| lot(self.world, number, Mask::FULL));
        let lots: Vec<&Facts> = lots.iter().collect();
        let (hidden, visible) = lots.split_at(hidden);
        let (axes, rules, cut) = (&self.world.axes, self.rules, Cut(cut));
        let visible = Visible(visible);
        let snapshot = Snapshot { axes, rules, cut, hidden, visible: &visible, coverage: None };
        queries.iter().map(|query| table(&snapshot, &plan(axes, query).unwrap())).collect()
    }

    /// Asks everything at a cut, checks that each answer is what the lattice gives and that lists are sums of
    /// cells, and returns the sets of leaf cells that were answered by a look at rows.
    pub fn sets(&self, cut: u32) -> BTreeSet<Cells> {
        let mut sets = BTreeSet::new();
        let mut answers: BTreeMap<Cells, Answer> = BTreeMap::new();
        let (world, rules) = (self.world, self.rules);
        let tables = self.tables(world.attacker.hidden_lots(), cut, &self.queries);
        for (query, table) in self.queries.iter().zip(tables) {
            for cell in table.cells {
                let parts = self.places.parts(world, query, &cell);
                let whole = parts.iter().fold(Mask::NONE, |whole, part| whole | part.0);
                assert_eq!(cell.figures.visible.observations, self.visible(whole, cut));
                let from_rows = parts.len() == 1 || rules.lacks(Sabotage::ListsFromRows);
                let looked_at = if from_rows { vec![(whole, parts[0].1)] } else { parts };
                sets.extend(looked_at.iter().filter(|(mask, _)| !mask.is_empty()));
                let answer = |mask| *answers.entry(mask).or_insert_with(|| self.lattice_cell(mask, cut));
                let known: Vec<Answer> = looked_at.into_iter().map(answer).collect();
                assert_shows(&cell.figures, &known);
            }
        }
        self.check_the_rest(cut);
        sets
    }

    /// What a lattice cell of these leaf cells would show.
    fn lattice_cell(&self, (mask, depth): Cells, cut: u32) -> Answer {
        let lots = (0..self.world.attacker.hidden_lots()).map(|number| lot(self.world, number, mask));
        let lots: Vec<Facts> = lots.collect();
        protect(&lots.iter().collect::<Vec<_>>(), depth, Cut(cut), self.rules)
    }

    fn visible(&self, mask: Mask, cut: u32) -> u64 {
        let hidden = self.world.attacker.hidden_lots();
        let here = |row: &&Row| row.lot >= hidden && mask.has(row.leaf) && row.fact.is_in(Cut(cut));
        self.world.known.iter().filter(here).count() as u64
    }

    /// What adds nothing to an attacker's knowledge: a member that reads the public's figures sees those of its
    /// own hidden lot plus those of rows that it reads one by one, and what lies outside the lattice is answered
    /// without hidden rows.
    fn check_the_rest(&self, cut: u32) {
        let (world, rules) = (self.world, self.rules);
        let whole = [Query::default()];
        let grand_total = |hidden| self.tables(hidden, cut, &whole)[0].cells[0].figures;
        for hidden in [1, 2] {
            let lots = [0, 1].map(|number| lot(world, number, Mask::FULL));
            let lots: Vec<&Facts> = lots.iter().take(hidden).collect();
            assert_shows(&grand_total(hidden), &[protect(&lots, Depth::default(), Cut(cut), rules)]);
        }
        let traits = BTreeMap::from([(Axis::Kind, vec![Node(1)]), (Axis::Stage, vec![Node(1)])]);
        let contributor = BTreeMap::from([(Axis::Contributor, vec![Node(10)])]);
        for (nodes, why) in [(traits, Outside::TwoTraits), (contributor, Outside::ByContributor)] {
            let query = Query { filter: Filter { nodes, ..Filter::default() }, ..Query::default() };
            assert_eq!(plan(&world.axes, &query).unwrap().outside, BTreeSet::from([why]));
            let answered = self.tables(1, cut, &[query]);
            assert_eq!(answered[0].cells[0].figures.observations.hidden, HiddenPart::LeftAside);
        }
    }
}

struct Visible<'v>(&'v [&'v Facts]);

impl disclosure::VisibleRows for Visible<'_> {
    fn each(&self, visit: &mut dyn FnMut(&Fact)) {
        self.0.iter().flat_map(|lot| lot.rows()).for_each(visit);
    }
}

fn assert_shows(figures: &Figures, answers: &[Answer]) {
    let shown: Vec<&Protected> = answers.iter().flatten().collect();
    let sum = |measure: fn(&Protected) -> Option<u64>| {
        let all: Vec<u64> = shown.iter().filter_map(|one| measure(one)).collect();
        if all.is_empty() { HiddenPart::Few } else { HiddenPart::Protected(all.iter().sum()) }
    };
    assert_eq!(figures.observations.hidden, sum(|one| Some(one.observations)));
    assert_eq!(figures.organisations.hidden, sum(|one| Some(one.organisations)));
    assert_eq!(figures.persons.hidden, sum(|one| one.persons));
    assert_eq!(figures.few_parts, answers.len() - shown.len());
    let band = shown.first().filter(|_| answers.len() == 1).map(|one| one.contributors);
    assert_eq!(figures.contributors, band);
}

/// Every lattice cell is asked for; lists and spans, being sums of them, are drawn by lot unless rows answer them.
fn questions(world: &World, rules: &Rules, chance: &mut Chance) -> Vec<Query> {
    let often = if rules.lacks(Sabotage::ListsFromRows) { 100 } else { 10 };
    let territory = node_views(world, Axis::Territory);
    let theme = node_views(world, Axis::Theme);
    let (extra, time) = (extra_views(world), time_views(world));
    // A fourth dimension is out: its rows are had theme by theme.
    let theme_by_theme = extra.len() > 1;
    let each =
        (0..world.axes.theme.len()).map(|node| narrowed(Axis::Theme, &[Node(u32::try_from(node).unwrap())]));
    let theme: Vec<View> = theme.into_iter().chain(each.filter(|_| theme_by_theme)).collect();
    let mut queries = vec![];
    for one in &territory {
        for two in &theme {
            for three in &extra {
                let four = time.iter().map(|four| [one, two, three, four]);
                let cells = |views: &[&View; 4]| views.iter().all(|view| view.is_one_cell_each());
                let kept = four.filter(|views| cells(views) || chance.percent(often));
                queries.extend(kept.filter_map(query));
            }
        }
    }
    queries
}

impl View {
    fn is_one_cell_each(&self) -> bool {
        self.nodes.len() < 2 && (self.periods.len() < 2 || self.by.is_some())
    }
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

/// Each level, each inner node split up, perimeters, and lists.
fn node_views(world: &World, axis: Axis) -> Vec<View> {
    let hierarchy = world.axes.hierarchy(axis);
    let inner = hierarchy.nodes(Level(1)).map(|node| View { nodes: vec![(axis, node)], ..by(axis, 2) });
    let perimeters = hierarchy.nodes(Level(3)).map(|node| narrowed(axis, &[node]));
    let mut views: Vec<View> =
        [by(axis, 1), by(axis, 2)].into_iter().chain(inner).chain(perimeters).collect();
    let leaves: Vec<Node> = hierarchy.nodes(Level(2)).collect();
    let masks = 1..(1_usize << leaves.len()) - 1;
    for mask in masks.filter(|mask| mask.count_ones() > 1) {
        let chosen = leaves.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
        let chosen: Vec<Node> = chosen.map(|(_, node)| *node).collect();
        views.extend((axis == Axis::Theme || chosen.len() == 2).then(|| narrowed(axis, &chosen)));
    }
    views
}

/// The one axis beyond place, theme and time: a trait, or the sector. As a dimension, and each node by itself.
fn extra_views(world: &World) -> Vec<View> {
    let sector = world.leaves.iter().any(|leaf| leaf.sector != ROOT).then_some(Axis::Sector);
    let Some(axis) = sector.or_else(|| world.trait_axis()) else { return vec![View::default()] };
    let hierarchy = world.axes.hierarchy(axis);
    let nodes = [1, 2].into_iter().flat_map(|level| hierarchy.nodes(Level(level)));
    let each = nodes.map(|node| narrowed(axis, &[node]));
    let finest = if axis == Axis::Sector { 2 } else { 1 };
    [View::default(), by(axis, 1), by(axis, finest)].into_iter().chain(each).collect()
}

fn time_views(world: &World) -> Vec<View> {
    let years = |leaf: &Fact| Period::around(leaf.month, Grain::Year);
    let years: Vec<Period> = world.leaves.iter().map(years).collect::<BTreeSet<_>>().into_iter().collect();
    let grain = |grain| View { by: Some(Dimension::Time(grain)), periods: years.clone(), ..View::default() };
    let span = Period::span(Month::of(2024, 2), Month::of(2025, 1));
    let span = View { periods: span, ..View::default() };
    vec![View::default(), grain(Grain::Year), grain(Grain::Quarter), grain(Grain::Month), span]
}

/// Where lattice cells lie, looked up once.
#[derive(Default)]
struct Places {
    nodes: RefCell<HashMap<Place, (Mask, Slot)>>,
    periods: RefCell<HashMap<Period, Mask>>,
}

/// A node of an axis, narrowed to one row of a dimension.
type Place = (Axis, Node, Option<(Level, Key)>);

impl Places {
    /// The leaf cells of each lattice cell behind a table's cell: one, unless the filter is a list.
    fn parts(&self, world: &World, query: &Query, cell: &TableCell) -> Vec<Cells> {
        let mut parts = vec![(Mask::FULL, Depth::default())];
        let (mut keys, mut period) = (BTreeMap::new(), None);
        for (dimension, key) in query.by.iter().zip(&cell.keys) {
            match (dimension, key) {
                (Dimension::Nodes(axis, level), key) => drop(keys.insert(*axis, (*level, *key))),
                (Dimension::Time(_), Key::Period(own)) => period = Some(*own),
                _ => {}
            }
        }
        for axis in Axis::ALL {
            let pieces = query.filter.nodes.get(&axis).cloned().unwrap_or_else(|| vec![ROOT]);
            let key = keys.get(&axis).copied();
            let pieces: Vec<(Mask, Slot)> =
                pieces.iter().map(|piece| self.node(world, (axis, *piece, key))).collect();
            parts = split(world, &parts, Some(axis), &pieces);
        }
        let periods = match period {
            Some(period) => vec![period],
            None if query.filter.periods.is_empty() => vec![Period::All],
            None => query.filter.periods.iter().copied().collect::<BTreeSet<_>>().into_iter().collect(),
        };
        let periods: Vec<(Mask, Slot)> =
            periods.iter().map(|period| (self.period(world, *period), Slot::Period(*period))).collect();
        split(world, &parts, None, &periods)
    }

    fn node(&self, world: &World, place: Place) -> (Mask, Slot) {
        let look = || (world.mask(|leaf| lies(world, leaf, place)), slot(world, place));
        *self.nodes.borrow_mut().entry(place).or_insert_with(look)
    }

    fn period(&self, world: &World, period: Period) -> Mask {
        let (first, last) = period.months();
        let look = || world.mask(|leaf| (first..=last).contains(&leaf.month));
        *self.periods.borrow_mut().entry(period).or_insert_with(look)
    }
}

fn split(world: &World, parts: &[Cells], axis: Option<Axis>, pieces: &[(Mask, Slot)]) -> Vec<Cells> {
    let within = |(mask, depth): &Cells| {
        let (mask, depth) = (*mask, *depth);
        pieces.iter().map(move |(piece, slot)| (mask & *piece, depth.below(&world.axes, axis, slot)))
    };
    parts.iter().flat_map(within).collect()
}

fn slot(world: &World, (axis, piece, key): Place) -> Slot {
    let hierarchy = world.axes.hierarchy(axis);
    match key {
        Some((_, Key::Node(node))) => Slot::Node(node),
        Some((level, Key::NotLocated))
            if hierarchy.nodes(level).any(|node| hierarchy.contains(piece, node)) =>
        {
            Slot::Rest { within: piece, level }
        }
        _ => Slot::Node(piece),
    }
}

fn lies(world: &World, leaf: &Fact, (axis, piece, key): Place) -> bool {
    let (hierarchy, at) = (world.axes.hierarchy(axis), leaf.place(axis));
    hierarchy.contains(piece, at)
        && match key {
            Some((_, Key::Node(node))) => hierarchy.contains(node, at),
            Some((level, Key::NotLocated)) => hierarchy.at_level(at, level).is_none(),
            _ => true,
        }
}
