use std::collections::{BTreeMap, BTreeSet};

use disclosure::{Hierarchy, Node};
use entity::{ProgrammeId, TermId};

/// What an edition must fulfil to answer a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// Its programme answers the theme.
    Theme,
    /// Its programme is for the sector.
    Sector,
    /// It is open or runs.
    Going,
    /// It is for people of the territory.
    Zone,
    /// It is for the public asked.
    Public,
    /// It is for the career stage asked.
    Stage,
}

/// All of them.
pub const CRITERIA: [Criterion; 6] = [
    Criterion::Theme,
    Criterion::Sector,
    Criterion::Going,
    Criterion::Zone,
    Criterion::Public,
    Criterion::Stage,
];

/// Why a need is not covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// No programme answers the theme in the sector.
    NoProgramme,
    /// Those that would are over.
    Closed,
    /// Those that go on are for other territories.
    OutOfZone,
    /// Those of the territory are for other publics.
    WrongPublic,
    /// Those for the public are for other career stages.
    WrongStage,
}

/// An edition as its audience sees it; a list that is empty asks for nothing, except of themes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its programme.
    pub programme: ProgrammeId,
    /// Whether it is open or runs, and is not over.
    pub going: bool,
    /// Themes that it answers.
    pub themes: BTreeSet<Node>,
    /// Sectors that it is for.
    pub sectors: BTreeSet<Node>,
    /// Territories all of whose people it is for.
    pub zones: BTreeSet<Node>,
    /// Publics that it is for.
    pub publics: BTreeSet<TermId>,
    /// Career stages that it is for.
    pub stages: BTreeSet<Node>,
}

/// A need: one cell of a table, and for whom an answer is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// Its theme, or family of themes.
    pub theme: Node,
    /// Its sector, or domain.
    pub sector: Node,
    /// Where.
    pub territory: Node,
    /// For one of these publics; any when empty.
    pub publics: &'a BTreeSet<TermId>,
    /// For one of these career stages; any when empty.
    pub stages: &'a BTreeSet<Node>,
}

/// What an offer fails in.
pub type Missed = BTreeSet<Criterion>;

/// What an offer fails in, to answer a need.
pub fn missed(need: &Need<'_>, offer: &Offer, themes: &Hierarchy, sectors: &Hierarchy) -> Missed {
    let on_theme = meets(themes, need.theme, &offer.themes);
    let for_sector = offer.sectors.is_empty() || meets(sectors, need.sector, &offer.sectors);
    let open_to_public = need.publics.is_empty() || offer.publics.is_empty();
    let open_to_stage = need.stages.is_empty() || offer.stages.is_empty();
    let held = [
        (Criterion::Theme, on_theme),
        (Criterion::Sector, for_sector),
        (Criterion::Going, offer.going),
        (Criterion::Zone, offer.zones.contains(&need.territory)),
        (Criterion::Public, open_to_public || !offer.publics.is_disjoint(need.publics)),
        (Criterion::Stage, open_to_stage || !offer.stages.is_disjoint(need.stages)),
    ];
    held.into_iter().filter(|(_, holds)| !holds).map(|(criterion, _)| criterion).collect()
}

/// Whether one of the nodes lies in what is asked, or contains it.
fn meets(hierarchy: &Hierarchy, asked: Node, nodes: &BTreeSet<Node>) -> bool {
    nodes.iter().any(|node| hierarchy.contains(asked, *node) || hierarchy.contains(*node, asked))
}

/// Why a need is not covered, by what each offer fails in; nothing where one fails in nothing. The reason is the first
/// criterion, in their order, that none of those which hold all earlier ones fulfils.
pub fn reason<'m>(offers: impl Iterator<Item = &'m Missed> + Clone) -> Option<Reason> {
    let steps = [
        (Criterion::Theme, Reason::NoProgramme),
        (Criterion::Sector, Reason::NoProgramme),
        (Criterion::Going, Reason::Closed),
        (Criterion::Zone, Reason::OutOfZone),
        (Criterion::Public, Reason::WrongPublic),
        (Criterion::Stage, Reason::WrongStage),
    ];
    let furthest = |missed: &Missed| missed.first().copied();
    let reached = offers.map(furthest).try_fold(None, |best: Option<Criterion>, first| match first {
        None => Err(()),
        Some(first) => Ok(Some(best.map_or(first, |best| best.max(first)))),
    });
    let failed = reached.ok()?.unwrap_or(Criterion::Theme);
    steps.into_iter().find(|(criterion, _)| *criterion == failed).map(|(_, reason)| reason)
}

/// The programmes that fail in least, the first ones first among equals; none that fails in the theme as well as in
/// the sector.
pub fn nearest<'m>(
    offers: impl Iterator<Item = (ProgrammeId, &'m Missed)>,
    most: usize,
) -> Vec<(ProgrammeId, Missed)> {
    let mut best: BTreeMap<ProgrammeId, &Missed> = BTreeMap::new();
    let mut order: Vec<ProgrammeId> = Vec::new();
    for (programme, missed) in offers {
        if missed.contains(&Criterion::Theme) && missed.contains(&Criterion::Sector) {
            continue;
        }
        match best.get_mut(&programme) {
            Some(known) if (known.len(), *known) <= (missed.len(), missed) => {}
            Some(known) => *known = missed,
            None => {
                best.insert(programme, missed);
                order.push(programme);
            }
        }
    }
    let mut found: Vec<(ProgrammeId, Missed)> = order
        .into_iter()
        .filter_map(|programme| Some((programme, (*best.get(&programme)?).clone())))
        .collect();
    found.sort_by_key(|(_, missed)| missed.len());
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sets() -> impl Strategy<Value = Vec<Missed>> {
        let criterion = prop::sample::select(CRITERIA.to_vec());
        prop::collection::vec(prop::collection::btree_set(criterion, 0..6), 0..8)
    }

    /// Said once more, as the rule is told: theme and sector first, then one criterion after the other.
    fn told(offers: &[Missed]) -> Option<Reason> {
        let mut left: Vec<&Missed> = offers.iter().collect();
        let steps = [
            (&[Criterion::Theme, Criterion::Sector][..], Reason::NoProgramme),
            (&[Criterion::Going], Reason::Closed),
            (&[Criterion::Zone], Reason::OutOfZone),
            (&[Criterion::Public], Reason::WrongPublic),
            (&[Criterion::Stage], Reason::WrongStage),
        ];
        for (criteria, reason) in steps {
            left.retain(|missed| criteria.iter().all(|criterion| !missed.contains(criterion)));
            if left.is_empty() {
                return Some(reason);
            }
        }
        None
    }

    proptest! {
        #[test]
        fn the_reason_is_what_stops_all_that_came_furthest(offers in sets()) {
            prop_assert_eq!(reason(offers.iter()), told(&offers));
        }

        #[test]
        fn a_need_is_covered_exactly_where_an_offer_fails_in_nothing(offers in sets()) {
            prop_assert_eq!(reason(offers.iter()).is_none(), offers.iter().any(BTreeSet::is_empty));
        }

        #[test]
        fn neither_order_nor_repetition_changes_the_reason(offers in sets()) {
            let mut other: Vec<Missed> = offers.iter().rev().cloned().collect();
            other.extend(offers.clone());
            prop_assert_eq!(reason(offers.iter()), reason(other.iter()));
        }

        #[test]
        fn one_more_offer_never_takes_the_reason_back(offers in sets(), more in sets()) {
            let both: Vec<Missed> = offers.iter().chain(&more).cloned().collect();
            match (reason(offers.iter()), reason(both.iter())) {
                (None, after) => prop_assert_eq!(after, None),
                (Some(before), Some(after)) => prop_assert!(before <= after),
                (Some(_), None) => {}
            }
        }

        #[test]
        fn the_nearest_fail_in_no_more_than_those_left_out(offers in sets()) {
            let id = |number: usize| ProgrammeId(uuid::Uuid::from_u128(number as u128 / 2));
            let named = || offers.iter().enumerate().map(|(number, missed)| (id(number), missed));
            let found = nearest(named(), 3);
            prop_assert!(found.len() <= 3);
            let worst = found.iter().map(|(_, missed)| missed.len()).max().unwrap_or(0);
            let names: Vec<ProgrammeId> = found.iter().map(|(programme, _)| *programme).collect();
            for (programme, missed) in named() {
                let far = missed.contains(&Criterion::Theme) && missed.contains(&Criterion::Sector);
                prop_assert!(far || names.contains(&programme) || (found.len() == 3 && missed.len() >= worst));
            }
        }
    }

    #[test]
    fn no_programme_at_all_is_told_as_such() {
        assert_eq!(reason(std::iter::empty()), Some(Reason::NoProgramme));
    }
}
