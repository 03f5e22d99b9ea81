use async_graphql::{Enum, Object, SimpleObject};

use super::matched::Match;
use super::object::FundingScheme;
use super::rules::{Criterion, Reason, fits};
use crate::db::Key;
use crate::graphql::Node;

/// What stands against a funding scheme.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundingSchemeReasonCode {
    /// It is for other territories.
    OutOfTerritory,
    /// It is for other legal forms.
    WrongLegalForm,
    /// It is for other sectors.
    WrongSector,
    /// It is for other publics.
    WrongPublic,
    /// It can no longer be asked.
    DeadlinePassed,
    /// It cannot be asked yet.
    NotOpenYet,
    /// It asks for something that is not known, or known too widely to tell: a warning, which stands against nothing.
    Unknown,
}

/// What a funding scheme may ask for.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Criterion")]
pub enum FundingSchemeCriterion {
    /// Where.
    Territory,
    /// For which legal forms.
    LegalForm,
    /// In which sectors.
    Sector,
    /// For which publics.
    Public,
}

/// Why a funding scheme does not fit, or what cannot be told.
#[derive(SimpleObject, Clone, Copy)]
pub struct FundingSchemeReason {
    /// What it is.
    code: FundingSchemeReasonCode,
    /// On which criterion; null for dates.
    criterion: Option<FundingSchemeCriterion>,
}

impl From<Reason> for FundingSchemeReason {
    fn from(reason: Reason) -> Self {
        use FundingSchemeReasonCode as Code;
        let (code, criterion) = match reason {
            Reason::OutOfTerritory => (Code::OutOfTerritory, Some(Criterion::Territory)),
            Reason::WrongLegalForm => (Code::WrongLegalForm, Some(Criterion::LegalForm)),
            Reason::WrongSector => (Code::WrongSector, Some(Criterion::Sector)),
            Reason::WrongPublic => (Code::WrongPublic, Some(Criterion::Public)),
            Reason::DeadlinePassed => (Code::DeadlinePassed, None),
            Reason::NotOpenYet => (Code::NotOpenYet, None),
            Reason::Unknown(criterion) => (Code::Unknown, Some(criterion)),
        };
        Self { code, criterion: criterion.map(Into::into) }
    }
}

/// A funding scheme held against a profile.
#[derive(Clone)]
pub struct FundingSchemeMatch {
    scheme: FundingScheme,
    reasons: Vec<Reason>,
}

impl FundingSchemeMatch {
    /// Wraps a verdict.
    pub fn new(found: Match) -> Self {
        Self { scheme: FundingScheme::new(found.scheme), reasons: found.reasons }
    }
}

impl Node for FundingSchemeMatch {
    fn key(&self, order: &str) -> Key {
        self.scheme.key(order)
    }
}

/// A funding scheme held against a profile.
#[Object]
impl FundingSchemeMatch {
    /// The scheme.
    async fn scheme(&self) -> &FundingScheme {
        &self.scheme
    }

    /// Whether nothing stands against it; what is not known does not.
    async fn fits(&self) -> bool {
        fits(&self.reasons)
    }

    /// Why it does not fit, and what cannot be told; empty where all is well.
    async fn reasons(&self) -> Vec<FundingSchemeReason> {
        self.reasons.iter().copied().map(Into::into).collect()
    }
}
