//! Bytes of a data folder, and the two forms of files in it.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use serde::de::DeserializeOwned;

use super::SourceError;

/// No table of communes comes near; a file that unpacks to more is damaged or hostile.
const MAX_TABLE_BYTES: u64 = 64 << 20;

/// Where a folder's files come from: the binary, or a disk.
pub(super) type Files<'a> = &'a dyn Fn(&str) -> Result<Cow<'static, [u8]>, SourceError>;

pub(super) fn on_disk(folder: &Path, file: &str) -> Result<Cow<'static, [u8]>, SourceError> {
    std::fs::read(folder.join(file)).map(Cow::Owned).map_err(|source| unreadable(file, source))
}

/// The rows of a gzip-compressed TSV file whose columns are the fields of `R`.
pub(super) fn rows<R: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<Vec<R>, SourceError> {
    let mut text = Vec::new();
    let unpacked = GzDecoder::new(bytes).take(MAX_TABLE_BYTES).read_to_end(&mut text);
    unpacked.map_err(|source| unreadable(file, source))?;
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text.as_slice());
    let rows = reader.deserialize().collect::<Result<_, _>>();
    rows.map_err(|source| SourceError::Table { file: file.to_owned(), source })
}

pub(super) fn toml<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, SourceError> {
    let wrong = |source| SourceError::Toml { file: file.to_owned(), source: Box::new(source) };
    toml::from_slice(bytes).map_err(wrong)
}

pub(super) fn unreadable(file: &str, source: std::io::Error) -> SourceError {
    SourceError::Unreadable { file: file.to_owned(), source }
}
