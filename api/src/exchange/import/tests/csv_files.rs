//! Bytes to rows.

use std::io::{Read, Seek, SeekFrom};

use proptest::prelude::*;

use super::*;

#[test]
fn utf8_with_a_mark_utf8_without_and_windows_1252_read_alike() {
    let text = "nom;ville\nThéâtre de l’Œuvre;Orléans\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    for bytes in [text.as_bytes().to_vec(), [b"\xEF\xBB\xBF", text.as_bytes()].concat(), windows.into_owned()]
    {
        assert_eq!(names(&read(&structures(""), bytes).unwrap()), ["Théâtre de l’Œuvre"]);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused_at_their_row_and_shown_in_full() {
    let mut bytes = "nom;ville\nThéâtre;Évry\nCaf\u{fffd};Évry\nÉtoile;Évry\n".as_bytes().to_vec();
    let at = bytes.windows(3).position(|window| window == "\u{fffd}".as_bytes()).unwrap();
    bytes.splice(at..at + 3, [0xE9]);
    let rows = read(&structures(""), bytes).unwrap();
    assert_eq!((rows[1].row, &rows[1].outcome), (3, &Outcome::Rejected));
    let problem = &rows[1].problems[0];
    assert_eq!((problem.code, problem.column.as_deref()), (ProblemCode::InvalidUtf8, Some("nom")));
    assert_eq!(problem.value.as_deref(), Some("Café"));
    assert_eq!((structure(&rows[0]).name.as_str(), structure(&rows[2]).name.as_str()), ("Théâtre", "Étoile"));
}

#[test]
fn each_separator_is_found_even_when_cells_hold_others() {
    for separator in [";", ",", "\t", "|"] {
        let text =
            ["nom", "ville"].join(separator) + "\n" + &["\"a;b,c\td|e\"", "Tours"].join(separator) + "\n";
        assert_eq!(names(&read(&structures(""), text).unwrap()), ["a;b,c\td|e"]);
    }
}

#[test]
fn a_wrong_separator_is_told_with_the_one_that_splits() {
    let mapping = structures("[file]\nseparator = \",\"");
    let fault = fault(&mapping, "nom;ville\nA;Tours\n");
    assert_eq!((fault.row, fault.problem.code), (Some(1), ProblemCode::WrongSeparator));
    assert_eq!(fault.problem.expected.as_deref(), Some(";"));
}

#[test]
fn a_header_that_nothing_splits_is_a_fault() {
    assert_eq!(fault(&structures(""), "nom^ville\nA^Tours\n").problem.code, ProblemCode::HeaderNotSplit);
}

#[test]
fn one_column_is_enough_when_the_separator_is_given() {
    let mapping = structures("[file]\nseparator = \";\"");
    assert_eq!(names(&read(&mapping, "nom\nA\nB\n").unwrap()), ["A", "B"]);
}

#[test]
fn rows_carry_the_line_they_start_at_whatever_ends_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "nom;ville\nA;\"rue\ndu Bac\"\n\n\nB;Tours\nC;Tours".replace('\n', end);
        let rows = read(&structures(""), text).unwrap();
        assert_eq!(rows.iter().map(|row| row.row).collect::<Vec<_>>(), [2, 6, 7]);
    }
}

#[test]
fn a_quote_never_closed_is_a_fault_at_the_row_that_opens_it() {
    let mut import =
        Import::open(Cursor::new("nom;ville\nA;Tours\nB;\"Tou\nrs"), &structures(""), Limits::default())
            .unwrap();
    assert_eq!(import.next().unwrap().unwrap().row, 2);
    let fault = import.next().unwrap().unwrap_err();
    assert_eq!((fault.row, fault.problem.code), (Some(3), ProblemCode::FileTruncated));
    assert!(import.next().is_none());
}

#[test]
fn a_quote_never_closed_cannot_swallow_memory() {
    let text = "nom;ville\nA;\"".to_owned() + &"x".repeat(3 << 20);
    let fault = fault(&structures(""), text);
    assert_eq!((fault.row, fault.problem.code), (Some(2), ProblemCode::RowTooLarge));
}

#[test]
fn short_rows_warn_long_rows_and_a_cut_last_row_are_refused() {
    let rows =
        read(&structures(""), "nom;ville;cp\nA;Tours\nB;Tours;37000;;\nC;Tours;37000;plus\nD;Tou").unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.row, codes(row))).collect();
    assert_eq!(
        told,
        [(2, vec!["ROW_TOO_SHORT"]), (3, vec![]), (4, vec!["ROW_TOO_LONG"]), (5, vec!["ROW_TRUNCATED"])]
    );
    assert_eq!([&rows[2].outcome, &rows[3].outcome], [&Outcome::Rejected; 2]);
}

#[test]
fn what_is_no_csv_is_named() {
    let code = |bytes: &[u8]| fault(&structures(""), bytes).problem.code;
    assert_eq!(code(b""), ProblemCode::FileEmpty);
    assert_eq!(code(b"\n\n"), ProblemCode::HeaderNotSplit);
    assert_eq!(code(b"\xFF\xFEn\0o\0m\0"), ProblemCode::FormatUnsupported);
    assert_eq!(code(b"\xD0\xCF\x11\xE0old workbook"), ProblemCode::FormatUnsupported);
}

#[test]
fn what_stands_above_the_header_is_not_read() {
    let mapping = structures("[file]\nheader_row = 4");
    let rows = read(&mapping, "Liste, au 1er mai\n\n(provisoire)\nnom;ville\nA;Tours\n").unwrap();
    assert_eq!((rows[0].row, names(&rows)), (5, vec!["A"]));
}

#[test]
fn the_same_bytes_have_the_same_hash() {
    let import = Import::open(Cursor::new("nom;ville\n"), &structures(""), Limits::default()).unwrap();
    // sha256sum of these ten bytes.
    assert_eq!(import.sha256(), "f59e8c381a843757c9184c27d762920e89631ed2fb39ed7352b584c03701dda5");
    assert_eq!(import.progress(), (10, Some(10)));
}

/// A file that is never in memory: a header, then the same row over and over.
struct Endless {
    at: u64,
    rows: u64,
    pulled: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

const HEAD: &[u8] = b"nom;ville\n";
const ROW: &[u8] = b"Fanfare;Tours\n";

impl Endless {
    const fn len(&self) -> u64 {
        HEAD.len() as u64 + self.rows * ROW.len() as u64
    }

    fn byte(at: u64) -> u8 {
        let at = usize::try_from(at).unwrap();
        HEAD.get(at).copied().unwrap_or_else(|| ROW[(at - HEAD.len()) % ROW.len()])
    }
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = usize::try_from(self.len() - self.at).unwrap().min(buffer.len());
        for slot in &mut buffer[..count] {
            *slot = Self::byte(self.at);
            self.at += 1;
        }
        self.pulled.store(self.at, std::sync::atomic::Ordering::Relaxed);
        Ok(count)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let SeekFrom::Start(at) = to else { unreachable!("CSV files are read from their start") };
        self.at = at;
        Ok(at)
    }
}

#[test]
fn a_million_rows_are_read_no_further_ahead_than_one_buffer() {
    let pulled = std::sync::Arc::default();
    let file = Endless { at: 0, rows: 1_000_000, pulled: std::sync::Arc::clone(&pulled) };
    let mut source = Source::open(Box::new(file), &structures("").file, Limits::default()).unwrap();
    let mut rows = 0_u64;
    while let Some(row) = source.next() {
        rows += 1;
        assert_eq!(row.unwrap().number, rows + 1);
        let ahead = pulled.load(std::sync::atomic::Ordering::Relaxed) - source.read_bytes().unwrap();
        assert!(ahead <= 64 * 1024, "{ahead} bytes ahead at row {rows}");
    }
    assert_eq!(rows, 1_000_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_written_as_csv_is_read_back(cells in proptest::collection::vec(("\\PC*|[\";,\\r\\n\t|é ]*", ".*"), 1..5)) {
        let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        file.write_record(["nom", "ville"]).unwrap();
        for (name, town) in &cells {
            file.write_record([name, town]).unwrap();
        }
        let options = mapping::FileOptions { separator: Some(mapping::Separator::Semicolon), ..Default::default() };
        let bytes = Cursor::new(file.into_inner().unwrap());
        let source = Source::open(Box::new(bytes), &options, Limits::default());
        let rows: Vec<_> = source.unwrap().map(|row| row.unwrap().cells).collect();
        let written: Vec<_> = cells.iter().map(|(name, town)| vec![name.clone(), town.clone()]).collect();
        prop_assert_eq!(rows, written);
    }
}
