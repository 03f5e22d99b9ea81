//! What all answers together tell of the secret rows, as bounds on how many there are.
//!
//! The attacker is told more than any reader is: the figures of each contributor's block and of the pool, which
//! tables only show added up, when each was made, and which contributors are in the pool. What wins not even so
//! wins in no table.

use crate::asking::Cells;
use crate::hearing::{Hearing, Told};
use crate::linear::{FREE, System, whole};
use crate::mask::Mask;
use crate::unknowns::{Measure, Unknown, Unknowns, span};
use crate::world::{Row, World};
use disclosure::{Depth, Fact, Rules, Sabotage, Sums};
use std::collections::{BTreeMap, BTreeSet};

/// More persons than any row has.
const MOST_PERSONS: i64 = 10;

/// More rows than any leaf has.
const MOST_ROWS: i64 = 60;

/// Everything the attacker knows.
pub struct Knowledge<'w> {
    world: &'w World,
    rules: &'w Rules,
    pub unknowns: Unknowns,
    pub system: System,
    pub truth: Vec<i64>,
    told: Vec<Told>,
}

impl<'w> Knowledge<'w> {
    pub fn new(world: &'w World, rules: &'w Rules, sets: &BTreeSet<Cells>) -> Self {
        let unknowns = Unknowns::new(world);
        let most = |unknown: &Unknown| match unknown {
            Unknown::Rows(0 | 2) if rules.lacks(Sabotage::NoRounding) => 0,
            Unknown::Persons(_) => MOST_ROWS * MOST_PERSONS,
            _ => MOST_ROWS,
        };
        let groups = unknowns.groups();
        let system = System::new(unknowns.kinds().iter().flat_map(|own| vec![most(own); groups]).collect());
        let truth = unknowns.truth(world, rules);
        let mut knowledge = Self { world, rules, unknowns, system, truth, told: vec![] };
        for (mask, depth) in sets {
            (0..world.attacker.hidden_lots()).for_each(|lot| knowledge.listen(lot, *mask, *depth));
        }
        knowledge.link();
        knowledge.bind();
        knowledge.compare();
        assert_eq!(knowledge.system.broken(&knowledge.truth), None, "what is known must be true");
        knowledge
    }

    /// Notes the parts that one lot shows of a set of leaves.
    fn listen(&mut self, lot: usize, mask: Mask, depth: Depth) {
        let within = |row: &&Row| row.lot == lot && mask.has(row.leaf);
        let rows: Vec<&Row> = self.world.known.iter().chain(&self.world.secret).filter(within).collect();
        let moments = rows.iter().flat_map(|row| <[u32; 2]>::from(span(&row.fact)));
        let cuts: BTreeSet<u32> = moments.filter(|cut| *cut != u32::MAX).chain([1]).collect();
        let cuts: Vec<u32> = cuts.into_iter().collect();
        let all: Vec<Fact> = rows.iter().map(|row| row.fact).collect();
        let units = self.unknowns.units.iter().enumerate().filter(|(_, unit)| unit.0 == lot);
        let units: BTreeMap<u32, usize> = units.map(|(place, unit)| (unit.1, place)).collect();
        self.told.extend(Hearing::new(&all, &cuts, self.rules).of(&units, (mask, depth)));
    }

    /// Rated rows are rows; persons are people of rows.
    fn link(&mut self) {
        let groups = self.unknowns.groups();
        for unknown in &self.unknowns.kinds()[3..] {
            let start = self.unknowns.start(*unknown);
            for group in 0..groups {
                let rows = match unknown {
                    Unknown::Persons(times) => {
                        vec![(self.unknowns.start(Unknown::Rows(*times)) + group, -MOST_PERSONS)]
                    }
                    _ => vec![(groups + group, -1), (2 * groups + group, -2)],
                };
                self.system.add(rows.into_iter().chain([(start + group, 1)]).collect(), -FREE, 0);
            }
        }
    }

    fn bind(&mut self) {
        let charter = self.rules.charter();
        let (near, organisations) = (whole(self.rules.base()) - 1, i64::from(charter.organisations));
        let persons = if self.world.sensitive { charter.sensitive_persons } else { charter.persons };
        let heaviest = if self.rules.lacks(Sabotage::NoRounding) { 1 } else { 2 };
        let moves = if self.unknowns.spans.len() > 1 { organisations - 1 } else { 0 };
        for told in &self.told {
            let Told { who, mask, cut, figure, own, .. } = told;
            let leaves = self.unknowns.during(*cut, *mask);
            let rows = self.unknowns.terms(who, Measure::Rows, false, &leaves);
            let counted = |measure| self.unknowns.terms(who, measure, true, &leaves);
            let around = |figure: u64, own: u64| {
                let (figure, own) = (whole(figure), whole(own));
                (figure - near - own, figure + near - own)
            };
            if figure.observations == 0 {
                // too few rows, or some that round to nothing, and since then too few to move them
                let most = near.max((organisations - 1) * heaviest) + moves * heaviest;
                if self.world.unique {
                    self.system.add(counted(Measure::Rows), 0, most);
                }
                continue;
            }
            let (low, high) = around(figure.observations, own.counted.observations);
            self.system.add(counted(Measure::Rows), low, high);
            self.system.add(rows, organisations - whole(own.rows), FREE);
            if figure.observations >= u64::from(charter.share_from) {
                let (low, high) = around(figure.rated_high, own.counted.rated_high);
                self.system.add(counted(Measure::Rated), low, high);
            }
            if figure.persons > 0 {
                let (low, high) = around(figure.persons, own.counted.persons);
                self.system.add(counted(Measure::Persons), low, high);
                let persons = i64::from(persons) - whole(own.persons);
                self.system.add(self.unknowns.terms(who, Measure::Persons, false, &leaves), persons, FREE);
            }
            if who.len() > 1 && self.world.unique {
                for (others, own) in beyond_any_two(told) {
                    let terms = self.unknowns.terms(&others, Measure::Rows, false, &leaves);
                    self.system.add(terms, organisations - own, FREE);
                }
            }
        }
    }

    /// The same rows are rounded the same way: where figures differ, there are rows in one of both sets alone.
    fn compare(&mut self) {
        let mut groups: BTreeMap<(&[usize], u64), Vec<&Told>> = BTreeMap::new();
        let settled = self.unknowns.spans.len() == 1;
        let share = u64::from(self.rules.charter().share_from);
        let kept = self.told.iter().filter(|told| told.figure.observations > 0 || settled);
        for told in kept {
            groups.entry((&told.who, told.own.mark)).or_default().push(told);
        }
        for ((who, _), group) in &groups {
            let pairs = group
                .iter()
                .enumerate()
                .flat_map(|(place, one)| group[..place].iter().map(move |two| (one, two)));
            let unlike =
                pairs.filter(|(one, two)| one.depth == two.depth && differ(&one.figure, &two.figure, share));
            let leaves = |told: &Told| self.unknowns.during(told.cut, told.mask);
            let apart = |(one, two): (&&Told, &&Told)| -> Vec<Mask> {
                leaves(one).into_iter().zip(leaves(two)).map(|(one, two)| one ^ two).collect()
            };
            for apart in smallest(unlike.map(apart)) {
                let terms = self.unknowns.terms(who, Measure::Rows, false, &apart);
                self.system.add(terms, 1, FREE);
            }
        }
    }
}

/// Those sets, span by span, that hold no other one.
fn smallest(sets: impl Iterator<Item = Vec<Mask>>) -> Vec<Vec<Mask>> {
    let size = |set: &Vec<Mask>| set.iter().map(|mask| mask.len()).sum::<u32>();
    let sets: BTreeSet<(u32, Vec<Mask>)> = sets.map(|set| (size(&set), set)).collect();
    let mut kept: Vec<Vec<Mask>> = vec![];
    for (_, set) in sets {
        let holds =
            |other: &Vec<Mask>| other.iter().zip(&set).all(|(other, own)| (*other & !*own).is_empty());
        if !kept.iter().any(holds) {
            kept.push(set);
        }
    }
    kept
}

/// Of a pool, each two contributors away: the others, and how many rows the attacker knows to remain.
fn beyond_any_two(told: &Told) -> Vec<(Vec<usize>, i64)> {
    let without =
        |gone: &[usize]| told.who.iter().copied().filter(|unit| !gone.contains(unit)).collect::<Vec<_>>();
    let own = whole(told.own.rows);
    let pairs = told.who.iter().flat_map(|one| told.who.iter().map(move |two| [*one, *two]));
    let pairs = pairs.filter(|[one, two]| one < two).map(|pair| (without(&pair), own));
    pairs.chain((own > 0).then(|| (told.who.clone(), 0))).collect()
}

fn differ(one: &Sums, other: &Sums, share: u64) -> bool {
    let figures = |sums: &Sums| (sums.observations, sums.organisations, sums.persons);
    let rated = one.observations.min(other.observations) >= share && one.rated_high != other.rated_high;
    rated || figures(one) != figures(other)
}
