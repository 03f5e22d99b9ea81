//! What can be wrong with a folder of reference data.

/// Each names the file, for whoever made the folder.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The file is missing, cannot be read or cannot be decompressed.
    #[error("{file} cannot be read")]
    Unreadable {
        /// Its name inside the folder.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A table lacks a column, or a row has a wrong cell.
    #[error("{file} is no table of this form")]
    Table {
        /// Its name inside the folder.
        file: String,
        /// What is wrong, with its line.
        source: csv::Error,
    },
    /// A TOML file lacks an entry or has an unknown one.
    #[error("{file} is no file of this form")]
    Toml {
        /// Its name inside the folder.
        file: String,
        /// What is wrong, with its line.
        source: Box<toml::de::Error>,
    },
    /// The files can be read and contradict themselves or each other.
    #[error("{file}: {what}")]
    Inconsistent {
        /// Its name inside the folder.
        file: String,
        /// The code that is wrong and how.
        what: String,
    },
}

impl SourceError {
    pub(super) fn inconsistent(file: &str, what: impl Into<String>) -> Self {
        Self::Inconsistent { file: file.to_owned(), what: what.into() }
    }
}
