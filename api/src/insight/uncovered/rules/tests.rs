use proptest::prelude::*;

use super::*;
use disclosure::{Hierarchy, Level};

/// Two families (1, 2) of two terms each (3, 4 in 1; 5, 6 in 2).
fn tree() -> Hierarchy {
    let mut tree = Hierarchy::builder(2);
    for parent in [disclosure::ROOT, disclosure::ROOT] {
        tree.add(Level(1), &[parent]).unwrap();
    }
    for parent in [1, 1, 2, 2] {
        tree.add(Level(2), &[Node(parent)]).unwrap();
    }
    tree.build()
}

fn nodes(from: u32, to: u32) -> impl Strategy<Value = BTreeSet<Node>> {
    prop::collection::btree_set((from..=to).prop_map(Node), 0..3)
}

fn terms() -> impl Strategy<Value = BTreeSet<TermId>> {
    prop::collection::btree_set((1u128..4).prop_map(|id| TermId(uuid::Uuid::from_u128(id))), 0..3)
}

fn offers() -> impl Strategy<Value = Vec<Offer>> {
    let flags = (0u128..6, any::<bool>(), prop::bool::weighted(0.2));
    let lists = (nodes(1, 6), nodes(1, 6), nodes(1, 3), terms(), nodes(1, 3));
    let offer =
        (flags, lists).prop_map(|((programme, going, full), (themes, sectors, zones, publics, stages))| {
            let programme = ProgrammeId(uuid::Uuid::from_u128(programme));
            Offer { programme, going, full, themes, sectors, zones, publics, stages }
        });
    prop::collection::vec(offer, 0..90)
}

fn needs() -> impl Strategy<Value = (Need, BTreeSet<TermId>, BTreeSet<Node>)> {
    let need = (1u32..7, 1u32..7, 1u32..4).prop_map(|(theme, sector, territory)| Need {
        theme: Node(theme),
        sector: Node(sector),
        territory: Node(territory),
    });
    (need, terms(), nodes(1, 3))
}

/// Said once more, one offer after the other.
fn missed((need, publics, stages): &(Need, BTreeSet<TermId>, BTreeSet<Node>), offer: &Offer) -> Missed {
    let tree = tree();
    let meets = |asked: Node, nodes: &BTreeSet<Node>| {
        nodes.iter().any(|node| tree.contains(asked, *node) || tree.contains(*node, asked))
    };
    let for_public = publics.is_empty() || offer.publics.is_empty() || !offer.publics.is_disjoint(publics);
    let for_stage = stages.is_empty() || offer.stages.is_empty() || !offer.stages.is_disjoint(stages);
    let held = [
        meets(need.theme, &offer.themes),
        offer.sectors.is_empty() || meets(need.sector, &offer.sectors),
        offer.going,
        offer.zones.contains(&need.territory),
        for_public,
        for_stage,
        !offer.full,
    ];
    CRITERIA.into_iter().zip(held).filter(|(_, holds)| !holds).map(|(criterion, _)| criterion).collect()
}

/// The reason as the rule is told: theme and sector first, then one criterion after the other.
fn told(offers: &[Missed]) -> Option<Reason> {
    let mut left: Vec<&Missed> = offers.iter().collect();
    let steps = [
        (&[Criterion::Theme, Criterion::Sector][..], Reason::NoProgramme),
        (&[Criterion::Going], Reason::Closed),
        (&[Criterion::Zone], Reason::OutOfZone),
        (&[Criterion::Public], Reason::WrongPublic),
        (&[Criterion::Stage], Reason::WrongStage),
        (&[Criterion::Room], Reason::Full),
    ];
    for (criteria, reason) in steps {
        left.retain(|missed| criteria.iter().all(|criterion| !missed.has(*criterion)));
        if left.is_empty() {
            return Some(reason);
        }
    }
    None
}

fn shelf(offers: &[Offer], asked: &(Need, BTreeSet<TermId>, BTreeSet<Node>)) -> Shelf {
    let tree = tree();
    Shelf::new(offers, &Asked { publics: &asked.1, stages: &asked.2, themes: &tree, sectors: &tree })
}

proptest! {
    #[test]
    fn each_offer_fails_in_what_it_fails_in_alone(offers in offers(), asked in needs()) {
        let found: Vec<Missed> = shelf(&offers, &asked).missed(&asked.0).map(|(_, missed)| missed).collect();
        let alone: Vec<Missed> = offers.iter().map(|offer| missed(&asked, offer)).collect();
        prop_assert_eq!(found, alone);
    }

    #[test]
    fn the_reason_is_what_stops_all_that_came_furthest(offers in offers(), asked in needs()) {
        let each: Vec<Missed> = offers.iter().map(|offer| missed(&asked, offer)).collect();
        let reason = shelf(&offers, &asked).reason(&asked.0);
        prop_assert_eq!(reason, told(&each));
        prop_assert_eq!(reason.is_none(), each.iter().any(|missed| missed.is_empty()));
    }

    #[test]
    fn one_more_offer_never_takes_the_reason_back(some in offers(), more in offers(), asked in needs()) {
        let both: Vec<Offer> = some.iter().chain(&more).cloned().collect();
        match (shelf(&some, &asked).reason(&asked.0), shelf(&both, &asked).reason(&asked.0)) {
            (None, after) => prop_assert_eq!(after, None),
            (Some(before), Some(after)) => prop_assert!(before <= after),
            (Some(_), None) => {}
        }
    }

    #[test]
    fn the_nearest_fail_in_no_more_than_those_left_out(offers in offers(), asked in needs()) {
        let shelf = shelf(&offers, &asked);
        let found = shelf.nearest(&asked.0, 3);
        prop_assert!(found.len() <= 3);
        prop_assert!(found.windows(2).all(|pair| pair[0].1.len() <= pair[1].1.len()));
        let worst = found.iter().map(|(_, missed)| missed.len()).max().unwrap_or(0);
        let names: Vec<ProgrammeId> = found.iter().map(|(programme, _)| *programme).collect();
        let distinct: BTreeSet<&ProgrammeId> = names.iter().collect();
        prop_assert_eq!(distinct.len(), names.len());
        for (programme, missed) in shelf.missed(&asked.0) {
            let far = missed.has(Criterion::Theme) && missed.has(Criterion::Sector);
            let no_worse = match found.iter().find(|(id, _)| *id == programme) {
                Some((_, best)) => best.len() <= missed.len(),
                None => found.len() == 3 && missed.len() >= worst,
            };
            prop_assert!(far || no_worse);
        }
    }
}

#[test]
fn no_programme_at_all_is_told_as_such() {
    let asked =
        (Need { theme: Node(1), sector: Node(1), territory: Node(1) }, BTreeSet::new(), BTreeSet::new());
    assert_eq!(shelf(&[], &asked).reason(&asked.0), Some(Reason::NoProgramme));
}
