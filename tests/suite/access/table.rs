use std::fmt::Write;
use std::path::PathBuf;

/// Who asks, in the order of the table's columns.
pub const ROLES: [&str; 9] = [
    "anonymous",
    "partner",
    "analyst",
    "own advisor",
    "own coordinator",
    "other advisor",
    "other coordinator",
    "administrator",
    "own coordinator's key without scopes",
];

/// A row: what is asked, and one outcome a role.
pub type Row = (String, Vec<String>);

/// Compares rows with the reviewed table.
pub fn review(file: &str, rows: &[Row]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("suite/access").join(file);
    let text = print(rows);
    if accepts() {
        std::fs::write(&path, &text).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    let wrong: Vec<&str> =
        text.lines().filter(|line| !reviewed.lines().any(|known| known == *line)).collect();
    let gone: Vec<&str> = reviewed.lines().filter(|line| !text.lines().any(|known| known == *line)).collect();
    assert!(
        wrong.is_empty() && gone.is_empty(),
        "{file} differs (UPDATE_ACCESS=1 writes it anew; review the difference).\nnow:\n{}\nreviewed:\n{}",
        wrong.join("\n"),
        gone.join("\n")
    );
}

#[expect(clippy::disallowed_methods, reason = "asked for by the person who reviews")]
fn accepts() -> bool {
    std::env::var("UPDATE_ACCESS").is_ok()
}

fn print(rows: &[Row]) -> String {
    let mut text = format!("# {}\n", ROLES.join(" | "));
    for (question, outcomes) in rows {
        let same = outcomes.iter().all(|outcome| Some(outcome) == outcomes.first());
        let told = if same { format!("all: {}", outcomes[0]) } else { outcomes.join(" | ") };
        writeln!(text, "{question}: {told}").unwrap();
    }
    text
}
