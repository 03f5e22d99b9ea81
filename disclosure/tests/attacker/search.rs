//! Looks for other worlds: other secret rows that give every answer the attacker got. One in which a hidden part
//! has another size shows that the attacker cannot know it. Whatever is not found counts for the attacker.

use crate::asking::{Answer, Leaves, lattice};
use crate::chance::Chance;
use crate::fit::{Shifts, first_shifts, fits, published};
use crate::solver;
use crate::world::{Attacker, Row, Rows, World, row};
use disclosure::{Cut, Rules};
use std::collections::BTreeSet;

/// What the attacker knows.
pub struct Search<'w> {
    world: &'w World,
    rules: &'w Rules,
    sets: Vec<Leaves>,
    /// Of each leaf the sets that hold it; those that refused a change last come first.
    sets_of_leaf: Vec<Vec<usize>>,
    answers: Vec<Vec<Answer>>,
    truth: Draft,
    next_organisation: u32,
}

/// A hidden part of 1 or 2, and what is known of it.
#[derive(Clone, Copy)]
pub struct Target {
    set: usize,
    pub truth: usize,
    /// Some world that fits has another number there.
    pub another: bool,
    /// Some world that fits has none there.
    pub none: bool,
}

#[derive(Clone, Copy)]
enum Step {
    Put(usize, Row),
    Take(usize, usize),
}

/// A world on its way, the shifts it needs, and the sets whose answers it does not give.
#[derive(Clone)]
struct Draft {
    rows: Rows,
    shifts: Shifts,
    wrong: BTreeSet<usize>,
}

impl<'w> Search<'w> {
    pub fn new(world: &'w World, sets: BTreeSet<Leaves>, rules: &'w Rules) -> Self {
        let mut sets: Vec<Leaves> = sets.into_iter().collect();
        sets.sort_by_key(Vec::len);
        let of_leaf = |leaf: usize| (0..sets.len()).filter(|set| sets[*set].contains(&leaf)).collect();
        let sets_of_leaf = (0..world.leaves.len()).map(of_leaf).collect();
        let shifts = first_shifts(world, &sets, rules);
        let truth = Draft { rows: world.secret.clone(), shifts, wrong: BTreeSet::new() };
        let mut search =
            Self { world, rules, sets, sets_of_leaf, answers: vec![], truth, next_organisation: 1_000_000 };
        search.answers = (0..search.sets.len()).map(|set| search.ask(set, &world.secret)).collect();
        let mut truth = search.truth.clone();
        let fits = |set: usize| search.fits(set, &mut truth);
        assert!((0..search.sets.len()).all(fits), "the truth does not fit itself");
        search.truth = truth;
        search
    }

    /// Debug: what a solver says (another possible, none possible).
    pub fn solved(&self, target: &Target) -> Option<(solver::Verdict, solver::Verdict, solver::Verdict)> {
        use solver::Bound;
        if self.world.others.len() != 1 || !self.world.unique || self.world.attacker.cuts() > 1 {
            return None;
        }
        let none: Rows = vec![vec![]; self.world.leaves.len()];
        let bounds: Vec<Bound> = self
            .sets
            .iter()
            .enumerate()
            .map(|(set, unknowns)| {
                let all = self.answers[set][0].map_or(0, |one| one.observations);
                let own = self.ask(set, &none)[0].map_or(0, |one| one.observations);
                let d = i64::try_from(all - own).unwrap();
                let (low, high) = if d == 0 { (0, 4) } else { ((d - 4).max(3), d + 4) };
                Bound { unknowns: unknowns.clone(), low, high }
            })
            .collect();
        let start: Vec<i64> = self.world.secret.iter().map(|rows| rows.len() as i64).collect();
        let mut chance = Chance::new(7);
        let mut with = |low: usize, high: i64| {
            let mut bounds = bounds.clone();
            bounds.push(Bound { unknowns: self.sets[target.set].clone(), low: low as i64, high });
            for _ in 0..10 {
                if let Some(found) = solver::repair(&start, &bounds, 60, &mut chance, 1000) {
                    return solver::Verdict::Possible(found);
                }
            }
            solver::solve(self.world.leaves.len(), 60, &bounds, 5000)
        };
        Some((with(0, 0), with(target.truth + 1, 60), with(0, target.truth as i64 - 1)))
    }

    pub fn leaves(&self, target: &Target) -> &Leaves {
        &self.sets[target.set]
    }

    fn ask(&self, set: usize, secret: &Rows) -> Vec<Answer> {
        let cuts = 1..=self.world.attacker.cuts();
        let answer = |cut| lattice([&self.world.own, secret], &self.sets[set], cut, self.rules);
        cuts.map(|cut| published(answer(cut))).collect()
    }

    fn fits(&self, set: usize, draft: &mut Draft) -> bool {
        let asked = (&self.sets[set], self.answers[set].as_slice());
        fits(self.world, &draft.rows, asked, &mut draft.shifts, self.rules)
    }

    fn count(&self, set: usize, secret: &Rows) -> usize {
        let last = Cut(self.world.attacker.cuts());
        self.sets[set].iter().flat_map(|leaf| &secret[*leaf]).filter(|row| row.fact.is_in(last)).count()
    }

    /// The hidden parts of 1 or 2, and what doubt remains about each.
    pub fn run(&mut self, chance: &mut Chance) -> Vec<Target> {
        let secret = &self.world.secret;
        let target = |set| Target { set, truth: self.count(set, secret), another: false, none: false };
        let targets = (0..self.sets.len()).map(target).filter(|target| (1..=2).contains(&target.truth));
        let mut targets: Vec<Target> = targets.collect();
        if std::env::var("SOLVER").is_ok() {
            return targets;
        }
        self.wander(&mut targets, chance);
        for number in 0..targets.len() {
            for change in [-1, 1, 2, -2] {
                let target = targets[number];
                let Some(wanted) = target.truth.checked_add_signed(change) else { continue };
                let open = if wanted == 0 { !target.none } else { !target.another };
                if open && let Some(found) = self.seek(target.set, wanted, chance) {
                    self.note(&mut targets, &found);
                }
            }
        }
        targets
    }

    fn note(&self, targets: &mut [Target], found: &Rows) {
        for target in targets {
            let other = self.count(target.set, found);
            target.another |= other != target.truth;
            target.none |= other == 0;
        }
    }

    /// Strolls from one fitting world to the next.
    fn wander(&mut self, targets: &mut [Target], chance: &mut Chance) {
        let mut here = self.truth.clone();
        for _ in 0..30 * self.world.leaves.len() {
            let steps = self.stumble(&here.rows, chance);
            if self.try_steps(&mut here, &steps) {
                self.note(targets, &here.rows);
            }
        }
    }

    /// Makes the steps if every answer stays the same; else leaves the rows as they were.
    fn try_steps(&mut self, draft: &mut Draft, steps: &[Step]) -> bool {
        let undo: Vec<(usize, Vec<Row>)> =
            steps.iter().map(|step| (leaf_of(step), draft.rows[leaf_of(step)].clone())).collect();
        draft.shifts.settle();
        steps.iter().for_each(|step| apply(&mut draft.rows, step));
        for set in self.touched(steps) {
            if !self.fits(set, draft) {
                self.promote(set);
                draft.shifts.go_back();
                undo.into_iter().rev().for_each(|(leaf, before)| draft.rows[leaf] = before);
                return false;
            }
        }
        true
    }

    fn promote(&mut self, set: usize) {
        for leaf in &self.sets[set] {
            let own = &mut self.sets_of_leaf[*leaf];
            if let Some(place) = own.iter().position(|other| *other == set) {
                own[..=place].rotate_right(1);
            }
        }
    }

    /// The sets that some steps change; a row moved inside a set changes nothing there.
    fn touched(&self, steps: &[Step]) -> Vec<usize> {
        let of = |step: &Step| &self.sets_of_leaf[leaf_of(step)];
        let mut sets = vec![];
        if let [Step::Take(from, _), Step::Put(to, _)] = steps {
            let (from, to) = (&self.sets_of_leaf[*from], &self.sets_of_leaf[*to]);
            sets.extend(from.iter().filter(|set| !to.contains(set)));
            sets.extend(to.iter().filter(|set| !from.contains(set)));
        } else {
            steps.iter().for_each(|step| sets.extend(of(step)));
        }
        sets
    }

    /// A change at random: a row put, taken, moved, or altered.
    fn stumble(&mut self, rows: &Rows, chance: &mut Chance) -> Vec<Step> {
        let leaf = chance.below(rows.len());
        if rows[leaf].is_empty() || chance.percent(25) {
            return vec![Step::Put(leaf, self.invent(leaf, rows, chance))];
        }
        let place = chance.below(rows[leaf].len());
        let take = Step::Take(leaf, place);
        match chance.below(6) {
            0 => vec![take],
            1 => vec![take, Step::Put(leaf, alter(rows[leaf][place], chance))],
            _ => vec![take, self.moved(rows[leaf][place], chance.below(rows.len()))],
        }
    }

    fn moved(&self, row: Row, to: usize) -> Step {
        let leaf = &self.world.leaves[to];
        let (territory, theme, kind, month) = (leaf.territory, leaf.theme, leaf.kind, leaf.month);
        Step::Put(to, Row { fact: disclosure::Fact { territory, theme, kind, month, ..row.fact }, ..row })
    }

    fn invent(&mut self, leaf: usize, rows: &Rows, chance: &mut Chance) -> Row {
        self.next_organisation += 1;
        let contributor = *chance.pick(&self.world.others);
        let known: Vec<&Row> =
            rows.iter().flatten().filter(|row| row.fact.contributor == contributor).collect();
        let organisation = if self.world.unique || known.is_empty() || chance.percent(30) {
            Some(self.next_organisation)
        } else {
            chance.pick(&known).fact.organisation
        };
        let persons = if chance.percent(70) { 0 } else { chance.below(4) };
        let persons = u32::try_from(persons).unwrap();
        let mut fact = row(&self.world.leaves[leaf], contributor, organisation, persons, chance.percent(10));
        if self.world.attacker.cuts() > 1 && chance.percent(30) {
            fact.from = Cut(u32::try_from(chance.between(2, 11)).unwrap());
        }
        fact.key = chance.next();
        let lot = usize::from(self.world.attacker == Attacker::Public && chance.percent(40));
        Row { lot, fact }
    }

    /// Looks for a fitting world with `wanted` rows in a set: first one row put, taken or moved, then longer ways.
    fn seek(&mut self, set: usize, wanted: usize, chance: &mut Chance) -> Option<Rows> {
        self.nearby(set, wanted, chance).or_else(|| (0..10).find_map(|_| self.attempt(set, wanted, chance)))
    }

    fn nearby(&mut self, set: usize, wanted: usize, chance: &mut Chance) -> Option<Rows> {
        let mut draft = self.truth.clone();
        let rows = self.truth.rows.clone();
        let truth = self.count(set, &rows);
        let inside = self.sets[set].clone();
        if wanted.abs_diff(truth) != 1 {
            return None;
        }
        for leaf in 0..rows.len() {
            for place in 0..rows[leaf].len().min(4) {
                let row = rows[leaf][place];
                let leaves = inside.contains(&leaf);
                if leaves != (wanted < truth) {
                    continue;
                }
                for to in 0..rows.len() {
                    let crosses = inside.contains(&to) != leaves;
                    if crosses && self.try_steps(&mut draft, &[Step::Take(leaf, place), self.moved(row, to)])
                    {
                        return Some(draft.rows);
                    }
                }
                if leaves && self.try_steps(&mut draft, &[Step::Take(leaf, place)]) {
                    return Some(draft.rows);
                }
            }
        }
        for leaf in inside.iter().filter(|_| wanted > truth) {
            let step = Step::Put(*leaf, self.invent(*leaf, &rows, chance));
            if self.try_steps(&mut draft, &[step]) {
                return Some(draft.rows);
            }
        }
        None
    }

    fn attempt(&mut self, set: usize, wanted: usize, chance: &mut Chance) -> Option<Rows> {
        let mut draft = self.truth.clone();
        let inside = self.sets[set].clone();
        let mut count = self.count(set, &draft.rows);
        while count != wanted {
            let leaf = *chance.pick(&inside);
            let here = draft.rows[leaf].len();
            if count < wanted {
                let step = Step::Put(leaf, self.invent(leaf, &draft.rows, chance));
                self.change(&mut draft, &[step]);
            } else if here > 0 {
                let place = chance.below(here);
                let outside: Leaves = (0..draft.rows.len()).filter(|leaf| !inside.contains(leaf)).collect();
                let row = draft.rows[leaf][place];
                let mut steps = vec![Step::Take(leaf, place)];
                if !outside.is_empty() && chance.percent(80) {
                    steps.push(self.moved(row, *chance.pick(&outside)));
                }
                self.change(&mut draft, &steps);
            }
            count = self.count(set, &draft.rows);
        }
        for _ in 0..40 {
            if draft.wrong.is_empty() {
                return Some(draft.rows);
            }
            self.mend(&mut draft, &inside, chance);
        }
        if std::env::var("DEBUG").is_ok() {
            for wrong in &draft.wrong {
                println!(
                    "target {:?} wanted {wanted} wrong {:?}: known {:?} shift-0 {:?}",
                    self.sets[set],
                    self.sets[*wrong],
                    self.answers[*wrong],
                    disclosure::parts(
                        &crate::fit::facts_of([&self.world.own, &draft.rows], &self.sets[*wrong])[0],
                        Cut(1),
                        self.rules
                    )
                );
            }
        }
        None
    }

    /// One change that leaves the target alone and may set a wrong answer right; undone if it makes things worse.
    fn mend(&mut self, draft: &mut Draft, inside: &[usize], chance: &mut Chance) {
        let wrong = *chance.pick(&draft.wrong.iter().copied().collect::<Vec<_>>());
        let here: Leaves = self.sets[wrong].iter().copied().filter(|leaf| !inside.contains(leaf)).collect();
        let there: Leaves = (0..draft.rows.len())
            .filter(|leaf| !inside.contains(leaf) && !self.sets[wrong].contains(leaf))
            .collect();
        let (mut from, mut to) = (here, there);
        if chance.percent(50) {
            std::mem::swap(&mut from, &mut to);
        }
        let full: Leaves = from.iter().copied().filter(|leaf| !draft.rows[*leaf].is_empty()).collect();
        let mut steps = vec![];
        let taken = (!full.is_empty()).then(|| *chance.pick(&full));
        if let Some(leaf) = taken {
            let place = chance.below(draft.rows[leaf].len());
            let row = draft.rows[leaf][place];
            steps.push(Step::Take(leaf, place));
            match chance.below(6) {
                0 => {}
                1 => steps.push(Step::Put(leaf, alter(row, chance))),
                _ if to.is_empty() => {}
                _ => steps.push(self.moved(row, *chance.pick(&to))),
            }
        }
        if !to.is_empty() && (taken.is_none() || chance.percent(15)) {
            let leaf = *chance.pick(&to);
            steps.push(Step::Put(leaf, self.invent(leaf, &draft.rows, chance)));
        }
        let before = draft.clone();
        self.change(draft, &steps);
        if draft.wrong.len() > before.wrong.len() && !chance.percent(3) {
            *draft = before;
        }
    }

    fn change(&self, draft: &mut Draft, steps: &[Step]) {
        steps.iter().for_each(|step| apply(&mut draft.rows, step));
        for set in self.touched(steps) {
            draft.shifts.settle();
            if self.fits(set, draft) {
                draft.wrong.remove(&set);
            } else {
                draft.shifts.go_back();
                draft.wrong.insert(set);
            }
        }
    }
}

fn leaf_of(step: &Step) -> usize {
    let (Step::Put(leaf, _) | Step::Take(leaf, _)) = step;
    *leaf
}

/// The same row with other persons or another rating.
fn alter(row: Row, chance: &mut Chance) -> Row {
    let mut fact = row.fact;
    if chance.percent(50) {
        fact.rated_high = !fact.rated_high;
    } else {
        fact.persons = u32::try_from(chance.below(4)).unwrap();
    }
    Row { fact, ..row }
}

fn apply(rows: &mut Rows, step: &Step) {
    match step {
        Step::Put(leaf, row) => rows[*leaf].push(*row),
        Step::Take(leaf, place) => drop(rows[*leaf].remove(*place)),
    }
}
