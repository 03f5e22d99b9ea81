//! Claims to territories.

use super::territory::{Level, Placed, Territories, TerritoryClaim, place_key};
use super::*;

/// (level, code, name, département) of a few places.
const PLACES: [(Level, &str, &str, &str); 9] = [
    (Level::Commune, "93066", "Saint-Denis", "93"),
    (Level::Commune, "97411", "Saint-Denis", "974"),
    (Level::Commune, "75056", "Paris", "75"),
    (Level::Commune, "2A004", "Ajaccio", "2A"),
    (Level::Epci, "200054781", "Métropole du Grand Paris", ""),
    (Level::Departement, "93", "Seine-Saint-Denis", ""),
    (Level::Departement, "974", "La Réunion", ""),
    (Level::Departement, "75", "Paris", ""),
    (Level::Departement, "2A", "Corse-du-Sud", ""),
];

struct Few;

impl Territories for Few {
    type Id = &'static str;

    fn by_code(&self, level: Level, code: &str) -> Option<Self::Id> {
        PLACES.iter().find(|place| place.0 == level && place.1 == code).map(|place| place.1)
    }

    fn by_name(&self, level: Level, key: &str, departements: &[Self::Id]) -> Vec<Self::Id> {
        let within = |departement| departements.is_empty() || departements.contains(&departement);
        let named = PLACES.iter().filter(|place| place.0 == level && place_key(place.2) == key);
        named.filter(|place| within(place.3)).map(|place| place.1).collect()
    }
}

fn place(said: &[(&str, &str)]) -> (Option<&'static str>, Option<&'static str>) {
    let mut claim = TerritoryClaim::default();
    for (part, said) in said {
        let slot = match *part {
            "code" => &mut claim.commune_code,
            "commune" => &mut claim.commune,
            "postal" => &mut claim.postal_code,
            "epci" => &mut claim.epci,
            "departement" => &mut claim.departement,
            _ => &mut claim.region,
        };
        *slot = Some((*said).to_owned());
    }
    let Placed { id, problem } = claim.place(&Few);
    (id, problem.map(|problem| problem.code.as_str()))
}

#[test]
fn the_finest_that_is_found_wins() {
    assert_eq!(place(&[("code", "93066"), ("departement", "75")]), (Some("93066"), None));
    assert_eq!(place(&[("commune", "ST DENIS"), ("postal", "93200")]), (Some("93066"), None));
    assert_eq!(place(&[("commune", "Saint-Denis"), ("departement", "La Réunion")]), (Some("97411"), None));
    assert_eq!(place(&[("commune", "PARIS 14"), ("departement", "75")]), (Some("75056"), None));
    assert_eq!(place(&[("commune", "AJACCIO CEDEX 1"), ("postal", "20000")]), (Some("2A004"), None));
    assert_eq!(place(&[]), (None, None));
}

#[test]
fn a_code_of_old_stands_for_several_departements() {
    assert_eq!(place(&[("commune", "Saint-Denis"), ("departement", "97")]), (Some("97411"), None));
    assert_eq!(place(&[("departement", "97")]), (None, Some("TERRITORY_UNKNOWN")));
    assert_eq!(place(&[("commune", "Ajaccio"), ("departement", "20")]), (Some("2A004"), None));
}

#[test]
fn a_place_not_found_is_said_and_widened_never_guessed() {
    assert_eq!(place(&[("code", "93999"), ("departement", "93")]), (Some("93"), Some("TERRITORY_WIDENED")));
    assert_eq!(place(&[("code", "93999"), ("commune", "Paris")]), (Some("75056"), Some("TERRITORY_UNKNOWN")));
    assert_eq!(place(&[("commune", "Saint-Denis")]), (None, Some("TERRITORY_AMBIGUOUS")));
    assert_eq!(
        place(&[("commune", "Paris"), ("departement", "93")]),
        (Some("93"), Some("TERRITORY_WIDENED"))
    );
    assert_eq!(
        place(&[("commune", "Paris"), ("departement", "ailleurs")]),
        (None, Some("TERRITORY_UNKNOWN"))
    );
}

#[test]
fn rows_hold_what_they_claim_as_they_claim_it() {
    let mapping = structures(
        "[territory]\ncommune_code = { column = \"insee\", transforms = [{ pad_left = 5 }] }\nregion = { column = \"r\" }\n\
         [zones]\ndepartement = { column = \"zones\", split = [\"/\"] }",
    );
    let rows = read(&mapping, "nom;insee;r;zones\nA;1053;Bretagne;29/56\n").unwrap();
    let draft = structure(&rows[0]);
    assert_eq!(draft.territory.commune_code.as_deref(), Some("01053"));
    assert_eq!(draft.territory.region.as_deref(), Some("Bretagne"));
    let zones: Vec<_> = draft.zones.iter().filter_map(|zone| zone.departement.as_deref()).collect();
    assert_eq!(zones, ["29", "56"]);
}
