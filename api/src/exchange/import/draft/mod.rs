//! Drafts: a row read as a record, before any rule judged it. Codes of vocabularies are as the mapping
//! gives them, territories as the row claims them.

mod build;
mod observation;
mod scheme;
mod structure;

pub use build::Build;
pub use observation::{ObservationDraft, ObservedClaim, SourceClaim};
pub use scheme::SchemeDraft;
pub use structure::StructureDraft;

use super::field::Kind;

/// A row as a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// A structure of the directory.
    Structure(Box<StructureDraft>),
    /// A needs observation.
    Observation(Box<ObservationDraft>),
    /// A funding scheme.
    Scheme(Box<SchemeDraft>),
}

impl Draft {
    /// Half of the upsert key.
    pub fn external_id(&self) -> &str {
        match self {
            Self::Structure(draft) => &draft.external_id,
            Self::Observation(draft) => &draft.external_id,
            Self::Scheme(draft) => &draft.external_id,
        }
    }

    pub(super) fn read(build: &mut Build<'_>, external_id: String) -> Option<Self> {
        match build.plan.kind {
            Kind::Structures => {
                StructureDraft::read(build, external_id).map(|draft| Self::Structure(draft.into()))
            }
            Kind::Observations => {
                ObservationDraft::read(build, external_id).map(|draft| Self::Observation(draft.into()))
            }
            Kind::Schemes => SchemeDraft::read(build, external_id).map(|draft| Self::Scheme(draft.into())),
        }
    }
}

/// An identifier as the row claims it: its scheme, its value.
pub type IdentifierClaim = (String, String);
