//! What a mapping may say, and what it may not.

use super::*;

fn refused(text: &str) -> String {
    let fault = Mapping::parse(text).unwrap_err();
    assert_eq!(fault.problem.code, ProblemCode::MappingInvalid);
    fault.problem.value.unwrap()
}

const HEAD: &str = "kind = \"structures\"\nsystem = \"s\"\n";

#[test]
fn an_unknown_key_is_refused_with_its_line() {
    let told = refused(&format!("{HEAD}[fields]\nname = {{ colum = \"nom\" }}"));
    assert!(told.contains("line 4") && told.contains("colum"), "{told}");
    assert!(
        refused(&format!("{HEAD}[fields]\nnom = {{ column = \"nom\" }}")).contains("unknown variant `nom`")
    );
}

#[test]
fn what_does_not_fit_together_is_refused() {
    assert_eq!(refused(&format!("{HEAD}[fields]")), "fields.name = ?");
    let name = "[fields]\nname = { column = \"nom\" }\n";
    assert_eq!(
        refused(&format!("{HEAD}{name}intensity = {{ constant = \"3\" }}")),
        "fields.intensity: kind = Structures"
    );
    assert_eq!(refused(&format!("{HEAD}{name}web = {{}}")), "fields.web: column = ?");
    assert_eq!(
        refused(&format!("{HEAD}{name}web = {{ column = \"w\", values = \"t\" }}")),
        "fields.web: values.t = ?"
    );
    let skip = "[[skip]]\nreason = \"r\"\ncolumn = \"c\"\n";
    assert_eq!(refused(&format!("{HEAD}{skip}{name}")), "skip \"r\": is, equals, starts_with = ?");
    let basis = "[authorisation]\nbasis = \"CONSENT\"\nsource = \"s\"\nlicence = \"l\"\n";
    assert!(refused(&format!("{HEAD}{basis}{name}")).contains("OPEN_DATA"));
}

#[test]
fn an_absent_column_is_named_with_those_there_are() {
    let fault = fault(&structures(""), "name;town\nA;Tours\n");
    assert_eq!(fault.problem.code, ProblemCode::AbsentColumn);
    let text = fault.problem.text();
    assert_eq!(text.fr, "La colonne « nom » n'existe pas ; le fichier contient : name | town.");
    assert_eq!(text.en, "There is no column \"nom\"; the file holds: name | town.");
}

#[test]
fn columns_are_found_without_case_or_accents_unless_two_would_do() {
    assert_eq!(names(&read(&structures(""), "NOM ;ville\nA;Tours\n").unwrap()), ["A"]);
    assert_eq!(names(&read(&structures(""), "NOM;nom\nA;B\n").unwrap()), ["B"]);
    assert_eq!(fault(&structures(""), "Nom;NOM\nA;B\n").problem.code, ProblemCode::AmbiguousColumn);
}

#[test]
fn every_code_has_its_own_words_in_both_languages() {
    let mut codes: Vec<_> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
    codes.dedup();
    assert_eq!(codes.len(), ProblemCode::ALL.len());
    for code in ProblemCode::ALL {
        let problem = Problem::error(*code).column("c").value("v").expected("e").field("f");
        let text = problem.text();
        assert!(text.fr != text.en && !text.fr.contains('{') && !text.en.contains('{'), "{code:?}");
    }
}

#[test]
fn ready_mappings_are_well_formed_and_say_source_and_licence() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/mappings");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    let files: Vec<_> =
        files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    assert_eq!(files.len(), 10);
    for path in files {
        let mapping = Mapping::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        // Our own exports have no licence of their own.
        let Some(authorisation) = mapping.authorisation else {
            assert_eq!(mapping.system, "maillage");
            continue;
        };
        let open = authorisation.licence.starts_with("etalab-") || authorisation.licence == "ISC";
        assert!(!authorisation.source.is_empty() && open, "{path:?}");
    }
}

#[test]
fn ready_mappings_hold_codes_of_shipped_vocabularies_only() {
    let schemes = crate::reference::source::embedded_schemes().unwrap();
    let known = |scheme: &str, code: &str| {
        schemes.iter().any(|known| known.code == scheme && known.terms.iter().any(|term| term.code == code))
    };
    for (name, text) in crate::exchange::import_run::SHIPPED {
        Mapping::parse(text).unwrap().check_codes(known).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    }
    let mapping = structures("[authorisation]\nbasis = \"OPEN_DATA\"\nsource = \"s\"\nlicence = \"mine\"");
    let fault = mapping.check_codes(known).unwrap_err();
    assert_eq!(
        (fault.problem.code, fault.problem.value.as_deref()),
        (ProblemCode::CodeUnknown, Some("mine"))
    );
}

#[test]
fn the_documented_mapping_is_a_mapping() {
    let page = include_str!("../mapping/mod.rs");
    let example: Vec<_> =
        page.lines().filter_map(|line| line.strip_prefix("//!")).map(str::trim_start).collect();
    let example = example.join("\n");
    let example = example.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    // Observations have no kinds and structures no statement: the page shows both.
    let example = example.replace("statement = ", "description = ");
    Mapping::parse(&example).unwrap();
}

#[test]
fn the_codes_a_mapping_holds_come_with_their_scheme() {
    let text = format!(
        "{HEAD}[fields]\nname = {{ column = \"nom\" }}\nkinds = {{ constant = [\"lieu\"] }}\n\
         sectors = {{ column = \"d\", values = \"t\" }}\n[values.t]\n\"Théâtre\" = \"theatre\""
    );
    let mapping = Mapping::parse(&text).unwrap();
    assert_eq!(mapping.codes().collect::<Vec<_>>(), [("structure-kind", "lieu"), ("sector", "theatre")]);
}
