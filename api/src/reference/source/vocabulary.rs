//! Vocabularies: one file of `data/vocabularies` per scheme, whose README says its form.

use std::borrow::Cow;
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;

use super::table;
use super::{SourceError, vocabulary_check};

/// A list of terms, as one publisher made it at one version.
#[derive(Debug, Clone)]
pub struct SchemeSource {
    /// Short English name: `sector`, `need-theme`.
    pub code: String,
    /// As its publisher names it: `besoins-1`, `rev2`.
    pub version: String,
    /// Its name in French.
    pub label_fr: String,
    /// Its name in English.
    pub label_en: String,
    /// Page of its publisher; none for a list of our own.
    pub uri: Option<String>,
    /// Who publishes it; says so where no authority does.
    pub source: String,
    /// Under which it may be reused.
    pub licence: String,
    /// First day on which it takes the place of the version before; always in force, if absent.
    pub valid_from: Option<NaiveDate>,
    /// Whether a network may add narrower terms of its own.
    pub extensible: bool,
    /// In the order in which they are shown.
    pub terms: Vec<TermSource>,
    /// From its terms to those of other schemes, each written once: the other direction is implied.
    pub matches: Vec<MatchSource>,
}

/// A term; (`scheme`, `code`) is its key. No two codes of a scheme differ by case alone.
#[derive(Debug, Clone)]
pub struct TermSource {
    /// Never translated, never reused for another meaning.
    pub code: String,
    /// Its label in French.
    pub label_fr: String,
    /// Its label in English.
    pub label_en: String,
    /// Code of the term of the same scheme that contains it.
    pub broader: Option<String>,
    /// First day on which it may be used; always, if absent.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it may be used.
    pub valid_to: Option<NaiveDate>,
    /// Code of the term of the same scheme to use instead.
    pub replaced_by: Option<String>,
    /// For the reader, in French.
    pub notes: Option<String>,
}

/// How a term stands to a term of another scheme, as in SKOS: with `Broad`, the other one is the broader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatchKind {
    /// The same meaning.
    Exact,
    /// Near enough to suggest one from the other.
    Close,
    /// The other term contains this one.
    Broad,
    /// This term contains the other one.
    Narrow,
}

impl MatchKind {
    /// The kind as it is stored and shown: `EXACT`, `CLOSE`, `BROAD`, `NARROW`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "EXACT",
            Self::Close => "CLOSE",
            Self::Broad => "BROAD",
            Self::Narrow => "NARROW",
        }
    }
}

/// A bridge from a term of the scheme that holds it.
#[derive(Debug, Clone)]
pub struct MatchSource {
    /// Code of the term of this scheme.
    pub term: String,
    /// How they stand to each other.
    pub kind: MatchKind,
    /// The other scheme.
    pub scheme: String,
    /// Code of the term of the other scheme.
    pub code: String,
}

/// Reads every `.toml` file of a folder of the form of `data/vocabularies`, by name. Matches lead to schemes of the
/// same folder.
pub fn schemes_in(folder: &Path) -> Result<Vec<SchemeSource>, SourceError> {
    let here = || folder.display().to_string();
    let listed: Result<Vec<_>, _> = std::fs::read_dir(folder).and_then(Iterator::collect);
    let entries = listed.map_err(|source| table::unreadable(&here(), source))?;
    let names = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| Path::new(name).extension().is_some_and(|e| e == "toml")).collect();
    names.sort();
    let files = names.into_iter().map(|name| table::on_disk(folder, &name).map(|bytes| (name, bytes)));
    read(&files.collect::<Result<Vec<_>, _>>()?)
}

pub(super) fn read(files: &[(String, Cow<'static, [u8]>)]) -> Result<Vec<SchemeSource>, SourceError> {
    let parsed = files.iter().map(|(name, bytes)| scheme(name, bytes));
    let schemes = parsed.collect::<Result<Vec<_>, _>>()?;
    vocabulary_check::check(&schemes)?;
    Ok(schemes)
}

fn scheme(file: &str, bytes: &[u8]) -> Result<SchemeSource, SourceError> {
    let scheme: File = table::toml(file, bytes)?;
    if file != format!("{}.toml", scheme.scheme) {
        return Err(SourceError::inconsistent(file, format!("holds the scheme {}", scheme.scheme)));
    }
    let matches = scheme.terms.iter().map(|term| term.matches(file));
    let matches = matches.collect::<Result<Vec<_>, _>>()?.concat();
    Ok(SchemeSource {
        code: scheme.scheme,
        version: scheme.version,
        label_fr: scheme.fr,
        label_en: scheme.en,
        uri: scheme.uri,
        source: scheme.source,
        licence: scheme.licence,
        valid_from: scheme.valid_from,
        extensible: scheme.extensible,
        terms: scheme.terms.into_iter().map(TermSource::from).collect(),
        matches,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scheme: String,
    version: String,
    fr: String,
    en: String,
    uri: Option<String>,
    source: String,
    licence: String,
    valid_from: Option<NaiveDate>,
    #[serde(default)]
    extensible: bool,
    terms: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    code: String,
    fr: String,
    en: String,
    broader: Option<String>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    replaced_by: Option<String>,
    notes: Option<String>,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    close: Vec<String>,
    #[serde(default)]
    broad: Vec<String>,
    #[serde(default)]
    narrow: Vec<String>,
}

impl Term {
    fn matches(&self, file: &str) -> Result<Vec<MatchSource>, SourceError> {
        let kinds = [
            (MatchKind::Exact, &self.exact),
            (MatchKind::Close, &self.close),
            (MatchKind::Broad, &self.broad),
            (MatchKind::Narrow, &self.narrow),
        ];
        let named = kinds.into_iter().flat_map(|(kind, names)| names.iter().map(move |name| (kind, name)));
        named.map(|(kind, name)| self.matching(file, kind, name)).collect()
    }

    fn matching(&self, file: &str, kind: MatchKind, name: &str) -> Result<MatchSource, SourceError> {
        let Some((scheme, code)) = name.split_once(':') else {
            return Err(SourceError::inconsistent(file, format!("{name} is not written scheme:code")));
        };
        Ok(MatchSource { term: self.code.clone(), kind, scheme: scheme.to_owned(), code: code.to_owned() })
    }
}

impl From<Term> for TermSource {
    fn from(term: Term) -> Self {
        Self {
            code: term.code,
            label_fr: term.fr,
            label_en: term.en,
            broader: term.broader,
            valid_from: term.valid_from,
            valid_to: term.valid_to,
            replaced_by: term.replaced_by,
            notes: term.notes,
        }
    }
}
