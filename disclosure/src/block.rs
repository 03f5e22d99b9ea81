//! A contributor's block: what one contributor brought to one cell, followed through the cuts.

use crate::facts::{Cut, Event, Facts, Step};
use crate::part::Part;
use crate::pool::Entry;
use crate::rules::Rules;
use crate::tally::{Room, Tally};
use std::collections::BTreeSet;

/// Follows one contributor's events in a cell, in order, up to a cut. Returns what the block shows if it stands
/// by itself at that cut, and tells the pool which rows came to it and which left it on the way.
///
/// The block moves at a cut only if at least as many organisations changed in it as a figure needs, or a row was
/// withdrawn. Who contributes to other blocks has no part in it: that is what keeps a contributor from reading
/// the others' rows in the movements that its own rows cause.
pub(crate) fn follow(
    facts: &Facts,
    events: &[Event],
    rules: &Rules,
    room: &mut Room,
    pool: &mut Vec<Entry>,
) -> Option<Part> {
    walk(facts, events, rules, room, pool).map(|(part, _)| part)
}

/// A block that stands by itself: what it shows, and the rows it was made of.
pub(crate) struct Frozen {
    pub(crate) part: Part,
    pub(crate) rows: Vec<u32>,
    /// Those of them that have left since without moving it.
    pub(crate) left: BTreeSet<u32>,
}

/// The same, with the rows behind what is shown.
pub(crate) fn frozen(facts: &Facts, events: &[Event], rules: &Rules, room: &mut Room) -> Option<Frozen> {
    let (part, settled) = walk(facts, events, rules, room, &mut Vec::new())?;
    let rows_of = |events: &[Event]| standing(events).into_iter().map(|event| event.fact).collect::<Vec<_>>();
    let rows = rows_of(events.get(..settled)?);
    let now: BTreeSet<u32> = rows_of(events).into_iter().collect();
    let left = rows.iter().copied().filter(|row| !now.contains(row)).collect();
    Some(Frozen { part, rows, left })
}

/// Returns what the block shows, and how many events it was made of.
fn walk(
    facts: &Facts,
    events: &[Event],
    rules: &Rules,
    room: &mut Room,
    pool: &mut Vec<Entry>,
) -> Option<(Part, usize)> {
    let mut tally = Tally::new(room, rules);
    let mut shown: Option<Part> = None;
    let (mut seen, mut settled) = (0, 0);
    for group in events.chunk_by(|one, next| one.cut == next.cut) {
        let mut withdrawn = false;
        for event in group {
            let Some((row, unit)) = facts.row(event.fact) else { continue };
            withdrawn |= event.step == Step::Withdrawn;
            if event.step == Step::Enters { tally.add(row, unit) } else { tally.remove(row, unit) }
        }
        let before = shown.is_some();
        if withdrawn || tally.changed() >= rules.charter().organisations {
            shown = tally.part();
            tally.settle();
            settled = seen + group.len();
        }
        seen += group.len();
        let cut = group.first().map_or(Cut(0), |event| event.cut);
        match (before, shown.is_some()) {
            (false, false) => pool.extend(group.iter().map(|event| Entry::of(event, cut))),
            (false, true) => {
                let earlier = events.get(..seen - group.len()).unwrap_or_default();
                pool.extend(standing(earlier).into_iter().map(|event| Entry::leaving(&event, cut)));
            }
            (true, false) => {
                let so_far = events.get(..seen).unwrap_or_default();
                pool.extend(standing(so_far).into_iter().map(|event| Entry::of(&event, cut)));
            }
            (true, true) => {}
        }
    }
    shown.map(|part| (part, settled))
}

/// The rows that entered and have not left.
fn standing(events: &[Event]) -> Vec<Event> {
    let mut rows: Vec<Event> = events.to_vec();
    rows.sort_unstable_by_key(|event| (event.fact, event.step));
    let alone = rows.chunk_by(|one, next| one.fact == next.fact).filter(|steps| steps.len() == 1);
    alone.filter_map(|steps| steps.first().copied()).collect()
}
