//! The roots: a list of the concepts, and the registry behind `node`.

use async_graphql::{Context, EmptySubscription, ID, Interface, MergedObject, Object, SchemaBuilder};
use chrono::{DateTime, Utc};
use entity::TypedId;

use crate::access::Request;
use crate::directory::contact::Contact;
use crate::directory::partner::Partner;
use crate::directory::structure::{FieldChange, Structure};
use crate::directory::{DirectoryMutation, DirectoryQuery};
use crate::error::Result;
use crate::exchange::import_run::{ImportMutation, ImportQuery, ImportRun};
use crate::graphql::{Cents, Date, Engine, Json, Knowledge, Scalars, Weights, any_id};
use crate::insight::InsightQuery;
use crate::insight::perimeter::RegisterMutation;
use crate::network::account::{Account, Membership};
use crate::network::api_key::ApiKey;
use crate::network::charter::Charter;
use crate::network::invitation::Invitation;
use crate::network::member::Member;
use crate::network::{NetworkMutation, NetworkQuery};
use crate::observation::authorisation::Authorisation;
use crate::observation::coverage::Coverage;
use crate::observation::needs::NeedsObservation;
use crate::observation::source::ObservationSource;
use crate::observation::verbatim::Verbatim;
use crate::observation::{ObservationMutation, ObservationQuery};
use crate::programme::accompaniment::{
    Accompaniment, AccompanimentFollowUp, AccompanimentHandOver, EngineeringMission, JoinedEdition,
};
use crate::programme::agreement::Agreement;
use crate::programme::attendance::Attendance;
use crate::programme::consultation::{Consultation, ConsultationOffer, InvitedProvider};
use crate::programme::coordination::{Adaptation, Announcement, Document, Incident, JournalEntry, Task};
use crate::programme::edition::{Edition, EditionReferent};
use crate::programme::frame::Programme;
use crate::programme::framework::PolicyFramework;
use crate::programme::means::{BudgetLine, EditionPartner, FundingLine, Resource};
use crate::programme::objective::{Indicator, Objective};
use crate::programme::participant::{Enrolment, Participant};
use crate::programme::partnership::Solicitation;
use crate::programme::phase::Phase;
use crate::programme::proposal::ProgrammeProposal;
use crate::programme::scheme::FundingScheme;
use crate::programme::session::Session;
use crate::programme::template::ProgrammeTemplate;
use crate::programme::{ProgrammeMutation, ProgrammeQuery};
use crate::reference::perimeter::PerimeterMutation;
use crate::reference::territory::{Territory, TerritoryQuery};
use crate::reference::vocabulary::{Term, Vocabulary, VocabularyMutation, VocabularyQuery};

/// What can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    NodeQuery,
    NetworkQuery,
    TerritoryQuery,
    VocabularyQuery,
    DirectoryQuery,
    ObservationQuery,
    ProgrammeQuery,
    InsightQuery,
    ImportQuery,
);

/// What can be written.
#[derive(MergedObject, Default)]
pub struct Mutation(
    NetworkMutation,
    PerimeterMutation,
    VocabularyMutation,
    DirectoryMutation,
    ObservationMutation,
    ProgrammeMutation,
    RegisterMutation,
    ImportMutation,
);

/// Declares what `node` can fetch: the object, its id, what it is.
macro_rules! nodes {
    ($($object:ident $id:ident $doc:literal)*) => {
        /// An object that can be fetched again by its id.
        #[derive(Interface, Clone)]
        #[graphql(field(name = "id", ty = "ID", desc = "Opaque id."))]
        pub enum Node {
            $(#[doc = $doc] $object($object),)*
        }

        async fn find(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
            let Some((kind, uuid)) = any_id(id) else { return Ok(None) };
            Ok(match kind.as_str() {
                $(entity::$id::PREFIX => Request::load(ctx, entity::$id(uuid)).await?.map(Node::$object),)*
                _ => None,
            })
        }
    };
}

nodes! {
    Accompaniment AccompanimentId "An accompaniment."
    AccompanimentFollowUp AccompanimentFollowUpId "A follow-up of an accompaniment."
    AccompanimentHandOver AccompanimentHandOverId "A hand-over of an accompaniment."
    Account AccountId "An account."
    Agreement AgreementId "What was agreed with others."
    ApiKey ApiKeyId "An API key."
    Attendance AttendanceId "Whether somebody was at a session."
    Authorisation AuthorisationId "An authorisation."
    Charter CharterId "A version of the charter."
    Consultation ConsultationId "A consultation of providers."
    ConsultationOffer ConsultationOfferId "What a provider offers."
    Contact ContactId "Whom to write to."
    Coverage CoverageId "A coverage."
    Enrolment EnrolmentId "An enrolment in an edition."
    EngineeringMission EngineeringMissionId "A mission of engineering."
    FieldChange FieldChangeId "A change of a field."
    FundingScheme FundingSchemeId "A funding scheme."
    ImportRun ImportRunId "An import."
    Invitation InvitationId "An invitation."
    InvitedProvider InvitedProviderId "A partner invited to make an offer."
    JoinedEdition JoinedEditionId "That an accompaniment joined an edition."
    Member MemberId "A member structure."
    Membership MembershipId "A membership."
    NeedsObservation ObservationId "A needs observation."
    ObservationSource ObservationSourceId "A source of observations."
    BudgetLine BudgetLineId "A line of a budget."
    Edition EditionId "An edition of a programme."
    EditionPartner EditionPartnerId "A partner of an edition."
    EditionReferent EditionReferentId "A referent of an edition."
    FundingLine FundingLineId "A line of a funding plan."
    Indicator IndicatorId "An indicator."
    Objective ObjectiveId "An objective."
    Phase PhaseId "A phase of an edition."
    Programme ProgrammeId "A programme."
    ProgrammeProposal ProgrammeProposalId "A proposed change of a programme."
    ProgrammeTemplate ProgrammeTemplateId "A template."
    Resource ResourceId "A room, equipment or somebody."
    Session SessionId "A session."
    Solicitation SolicitationId "A solicitation of a partner."
    Adaptation AdaptationId "A change of plan."
    Announcement AnnouncementId "An announcement."
    Document DocumentId "A document."
    Incident IncidentId "An incident."
    JournalEntry JournalEntryId "An entry of a journal."
    Task TaskId "Something to do."
    Participant ParticipantId "Who takes part in editions."
    Partner PartnerId "Who can intervene or fund."
    PolicyFramework PolicyFrameworkId "A policy framework."
    Structure StructureId "A structure of the directory."
    Term TermId "A term of a vocabulary."
    Territory TerritoryId "A territory."
    Verbatim VerbatimId "Words said."
    Vocabulary VocabularyId "A vocabulary."
}

/// Objects by id.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The object with this id; null when there is none or none that may be seen.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "Its id.")] id: ID) -> Result<Option<Node>> {
        find(ctx, &id).await
    }

    /// The objects with these ids (at most 100), in the order of the ids, null where there is none.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their ids.", validator(max_items = 100))] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        let found = ids.iter().map(|id| find(ctx, id));
        futures_util::future::try_join_all(found).await
    }
}

/// The schema's builder; needs no database.
pub fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    async_graphql::Schema::build(Query::default(), Mutation::default(), EmptySubscription)
}

/// What the guard must know of the schema that its text cannot tell.
pub fn knowledge() -> Knowledge {
    let scalars = Scalars::default().with::<DateTime<Utc>>().with::<Date>().with::<Cents>().with::<Json>();
    let weights = Weights::default()
        .cost("Query.needs", 50)
        .each("Query.needs", "measures")
        .cost("Query.accompanimentBoard", 20)
        .size("ConsultationComparison.offers", 30)
        .size("Agreement.parties", 20)
        // A dozen statements for all editions, which read all of their sessions and lines.
        .cost("Edition.feasibility", 20)
        .cost("Edition.schedule", 20)
        .size("AccompanimentBoard.columns", 7)
        .size("AccompanimentBoardColumn.cards", 50)
        .size("Accompaniment.delays", 2)
        .size("Accompaniment.steps", 8)
        // All editions of the territory are gone through.
        .cost("Query.collaborations", 50)
        .size("CollaborationGraph.parties", 40)
        .cost("Query.compareNeeds", 150)
        .each("Query.compareNeeds", "measures")
        // A cell has a coordinate a dimension and a figure a measure; a comparison stands beside the level above.
        .size("NeedsCell.coordinates", 3)
        .size("NeedsCell.figures", 3)
        .size("NeedsDifferenceCell.coordinates", 3)
        .size("NeedsDifferenceCell.figures", 3)
        .size("NeedsComparison.sides", 3)
        // A table of two measures.
        .cost("Query.uncoveredNeeds", 100)
        .size("ProgrammeProposal.changes", 7)
        .size("NeedsGap.coordinates", 3)
        .size("NeedsGap.figures", 2)
        .size("NeedsGap.nearest", 3)
        .size("NearestProgramme.missed", 7);
    Knowledge { weights, scalars, ..Knowledge::default() }
}

/// The schema as `schema.graphql` prints it: sorted, without the built-in directives' definitions.
pub fn sdl() -> anyhow::Result<String> {
    Ok(Engine::new(builder, knowledge())?.sdl().to_owned())
}
