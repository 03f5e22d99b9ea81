//! Workbooks, written by hand part by part.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Lisez-moi" sheetId="1" r:id="rId1"/><sheet name="Liste" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

fn sheet(rows: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

/// Two sheets: the second holds these rows of XML, and the archive these parts more.
fn workbook(rows: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let (first, second) = (sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#), sheet(rows));
    let parts: [(&str, &[u8]); 7] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/worksheets/sheet1.xml", first.as_bytes()),
        ("xl/worksheets/sheet2.xml", second.as_bytes()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts.iter().chain(more) {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn text(cell: &str, text: &str) -> String {
    format!(r#"<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn list() -> String {
    let header = text("A3", "nom") + &text("B3", "date") + &text("C3", "montant");
    let first = text("A5", "Été") + r#"<c r="B5" s="1"><v>41732</v></c><c r="C5"><v>3000</v></c>"#;
    let second = text("A6", "B") + &text("C6", "néant") + r#"<c r="XFD6"><v>7</v></c>"#;
    format!(r#"<row r="3">{header}</row><row r="5">{first}</row><row r="6">{second}</row>"#)
}

fn mapping(sheet: &str) -> Mapping {
    structures(&format!(
        "external_id = [{{ template = \"{{date}}|{{montant}}\" }}]\n[file]\nsheet = \"{sheet}\"\nheader_row = 3"
    ))
}

#[test]
fn rows_of_the_chosen_sheet_keep_their_number_dates_and_numbers() {
    let rows = read(&mapping("Liste"), workbook(&list(), &[])).unwrap();
    assert_eq!((rows[0].row, structure(&rows[0]).name.as_str()), (5, "Été"));
    assert_eq!(structure(&rows[0]).external_id, "2014-04-03|3000");
    assert_eq!(
        (rows[1].row, codes(&rows[1]), &rows[1].outcome),
        (6, vec!["ROW_TOO_LONG"], &Outcome::Rejected)
    );
}

#[test]
fn an_absent_sheet_is_named_with_those_there_are() {
    let fault = fault(&mapping("Détail"), workbook(&list(), &[]));
    assert_eq!(fault.problem.code, ProblemCode::AbsentSheet);
    assert_eq!(fault.problem.expected.as_deref(), Some("Lisez-moi, Liste"));
}

#[test]
fn a_workbook_that_expands_too_far_is_refused_before_it_is_read() {
    let limits = Limits { sheet_expanded_bytes: 1_000_000, ..Limits::default() };
    let bomb = workbook(&list(), &[("xl/media/image1.bin", &vec![0; 2_000_000])]);
    assert!(bomb.len() < 10_000);
    let open =
        |bytes: Vec<u8>, limits| Import::open(Cursor::new(bytes), &mapping("Liste"), limits).map(|_| ());
    assert_eq!(open(bomb, limits).unwrap_err().problem.code, ProblemCode::FileTooLarge);
    let limits = Limits { sheet_bytes: 1_000, ..Limits::default() };
    assert_eq!(open(workbook(&list(), &[]), limits).unwrap_err().problem.code, ProblemCode::FileTooLarge);
}

#[test]
fn a_workbook_whose_directory_lies_expands_no_further_than_it_says() {
    let rows = list() + &format!(r#"<row r="7">{}</row>"#, text("A7", &"x".repeat(2_000_000)));
    let said = u32::try_from(sheet(&rows).len()).unwrap().to_le_bytes();
    let mut archive = workbook(&rows, &[]);
    assert_eq!(read(&mapping("Liste"), archive.clone()).unwrap().len(), 3);
    let places: Vec<_> = (0..archive.len() - 4).filter(|at| archive[*at..at + 4] == said).collect();
    for at in places {
        archive[at..at + 4].copy_from_slice(&5_000_u32.to_le_bytes());
    }
    assert_eq!(fault(&mapping("Liste"), archive).problem.code, ProblemCode::FileUnreadable);
}

#[test]
fn a_workbook_cut_short_is_unreadable() {
    let mut bytes = workbook(&list(), &[]);
    bytes.truncate(bytes.len() / 2);
    assert_eq!(fault(&mapping("Liste"), bytes).problem.code, ProblemCode::FileUnreadable);
}
