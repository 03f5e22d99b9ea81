//! What an import tells.

use super::*;

fn line(row: &RowResult) -> Line {
    let (external_id, verdict, skip) = match &row.outcome {
        Outcome::Draft(draft) => (Some(draft.external_id().to_owned()), Verdict::Created, None),
        Outcome::Skipped(skip) => (None, Verdict::Skipped, Some(skip.clone())),
        Outcome::Rejected => (None, Verdict::Rejected, None),
    };
    Line {
        row: row.row,
        external_id,
        verdict,
        skip,
        remarks: row.problems.iter().map(Remark::from).collect(),
    }
}

#[test]
fn the_report_has_a_line_per_row_in_both_languages_and_runs_no_formula() {
    let mapping = structures(
        "external_id = [{ column = \"id\" }]\n[[skip]]\nreason = \"total\"\ncolumn = \"nom\"\nequals = [\"Total\"]",
    );
    let lines: Vec<_> = read(&mapping, "nom;id\nA;=1+1\nTotal;3\n;4\n").unwrap().iter().map(line).collect();
    let mut bytes = Vec::new();
    let mut report = Report::new(&mut bytes).unwrap();
    for line in &lines {
        report.add(line).unwrap();
    }
    drop(report);
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "\u{feff}row;external_id;verdict;codes;message_fr;message_en\n\
         2;'=1+1;CREATED;;;\n\
         3;;SKIPPED;SKIP_RULE;total;total\n\
         4;;REJECTED;REQUIRED_EMPTY;Le champ « name » est obligatoire et vide.;\"The field \"\"name\"\" is required and empty.\"\n"
    );
    let mut tally = Tally::default();
    for line in &lines {
        tally.add(line);
    }
    assert_eq!((tally.rows(), tally.of(Verdict::Rejected), tally.warned), (3, 1, 0));
    assert_eq!((tally.remarks["REQUIRED_EMPTY"], tally.skips["total"]), (1, 1));
    let stored = serde_json::to_value(&tally).unwrap();
    assert_eq!(serde_json::from_value::<Tally>(stored).unwrap(), tally);
}
