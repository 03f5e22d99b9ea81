//! A model network: its axes, what the attacker knows of its rows, and what it does not.

use crate::chance::Chance;
use disclosure::{Axes, Axis, Cut, Exit, Fact, Hierarchy, Level, Month, Node, ROOT};

/// Who attacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attacker {
    /// One who contributed nothing: a member without rows, and the public as long as nothing is `NETWORK`.
    Reader,
    /// The public, to whom two lots are hidden.
    Public,
    /// A member who knows what it brought.
    Member,
    /// Two members who pool what they brought.
    Pair,
    /// A member who adds and withdraws rows over twelve cuts.
    Prober,
    /// Two who do so together.
    ProbingPair,
}

impl Attacker {
    pub const ALL: [Self; 6] =
        [Self::Reader, Self::Public, Self::Member, Self::Pair, Self::Prober, Self::ProbingPair];

    pub fn own_contributors(self) -> u32 {
        match self {
            Self::Reader | Self::Public => 0,
            Self::Member | Self::Prober => 1,
            Self::Pair | Self::ProbingPair => 2,
        }
    }

    pub fn cuts(self) -> u32 {
        if matches!(self, Self::Prober | Self::ProbingPair) { 12 } else { 1 }
    }
}

/// A leaf cell: where a row may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    pub territory: Node,
    pub theme: Node,
    pub kind: Node,
    pub month: Month,
}

/// A row in a leaf cell. Lot 0 is `AGGREGATE_ONLY`, lot 1 `NETWORK`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub lot: usize,
    pub fact: Fact,
}

/// Rows by leaf cell.
pub type Rows = Vec<Vec<Row>>;

pub struct World {
    pub attacker: Attacker,
    pub axes: Axes,
    pub leaves: Vec<Leaf>,
    /// What the attacker brought.
    pub own: Rows,
    /// What it wants to know.
    pub secret: Rows,
    /// The other contributors, whom everybody knows.
    pub others: Vec<u32>,
    /// Whether everybody knows that no organisation is observed twice, the sharpest knowledge an attacker can have.
    pub unique: bool,
}

impl World {
    pub fn generate(attacker: Attacker, chance: &mut Chance) -> Self {
        let (axes, leaves) = shape(chance);
        let own_count = attacker.own_contributors();
        let others = if chance.percent(50) { 1 } else { chance.between(2, 6) };
        let others: Vec<u32> = (10..10 + u32::try_from(others).unwrap()).collect();
        let unique = chance.percent(60);
        let mut maker = Maker { chance, unique, next: 1000, cuts: attacker.cuts() };
        let secret = maker.secret(&leaves, &others, attacker);
        let own = maker.own(&leaves, own_count);
        Self { attacker, axes, leaves, own, secret, others, unique }
    }
}

/// Up to 60 leaf cells under two to four levels each.
fn shape(chance: &mut Chance) -> (Axes, Vec<Leaf>) {
    let (mut territory, mut theme) = (Hierarchy::builder(2), Hierarchy::builder(2));
    let mut territories = vec![];
    for _ in 0..chance.between(1, 2) {
        let region = territory.add(Level(1), &[]).unwrap();
        territories.extend((0..chance.between(1, 4)).map(|_| territory.add(Level(2), &[region]).unwrap()));
        territories.extend(chance.percent(40).then_some(region));
    }
    let mut themes = vec![];
    for _ in 0..chance.between(1, 2) {
        let family = theme.add(Level(1), &[]).unwrap();
        themes.extend((0..chance.between(1, 4)).map(|_| theme.add(Level(2), &[family]).unwrap()));
        themes.extend(chance.percent(30).then_some(family));
    }
    themes.extend(chance.percent(15).then_some(ROOT));
    let months: Vec<Month> = match chance.below(4) {
        0 => vec![Month::of(2024, 1)],
        1 => vec![Month::of(2024, 1), Month::of(2024, 4)],
        2 => vec![Month::of(2024, 1), Month::of(2024, 2), Month::of(2024, 4), Month::of(2025, 1)],
        _ => (1..=4).map(|quarter| Month::of(2024, quarter * 3)).collect(),
    };
    let kinds = if chance.percent(25) { vec![Node(1), Node(2)] } else { vec![ROOT] };
    let mut leaves = vec![];
    for territory in &territories {
        for theme in &themes {
            let here = months.iter().flat_map(|month| kinds.iter().map(move |kind| (*month, *kind)));
            leaves.extend(here.map(|(month, kind)| Leaf {
                territory: *territory,
                theme: *theme,
                kind,
                month,
            }));
        }
    }
    leaves.truncate(60);
    let flat = || Hierarchy::flat(2);
    let axes = Axes {
        territory: territory.build(),
        theme: theme.build(),
        sector: flat(),
        kind: flat(),
        stage: flat(),
        method: flat(),
        contributor: Hierarchy::flat(0),
    };
    (axes, leaves)
}

struct Maker<'c> {
    chance: &'c mut Chance,
    unique: bool,
    next: u32,
    cuts: u32,
}

impl Maker<'_> {
    /// Skewed: most cells hold nothing or very little, some a lot, some one organisation again and again.
    fn secret(&mut self, leaves: &[Leaf], others: &[u32], attacker: Attacker) -> Rows {
        let fill = self.chance.between(20, 80);
        let late = self.cuts > 1 && self.chance.percent(50);
        let mut rows = vec![vec![]; leaves.len()];
        for (leaf, here) in leaves.iter().zip(&mut rows) {
            for contributor in others {
                let count = if self.chance.percent(fill) { self.skewed() } else { 0 };
                let dominated = self.chance.percent(20);
                for _ in 0..count {
                    let lot = usize::from(attacker == Attacker::Public && self.chance.percent(40));
                    let mut fact = self.fact(leaf, *contributor, dominated);
                    if late && self.chance.percent(40) {
                        fact.from = Cut(u32::try_from(self.chance.between(2, 11)).unwrap());
                    }
                    here.push(Row { lot, fact });
                }
            }
        }
        rows
    }

    fn skewed(&mut self) -> usize {
        match self.chance.below(20) {
            0..=8 => 1,
            9..=12 => 2,
            13..=16 => self.chance.between(3, 8),
            17..=18 => self.chance.between(6, 14),
            _ => self.chance.between(10, 30),
        }
    }

    fn own(&mut self, leaves: &[Leaf], contributors: u32) -> Rows {
        let fill = self.chance.between(20, 90);
        let mut rows = vec![vec![]; leaves.len()];
        for (leaf, here) in leaves.iter().zip(&mut rows) {
            for contributor in 1..=contributors {
                let count = if self.chance.percent(fill) { self.chance.between(1, 7) } else { 0 };
                let facts = (0..count).map(|_| self.fact(leaf, contributor, false)).collect::<Vec<_>>();
                here.extend(facts.into_iter().map(|fact| Row { lot: 0, fact: self.probe(fact) }));
            }
        }
        rows
    }

    /// Gives a row of a prober the cuts at which it enters and, often, is withdrawn.
    fn probe(&mut self, fact: Fact) -> Fact {
        if self.cuts == 1 {
            return fact;
        }
        let from = self.chance.between(1, 8);
        let until = self.chance.between(from + 1, 12);
        let exit = if self.chance.percent(80) { Exit::Withdrawn } else { Exit::Changed };
        let until = self.chance.percent(70).then(|| (Cut(u32::try_from(until).unwrap()), exit));
        Fact { from: Cut(u32::try_from(from).unwrap()), until, ..fact }
    }

    fn fact(&mut self, leaf: &Leaf, contributor: u32, dominated: bool) -> Fact {
        self.next += 1;
        let organisation = match (self.unique, dominated) {
            (true, _) => Some(self.next),
            (false, true) => Some(contributor),
            (false, false) if self.chance.percent(10) => None,
            (false, false) => Some(100 + u32::try_from(self.chance.below(12)).unwrap()),
        };
        let persons = u32::try_from(self.chance.below(4)).unwrap();
        let fact = row(leaf, contributor, organisation, persons, self.chance.percent(30));
        Fact { key: self.chance.next(), ..fact }
    }
}

pub fn row(leaf: &Leaf, contributor: u32, organisation: Option<u32>, persons: u32, rated_high: bool) -> Fact {
    Fact {
        contributor,
        organisation,
        territory: leaf.territory,
        theme: leaf.theme,
        sector: ROOT,
        kind: leaf.kind,
        stage: ROOT,
        method: ROOT,
        month: leaf.month,
        rated_high,
        persons,
        sensitive: false,
        key: 0,
        from: Cut(1),
        until: None,
    }
}

/// Where a leaf lies on an axis.
pub fn place(leaf: &Leaf, axis: Axis) -> Node {
    match axis {
        Axis::Territory => leaf.territory,
        Axis::Theme => leaf.theme,
        Axis::Kind => leaf.kind,
        _ => ROOT,
    }
}
