//! The rule this crate would have if it judged and rounded a cell as a whole: too weak, as the attacker shows.

use crate::block;
use crate::facts::{Event, Facts, Step};
use crate::part::Part;
use crate::rules::Rules;
use crate::tally::Room;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn whole_cell(facts: &Facts, events: &[Event], rules: &Rules, room: &mut Room) -> Option<Part> {
    let mut in_order = events.to_vec();
    in_order.sort_by_key(|event| event.cut);
    let gone: BTreeSet<u32> =
        events.iter().filter(|event| event.step != Step::Enters).map(|event| event.fact).collect();
    let mut units: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for event in events.iter().filter(|event| !gone.contains(&event.fact)) {
        if let Some((row, unit)) = facts.row(event.fact) {
            units.entry(row.contributor).or_default().insert(unit);
        }
    }
    let thin = |own: &u32| {
        let others = units.iter().filter(|(contributor, _)| *contributor != own);
        let others: BTreeSet<u32> = others.flat_map(|(_, units)| units.iter().copied()).collect();
        matches!(others.len(), 1 | 2)
    };
    let part = block::follow(facts, &in_order, rules, room, &mut Vec::new())?;
    (!units.keys().any(thin)).then_some(part)
}
