use chrono::NaiveDate;
use entity::{AuthorisationId, StructureId, TermId, Visibility, authorisation};

use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check, id_text};
use crate::observation::rules::{Contributor, KnownTerms, optional_text, past, required_reason, scheme};

/// On what an authorisation rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Data published under an open licence, whomever they are about.
    OpenData,
    /// An organisation's own word.
    Organisation,
    /// A legal basis for a person's data (GDPR, article 6).
    Person,
}

impl Basis {
    /// Code of the basis itself, in the vocabulary of bases.
    pub const OPEN_DATA: &'static str = "OPEN_DATA";
    const PERSON_FAMILY: &'static str = "PERSON_LEGAL_BASIS";

    /// By its code and the code of the family it stands in.
    pub fn of(code: &str, family: Option<&str>) -> Self {
        match code {
            Self::OPEN_DATA => Self::OpenData,
            _ if code == Self::PERSON_FAMILY || family == Some(Self::PERSON_FAMILY) => Self::Person,
            _ => Self::Organisation,
        }
    }
}

/// What an authorisation allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: AuthorisationId,
    /// On what it rests.
    pub basis: Basis,
    /// The structure it was given for.
    pub structure: Option<StructureId>,
    /// The widest level it allows.
    pub level: Visibility,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// Whom an observation is about, as far as that matters for sharing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The structure observed.
    pub structure: Option<StructureId>,
    /// Whether an organisation or a person can be recognised anyway.
    pub identifiable: bool,
}

impl Subject {
    /// Whether somebody's word is needed before others see it.
    pub const fn needs_consent(self) -> bool {
        self.structure.is_some() || self.identifiable
    }
}

impl Consent {
    /// Whether it speaks for this subject: a structure's data need its own word or an open licence; what can be
    /// recognised without a structure needs a word that is not a structure's: a person's, an open licence, or one
    /// that names none.
    pub fn covers(&self, subject: Subject) -> bool {
        match (subject.structure, self.basis) {
            (_, Basis::OpenData) | (None, Basis::Person) => true,
            (Some(structure), Basis::Organisation) => self.structure == Some(structure),
            (Some(_), Basis::Person) => false,
            (None, Basis::Organisation) => !subject.identifiable || self.structure.is_none(),
        }
    }

    /// Whether it allows this level for this subject today.
    pub fn allows(&self, subject: Subject, level: Visibility) -> bool {
        !self.withdrawn && self.covers(subject) && self.level >= level
    }
}

/// An authorisation as it is brought in.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    /// Code of its basis.
    pub basis: String,
    /// The structure it is given for.
    pub structure: Option<StructureId>,
    /// Who gave it.
    pub granted_by: String,
    /// When.
    pub granted_on: NaiveDate,
    /// The widest level it allows.
    pub level: Visibility,
    /// Where openly licensed data come from.
    pub source: Option<String>,
    /// Code of their licence.
    pub licence: Option<String>,
}

/// What the database says of what an authorisation names.
#[derive(Debug)]
pub struct Found {
    /// Its terms.
    pub terms: KnownTerms,
    /// Whether the structure exists, where one is named.
    pub structure: bool,
}

/// An authorisation that may be recorded.
#[derive(Debug)]
pub struct Recorded {
    pub(super) by: Contributor,
    pub(super) brought: Brought,
    pub(super) basis: TermId,
    pub(super) licence: Option<TermId>,
}

const LONGEST_NAME: usize = 300;
const LONGEST_SOURCE: usize = 1_000;

/// Checks an authorisation.
pub fn record(
    by: Contributor,
    mut brought: Brought,
    found: &Found,
    today: NaiveDate,
) -> Result<Recorded, Refusal> {
    let mut errors = UserErrors::default();
    if let Some(name) = errors.check(check::text("grantedBy", &brought.granted_by, LONGEST_NAME)) {
        brought.granted_by = name;
    }
    if let Some(source) = errors.check(optional_text("source", brought.source.as_deref(), LONGEST_SOURCE)) {
        brought.source = source;
    }
    errors.check(past(brought.granted_on, today, "grantedOn"));
    if brought.level == Visibility::Private {
        let narrow = UserError::new(UserErrorCode::OutOfRange, "level");
        errors.add(narrow.with("min", Visibility::AggregateOnly.as_str()).with("max", "PUBLIC"));
    }
    let terms = errors.check(check_terms(&brought, &found.terms));
    if let Some(structure) = brought.structure.filter(|_| !found.structure) {
        errors.add(UserError::new(UserErrorCode::NotFound, "structure").with("value", id_text(structure).0));
    }
    errors.finish_with(terms.map(|(basis, licence)| Recorded { by, brought, basis, licence }))
}

fn check_terms(brought: &Brought, terms: &KnownTerms) -> Result<(TermId, Option<TermId>), UserError> {
    let basis = terms.named(scheme::BASIS, &brought.basis, "basis")?;
    let licence = brought.licence.as_deref();
    let licence = licence.map(|code| terms.named(scheme::LICENCE, code, "licence")).transpose()?;
    let required = |field| Err(UserError::new(UserErrorCode::Required, field));
    match (terms.basis(basis), &brought.source, licence) {
        (Some(Basis::OpenData), None, _) => required("source"),
        (Some(Basis::OpenData), _, None) => required("licence"),
        _ => Ok((basis, licence)),
    }
}

/// A withdrawal that may be made.
#[derive(Debug)]
pub struct Withdrawn {
    pub(super) id: AuthorisationId,
    pub(super) reason: String,
}

impl Withdrawn {
    /// The authorisation.
    pub const fn id(&self) -> AuthorisationId {
        self.id
    }
}

/// Checks a withdrawal: any contributor of the member may take note of it, since it only narrows.
pub fn withdraw(
    by: Contributor,
    row: &authorisation::Model,
    reason: &str,
    expected: i32,
) -> Result<Withdrawn, UserError> {
    by.own(row.member_id)?;
    check::version(expected, row.version)?;
    if row.withdrawn_at.is_some() {
        let gone = UserError::new(UserErrorCode::IllegalTransition, "id");
        return Err(gone.with("state", "WITHDRAWN").with("allowed", ""));
    }
    let reason = required_reason(reason)?;
    Ok(Withdrawn { id: row.id, reason })
}
