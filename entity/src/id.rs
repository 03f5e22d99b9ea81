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
    AccompanimentFollowUpId "accompaniment_follow_up"
    AccompanimentHandOverId "accompaniment_hand_over"
    AccompanimentId "accompaniment"
    AccountId "account"
    AgreementId "agreement"
    ApiKeyId "api_key"
    AttendanceId "attendance"
    AuditEntryId "audit_entry"
    AuthorisationId "authorisation"
    BudgetLineId "budget_line"
    CharterId "charter"
    ConsultationId "consultation"
    ConsultationOfferId "consultation_offer"
    ContactId "contact"
    CoverageId "coverage"
    EditionId "edition"
    EditionPartnerId "edition_partner"
    EditionReferentId "edition_referent"
    EngineeringMissionId "engineering_mission"
    EnrolmentId "enrolment"
    FieldChangeId "field_change"
    FundingLineId "funding_line"
    FundingSchemeId "funding_scheme"
    ImportRunId "import_run"
    IndicatorId "indicator"
    InvitationId "invitation"
    InvitedProviderId "invited_provider"
    JoinedEditionId "joined_edition"
    MemberId "member"
    MembershipId "membership"
    ObjectiveId "objective"
    ObservationId "observation"
    ObservationSourceId "observation_source"
    ParticipantId "participant"
    PhaseId "phase"
    ProgrammeId "programme"
    ProgrammeProposalId "programme_proposal"
    ProgrammeTemplateId "programme_template"
    PartnerId "partner"
    PolicyFrameworkId "policy_framework"
    RefreshTokenId "refresh_token"
    ResourceId "resource"
    SessionId "session"
    SessionSeriesId "session_series"
    SolicitationId "solicitation"
    StructureId "structure"
    StructureIdentifierId "structure_identifier"
    AdaptationId "adaptation"
    AnnouncementId "announcement"
    CalendarFeedId "calendar_feed"
    DocumentId "document"
    IncidentId "incident"
    JournalEntryId "journal_entry"
    TaskId "task"
    TermId "term"
    TerritoryId "territory"
    VerbatimId "verbatim"
    VocabularyId "vocabulary"
}
