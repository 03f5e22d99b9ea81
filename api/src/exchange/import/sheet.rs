//! Rows of one sheet of an xlsx workbook, read by a thread of its own and handed over a few at a time.

use std::io::SeekFrom;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use zip::ZipArchive;

use super::source::{Input, Limits};
use super::{Fault, Problem, ProblemCode, Result};

/// A row of the sheet: its number from 1, its cells.
pub type SheetRow = (u64, Vec<String>);

/// How many rows may wait for their reader.
const AHEAD: usize = 64;
/// A workbook has some dozens of parts.
const MOST_PARTS: usize = 5_000;

/// Rows that arrive from the thread.
pub struct SheetRows {
    rows: Receiver<Result<SheetRow>>,
    thread: Option<JoinHandle<()>>,
}

impl SheetRows {
    /// Measures the workbook, then starts reading the sheet (the first one without a name).
    pub fn open(mut input: Box<dyn Input>, sheet: Option<String>, limits: Limits) -> Result<Self> {
        measure(&mut *input, limits)?;
        input.seek(SeekFrom::Start(0))?;
        let (sender, rows) = sync_channel(AHEAD);
        let thread = std::thread::spawn(move || {
            if let Err(fault) = read(input, sheet.as_deref(), &sender) {
                // Nobody listens any more: the import was given up.
                let _ = sender.send(Err(fault));
            }
        });
        Ok(Self { rows, thread: Some(thread) })
    }

    /// The next row that has a cell.
    pub fn next(&mut self) -> Result<Option<SheetRow>> {
        if let Ok(row) = self.rows.recv() {
            return row.map(Some);
        }
        match self.thread.take().map(JoinHandle::join) {
            Some(Err(_)) => Err(unreadable("xlsx")),
            _ => Ok(None),
        }
    }
}

/// Refuses what would expand too far. The sizes are what the archive says of itself; a part that is larger
/// than it says cannot be read at all.
fn measure(input: &mut dyn Input, limits: Limits) -> Result<()> {
    if input.seek(SeekFrom::End(0))? > limits.sheet_bytes {
        return Err(too_large(limits.sheet_bytes));
    }
    let archive = ZipArchive::new(input).map_err(|error| unreadable(error.to_string()))?;
    let expanded = archive.decompressed_size().unwrap_or(u128::MAX);
    if archive.len() > MOST_PARTS || expanded > u128::from(limits.sheet_expanded_bytes) {
        return Err(too_large(limits.sheet_expanded_bytes));
    }
    Ok(())
}

fn read(input: Box<dyn Input>, sheet: Option<&str>, rows: &SyncSender<Result<SheetRow>>) -> Result<()> {
    let mut book = Xlsx::new(input).map_err(|error| broken(&error))?;
    let name = choose(&book.sheet_names(), sheet)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
    let mut row: SheetRow = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        let (number, column) = cell.get_position();
        let number = u64::from(number) + 1;
        if number != row.0 {
            let full = std::mem::replace(&mut row, (number, Vec::new()));
            if !full.1.is_empty() && rows.send(Ok(full)).is_err() {
                return Ok(());
            }
        }
        put(&mut row.1, column as usize, cell.get_value());
    }
    if !row.1.is_empty() {
        // Nobody listens any more: the import was given up.
        let _ = rows.send(Ok(row));
    }
    Ok(())
}

fn choose(names: &[String], wanted: Option<&str>) -> Result<String> {
    let found = match wanted {
        None => names.first(),
        Some(wanted) => names.iter().find(|name| name.trim() == wanted.trim()),
    };
    found.cloned().ok_or_else(|| {
        Problem::error(ProblemCode::AbsentSheet)
            .value(wanted.unwrap_or("1"))
            .expected(names.join(", "))
            .into()
    })
}

fn put(cells: &mut Vec<String>, column: usize, value: &DataRef<'_>) {
    let text = text(value);
    if text.is_empty() {
        return;
    }
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    if let Some(cell) = cells.get_mut(column) {
        *cell = text;
    }
}

/// The cell as its user would type it; dates in ISO 8601.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "oui".to_owned(),
        DataRef::Bool(false) => "non".to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(date) if date.is_duration() => date.as_f64().to_string(),
        DataRef::DateTime(date) => match date.to_ymd_hms_milli() {
            (year, month, day, 0, 0, 0, _) => format!("{year:04}-{month:02}-{day:02}"),
            (year, month, day, h, m, s, _) => format!("{year:04}-{month:02}-{day:02} {h:02}:{m:02}:{s:02}"),
        },
    }
}

fn broken(error: &XlsxError) -> Fault {
    unreadable(error.to_string())
}

fn unreadable(cause: impl AsRef<str>) -> Fault {
    Problem::error(ProblemCode::FileUnreadable).value(cause).into()
}

fn too_large(limit: u64) -> Fault {
    Problem::error(ProblemCode::FileTooLarge).expected(format!("{} Mo", limit / 1_000_000)).into()
}
