//! What an import tells.

use super::*;

#[test]
fn the_report_has_a_line_per_row_in_both_languages_and_runs_no_formula() {
    let mapping = structures(
        "external_id = [{ column = \"id\" }]\n[[skip]]\nreason = \"total\"\ncolumn = \"nom\"\nequals = [\"Total\"]",
    );
    let rows = read(&mapping, "nom;id\nA;=1+1\nTotal;3\n;4\n").unwrap();
    let mut bytes = Vec::new();
    let mut report = Report::new(&mut bytes).unwrap();
    for row in &rows {
        let (external_id, verdict, skip) = match &row.outcome {
            Outcome::Draft(draft) => (Some(draft.external_id()), Verdict::Created, None),
            Outcome::Skipped(skip) => (None, Verdict::Skipped, Some(skip)),
            Outcome::Rejected => (None, Verdict::Rejected, None),
        };
        report.add(&Line { row: row.row, external_id, verdict, skip, problems: &row.problems }).unwrap();
    }
    let tally = report.finish().unwrap();
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "\u{feff}row;external_id;verdict;codes;message_fr;message_en\n\
         2;'=1+1;CREATED;;;\n\
         3;;SKIPPED;SKIP_RULE;total;total\n\
         4;;REJECTED;REQUIRED_EMPTY;Le champ « name » est obligatoire et vide.;\"The field \"\"name\"\" is required and empty.\"\n"
    );
    assert_eq!(tally.verdicts.values().sum::<u64>(), 3);
    assert_eq!(tally.problems[&ProblemCode::RequiredEmpty], 1);
    assert_eq!((tally.skips.len(), tally.warned), (1, 0));
}
