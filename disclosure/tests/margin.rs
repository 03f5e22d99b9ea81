//! The margin beside a figure: the true number lies within it nineteen times in twenty.

use disclosure::{
    Axes, Cut, Fact, Facts, Figures, Hierarchy, Key, Month, Query, ROOT, Rules, Snapshot, VisibleRows, plan,
    table,
};

struct Nothing;

impl VisibleRows for Nothing {
    fn each(&self, _visit: &mut dyn FnMut(&Fact)) {}
}

fn flat() -> Axes {
    let [territory, theme, sector, kind, stage, method] = [1; 6].map(Hierarchy::flat);
    Axes { territory, theme, sector, kind, stage, method, contributor: Hierarchy::flat(20) }
}

/// A row of an organisation of its own, with a key that the seed gives.
fn fact(row: u32, seed: u64) -> Fact {
    Fact {
        contributor: row % 3,
        organisation: Some(row),
        territory: ROOT,
        theme: ROOT,
        sector: ROOT,
        kind: ROOT,
        stage: ROOT,
        method: ROOT,
        month: Month::of(2026, 1),
        rated_high: row.is_multiple_of(3),
        persons: row % 7,
        sensitive: false,
        key: (seed << 32 | u64::from(row)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29),
        from: Cut(1),
        until: None,
    }
}

fn figures(rows: &Facts) -> Option<Figures> {
    let (axes, rules) = (flat(), Rules::default());
    let snapshot = Snapshot {
        axes: &axes,
        rules: &rules,
        cut: Cut(1),
        hidden: &[rows],
        visible: &Nothing,
        coverage: None,
    };
    let keys: &[Key] = &[];
    table(&snapshot, &plan(&axes, &Query::default()).ok()?).get(keys).copied()
}

#[test]
fn the_true_number_lies_within_the_margin_nineteen_times_in_twenty() {
    let (mut within, mut all) = ([0; 3], 0);
    for seed in 0..600 {
        let rows: Vec<Fact> = (0..30 + u32::try_from(seed).unwrap()).map(|row| fact(row, seed)).collect();
        let persons = rows.iter().map(|row| u64::from(row.persons)).sum();
        let number = rows.len() as u64;
        let shown = figures(&Facts::new(rows)).unwrap();
        let cells = [(shown.observations, number), (shown.organisations, number), (shown.persons, persons)];
        for (measure, (cell, truth)) in cells.into_iter().enumerate() {
            within[measure] += u32::from(cell.value.unwrap().abs_diff(truth) <= cell.margin);
        }
        all += 1;
    }
    assert!(within.iter().all(|within| within * 100 >= all * 93), "{within:?} of {all}");
    assert!(within[0] < all, "a margin that is never passed says too little");
}
