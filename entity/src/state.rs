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

pub(crate) use states;

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
