//! Cells of the CSV files that leave.

use std::borrow::Cow;

/// The cell with an apostrophe in front where a spreadsheet would take it for a formula (OWASP, *CSV
/// injection*); one that has apostrophes there already gets one more, so that [`unguard`] gives it back.
pub fn defuse(cell: &str) -> Cow<'_, str> {
    if cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// The cell without that apostrophe.
pub fn unguard(cell: &str) -> &str {
    let plain = cell.strip_prefix('\'').unwrap_or(cell);
    if defuse(plain) == cell { plain } else { cell }
}

#[cfg(test)]
mod tests {
    use super::{defuse, unguard};

    #[test]
    fn what_a_spreadsheet_would_run_becomes_text() {
        assert_eq!(defuse("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(defuse("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(defuse("a=b"), "a=b");
    }

    #[test]
    fn what_became_text_comes_back_and_nothing_else_changes() {
        for cell in ["=1+1", "-", "a=b", "'tis", "''", "", "'=a", "''-"] {
            assert_eq!(unguard(&defuse(cell)), cell);
        }
    }
}
