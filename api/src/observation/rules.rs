//! What the rules of all contributed things share: who may contribute, under which charter, in which words.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{AccountId, MemberId, TermId};

use super::authorisation::Basis;
use crate::access::{Actor, Scope};
use crate::graphql::{UserError, UserErrorCode, check, id_text, parse_id};

/// Vocabularies that contributions speak in.
pub mod scheme {
    /// Need themes: families and their narrower themes.
    pub const THEME: &str = "need-theme";
    /// Cultural domains and filières.
    pub const SECTOR: &str = "sector";
    /// Publics.
    pub const PUBLIC: &str = "public";
    /// Methods of observation.
    pub const METHOD: &str = "observation-method";
    /// Expressed, observed or co-built.
    pub const FORMULATION: &str = "formulation";
    /// Kinds of organisation.
    pub const ORGANISATION_KIND: &str = "organisation-kind";
    /// Stages of a career.
    pub const CAREER_STAGE: &str = "career-stage";
    /// Formats of a time of accompaniment: workshop, diagnosis, advice...
    pub const FORMAT: &str = "format";
    /// Individual or collective, on site or remote.
    pub const MODALITY: &str = "modality";
    /// Funders.
    pub const FUNDER: &str = "funder";
    /// Kinds of source.
    pub const SOURCE_KIND: &str = "source-kind";
    /// On what an authorisation rests.
    pub const BASIS: &str = "authorisation-basis";
    /// Licences of open data.
    pub const LICENCE: &str = "licence";
}

/// Someone who writes for a member structure; made here only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contributor {
    member: MemberId,
    account: Option<AccountId>,
    shares: bool,
}

impl Contributor {
    /// An advisor or a coordinator, with the scope to write observations.
    pub fn of(actor: &Actor) -> Result<Self, UserError> {
        Self::with(actor, Scope::ObservationsWrite)
    }

    /// An advisor or a coordinator, with this scope.
    pub fn with(actor: &Actor, scope: Scope) -> Result<Self, UserError> {
        let known = actor.identity().zip(actor.works_for());
        match known {
            Some((known, member)) if actor.has(scope) => {
                Ok(Self { member, account: Some(known.account), shares: actor.coordinates(member) })
            }
            _ => Err(Actor::not_allowed("")),
        }
    }

    /// The operator of the server, who writes for a member from the command line with a coordinator's
    /// rights.
    pub const fn operator(member: MemberId) -> Self {
        Self { member, account: None, shares: true }
    }

    /// The member structure it writes for.
    pub const fn member(&self) -> MemberId {
        self.member
    }

    /// The account, unless it is the operator.
    pub const fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// Refuses what another member contributed.
    pub fn own(&self, member: MemberId) -> Result<(), UserError> {
        if self.member == member { Ok(()) } else { Err(Actor::not_allowed("id")) }
    }

    /// Refuses what only a coordinator does: to share, and to say what the member reports on.
    pub fn coordinating(&self, field: &str) -> Result<(), UserError> {
        if self.shares { Ok(()) } else { Err(Actor::not_allowed(field)) }
    }
}

/// A text that may be absent; nothing where it is blank.
pub fn optional_text(field: &str, said: Option<&str>, max: usize) -> Result<Option<String>, UserError> {
    said.filter(|said| !said.trim().is_empty()).map(|said| check::text(field, said, max)).transpose()
}

/// A day that is not to come.
pub fn past(day: NaiveDate, today: NaiveDate, field: &str) -> Result<(), UserError> {
    if day <= today {
        Ok(())
    } else {
        Err(UserError::new(UserErrorCode::InTheFuture, field).with("value", day))
    }
}

const LONGEST_REASON: usize = 1_000;

/// A reason that must be given.
pub fn required_reason(said: &str) -> Result<String, UserError> {
    if said.trim().is_empty() {
        return Err(UserError::new(UserErrorCode::ReasonRequired, "reason"));
    }
    check::text("reason", said, LONGEST_REASON)
}

/// Code of the family of publics for whom figures of persons need a higher threshold.
const SENSITIVE_PUBLICS: &str = "situations-sensibles";

/// A vocabulary's term as the rules need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownTerm {
    /// Its id.
    pub id: TermId,
    /// Its vocabulary.
    pub scheme: String,
    /// Its code.
    pub code: String,
    /// Code of the widest term that contains it.
    pub family: Option<String>,
    /// The last day on which it may be used.
    pub valid_to: Option<NaiveDate>,
}

/// The terms that somebody names, as far as they exist.
#[derive(Clone, Debug, Default)]
pub struct KnownTerms {
    by_id: HashMap<TermId, KnownTerm>,
    by_code: HashMap<String, HashMap<String, TermId>>,
    today: NaiveDate,
}

impl KnownTerms {
    /// To be used today; of several versions of a scheme, the last one given has the code.
    pub fn new(terms: impl IntoIterator<Item = KnownTerm>, today: NaiveDate) -> Self {
        let mut known = Self { today, ..Self::default() };
        for term in terms {
            known.by_code.entry(term.scheme.clone()).or_default().insert(term.code.clone(), term.id);
            known.by_id.insert(term.id, term);
        }
        known
    }

    /// The term of this code or id, unless there is none or it is no longer used.
    pub fn named(&self, scheme: &'static str, name: &str, field: &str) -> Result<TermId, UserError> {
        let coded = || self.by_code.get(scheme).and_then(|codes| codes.get(name)).copied();
        let term = parse_id(name).or_else(coded).and_then(|id| self.by_id.get(&id));
        let usable =
            |term: &&KnownTerm| term.scheme == scheme && term.valid_to.is_none_or(|last| last >= self.today);
        term.filter(usable).map(|term| term.id).ok_or_else(|| wrong_term(name, scheme, field))
    }

    /// Refuses what is no term of this vocabulary.
    pub fn check(&self, id: TermId, scheme: &'static str, field: &str) -> Result<(), UserError> {
        if self.by_id.get(&id).is_some_and(|term| term.scheme == scheme) {
            return Ok(());
        }
        Err(wrong_term(&id_text(id), scheme, field))
    }

    /// Whether a term names a public in a sensitive situation.
    pub fn is_sensitive(&self, id: TermId) -> bool {
        let sensitive = |term: &KnownTerm| {
            term.code == SENSITIVE_PUBLICS || term.family.as_deref() == Some(SENSITIVE_PUBLICS)
        };
        self.by_id.get(&id).is_some_and(sensitive)
    }

    /// What a basis of authorisation is.
    pub fn basis(&self, id: TermId) -> Option<Basis> {
        let term = self.by_id.get(&id)?;
        Some(Basis::of(&term.code, term.family.as_deref()))
    }
}

fn wrong_term(value: &str, scheme: &'static str, field: &str) -> UserError {
    UserError::new(UserErrorCode::WrongTerm, field).with("value", value).with("scheme", scheme)
}
