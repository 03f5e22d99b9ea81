use async_graphql::{Enum, ID, InputObject, Object, SimpleObject};
use entity::structure_identifier;

use super::card::Reference;
use super::wish::WishedClaim;
use crate::directory::identifier_check::CheckResult;
use crate::graphql::{Date, id_text};

/// What the check of an identifier says.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "CheckResult")]
pub enum IdentifierCheck {
    /// Well formed, and its check digit (if it has one) is right. It need not exist.
    Valid,
    /// Wrong length or wrong characters.
    BadShape,
    /// Well formed, and the check digit is wrong: most often a typing error.
    BadCheckDigit,
    /// Well formed, and filled in only to get past a form: all zeros.
    Placeholder,
    /// Its kind has no form to check.
    Unchecked,
}

/// An identifier that somebody says a structure has.
pub struct Identifier(pub structure_identifier::Model);

/// An identifier that somebody says a structure has: a claim, kept and flagged when its check fails. An antenna
/// may share its mother's SIRET.
#[Object(name = "StructureIdentifier")]
impl Identifier {
    /// Opaque id.
    async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Its kind, a code of the vocabulary `identifier-scheme`: `siret`, `rna`...
    async fn scheme(&self) -> &str {
        &self.0.scheme
    }

    /// The identifier, without spaces.
    async fn value(&self) -> &str {
        &self.0.value
    }

    /// Who says so; null when nobody knows.
    async fn source(&self) -> Option<&str> {
        Some(self.0.source.as_str()).filter(|source| !source.is_empty())
    }

    /// First day it held, if known.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }

    /// Last day it held; null while it does.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }

    /// What the check of its kind says.
    async fn check(&self) -> IdentifierCheck {
        CheckResult::parse(&self.0.check_result).into()
    }
}

/// The key of a record in another system.
#[derive(SimpleObject, Clone, Debug)]
pub struct ExternalReferenceLabel {
    /// The system.
    system: String,
    /// The key there; unique in the system.
    external_id: String,
}

impl From<Reference> for ExternalReferenceLabel {
    fn from(reference: Reference) -> Self {
        Self { system: reference.system, external_id: reference.external_id }
    }
}

/// The key of a record in another system.
#[derive(InputObject, Clone, Debug)]
pub struct ExternalReferenceInput {
    /// The system.
    system: String,
    /// The key there; unique in the system.
    external_id: String,
}

impl From<ExternalReferenceInput> for Reference {
    fn from(input: ExternalReferenceInput) -> Self {
        Self { system: input.system, external_id: input.external_id }
    }
}

/// An identifier that a structure is said to have.
#[derive(InputObject, Clone, Debug)]
pub struct StructureIdentifierInput {
    /// Its kind, a code of the vocabulary `identifier-scheme`: `siret`, `rna`...
    scheme: String,
    /// The identifier; spaces do not matter. One that fails its check is kept, flagged, with a warning.
    value: String,
    /// Who says so.
    source: Option<String>,
    /// First day it held, if known.
    valid_from: Option<Date>,
    /// Last day it held; none while it does.
    valid_to: Option<Date>,
}

impl From<StructureIdentifierInput> for WishedClaim {
    fn from(input: StructureIdentifierInput) -> Self {
        let StructureIdentifierInput { scheme, value, source, valid_from, valid_to } = input;
        let day = |date: Option<Date>| date.map(|date| date.0);
        Self { scheme, value, source, valid_from: day(valid_from), valid_to: day(valid_to) }
    }
}
