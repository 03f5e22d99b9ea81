//! A file as rows of text, whatever its format: the only thing mappings see.

use std::io::{Read, Seek, SeekFrom};

use super::csv_rows::{self, CsvRows, Record};
use super::encoding::{self, Encoding, Format};
use super::mapping::FileOptions;
use super::sheet::SheetRows;
use super::{Fault, Problem, ProblemCode, Result};

/// Something to read: a file, or bytes in memory.
pub trait Input: Read + Seek + Send + 'static {}

impl<T: Read + Seek + Send + 'static> Input for T {}

/// What a file may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest row of a CSV file, in bytes.
    pub row_bytes: usize,
    /// Largest workbook, in bytes.
    pub sheet_bytes: u64,
    /// Largest workbook once expanded, in bytes.
    pub sheet_expanded_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { row_bytes: 1 << 20, sheet_bytes: 10_000_000, sheet_expanded_bytes: 100_000_000 }
    }
}

/// One row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRow {
    /// Its number as the user sees it: the line of a CSV file, the row of a sheet.
    pub number: u64,
    /// As many cells as the header has.
    pub cells: Vec<String>,
    /// What is wrong with it already.
    pub problems: Vec<Problem>,
}

/// A file opened, its header read.
pub struct Source {
    /// SHA-256 of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// The names of the columns, trimmed.
    pub header: Vec<String>,
    rows: Rows,
    done: bool,
}

enum Rows {
    Csv(Box<CsvRows<Box<dyn Input>>>, Encoding),
    Sheet(SheetRows),
}

/// How much of a file the separator is guessed from.
const SAMPLE: u64 = 64 * 1024;

impl Source {
    /// Surveys the file, finds what the options leave open, reads the header.
    pub fn open(mut input: Box<dyn Input>, options: &FileOptions, limits: Limits) -> Result<Self> {
        let survey = encoding::survey(&mut *input)?;
        let rows = match survey.format()? {
            Format::Xlsx => Rows::Sheet(SheetRows::open(input, options.sheet.clone(), limits)?),
            Format::Csv => {
                let separator = separator(&mut *input, survey.mark, options)?;
                input.seek(SeekFrom::Start(survey.mark))?;
                let rows = Box::new(CsvRows::new(input, separator, limits.row_bytes));
                Rows::Csv(rows, options.encoding.unwrap_or(survey.encoding))
            }
        };
        let mut source =
            Self { sha256: survey.sha256, bytes: survey.bytes, header: Vec::new(), rows, done: false };
        source.read_header(options.header_row)?;
        Ok(source)
    }

    /// How many bytes of a CSV file were read; of a workbook this is not known.
    pub const fn read_bytes(&self) -> Option<u64> {
        match &self.rows {
            Rows::Csv(rows, _) => Some(rows.read_bytes()),
            Rows::Sheet(_) => None,
        }
    }

    fn read_header(&mut self, header_row: u64) -> Result<()> {
        let row = loop {
            let row = self.read_row()?.ok_or_else(|| Fault::from(Problem::error(ProblemCode::FileEmpty)))?;
            if row.number >= header_row {
                break row;
            }
        };
        self.header = row.cells.iter().map(|name| name.trim().to_owned()).collect();
        Ok(())
    }

    fn read_row(&mut self) -> Result<Option<RawRow>> {
        match &mut self.rows {
            Rows::Sheet(rows) => Ok(rows.next()?.map(|(number, cells)| fit(number, cells, &self.header))),
            Rows::Csv(rows, encoding) => {
                let encoding = *encoding;
                Ok(rows.next()?.map(|record| decode(&record, encoding, &self.header)))
            }
        }
    }
}

impl Iterator for Source {
    type Item = Result<RawRow>;

    /// The next row; after a fault, none.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let row = self.read_row().transpose();
        self.done = !matches!(row, Some(Ok(_)));
        row
    }
}

fn decode(record: &Record, encoding: Encoding, header: &[String]) -> RawRow {
    let mut problems = Vec::new();
    let mut cells = Vec::with_capacity(record.cells.len());
    for (index, bytes) in record.cells.iter().enumerate() {
        let (text, broken) = encoding.decode(bytes);
        if broken {
            let column = header.get(index).cloned().unwrap_or_else(|| format!("#{}", index + 1));
            problems.push(Problem::error(ProblemCode::InvalidUtf8).column(column).value(&text));
        }
        cells.push(text.into_owned());
    }
    let short = record.cells.len() < header.len();
    let (found, wanted) = (record.cells.len().to_string(), header.len().to_string());
    if short && record.closed {
        problems.push(Problem::warning(ProblemCode::RowTooShort).value(found).expected(wanted));
    } else if short {
        problems.push(Problem::error(ProblemCode::RowTruncated).value(found).expected(wanted));
    }
    let mut row = fit(record.line, cells, header);
    row.problems.extend(problems);
    row
}

/// Gives the row as many cells as the header has; before the header is read, leaves it as it is.
fn fit(number: u64, mut cells: Vec<String>, header: &[String]) -> RawRow {
    let mut problems = Vec::new();
    if !header.is_empty() {
        let beyond = cells.get(header.len()..).unwrap_or_default();
        let beyond: Vec<&str> =
            beyond.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        if !beyond.is_empty() {
            let problem = Problem::error(ProblemCode::RowTooLong).value(beyond.join(" | "));
            problems.push(problem.expected(header.len().to_string()));
        }
        cells.resize(header.len(), String::new());
    }
    RawRow { number, cells, problems }
}

/// The separator the mapping gives, if it splits the header, else the one the sample shows.
fn separator(input: &mut dyn Input, mark: u64, options: &FileOptions) -> Result<u8> {
    input.seek(SeekFrom::Start(mark))?;
    let mut sample = Vec::new();
    (&mut *input).take(SAMPLE).read_to_end(&mut sample)?;
    let found = csv_rows::separator(&sample, options.header_row);
    let given = options.separator.map(super::mapping::Separator::byte);
    let header = header_line(&sample, options.header_row);
    match (given, found) {
        (Some(given), Some(found)) if given != found && !header.as_bytes().contains(&given) => {
            let problem = Problem::error(ProblemCode::WrongSeparator).value(shown(given));
            Err(Fault::at(options.header_row, problem.expected(shown(found))))
        }
        (Some(given), _) => Ok(given),
        (None, Some(found)) => Ok(found),
        (None, None) => {
            let known = csv_rows::SEPARATORS.map(shown).join(" ");
            Err(Fault::at(
                options.header_row,
                Problem::error(ProblemCode::HeaderNotSplit).value(header).expected(known),
            ))
        }
    }
}

fn header_line(sample: &[u8], header_row: u64) -> String {
    let skipped = usize::try_from(header_row.saturating_sub(1)).unwrap_or(usize::MAX);
    String::from_utf8_lossy(sample).lines().nth(skipped).unwrap_or_default().to_owned()
}

fn shown(separator: u8) -> String {
    if separator == b'\t' { "tab".to_owned() } else { char::from(separator).to_string() }
}
