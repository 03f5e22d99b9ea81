use std::fs::{File, OpenOptions};
use std::io::{BufReader, Seek, SeekFrom, Write};
use std::path::Path;

use crate::exchange::import::{Line, Report};

/// Length of the byte order mark.
const MARK: u64 = 3;

/// The report of an import as a file, one line for each row even when the import is cut and taken up again: lines
/// are on the disk before their rows are committed, and those whose rows were not are taken back.
#[derive(Debug)]
pub struct ReportFile {
    file: File,
    settled: u64,
    proposed: u64,
}

impl ReportFile {
    /// Begins a report, in the place of what may be there.
    pub fn create(path: &Path) -> std::io::Result<Self> {
        let mut file = File::create(path)?;
        let mut header = Vec::new();
        Report::new(&mut header)?.flush()?;
        file.write_all(&header)?;
        let length = header.len() as u64;
        Ok(Self { file, settled: length, proposed: length })
    }

    /// Goes on behind a row; a report that is not there begins there.
    pub fn resume(path: &Path, behind: u64) -> std::io::Result<Self> {
        if !path.exists() {
            return Self::create(path);
        }
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let settled = end_of(&file, behind)?;
        Ok(Self { file, settled, proposed: settled })
    }

    /// Writes lines in the place of those that were not settled.
    pub fn propose(&mut self, lines: &[Line]) -> std::io::Result<()> {
        let mut bytes = Vec::new();
        let mut report = Report::after_header(&mut bytes);
        lines.iter().try_for_each(|line| report.add(line))?;
        report.flush()?;
        drop(report);
        self.file.set_len(self.settled)?;
        self.file.seek(SeekFrom::Start(self.settled))?;
        self.file.write_all(&bytes)?;
        self.proposed = self.settled + bytes.len() as u64;
        self.file.sync_data()
    }

    /// Keeps what was proposed last.
    pub const fn settle(&mut self) {
        self.settled = self.proposed;
    }
}

/// Where the line of the last row that is not behind `row` ends.
fn end_of(mut file: &File, row: u64) -> std::io::Result<u64> {
    file.seek(SeekFrom::Start(MARK))?;
    let mut lines =
        csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(BufReader::new(file));
    lines.headers()?;
    let mut end = lines.position().byte();
    let mut line = csv::StringRecord::new();
    while lines.read_record(&mut line)? {
        let told: Option<u64> = line.get(0).and_then(|number| number.parse().ok());
        if told.is_none_or(|told| told > row) {
            break;
        }
        end = lines.position().byte();
    }
    Ok(MARK + end)
}
