//! Closed lists of programmes, accompaniments and those who take part.

use sea_orm::entity::prelude::*;

use crate::state::states;

states! {
    /// Whether a member structure leads a programme with the one that made it.
    LeadStatus {
        /// Asked to.
        Invited "INVITED"
        /// It does.
        Accepted "ACCEPTED"
        /// It will not, or no longer does.
        Declined "DECLINED"
    }

    /// What became of a proposal.
    ProposalStatus {
        /// To be answered.
        Open "OPEN"
        /// Taken over into the programme.
        Accepted "ACCEPTED"
        /// Not taken over.
        Refused "REFUSED"
        /// Taken back by its author.
        Withdrawn "WITHDRAWN"
    }

    /// Life of an edition.
    EditionStatus {
        /// Being designed; known to its team.
        Draft "DRAFT"
        /// Open to those who wish to take part.
        Open "OPEN"
        /// Its first session has begun.
        Running "RUNNING"
        /// Over.
        Closed "CLOSED"
        /// Given up, with a reason.
        Cancelled "CANCELLED"
    }

    /// What money is for.
    BudgetKind {
        /// People.
        Human "HUMAN"
        /// Places, travel, equipment.
        Logistic "LOGISTIC"
        /// Making known.
        Communication "COMMUNICATION"
        /// What is bought.
        Purchase "PURCHASE"
        /// Anything else, voluntary contributions too.
        Other "OTHER"
    }

    /// Life of a consultation of providers.
    ConsultationStatus {
        /// Providers are invited and answer.
        Open "OPEN"
        /// An offer was chosen.
        Decided "DECIDED"
        /// It ended without a choice.
        Withdrawn "WITHDRAWN"
    }

    /// Who takes part.
    ParticipantKind {
        /// One person.
        Person "PERSON"
        /// Several together: a company, a team, a collective.
        Collective "COLLECTIVE"
    }

    /// How far a participant came in an edition.
    EnrolmentStatus {
        /// Asks to take part.
        Applied "APPLIED"
        /// Accepted, and waits for a place.
        Waitlisted "WAITLISTED"
        /// Has a place.
        Enrolled "ENROLLED"
        /// Takes part.
        Active "ACTIVE"
        /// Took part to the end.
        Completed "COMPLETED"
        /// Was not accepted.
        Refused "REFUSED"
        /// Left, with a reason.
        Withdrew "WITHDREW"
    }

    /// Whether a participant was at a session.
    Presence {
        /// Was there.
        Present "PRESENT"
        /// Was not, and said why.
        Excused "EXCUSED"
        /// Was not.
        Absent "ABSENT"
    }

    /// Life of a solicitation; whether its day has passed is seen when it is read.
    SolicitationStatus {
        /// Being written; known to the team.
        Drafted "DRAFTED"
        /// Handed over to the partner.
        Sent "SENT"
        /// The partner has seen it.
        Seen "SEEN"
        /// The partner takes part.
        Accepted "ACCEPTED"
        /// The partner does not, for a reason.
        Declined "DECLINED"
        /// Taken back by the team.
        Withdrawn "WITHDRAWN"
    }

    /// How sure money is.
    FundingStatus {
        /// Hoped for.
        Planned "PLANNED"
        /// Asked for.
        Requested "REQUESTED"
        /// Promised in writing.
        Granted "GRANTED"
        /// Paid in advance, in part.
        Advance "ADVANCE"
        /// Paid in full.
        Balance "BALANCE"
        /// Accounted for to the funder.
        Justified "JUSTIFIED"
        /// Refused.
        Refused "REFUSED"
    }

    /// What a session needs besides people.
    ResourceKind {
        /// A room.
        Room "ROOM"
        /// Equipment.
        Equipment "EQUIPMENT"
        /// Somebody of the member structure.
        Person "PERSON"
    }

    /// How grave an incident is.
    IncidentSeverity {
        /// Noted; nothing changes.
        Minor "MINOR"
        /// Something must change.
        Major "MAJOR"
        /// The edition cannot go on as it is.
        Critical "CRITICAL"
    }

    /// Whom an announcement is for.
    AnnouncementAudience {
        /// Those who take part.
        Participants "PARTICIPANTS"
        /// Those who speak.
        Speakers "SPEAKERS"
    }

    /// Why data of a person may be kept (GDPR, article 6).
    LegalBasis {
        /// Task of public interest.
        PublicInterest "PUBLIC_INTEREST"
        /// Legitimate interest of the network.
        LegitimateInterest "LEGITIMATE_INTEREST"
        /// The person agreed.
        Consent "CONSENT"
        /// A contract with the person or with whom it works for.
        Contract "CONTRACT"
    }

    /// Where an accompaniment stands on its way, from the first to the last.
    AccompanimentStage {
        /// The request is received.
        Reception "RECEPTION"
        /// Eligible, and oriented.
        Eligibility "ELIGIBILITY"
        /// The shared diagnosis is drafted, then validated by the structure's own bodies.
        Diagnosis "DIAGNOSIS"
        /// The plan is adopted.
        Plan "PLAN"
        /// The advisory committee gave its opinion.
        Committee "COMMITTEE"
        /// Missions of engineering run.
        Engineering "ENGINEERING"
        /// It is followed up.
        FollowUp "FOLLOW_UP"
        /// It is over: completed, or left on the way.
        Closed "CLOSED"
    }

    /// What an advisory committee says of a plan.
    CommitteeOpinion {
        /// For it.
        Favourable "FAVOURABLE"
        /// For it, with reserves.
        FavourableWithReserves "FAVOURABLE_WITH_RESERVES"
        /// Against it.
        Unfavourable "UNFAVOURABLE"
    }

    /// For how many a mission of engineering is.
    EngineeringKind {
        /// For one beneficiary.
        Individual "INDIVIDUAL"
        /// For several together.
        Collective "COLLECTIVE"
    }

    /// Who pays, by the level at which it stands.
    FundingLevel {
        /// The European Union.
        Europe "EUROPE"
        /// The State and its operators.
        Country "COUNTRY"
        /// A région.
        Region "REGION"
        /// A département.
        Department "DEPARTMENT"
        /// An intermunicipal body.
        Epci "EPCI"
        /// A commune.
        Commune "COMMUNE"
        /// A company, a foundation, a collective management organisation.
        Private "PRIVATE"
    }

    /// How often a funding scheme can be asked.
    FundingRecurrence {
        /// At any time.
        Permanent "PERMANENT"
        /// Again and again, between dates.
        Recurrent "RECURRENT"
        /// Once.
        OneOff "ONE_OFF"
    }
}
