use std::fmt::Write;
use std::time::{Duration, Instant};

use maillage::db::Sql;

use super::place::{MEMBER, Place};

/// Rows of each file.
const ROWS: usize = 6_000;
/// Times an import is killed before it may end.
const KILLS: usize = 3;

const MAPPING: &str = "kind = \"structures\"\nsystem = \"kill\"\nexternal_id = [{ column = \"ref\" }]\n\
                       [fields]\nname = { column = \"nom\" }\n";

/// An import of a new file is killed several times, then ends: each row is written once and told once.
pub fn round(place: &Place, number: u32) -> Result<String, String> {
    let (file, mapping, report) = (
        place.file(&format!("{number}.csv")),
        place.file("mapping.toml"),
        place.file(&format!("{number}.out.csv")),
    );
    std::fs::write(&mapping, MAPPING).unwrap();
    std::fs::write(&file, rows(number)).unwrap();
    let [file, mapping, told] = [&file, &mapping, &report].map(|path| path.to_str().unwrap());
    let arguments =
        ["import", "structures", "--file", file, "--mapping", mapping, "--member", MEMBER, "--report", told];
    let mut cut_at = Vec::new();
    for _ in 0..KILLS {
        let told = length(&report);
        let mut process = place.start(&arguments);
        until(|| length(&report) > told + BATCH_OF_LINES);
        std::thread::sleep(place.moment(1, 150));
        process.kill().unwrap();
        process.wait().unwrap();
        cut_at.push(written(place, number));
    }
    let ended = place.start(&arguments).wait().unwrap();
    let (found, lines) = (written(place, number), lines(&report));
    let mut events = Sql::new("select count(*) from change_event where object_type = 'structure'");
    events.push(" and kind = 'CREATED'");
    let events = place.number(events);
    let expected = i64::try_from(ROWS).unwrap();
    let whole = found == expected && events == expected * i64::from(number) && lines == ROWS;
    let text = format!("killed at {cut_at:?}, then {found} of {ROWS} rows, {events} events, {lines} lines");
    if whole && ended.success() { Ok(text) } else { Err(format!("WRONG: {text}, {ended}")) }
}

/// Less than the lines of one batch: the import is then in the middle of its rows.
const BATCH_OF_LINES: u64 = 2_000;

fn length(report: &std::path::Path) -> u64 {
    std::fs::metadata(report).map_or(0, |file| file.len())
}

/// Waits for something, half a minute at most.
fn until(reached: impl Fn() -> bool) {
    let start = Instant::now();
    while !reached() && start.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn rows(number: u32) -> String {
    let mut text = "ref;nom\n".to_owned();
    for row in 0..ROWS {
        writeln!(text, "{number}-{row};Structure {row}").unwrap();
    }
    text
}

/// Structures of a file, by the keys that lead to them.
fn written(place: &Place, number: u32) -> i64 {
    let mut sql = Sql::new(
        "select count(*) from external_reference r join structure s on s.id = r.object_id where r.value like ",
    );
    sql.bind(format!("{number}-%"));
    place.number(sql)
}

/// Lines of the report that tell of a row, each row once.
fn lines(report: &std::path::Path) -> usize {
    let text = std::fs::read_to_string(report).unwrap_or_default();
    let rows: std::collections::BTreeSet<&str> =
        text.lines().skip(1).map(|line| line.split(';').next().unwrap_or_default()).collect();
    if rows.len() == text.lines().count() - 1 { rows.len() } else { 0 }
}
