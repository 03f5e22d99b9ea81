use std::collections::{BTreeMap, BTreeSet};

use entity::{StructureId, TerritoryKind};

use super::needs::{figures, table};
use super::seed::Seed;
use crate::harness::Network;

const PLACES: [((TerritoryKind, &str), &str); 5] = [
    ((TerritoryKind::Department, "44"), "44"),
    ((TerritoryKind::Department, "01"), "01"),
    ((TerritoryKind::Commune, "44143"), "44"),
    ((TerritoryKind::Region, "52"), "_U"),
    ((TerritoryKind::Epci, "243500741"), "_U"),
];
const THEMES: [(&str, &str); 4] = [
    ("subventions", "financements"),
    ("mecenat", "financements"),
    ("tresorerie", "modele-economique"),
    ("crise", "crise"),
];
const LEVELS: [&str; 4] = ["PRIVATE", "AGGREGATE_ONLY", "NETWORK", "PUBLIC"];
const STATES: [&str; 3] = ["CONFIRMED", "MET", "DISMISSED"];

/// What the visible part of a cell must say: observations, organisations, people.
#[derive(Default)]
struct Direct {
    observations: u32,
    organisations: BTreeSet<Option<StructureId>>,
    people: i32,
}

#[tokio::test]
async fn the_visible_part_of_any_table_is_a_direct_count_of_the_rows() {
    for round in 0..4 {
        let network = Network::new().await;
        let seeds = random(&network, 40 + 40 * round).await;
        network.seed(&seeds).await;
        network.cut().await;
        let document =
            table("by: [DEPARTMENT, THEME_FAMILY], measures: [OBSERVATIONS, ORGANISATIONS, PEOPLE]");
        for (is_public, user) in [(false, network.analyst().await), (true, network.anonymous())] {
            let answer = user.ask(&document).await;
            for (codes, direct) in counted(&seeds, is_public) {
                let cell = figures(&answer, &[codes.0, codes.1]);
                let visible: Vec<f64> = (0..3).map(|at| cell[at]["visible"].as_f64().unwrap()).collect();
                let organisations = u32::try_from(direct.organisations.len()).unwrap();
                let expected =
                    [f64::from(direct.observations), f64::from(organisations), f64::from(direct.people)];
                assert_eq!(visible, expected, "round {round}, public: {is_public}, {codes:?}");
            }
        }
    }
}

async fn random(network: &Network, count: usize) -> Vec<Seed> {
    // One member: rows that name no organisation then count together as one.
    let member = network.member("DLA").await;
    let structures = network.structures(5).await;
    let pick = |of: usize| usize::from(network.world.bytes::<1>()[0]) % of;
    let seed = |_| Seed {
        structure: structures.get(pick(6)).copied(),
        theme: THEMES[pick(4)].0,
        territory: PLACES[pick(5)].0,
        people: [None, Some(12)][pick(2)],
        visibility: LEVELS[pick(4)],
        status: STATES[pick(3)],
        ..Seed::of(member)
    };
    (0..count).map(seed).collect()
}

fn counted(seeds: &[Seed], is_public: bool) -> BTreeMap<(&'static str, &'static str), Direct> {
    let mut cells: BTreeMap<(&str, &str), Direct> = BTreeMap::new();
    for (_, place) in PLACES {
        for (_, family) in THEMES {
            cells.entry((place, family)).or_default();
        }
    }
    let readable = |seed: &&Seed| seed.visibility == "PUBLIC" || !is_public && seed.visibility == "NETWORK";
    for seed in seeds.iter().filter(readable).filter(|seed| seed.status != "DISMISSED") {
        let place = PLACES.iter().find(|(place, _)| *place == seed.territory).unwrap().1;
        let family = THEMES.iter().find(|(theme, _)| *theme == seed.theme).unwrap().1;
        for codes in [(place, family), ("_T", family), (place, "_T"), ("_T", "_T")] {
            let cell = cells.entry(codes).or_default();
            cell.observations += 1;
            cell.organisations.insert(seed.structure);
            cell.people += seed.people.unwrap_or(0);
        }
    }
    cells
}
