//! From what was observed to a programme that runs, and one beneficiary's way through an accompaniment: programmes,
//! editions, objectives, phases, sessions, means, partnership, participants, coordination. Knows observations and the
//! directory; has never heard of evaluations or figures.
//!
//! The member structures that lead a programme write in common ([`rules::Team`]); what belongs to an edition or an
//! accompaniment is a [`record`].

pub mod accompaniment;
pub mod agreement;
pub mod attendance;
pub mod calendar;
pub mod colleague;
pub mod consultation;
pub mod coordination;
pub mod edition;
pub mod feasibility;
pub mod frame;
pub mod framework;
mod hold;
pub mod means;
pub mod objective;
pub mod participant;
pub mod partnership;
pub mod phase;
pub mod proposal;
pub mod record;
pub mod rules;
pub mod scheme;
pub mod session;
mod store;
pub mod template;

use async_graphql::MergedObject;

/// What can be read of programmes and accompaniments.
#[derive(MergedObject, Default)]
pub struct ProgrammeQuery(
    frame::FrameQuery,
    edition::EditionQuery,
    objective::ObjectiveQuery,
    session::SessionQuery,
    template::TemplateQuery,
    means::MeansQuery,
    accompaniment::AccompanimentQuery,
    accompaniment::BoardQuery,
    colleague::ColleagueQuery,
    framework::FrameworkQuery,
    scheme::SchemeQuery,
    coordination::feed::FeedQuery,
    coordination::AnnouncementQuery,
    participant::ParticipantQuery,
    agreement::AgreementQuery,
    partnership::PartnershipQuery,
);

/// What can be changed of programmes and accompaniments.
#[derive(MergedObject, Default)]
pub struct ProgrammeMutation(
    frame::FrameMutation,
    frame::LeadMutation,
    proposal::ProposalMutation,
    edition::EditionMutation,
    edition::EditionStepMutation,
    objective::ObjectiveMutation,
    objective::IndicatorMutation,
    phase::PhaseMutation,
    session::PlanningMutation,
    template::TemplateMutation,
    means::MeansMutation,
    accompaniment::AccompanimentMutation,
    accompaniment::AccompanimentStepMutation,
    AccompanyingMutation,
    framework::FrameworkMutation,
    scheme::SchemeMutation,
    coordination::CoordinationMutation,
    ContractingMutation,
    partnership::PartnershipMutation,
    TakingPartMutation,
);

/// What can be changed of the records of accompaniments.
#[derive(MergedObject, Default)]
pub struct AccompanyingMutation(
    accompaniment::MissionMutation,
    accompaniment::FollowUpMutation,
    accompaniment::JoiningMutation,
);

/// What can be changed of those who take part.
#[derive(MergedObject, Default)]
pub struct TakingPartMutation(
    participant::EnrolMutation,
    participant::EnrolmentStepMutation,
    participant::ParticipantMutation,
    attendance::AttendanceMutation,
);

/// What can be changed of what is contracted with others.
#[derive(MergedObject, Default)]
pub struct ContractingMutation(
    consultation::ConsultationMutation,
    consultation::ProviderMutation,
    consultation::OfferMutation,
    agreement::AgreementMutation,
    agreement::RenewalMutation,
);
