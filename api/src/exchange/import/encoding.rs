//! The first reading of a file: its hash, its size, its encoding.

use std::borrow::Cow;
use std::io::{Read, SeekFrom};

use encoding_rs::WINDOWS_1252;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::source::Input;
use super::{Fault, Problem, ProblemCode, Result};

/// The encodings that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// What French Windows writes; contains Latin-1.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// What one pass over the bytes tells.
#[derive(Debug)]
pub struct Survey {
    /// SHA-256 of the file, in lower-case hexadecimal.
    pub sha256: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Length of the byte order mark.
    pub mark: u64,
    /// The encoding found.
    pub encoding: Encoding,
    /// The first bytes, enough to tell the format.
    pub magic: Vec<u8>,
}

const CHUNK: usize = 64 * 1024;
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads the whole file once, in chunks, and goes back to its start.
pub fn survey(input: &mut dyn Input) -> Result<Survey> {
    let mut hash = Sha256::new();
    let mut count = Count::default();
    let mut magic = Vec::new();
    let mut bytes = 0_u64;
    let mut chunk = Vec::with_capacity(CHUNK + 4);
    loop {
        let carried = chunk.len();
        let read = (&mut *input).take(CHUNK as u64).read_to_end(&mut chunk)?;
        let fresh = chunk.get(carried..).unwrap_or_default();
        hash.update(fresh);
        bytes += read as u64;
        if magic.is_empty() {
            magic.extend(fresh.iter().take(8));
        }
        let rest = count.add(&chunk, read == 0);
        chunk.drain(..rest);
        if read == 0 {
            break;
        }
    }
    input.seek(SeekFrom::Start(0))?;
    let mark = if magic.starts_with(UTF8_MARK) { UTF8_MARK.len() as u64 } else { 0 };
    Ok(Survey { sha256: hex(&hash.finalize()), bytes, mark, encoding: count.verdict(mark > 0), magic })
}

/// Characters of several bytes that are well formed, and bytes that are not.
#[derive(Default)]
struct Count {
    wide: u64,
    broken: u64,
}

impl Count {
    /// Counts and says how many bytes are done with: the others start a character the next chunk ends.
    fn add(&mut self, chunk: &[u8], last: bool) -> usize {
        let mut done = 0;
        while let Some(rest) = chunk.get(done..).filter(|rest| !rest.is_empty()) {
            let Err(error) = std::str::from_utf8(rest) else {
                self.wide += wide(rest);
                return chunk.len();
            };
            self.wide += wide(rest.get(..error.valid_up_to()).unwrap_or_default());
            done += error.valid_up_to();
            match error.error_len() {
                None if !last => return done,
                length => {
                    self.broken += 1;
                    done += length.unwrap_or(1);
                }
            }
        }
        done
    }

    /// A file of Windows-1252 has next to no well-formed wide character; a file of UTF-8 into which
    /// something else was pasted has many for each broken byte.
    const fn verdict(&self, marked: bool) -> Encoding {
        if marked || self.broken == 0 || self.wide > self.broken {
            Encoding::Utf8
        } else {
            Encoding::Windows1252
        }
    }
}

fn wide(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte >= 0xC2).count() as u64
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Encoding {
    /// The text of a cell, and whether some bytes were not in this encoding (then read as Windows-1252,
    /// which loses nothing).
    pub fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        if self == Self::Windows1252 {
            return (windows(bytes), false);
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            return (text.into(), false);
        }
        let mut text = String::with_capacity(bytes.len() + 8);
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            text.push_str(&windows(chunk.invalid()));
        }
        (text.into(), true)
    }
}

fn windows(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// What the first bytes say the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with separators.
    Csv,
    /// A workbook in a zip archive.
    Xlsx,
}

impl Survey {
    /// The format, or why it is not read.
    pub fn format(&self) -> Result<Format> {
        match self.magic.as_slice() {
            [] => Err(Problem::error(ProblemCode::FileEmpty).into()),
            [b'P', b'K', 3, 4, ..] => Ok(Format::Xlsx),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(unsupported("xls")),
            [b'%', b'P', b'D', b'F', ..] => Err(unsupported("PDF")),
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, ..] | [_, 0, ..] => Err(unsupported("UTF-16")),
            _ => Ok(Format::Csv),
        }
    }
}

fn unsupported(format: &str) -> Fault {
    Problem::error(ProblemCode::FormatUnsupported).value(format).into()
}
