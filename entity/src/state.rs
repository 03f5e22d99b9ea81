//! Closed lists: state machines and ranks. Anything a network may extend is a vocabulary term instead.

use sea_orm::entity::prelude::*;

macro_rules! states {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident $value:literal)* })*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum $name {
            $($(#[doc = $vdoc])* #[sea_orm(string_value = $value)] $variant,)*
        }

        impl $name {
            /// As stored and as written in exports.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $value,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($value => Ok(Self::$variant),)* _ => Err(()) }
            }
        }
    )*};
}

states! {
    /// Who may see a contributed record, from the narrowest to the widest.
    Visibility {
        /// Its own structure only.
        Private "PRIVATE"
        /// Others see it inside protected aggregates only.
        AggregateOnly "AGGREGATE_ONLY"
        /// Every member of the network reads it.
        Network "NETWORK"
        /// Everybody reads it.
        Public "PUBLIC"
    }

    /// What an account may do, for a member structure or for the network.
    Role {
        /// External partner: reads the directory and what is sent to it.
        Partner "PARTNER"
        /// Reads what the network shares, cross-territory.
        Analyst "ANALYST"
        /// Works for a member structure.
        Advisor "ADVISOR"
        /// Runs a member structure's part of the network.
        Coordinator "COORDINATOR"
        /// Runs the network; reads no member's private rows.
        Administrator "ADMINISTRATOR"
    }

    /// Level of a territory.
    TerritoryKind {
        /// The whole country.
        Country "COUNTRY"
        /// Région or collectivité of that rank.
        Region "REGION"
        /// Département or collectivité of that rank.
        Department "DEPARTMENT"
        /// Intermunicipal body with own taxation.
        Epci "EPCI"
        /// Commune.
        Commune "COMMUNE"
        /// Perimeter made by the network of any of the others.
        Perimeter "PERIMETER"
    }

    /// Why a code leads to a territory of today.
    AliasReason {
        /// Commune déléguée of a commune nouvelle.
        Delegated "DELEGATED"
        /// Commune associée.
        Associated "ASSOCIATED"
        /// Arrondissement of Paris, Lyon or Marseille.
        MunicipalArrondissement "MUNICIPAL_ARRONDISSEMENT"
        /// Code out of use: the commune was merged or numbered anew.
        Former "FORMER"
    }

    /// Life of a needs observation.
    ObservationStatus {
        /// Being written; counted nowhere.
        Draft "DRAFT"
        /// Observed and standing.
        Confirmed "CONFIRMED"
        /// Being answered by a programme or an accompaniment.
        InProgress "IN_PROGRESS"
        /// Answered.
        Met "MET"
        /// No longer felt, though nothing answered it.
        Lapsed "LAPSED"
        /// Set aside, with a reason: mistaken or doubled.
        Dismissed "DISMISSED"
    }

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

    /// How close the terms of two vocabularies are (SKOS mapping relations).
    MatchKind {
        /// Same meaning.
        Exact "EXACT"
        /// Near enough for many uses.
        Close "CLOSE"
        /// The target is broader.
        Broad "BROAD"
        /// The target is narrower.
        Narrow "NARROW"
    }

    /// Language of a reader.
    Language {
        /// French.
        Fr "FR"
        /// English.
        En "EN"
    }
}
