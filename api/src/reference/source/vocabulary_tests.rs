use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;

fn shipped() -> BTreeMap<String, SchemeSource> {
    embedded_schemes().unwrap().into_iter().map(|scheme| (scheme.code.clone(), scheme)).collect()
}

fn codes(scheme: &SchemeSource) -> BTreeSet<&str> {
    scheme.terms.iter().map(|term| term.code.as_str()).collect()
}

fn narrower<'a>(scheme: &'a SchemeSource, broader: &str) -> Vec<&'a str> {
    let inside = |term: &&TermSource| term.broader.as_deref() == Some(broader);
    scheme.terms.iter().filter(inside).map(|term| term.code.as_str()).collect()
}

fn top(scheme: &SchemeSource) -> Vec<&str> {
    scheme.terms.iter().filter(|term| term.broader.is_none()).map(|term| term.code.as_str()).collect()
}

#[test]
fn every_scheme_ships_with_its_count_of_terms() {
    let expected = [
        ("activity", 8),
        ("aid-type", 10),
        ("authorisation-basis", 7),
        ("beneficiary", 12),
        ("budget-bracket", 5),
        ("career-stage", 5),
        ("data-inclusion-public", 14),
        ("data-inclusion-service-type", 6),
        ("data-inclusion-thematique", 69),
        ("dla-channel", 7),
        ("dla-exit", 2),
        ("dla-stage", 8),
        ("ess-status", 11),
        ("format", 12),
        ("formulation", 3),
        ("function", 6),
        ("funder", 21),
        ("identifier-scheme", 7),
        ("legal-form", 41),
        ("licence", 9),
        ("modality", 8),
        ("naf", 37),
        ("need-theme", 69),
        ("observation-method", 13),
        ("organisation-kind", 8),
        ("partner-kind", 11),
        ("policy-framework", 14),
        ("public", 30),
        ("sector", 54),
        ("skill", 66),
        ("source-kind", 8),
        ("staff-bracket", 6),
        ("state-label", 14),
        ("structure-kind", 16),
    ];
    let found = shipped().into_values().map(|scheme| (scheme.code, scheme.terms.len())).collect::<Vec<_>>();
    assert_eq!(found, expected.map(|(code, count)| (code.to_owned(), count)));
}

#[test]
fn every_file_of_the_folder_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/vocabularies");
    let disk: Vec<String> = schemes_in(&folder).unwrap().iter().map(|scheme| format!("{scheme:?}")).collect();
    let embedded: Vec<String> = shipped().values().map(|scheme| format!("{scheme:?}")).collect();
    assert_eq!(disk, embedded);
}

#[test]
fn sectors_are_the_ten_domains_one_of_our_own_and_the_filieres_inside_them() {
    let sector = &shipped()["sector"];
    assert_eq!(
        top(sector).join(" "),
        "HERITAGE ARCHIVES LIBRARIES BOOK_PRESS VISUAL_ARTS PERFORMING_ARTS AUDIOVISUAL_MULTIMEDIA ARCHITECTURE \
         ADVERTISING ART_CRAFTS CROSS_CUTTING"
    );
    let counts = top(sector).into_iter().map(|domain| narrower(sector, domain).len()).collect::<Vec<_>>();
    assert_eq!(counts, [4, 1, 1, 4, 5, 13, 8, 1, 0, 2, 4]);
}

#[test]
fn needs_have_seventeen_families_and_two_levels() {
    let theme = &shipped()["need-theme"];
    assert_eq!(theme.version, "besoins-1");
    assert_eq!(
        top(theme).join(" "),
        "strategie modele-economique financements gouvernance organisation ressources-humaines juridique-fiscal \
         communication production-diffusion publics-mediation cooperation-mutualisation lieux-equipements numerique \
         transition-ecologique evaluation-utilite-sociale creation-d-activite crise"
    );
    let inside = |family: &str| narrower(theme, family).len();
    assert_eq!(top(theme).into_iter().map(inside).sum::<usize>(), theme.terms.len() - 17);
}

#[test]
fn a_naf_code_suggests_sectors_and_ends_with_the_nomenclature() {
    let naf = &shipped()["naf"];
    let last = chrono::NaiveDate::from_ymd_opt(2026, 12, 31);
    assert!(naf.terms.iter().all(|term| term.valid_to == last));
    assert!(naf.matches.iter().all(|bridge| bridge.kind == MatchKind::Close && bridge.scheme == "sector"));
    let suggested: BTreeSet<&str> = naf.matches.iter().map(|bridge| bridge.term.as_str()).collect();
    let silent: Vec<&str> = codes(naf).difference(&suggested).copied().collect();
    assert_eq!(silent, ["85.59B", "88.99B", "93.29Z", "94.12Z", "94.99Z"]);
}

#[test]
fn every_public_of_data_inclusion_is_reached_from_ours() {
    let all = shipped();
    let reached: BTreeSet<&str> = all["public"]
        .matches
        .iter()
        .filter(|bridge| bridge.scheme == "data-inclusion-public")
        .map(|bridge| bridge.code.as_str())
        .collect();
    assert_eq!(reached, codes(&all["data-inclusion-public"]));
}

#[test]
fn a_list_of_our_own_says_so_and_one_of_an_authority_has_its_page() {
    for scheme in shipped().values() {
        let own = scheme.source.contains("no authority publishes");
        assert!(own || scheme.uri.is_some(), "{}", scheme.code);
        assert!(!scheme.licence.is_empty() && !scheme.version.is_empty(), "{}", scheme.code);
    }
}

fn read(files: &[(&str, &str)]) -> Result<Vec<SchemeSource>, SourceError> {
    let owned = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec().into()));
    vocabulary::read(&owned.collect::<Vec<_>>())
}

fn with_terms(terms: &str) -> String {
    let head = "scheme = \"a\"\nversion = \"1\"\nfr = \"A\"\nen = \"A\"\nsource = \"S\"\nlicence = \"L\"\n";
    read(&[("a.toml", &format!("{head}terms = [{terms}]"))])
        .map_or_else(|e| e.to_string(), |_| "read".to_owned())
}

#[test]
fn a_vocabulary_that_contradicts_itself_is_refused_with_the_term() {
    let x = r#"{ code = "x", fr = "X", en = "X" }"#;
    assert_eq!(with_terms(x), "read");
    let refused = [
        (format!("{x}, {}", x.replace("\"x\"", "\"X\"")), "a.toml: X stands twice"),
        (x.replace("en = \"X\"", "en = \" \""), "a.toml: x lacks a label"),
        (x.replace(" }", ", broader = \"y\" }"), "a.toml: x has a broader term that is not there"),
        (x.replace(" }", ", broader = \"x\" }"), "a.toml: x stands before a term it names"),
        (x.replace(" }", ", replaced_by = \"y\" }"), "a.toml: x is replaced by a term that is not there"),
        (
            x.replace(" }", ", valid_from = \"2026-02-01\", valid_to = \"2026-01-01\" }"),
            "a.toml: x ends before it begins",
        ),
        (x.replace(" }", ", close = [\"b:y\"] }"), "a.toml: x matches b:y, which is in no other scheme"),
        (x.replace(" }", ", close = [\"y\"] }"), "a.toml: y is not written scheme:code"),
        (x.replace("en =", "es ="), "a.toml is no file of this form"),
    ];
    for (terms, said) in refused {
        assert_eq!(with_terms(&terms), said);
    }
}

#[test]
fn a_file_bears_the_name_of_its_scheme() {
    let text = "scheme = \"a\"\nversion = \"1\"\nfr = \"A\"\nen = \"A\"\nsource = \"S\"\nlicence = \"L\"\nterms = []";
    assert_eq!(read(&[("b.toml", text)]).unwrap_err().to_string(), "b.toml: holds the scheme a");
}
