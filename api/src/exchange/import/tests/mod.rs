//! Files made up for each kind of dirt that real ones hold.

mod csv_files;
mod drafts;
mod mappings;
mod ready;
mod reports;
mod sheets;
mod territories;

use std::io::Cursor;

use super::*;

/// A mapping of structures whose name is in `nom`, with more lines in the middle.
fn structures(more: &str) -> Mapping {
    let text =
        format!("kind = \"structures\"\nsystem = \"essai\"\n{more}\n[fields]\nname = {{ column = \"nom\" }}");
    Mapping::parse(&text).unwrap()
}

/// Opens bytes and reads them to their end, or to the fault that stops them.
fn read(mapping: &Mapping, bytes: impl Into<Vec<u8>>) -> Result<Vec<RowResult>> {
    Import::open(Cursor::new(bytes.into()), mapping, Limits::default())?.collect()
}

fn fault(mapping: &Mapping, bytes: impl Into<Vec<u8>>) -> Fault {
    read(mapping, bytes).unwrap_err()
}

fn structure(row: &RowResult) -> &draft::StructureDraft {
    match &row.outcome {
        Outcome::Draft(draft::Draft::Structure(structure)) => structure,
        other => panic!("row {}: {other:?} {:?}", row.row, row.problems),
    }
}

fn names(rows: &[RowResult]) -> Vec<&str> {
    rows.iter().map(|row| structure(row).name.as_str()).collect()
}

fn codes(row: &RowResult) -> Vec<&'static str> {
    row.problems.iter().map(|problem| problem.code.as_str()).collect()
}
