//! The judge of the rules: an attacker who asks everything and reasons about all answers together.

mod asking;
mod chance;
mod fit;
mod search;
mod solver;
mod world;

use chance::Chance;
use disclosure::Rules;
use search::Search;
use world::{Attacker, World};

#[derive(Clone, Copy, Default, Debug)]
struct Score {
    cases: usize,
    targets: usize,
    exact: usize,
    existence: usize,
}

fn attack(seed: u64, attacker: Attacker, rules: &Rules) -> Score {
    let mut chance = Chance::new(seed);
    let world = World::generate(attacker, &mut chance);
    let start = std::time::Instant::now();
    let sets = asking::ask_everything(&world, rules, &mut chance);
    let asked = start.elapsed();
    let n = sets.len();
    let mut search = Search::new(&world, sets, rules);
    let found = search.run(&mut chance);
    println!(
        "{seed} {attacker:?} leaves {} sets {n} rows {} asked {asked:?} search {:?} targets {}",
        world.leaves.len(),
        world.secret.iter().flatten().count(),
        start.elapsed() - asked,
        found.len()
    );
    let mut score = Score { cases: 1, targets: found.len(), ..Score::default() };
    for target in &found {
        if !target.none
            && let Some((zero, more, less)) = search.solved(target)
        {
            let name = |v: &solver::Verdict| match v {
                solver::Verdict::Possible(_) => "possible",
                solver::Verdict::Impossible => "no",
                _ => "?",
            };
            println!(
                "   {} {} zero {} more {} less {}",
                target.truth,
                target.another,
                name(&zero),
                name(&more),
                name(&less)
            );
        }
        if !target.another {
            score.exact += 1;
            println!(
                "seed {seed} {attacker:?} others {:?} unique {}: {} in {:?}",
                world.others,
                world.unique,
                target.truth,
                search.leaves(target)
            );
        }
        score.existence += usize::from(!target.none);
    }
    score
}

#[test]
fn the_attacker_learns_no_hidden_one_or_two() {
    let cases: usize = std::env::var("CASES").map_or(200, |cases| cases.parse().unwrap());
    let mut scores = [Score::default(); 6];
    let start = std::time::Instant::now();
    for seed in 0..cases {
        let kind = seed % 6;
        let score = attack(seed as u64, Attacker::ALL[kind], &Rules::default());
        let sum = &mut scores[kind];
        sum.cases += 1;
        sum.targets += score.targets;
        sum.exact += score.exact;
        sum.existence += score.existence;
    }
    for (kind, score) in Attacker::ALL.iter().zip(scores) {
        println!("{kind:?} {score:?}");
    }
    println!("{:?}", start.elapsed());
}
