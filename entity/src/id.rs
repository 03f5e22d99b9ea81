//! Typed ids: 16 bytes, sortable by time of creation, never mixed up.

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use uuid::Uuid;

/// An id of one kind of thing; `PREFIX` opens its text form in the API.
pub trait TypedId: Copy + Eq + std::hash::Hash + From<Uuid> + Into<Uuid> + Send + Sync + 'static {
    /// Lower-case word before the `_` of the text form.
    const PREFIX: &'static str;
}

macro_rules! typed_ids {
    ($($name:ident $prefix:literal)*) => {$(
        #[doc = concat!("Id of a `", $prefix, "`.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl TypedId for $name {
            const PREFIX: &'static str = $prefix;
        }
    )*};
}

typed_ids! {
    AccountId "account"
    ApiKeyId "api_key"
    AuditEntryId "audit_entry"
    AuthorisationId "authorisation"
    CharterId "charter"
    CoverageId "coverage"
    FieldChangeId "field_change"
    FundingSchemeId "funding_scheme"
    ImportRunId "import_run"
    InvitationId "invitation"
    MemberId "member"
    MembershipId "membership"
    ObservationId "observation"
    ObservationSourceId "observation_source"
    PolicyFrameworkId "policy_framework"
    RefreshTokenId "refresh_token"
    StructureId "structure"
    StructureIdentifierId "structure_identifier"
    TermId "term"
    TerritoryId "territory"
    VerbatimId "verbatim"
    VocabularyId "vocabulary"
}
