//! Rows of a CSV file, as bytes, each with its line; one row in memory at a time.

use std::io::{BufRead, BufReader, Cursor, Read};

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::{Fault, Problem, ProblemCode, Result};

/// The separators that are recognised, in the order they are tried.
pub const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// One row as bytes, and how it ended.
#[derive(Debug)]
pub struct Record {
    /// The line it starts at, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<Vec<u8>>,
    /// Whether an end of line closes it; only the last row of a file may lack it.
    pub closed: bool,
}

/// Reads rows one by one.
pub struct CsvRows<R> {
    input: BufReader<R>,
    parser: csv_core::Reader,
    line: u64,
    after_return: bool,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    most: usize,
    read: u64,
}

impl<R: Read> CsvRows<R> {
    /// Starts at the first line; no row may exceed `most` bytes.
    pub fn new(input: R, separator: u8, most: usize) -> Self {
        Self {
            input: BufReader::with_capacity(64 * 1024, input),
            parser: ReaderBuilder::new().delimiter(separator).build(),
            line: 1,
            after_return: false,
            bytes: vec![0; 4096],
            ends: vec![0; 64],
            most,
            read: 0,
        }
    }

    /// How many bytes were read.
    pub const fn read_bytes(&self) -> u64 {
        self.read
    }

    /// The next row that is not an empty line.
    pub fn next(&mut self) -> Result<Option<Record>> {
        if !self.skip_line_ends()? {
            return Ok(None);
        }
        let line = self.line;
        let (mut filled, mut cells) = (0, 0);
        loop {
            let input = self.input.fill_buf()?;
            let at_end = input.is_empty();
            // At the end, one more end of line closes the row, unless a quote is still open.
            let (result, read, wrote, ended) = self.parser.read_record(
                if at_end { b"\n" } else { input },
                self.bytes.get_mut(filled..).unwrap_or_default(),
                self.ends.get_mut(cells..).unwrap_or_default(),
            );
            if !at_end {
                self.advance(read);
            }
            (filled, cells) = (filled + wrote, cells + ended);
            match result {
                ReadRecordResult::Record => return Ok(Some(self.record(line, cells, !at_end))),
                ReadRecordResult::InputEmpty if !at_end => {}
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                    return Err(Fault::at(line, Problem::error(ProblemCode::FileTruncated)));
                }
                ReadRecordResult::OutputFull => self.grow(line)?,
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            }
        }
    }

    fn record(&self, line: u64, cells: usize, closed: bool) -> Record {
        let mut start = 0;
        let cells = self.ends.iter().take(cells).map(|end| {
            let cell = self.bytes.get(start..*end).unwrap_or_default().to_vec();
            start = *end;
            cell
        });
        Record { line, cells: cells.collect(), closed }
    }

    fn grow(&mut self, line: u64) -> Result<()> {
        if self.bytes.len() >= self.most {
            let problem =
                Problem::error(ProblemCode::RowTooLarge).expected(format!("{} ko", self.most / 1024));
            return Err(Fault::at(line, problem));
        }
        self.bytes.resize((self.bytes.len() * 2).min(self.most), 0);
        Ok(())
    }

    /// Passes empty lines; false at the end of the file.
    fn skip_line_ends(&mut self) -> Result<bool> {
        loop {
            let input = self.input.fill_buf()?;
            if input.is_empty() {
                return Ok(false);
            }
            let ends = input.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if ends == 0 {
                return Ok(true);
            }
            self.advance(ends);
        }
    }

    /// Counts lines as an editor does: `\r\n`, `\n` and `\r` each end one.
    fn advance(&mut self, read: usize) {
        for byte in self.input.buffer().iter().take(read) {
            let ends = *byte == b'\r' || (*byte == b'\n' && !self.after_return);
            self.after_return = *byte == b'\r';
            self.line += u64::from(ends);
        }
        self.read += read as u64;
        self.input.consume(read);
    }
}

/// How many cells the header has, and how many rows of the sample have as many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    rows: usize,
    columns: usize,
}

/// The separator that splits the header into at least two columns and most rows into as many.
pub fn separator(sample: &[u8], header_row: u64) -> Option<u8> {
    let fits = SEPARATORS.iter().map(|separator| (fit(sample, *separator, header_row), *separator));
    // The first of equals wins: `max_by_key` would keep the last.
    fits.rev().filter(|(fit, _)| fit.columns > 1).max_by_key(|(fit, _)| *fit).map(|(_, separator)| separator)
}

fn fit(sample: &[u8], separator: u8, header_row: u64) -> Fit {
    let mut rows = CsvRows::new(Cursor::new(sample), separator, sample.len().max(1) * 2);
    let widths: Vec<usize> = std::iter::from_fn(|| rows.next().ok().flatten())
        .filter(|row| row.line >= header_row)
        .map(|row| row.cells.len())
        .collect();
    let columns = widths.first().copied().unwrap_or_default();
    Fit { rows: widths.iter().filter(|width| **width == columns).count(), columns }
}
