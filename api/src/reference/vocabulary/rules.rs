use chrono::NaiveDate;
use entity::{TermId, term, vocabulary};

use crate::access::{Actor, Scope};
use crate::db::sort_key;
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, id_text};
use crate::reference::conflict;
use crate::trail::FieldChange;

/// Most characters of a code, of a label and of a note.
const LONGEST_CODE: usize = 60;
const LONGEST_LABEL: usize = 200;
const LONGEST_NOTE: usize = 2_000;

/// Whether a term is in use on a day.
pub fn is_usable(term: &term::Model, on: NaiveDate) -> bool {
    term.valid_from.is_none_or(|from| from <= on) && term.valid_to.is_none_or(|to| on <= to)
}

/// How a term is written.
#[derive(Clone, Debug)]
pub struct Wording {
    /// Never translated, never reused.
    pub code: String,
    /// Label in French.
    pub label_fr: String,
    /// Label in English.
    pub label_en: String,
    /// What to know when using it.
    pub notes: Option<String>,
}

/// Where a term would stand.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The vocabulary.
    pub vocabulary: &'a vocabulary::Model,
    /// The term that would contain it.
    pub broader: &'a term::Model,
    /// The sort key of the last term that this one contains, or its own.
    pub last_key: &'a str,
    /// Whether a term of the scheme has the code already.
    pub taken: bool,
}

/// A term that may be added; made by the rules only.
#[derive(Debug)]
pub struct Addition {
    broader: term::Model,
    wording: Wording,
    sort_key: String,
}

impl Addition {
    /// The term that contains it.
    pub const fn broader(&self) -> &term::Model {
        &self.broader
    }

    /// How it is written.
    pub const fn wording(&self) -> &Wording {
        &self.wording
    }

    /// Behind the shipped terms beside it, in dictionary order among those that were added.
    pub fn sort_key(&self) -> &str {
        &self.sort_key
    }
}

/// Whether an actor may change vocabularies: the network's administrators do.
fn may_change(actor: &Actor) -> Result<(), UserError> {
    let may = actor.administers() && actor.has(Scope::NetworkManage);
    if may { Ok(()) } else { Err(Actor::not_allowed("")) }
}

/// A narrower term, in a vocabulary that the network may extend. Terms have two levels.
pub fn add(actor: &Actor, wording: Wording, place: Place<'_>, today: NaiveDate) -> Result<Addition, Refusal> {
    may_change(actor)?;
    let wording = wording.trimmed();
    let mut mistakes = UserErrors::default();
    mistakes.check(takes_terms(place, today));
    mistakes.check(wording.code_form());
    mistakes.check(length(&wording.label_fr, "labelFr", LONGEST_LABEL));
    mistakes.check(length(&wording.label_en, "labelEn", LONGEST_LABEL));
    mistakes.check(wording.notes.as_deref().map_or(Ok(()), |notes| length(notes, "notes", LONGEST_NOTE)));
    if place.taken {
        mistakes.add(UserError::new(UserErrorCode::AlreadyExists, "code").with("value", &wording.code));
    }
    mistakes.finish()?;
    let shipped = place.last_key.split('.').next().unwrap_or_default();
    let sort_key = format!("{shipped}.{}", sort_key(&wording.label_fr));
    Ok(Addition { broader: place.broader.clone(), wording, sort_key })
}

fn takes_terms(place: Place<'_>, today: NaiveDate) -> Result<(), UserError> {
    let broader = place.broader;
    if place.vocabulary.extensible && broader.broader_id.is_none() && is_usable(broader, today) {
        return Ok(());
    }
    Err(UserError::new(UserErrorCode::NotExtensible, "broader").with("value", &broader.code))
}

impl Wording {
    fn trimmed(self) -> Self {
        let trim = |text: String| text.trim().to_owned();
        Self {
            code: trim(self.code),
            label_fr: trim(self.label_fr),
            label_en: trim(self.label_en),
            notes: self.notes.map(trim).filter(|notes| !notes.is_empty()),
        }
    }

    /// Words of small letters and digits, with hyphens between them.
    fn code_form(&self) -> Result<(), UserError> {
        length(&self.code, "code", LONGEST_CODE)?;
        let word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if self.code.split('-').all(word) {
            return Ok(());
        }
        Err(UserError::new(UserErrorCode::InvalidFormat, "code").with("value", &self.code))
    }
}

fn length(text: &str, field: &str, most: usize) -> Result<(), UserError> {
    match text.chars().count() {
        0 => Err(UserError::new(UserErrorCode::Required, field)),
        long if long > most => Err(UserError::new(UserErrorCode::TooLong, field).with("max", most)),
        _ => Ok(()),
    }
}

/// What is asked when a term is retired.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// The version that was seen.
    pub expected_version: i32,
    /// Last day of use.
    pub valid_to: NaiveDate,
    /// The term to use instead, as found, and as it was written.
    pub replaced_by: Option<(Option<&'a term::Model>, String)>,
}

/// The end of a term's use; made by the rules only.
#[derive(Debug)]
pub struct Retirement {
    term: term::Model,
    valid_to: NaiveDate,
    replaced_by: Option<TermId>,
}

impl Retirement {
    /// The term as it was.
    pub const fn term(&self) -> &term::Model {
        &self.term
    }

    /// Last day of use.
    pub const fn valid_to(&self) -> NaiveDate {
        self.valid_to
    }

    /// The term to use instead.
    pub const fn replaced_by(&self) -> Option<TermId> {
        self.replaced_by
    }

    /// What differs.
    pub fn changes(&self) -> [FieldChange; 2] {
        let id = |id: Option<TermId>| id.map(|id| id_text(id).0).into();
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).into();
        [
            FieldChange {
                field: "validTo",
                before: day(self.term.valid_to),
                after: day(Some(self.valid_to)),
            },
            FieldChange {
                field: "replacedBy",
                before: id(self.term.replaced_by_id),
                after: id(self.replaced_by),
            },
        ]
    }
}

/// Ends the use of a term, in a vocabulary that the network may extend. What takes its place is another term of
/// the same scheme that is not itself retired, so that no two replace each other.
pub fn retire(
    actor: &Actor,
    vocabulary: &vocabulary::Model,
    term: &term::Model,
    wish: &Wish<'_>,
) -> Result<Retirement, Refusal> {
    may_change(actor)?;
    if term.version != wish.expected_version {
        return Err(conflict(term.version, wish.expected_version).into());
    }
    let mut mistakes = UserErrors::default();
    if !vocabulary.extensible {
        mistakes.add(UserError::new(UserErrorCode::NotExtensible, "id").with("value", &term.code));
    }
    if term.valid_from.is_some_and(|from| wish.valid_to < from) {
        mistakes.add(UserError::new(UserErrorCode::EndsBeforeStart, "validTo"));
    }
    let replaced_by = mistakes.check(replacement(term, wish)).flatten();
    mistakes.finish()?;
    Ok(Retirement { term: term.clone(), valid_to: wish.valid_to, replaced_by })
}

fn replacement(term: &term::Model, wish: &Wish<'_>) -> Result<Option<TermId>, UserError> {
    let Some((found, written)) = &wish.replaced_by else { return Ok(None) };
    let fits = |other: &&&term::Model| {
        other.scheme == term.scheme && other.id != term.id && other.valid_to.is_none()
    };
    let wrong = || {
        UserError::new(UserErrorCode::WrongTerm, "replacedBy")
            .with("value", written)
            .with("scheme", &term.scheme)
    };
    found.as_ref().filter(fits).map(|other| Some(other.id)).ok_or_else(wrong)
}
