//! A model network: its axes, the rows an attacker knows, and those it wants to know of.

use crate::chance::Chance;
use crate::mask::Mask;
use disclosure::{Axes, Axis, Cut, Exit, Fact, Hierarchy, Level, Month, Node, ROOT};

/// Filled ones and empty ones.
const MOST_LEAVES: usize = 120;

/// Who attacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attacker {
    /// A member that contributed nothing.
    Reader,
    /// The public, to which two lots are hidden.
    Public,
    /// A member that knows what it brought.
    Member,
    /// Two members that pool what they brought.
    Pair,
    /// A member that adds and withdraws rows over twelve cuts.
    Prober,
    /// Two that do so together.
    ProbingPair,
}

impl Attacker {
    pub const ALL: [Self; 6] =
        [Self::Reader, Self::Public, Self::Member, Self::Pair, Self::Prober, Self::ProbingPair];

    fn contributors(self) -> u32 {
        match self {
            Self::Reader | Self::Public => 0,
            Self::Member | Self::Prober => 1,
            Self::Pair | Self::ProbingPair => 2,
        }
    }

    pub fn cuts(self) -> u32 {
        if matches!(self, Self::Prober | Self::ProbingPair) { 12 } else { 1 }
    }

    /// Lots it may not read: 0 is `AGGREGATE_ONLY`, 1 `NETWORK`, 2 `PUBLIC`.
    pub fn hidden_lots(self) -> usize {
        if self == Self::Public { 2 } else { 1 }
    }
}

/// A row in a leaf cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub leaf: usize,
    pub lot: usize,
    pub fact: Fact,
}

pub struct World {
    pub attacker: Attacker,
    pub axes: Axes,
    /// Where rows may lie as far as an attacker knows, each as a row without an owner.
    pub leaves: Vec<Fact>,
    /// Rows the attacker knows: what it brought, and what its audience may read.
    pub known: Vec<Row>,
    /// Rows it wants to know of.
    pub secret: Vec<Row>,
    /// Whether the attacker knows that each row has an organisation of its own, the sharpest knowledge there is.
    pub unique: bool,
    /// Whether rows have persons, and whether these are a sensitive public.
    pub persons: bool,
    pub sensitive: bool,
}

impl World {
    pub fn generate(seed: u64, attacker: Attacker) -> Self {
        let mut chance = Chance::new(seed);
        let (axes, leaves, filled) = shape(&mut chance);
        let others = if chance.percent(50) { 1 } else { chance.between(2, 6) };
        let unique = chance.percent(60);
        let persons = if chance.percent(50) { 3 } else { 0 };
        let sensitive = chance.percent(15);
        let late = attacker.cuts() > 1 && chance.percent(50);
        let late = late.then(|| (chance.between(2, 6), chance.between(7, 12)));
        let maker = Maker {
            chance,
            attacker,
            leaves: &leaves[..filled],
            unique,
            persons,
            sensitive,
            late,
            next: 1000,
        };
        let (known, secret) = maker.rows(10..10 + small(others));
        let persons = persons > 0;
        Self { attacker, axes, leaves, known, secret, unique, persons, sensitive }
    }

    /// The leaf cells of which this holds.
    pub fn mask(&self, holds: impl Fn(&Fact) -> bool) -> Mask {
        (0..self.leaves.len()).filter(|leaf| holds(&self.leaves[*leaf])).collect()
    }

    /// The axis among kind, stage and method that this world uses, if it uses one.
    pub fn trait_axis(&self) -> Option<Axis> {
        let used = |axis: &Axis| self.leaves.iter().any(|leaf| leaf.place(*axis) != ROOT);
        [Axis::Kind, Axis::Stage, Axis::Method].into_iter().find(used)
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}

/// Up to 60 leaf cells that are filled, beside others that are empty, of which the attacker cannot know it: a
/// hidden none looks like a hidden one.
fn shape(chance: &mut Chance) -> (Axes, Vec<Fact>, usize) {
    loop {
        let (territory, territories) = branches(chance);
        let (theme, themes) = branches(chance);
        let (sector, extra) = extra(chance);
        let months = months(chance);
        let mut leaves = times(&extra, &territories, |leaf, at| Fact { territory: *at, ..*leaf });
        leaves = times(&leaves, &themes, |leaf, theme| Fact { theme: *theme, ..*leaf });
        leaves = times(&leaves, &months, |leaf, month| Fact { month: *month, ..*leaf });
        if leaves.len() > MOST_LEAVES {
            continue;
        }
        for place in 0..leaves.len() {
            let other = chance.between(place, leaves.len() - 1);
            leaves.swap(place, other);
        }
        let filled = leaves.len().min(60);
        let flat = || Hierarchy::flat(2);
        let (kind, stage, method, contributor) = (flat(), flat(), flat(), Hierarchy::flat(20));
        return (Axes { territory, theme, sector, kind, stage, method, contributor }, leaves, filled);
    }
}

/// The one axis beyond place, theme and time that some worlds have: the sector, or a trait.
fn extra(chance: &mut Chance) -> (Hierarchy, Vec<Fact>) {
    let mut sector = Hierarchy::builder(2);
    let domain = sector.add(Level(1), &[]).unwrap();
    let lines = [0, 1].map(|_| sector.add(Level(2), &[domain]).unwrap());
    let blank = blank();
    let extra = match chance.below(10) {
        0 => vec![Fact { kind: Node(1), ..blank }, Fact { kind: Node(2), ..blank }, blank],
        1 => vec![Fact { stage: Node(1), ..blank }, Fact { stage: Node(2), ..blank }, blank],
        2 => vec![Fact { method: Node(1), ..blank }, Fact { method: Node(2), ..blank }],
        3 | 4 => lines.iter().map(|line| Fact { sector: *line, ..blank }).chain([blank]).collect(),
        _ => vec![blank],
    };
    (sector.build(), extra)
}

fn times<T>(leaves: &[Fact], by: &[T], with: impl Fn(&Fact, &T) -> Fact) -> Vec<Fact> {
    leaves.iter().flat_map(|leaf| by.iter().map(|one| with(leaf, one)).collect::<Vec<_>>()).collect()
}

/// Branches of twigs (régions with départements, families with themes), and where rows may lie: on twigs, on a
/// branch alone, on the root alone. At times a registered perimeter lies across branches.
fn branches(chance: &mut Chance) -> (Hierarchy, Vec<Node>) {
    let mut builder = Hierarchy::builder(3);
    let mut places = vec![ROOT];
    let mut edges = vec![];
    for _ in 0..chance.between(1, 3) {
        let branch = builder.add(Level(1), &[]).unwrap();
        let twigs: Vec<Node> =
            (0..chance.between(1, 3)).map(|_| builder.add(Level(2), &[branch]).unwrap()).collect();
        edges.extend(twigs.first().copied());
        places.push(branch);
        places.extend(twigs);
    }
    if edges.len() > 1 && chance.percent(20) {
        builder.add_perimeter(Level(3), &edges).unwrap();
    }
    (builder.build(), places)
}

fn months(chance: &mut Chance) -> Vec<Month> {
    let months: &[(i32, i32)] = match chance.below(4) {
        0 => &[(2024, 1), (2024, 2), (2024, 3)],
        1 => &[(2024, 1), (2024, 2), (2024, 4), (2024, 5)],
        2 => &[(2024, 1), (2024, 2), (2024, 4), (2025, 1)],
        _ => &[(2024, 3), (2024, 6), (2024, 9), (2024, 12)],
    };
    months.iter().map(|(year, month)| Month::of(*year, *month)).collect()
}

fn blank() -> Fact {
    Fact {
        contributor: 0,
        organisation: None,
        territory: ROOT,
        theme: ROOT,
        sector: ROOT,
        kind: ROOT,
        stage: ROOT,
        method: ROOT,
        month: Month(0),
        rated_high: false,
        persons: 0,
        sensitive: false,
        key: 0,
        from: Cut(1),
        until: None,
    }
}

struct Maker<'l> {
    chance: Chance,
    attacker: Attacker,
    leaves: &'l [Fact],
    unique: bool,
    persons: usize,
    sensitive: bool,
    /// When others' rows come, and go, if they do.
    late: Option<(usize, usize)>,
    next: u32,
}

impl Maker<'_> {
    fn rows(mut self, others: std::ops::Range<u32>) -> (Vec<Row>, Vec<Row>) {
        let fill = self.chance.between(20, 80);
        let (mut known, mut secret) = (vec![], vec![]);
        for leaf in 0..self.leaves.len() {
            let rows = others.clone().flat_map(|contributor| self.skewed(leaf, contributor, fill));
            let rows: Vec<Row> = rows.collect();
            for row in rows {
                let row = self.late.map_or(row, |late| self.delayed(row, late));
                let hidden = row.lot < self.attacker.hidden_lots();
                if hidden { &mut secret } else { &mut known }.push(row);
            }
            known.extend(self.own(leaf, fill));
        }
        (known, secret)
    }

    /// What the attackers brought to a leaf cell.
    fn own(&mut self, leaf: usize, fill: usize) -> Vec<Row> {
        let mut rows = vec![];
        for contributor in 1..=self.attacker.contributors() {
            let count = if self.chance.percent(fill) { self.chance.between(1, 7) } else { 0 };
            rows.extend((0..count).map(|_| self.row(leaf, contributor, false)));
        }
        let probing = self.attacker.cuts() > 1;
        rows.into_iter().map(|row| if probing { self.probing(row) } else { row }).collect()
    }

    /// Most cells hold nothing or very little, some a lot, some one organisation again and again.
    fn skewed(&mut self, leaf: usize, contributor: u32, fill: usize) -> Vec<Row> {
        let filled = self.chance.percent(fill);
        let count = match self.chance.below(20) {
            _ if !filled => 0,
            0..=8 => 1,
            9..=12 => 2,
            13..=16 => self.chance.between(3, 8),
            17..=18 => self.chance.between(6, 14),
            _ => self.chance.between(10, 30),
        };
        let dominated = self.chance.percent(20);
        (0..count).map(|_| self.row(leaf, contributor, dominated)).collect()
    }

    fn row(&mut self, leaf: usize, contributor: u32, dominated: bool) -> Row {
        self.next += 1;
        let organisation = match (self.unique, dominated) {
            (false, true) => Some(contributor),
            (false, false) if self.chance.percent(10) => None,
            (false, false) if self.chance.percent(30) => Some(100 + small(self.chance.below(12))),
            _ => Some(self.next),
        };
        let lot = match self.chance.below(20) {
            0 => 2,
            1..=2 => 1,
            3..=7 if self.attacker == Attacker::Public => 1,
            _ => 0,
        };
        let fact = Fact {
            contributor,
            organisation,
            persons: small(self.chance.below(self.persons + 1)),
            rated_high: self.chance.percent(30),
            sensitive: self.sensitive,
            key: self.chance.next(),
            ..self.leaves[leaf]
        };
        Row { leaf, lot, fact }
    }

    /// Others' rows come and go too.
    fn delayed(&mut self, row: Row, (comes, goes): (usize, usize)) -> Row {
        let from = if self.chance.percent(30) { comes } else { 1 };
        let until = self.chance.percent(15).then_some(goes);
        self.during(row, from, until)
    }

    /// A prober's row enters at some cut and, often, is withdrawn.
    fn probing(&mut self, row: Row) -> Row {
        let from = self.chance.between(1, 8);
        let until = self.chance.between(from + 1, 12);
        let leaves = self.chance.percent(70);
        self.during(row, from, leaves.then_some(until))
    }

    fn during(&mut self, row: Row, from: usize, until: Option<usize>) -> Row {
        let exit = if self.chance.percent(70) { Exit::Withdrawn } else { Exit::Changed };
        let until = until.map(|until| (Cut(small(until)), exit));
        Row { fact: Fact { from: Cut(small(from)), until, ..row.fact }, ..row }
    }
}
