use std::collections::{HashMap, HashSet};

use entity::{PhaseId, phase};

use crate::graphql::{UserError, UserErrorCode, id_text};
use crate::programme::rules::{Steered, inside};

/// Allows a phase whose window lies in that of its edition.
pub fn plan(steered: &Steered, row: &phase::Model) -> Result<(), UserError> {
    steered.going("")?;
    for (day, field) in [(row.starts_on, "startsOn"), (row.ends_on, "endsOn")] {
        day.map_or(Ok(()), |day| inside(&steered.edition, day, field))?;
    }
    match (row.starts_on, row.ends_on) {
        (Some(start), Some(end)) if end < start => {
            Err(UserError::new(UserErrorCode::EndsBeforeStart, "endsOn"))
        }
        _ => Ok(()),
    }
}

/// Refuses phases of other editions, and phases that would wait for each other.
pub fn depend(
    phase: PhaseId,
    others: &[PhaseId],
    belonging: &[PhaseId],
    present: &[(PhaseId, PhaseId)],
) -> Result<(), UserError> {
    let foreign = others.iter().find(|other| !belonging.contains(other));
    if let Some(foreign) = foreign {
        return Err(crate::graphql::check::not_found("dependsOn", &id_text(*foreign)));
    }
    let kept = present.iter().filter(|(waiting, _)| *waiting != phase).copied();
    let links: Vec<_> = kept.chain(others.iter().map(|other| (phase, *other))).collect();
    if circle(&links, phase) {
        return Err(
            UserError::new(UserErrorCode::DependencyCircle, "dependsOn").with("value", id_text(phase).0)
        );
    }
    Ok(())
}

/// Whether a phase waits for itself by these links (who waits, for whom).
pub fn circle(links: &[(PhaseId, PhaseId)], phase: PhaseId) -> bool {
    let mut waits: HashMap<PhaseId, Vec<PhaseId>> = HashMap::new();
    for (waiting, other) in links {
        waits.entry(*waiting).or_default().push(*other);
    }
    let (mut seen, mut ahead) = (HashSet::new(), waits.get(&phase).cloned().unwrap_or_default());
    while let Some(next) = ahead.pop() {
        if next == phase {
            return true;
        }
        if seen.insert(next) {
            ahead.extend(waits.get(&next).into_iter().flatten());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(number: usize) -> PhaseId {
        PhaseId(uuid::Uuid::from_u128(number as u128))
    }

    proptest! {
        #[test]
        fn links_that_go_one_way_make_no_circle_and_one_back_makes_one(
            links in proptest::collection::vec((1_usize..12, 0_usize..12), 1..30),
        ) {
            let forward: Vec<_> =
                links.iter().filter(|(a, b)| b < a).map(|(a, b)| (id(*a), id(*b))).collect();
            for number in 0..12 {
                prop_assert!(!circle(&forward, id(number)));
            }
            if let Some((waiting, other)) = forward.first().copied() {
                let back: Vec<_> = forward.iter().copied().chain([(other, waiting)]).collect();
                prop_assert!(circle(&back, waiting) && circle(&back, other));
            }
        }
    }
}
