//! Rows to drafts.

use super::draft::{Draft, ObservationDraft};
use super::*;

/// Reads one column `c` into the web addresses of structures: the plainest list there is.
fn values(take: &str, cells: &[&str]) -> Vec<RowResult> {
    let text = format!(
        "kind = \"structures\"\nsystem = \"s\"\n[fields]\nname = {{ constant = \"N\" }}\nweb = {{ {take} }}\n\
         [values.t]\n\"Théâtre d'ombres\" = \"theatre\"\n\"Musique, danse\" = [\"musique\", \"danse\"]\n\"Divers\" = []"
    );
    let rows: Vec<_> = cells.iter().map(|cell| format!("\"{cell}\";x")).collect();
    read(&Mapping::parse(&text).unwrap(), format!("c;d\n{}", rows.join("\n"))).unwrap()
}

fn value(take: &str, cell: &str) -> Vec<String> {
    structure(&values(take, &[cell])[0]).web.clone()
}

#[test]
fn transforms_do_what_they_say() {
    for (transforms, cell, expected) in [
        (r#"["squeeze"]"#, " a \n  b ", "a b"),
        (r#"["first_line"]"#, "a \n b", "a"),
        (r#"["french_date"]"#, "31/12/2014", "2014-12-31"),
        (r#"["french_date"]"#, "1-2-2014 00:00", "2014-02-01"),
        (r#"["year_start"]"#, "2014", "2014-01-01"),
        (r#"["year"]"#, "1996-01-01 00:00:00", "1996"),
        (r#"["number"]"#, "3\u{202f}000,50 €", "3000.50"),
        ("[{ pad_left = 9 }]", "53362439", "053362439"),
        (r#"[{ strip_suffix = " {d}!" }]"#, "RCF x!", "RCF"),
        (r#"[{ unwrap = ["<", ";>"] }]"#, "<a@b.fr;>", "a@b.fr"),
        (r#"[{ after = "- " }]"#, "04- Jazz", "Jazz"),
        (r#"["web"]"#, "www.ici.fr/a", "https://www.ici.fr/a"),
        (r#"["web"]"#, "HTTP://ici.fr", "http://ici.fr"),
        (r#"["fold"]"#, "Les Étés", "les etes"),
        (r#"[{ trailing_place = "name" }]"#, "A - B - 06 MOUANS SARTOUX", "A - B"),
        (r#"[{ trailing_place = "town" }]"#, "A - 06 MOUANS SARTOUX", "MOUANS SARTOUX"),
        (r#"[{ trailing_place = "departement" }]"#, "A - 2A", "2A"),
        (r#"[{ trailing_place = "name" }]"#, "14-18 MEUSE", "14-18 MEUSE"),
        (r#"["drop_care_of"]"#, "AMIS CHEZ MME XXXX", "AMIS"),
        (r#"["drop_care_of"]"#, "AMIS - C/O M. XXXX", "AMIS"),
        (r#"["drop_care_of"]"#, "BIEN CHEZ SOI", "BIEN CHEZ SOI"),
        (r#"["drop_care_of"]"#, "CHEZ MIMI", "CHEZ MIMI"),
    ] {
        assert_eq!(
            value(&format!("column = \"c\", transforms = {transforms}"), cell),
            [expected],
            "{transforms} {cell}"
        );
    }
}

#[test]
fn what_a_transform_cannot_read_is_left_out_with_a_warning() {
    for (transform, cell, code) in [
        ("french_date", "MAI 2014", "DATE_INVALID"),
        ("french_date", "31/02/2014", "DATE_INVALID"),
        ("french_date", "31/12/14", "DATE_INVALID"),
        ("year", "39ème", "YEAR_INVALID"),
        ("year", "20145", "YEAR_INVALID"),
        ("number", "12 bis", "NUMBER_INVALID"),
        ("web", "pas de site", "WEB_INVALID"),
    ] {
        let rows = values(&format!("column = \"c\", transforms = [\"{transform}\"]"), &[cell]);
        assert!(structure(&rows[0]).web.is_empty());
        assert_eq!(codes(&rows[0]), [code], "{cell}");
        assert_eq!(rows[0].problems[0].value.as_deref(), Some(cell));
    }
}

#[test]
fn a_required_field_that_cannot_be_read_refuses_the_row() {
    let rows = values("column = \"c\", transforms = [\"year\"], required = true", &["39ème", "", "2014"]);
    assert_eq!(
        [codes(&rows[0]), codes(&rows[1]), codes(&rows[2])],
        [vec!["YEAR_INVALID"], vec!["REQUIRED_EMPTY"], vec![]]
    );
    assert_eq!([&rows[0].outcome, &rows[1].outcome], [&Outcome::Rejected; 2]);
}

#[test]
fn tables_match_without_case_accents_or_typographic_quotes_and_before_any_split() {
    let take = "column = \"c\", values = \"t\", split = [\",\"]";
    assert_eq!(value(take, "THEATRE D’OMBRES"), ["theatre"]);
    assert_eq!(value(take, "musique, danse"), ["musique", "danse"]);
    assert_eq!(value(take, "Divers, théâtre d'ombres"), ["theatre"]);
}

#[test]
fn a_value_that_is_in_no_table_warns_refuses_stays_or_goes_as_the_mapping_says() {
    let row = |unmatched: &str| {
        values(&format!("column = \"c\", values = \"t\", unmatched = \"{unmatched}\""), &["Mime"]).remove(0)
    };
    assert_eq!(codes(&row("warning")), ["VALUE_UNMATCHED"]);
    assert_eq!(structure(&row("warning")).web.len(), 0);
    assert_eq!((codes(&row("reject")), row("reject").outcome), (vec!["VALUE_UNMATCHED"], Outcome::Rejected));
    assert_eq!(
        (codes(&row("keep")), structure(&row("keep")).web.as_slice()),
        (vec![], &["Mime".to_owned()][..])
    );
    assert_eq!((codes(&row("ignore")), structure(&row("ignore")).web.len()), (vec![], 0));
}

#[test]
fn several_columns_make_a_list_or_a_text_and_a_constant_stands_in_for_nothing() {
    assert_eq!(value("columns = [\"c\", \"d\"]", "a"), ["a", "x"]);
    assert_eq!(value("columns = [\"c\", \"d\"], join = \" / \"", "a"), ["a / x"]);
    assert_eq!(value("template = \"{c} ({d})\"", "a"), ["a (x)"]);
    assert_eq!(value("column = \"c\", constant = [\"e\", \"f\"]", ""), ["e", "f"]);
    assert_eq!(value("column = \"c\", constant = \"e\"", "a"), ["a"]);
}

#[test]
fn rows_that_are_no_record_are_skipped_with_their_reason() {
    let mapping = structures(
        "[file]\nfill_down = [\"thème\"]\nempty_values = [\"#N/A\"]\n\
         [[skip]]\nreason = \"total\"\ncolumn = \"nom\"\nstarts_with = [\"TOTAL\"]\n\
         [[skip]]\nreason = \"sport\"\ncolumn = \"thème\"\nequals = [\"sport\"]\n\
         [[skip]]\nreason = \"sans montant\"\ncolumn = \"montant\"\nis = \"not_numeric\"",
    );
    let file = "thème;nom;montant\nCulture;A;10\n;B;1 000,5\n;;\nthème;nom;montant\nTotal;Total général;\nSport;C;1\n\
                ;D;2\nCulture;E;néant\n;F;#N/A\n";
    let rows = read(&mapping, file).unwrap();
    let skip = |row: &RowResult| match &row.outcome {
        Outcome::Skipped(skip) => skip.reason().unwrap_or(skip.as_str()).to_owned(),
        _ => structure(row).name.clone(),
    };
    let told: Vec<_> = rows.iter().map(skip).collect();
    assert_eq!(
        told,
        ["A", "B", "BLANK_ROW", "REPEATED_HEADER", "total", "sport", "sport", "sans montant", "F"]
    );
}

#[test]
fn the_external_id_is_the_first_that_is_filled_else_file_and_row() {
    let id = |rows: &[RowResult]| -> Vec<String> {
        rows.iter().map(|row| structure(row).external_id.clone()).collect()
    };
    let mapping =
        structures("external_id = [{ column = \"siren\" }, { column = \"nom\", transforms = [\"fold\"] }]");
    assert_eq!(id(&read(&mapping, "nom;siren\nA;1\nÉté;\n").unwrap()), ["1", "ete"]);
    let only = structures("external_id = [{ column = \"siren\" }]");
    let rows = read(&only, "nom;siren\nA;\n").unwrap();
    assert_eq!((codes(&rows[0]), &rows[0].outcome), (vec!["EXTERNAL_ID_EMPTY"], &Outcome::Rejected));
    let (first, again) = (read(&structures(""), "nom;x\nA;\nA;\n"), read(&structures(""), "nom;x\nA;\nA;\n"));
    let (first, again) = (id(&first.unwrap()), id(&again.unwrap()));
    assert_eq!(first, again);
    assert!(first[0] != first[1] && first[0].ends_with(":2") && first[0].len() == 66);
}

fn observation(rows: &[RowResult], at: usize) -> &ObservationDraft {
    match &rows[at].outcome {
        Outcome::Draft(Draft::Observation(observation)) => observation,
        other => panic!("{other:?} {:?}", rows[at].problems),
    }
}

#[test]
fn observations_are_read_with_their_source_structure_and_numbers() {
    let mapping = Mapping::parse(include_str!("observations.toml")).unwrap();
    let file = "jour;besoin;thèmes;force;qui;siren;vu;doc\n\
                03/02/2024;Un local;locaux, emploi;4;Fanfare;123456782;NETWORK;E1\n\
                03/02/2024;Un local;locaux;9;;;;E1\n\
                demain;Un local;;;;;PUBLIK;\n";
    let rows = read(&mapping, file).unwrap();
    let first = observation(&rows, 0);
    assert_eq!((first.observed_on.to_string().as_str(), first.intensity), ("2024-02-03", Some(4)));
    assert_eq!(
        (first.themes.join(" "), first.source.key.as_deref()),
        ("locaux emploi".to_owned(), Some("E1"))
    );
    let about = first.observed_structure.as_ref().unwrap();
    assert_eq!((about.system.as_str(), about.name.as_deref()), ("annuaire", Some("Fanfare")));
    assert_eq!(about.identifiers, [("siren".to_owned(), "123456782".to_owned())]);
    assert_eq!(first.visibility.as_deref(), Some("NETWORK"));
    assert!(first.derived);
    assert_eq!((codes(&rows[1]), observation(&rows, 1).intensity), (vec!["NUMBER_INVALID"], None));
    assert_eq!(
        (codes(&rows[2]), &rows[2].outcome),
        (vec!["DATE_INVALID", "VALUE_NOT_ALLOWED"], &Outcome::Rejected)
    );
    assert!(observation(&rows, 1).observed_structure.is_none());
}
