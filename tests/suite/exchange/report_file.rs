use maillage::exchange::import::{Line, Verdict};
use maillage::exchange::import_run::ReportFile;

fn line(row: u64) -> Line {
    let external_id = Some(format!("a \"{row}\"\nb"));
    Line { row, external_id, verdict: Verdict::Created, skip: None, remarks: Vec::new() }
}

#[test]
fn a_report_taken_up_again_has_each_row_once() {
    let folder = tempfile::tempdir().unwrap();
    let (cut, whole) = (folder.path().join("cut.csv"), folder.path().join("whole.csv"));
    let mut report = ReportFile::create(&cut).unwrap();
    report.propose(&[line(2), line(3)]).unwrap();
    report.settle();
    report.propose(&[line(4)]).unwrap();
    report.propose(&[line(4), line(5)]).unwrap();
    drop(report);
    let mut report = ReportFile::resume(&cut, 3).unwrap();
    report.propose(&[line(4)]).unwrap();
    drop(report);
    let mut report = ReportFile::create(&whole).unwrap();
    report.propose(&[line(2), line(3), line(4)]).unwrap();
    assert_eq!(std::fs::read_to_string(cut).unwrap(), std::fs::read_to_string(whole).unwrap());
}
