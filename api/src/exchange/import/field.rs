//! The fields a mapping may feed, by the names it uses.

use serde::Deserialize;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Structures of the directory.
    Structures,
    /// Needs observations.
    Observations,
    /// Funding schemes.
    Schemes,
}

impl Kind {
    /// As the table of imports stores it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Structures => "STRUCTURES",
            Self::Observations => "OBSERVATIONS",
            Self::Schemes => "SCHEMES",
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $text:literal: $($kind:ident),+;)*) => {
        /// One field of a record. Where the record takes a main value and others, the first is the main one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum Field { $($(#[$doc])* #[serde(rename = $text)] $name,)* }

        impl Field {
            /// The name mappings and reports use.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Whether records of this kind have it.
            pub const fn belongs_to(self, kind: Kind) -> bool {
                match self { $(Self::$name => matches!(kind, $(Kind::$kind)|+),)* }
            }
        }
    };
}

fields! {
    /// The name of the structure; required.
    Name "name": Structures;
    /// Its other names.
    OtherNames "other_names": Structures;
    /// Codes of structure kinds.
    Kinds "kinds": Structures;
    /// Code of the legal form (INSEE, level III).
    LegalForm "legal_form": Structures;
    /// Code of the status in the social economy.
    EssStatus "ess_status": Structures;
    /// Codes of sectors, the main one first.
    Sectors "sectors": Structures, Observations, Schemes;
    /// Code of the function that goes with the main sector.
    SectorFunction "sector_function": Structures;
    /// Addresses on the web.
    Web "web": Structures;
    /// Code of the kind of organisation.
    OrganisationKind "organisation_kind": Structures;
    /// Codes of activities.
    Activities "activities": Structures;
    /// Code of the career stage.
    CareerStage "career_stage": Structures, Observations;
    /// Code of the staff bracket.
    StaffBracket "staff_bracket": Structures;
    /// Code of the budget bracket.
    BudgetBracket "budget_bracket": Structures;
    /// The year it was created.
    CreationYear "creation_year": Structures;
    /// What it does, in its words.
    Description "description": Structures, Schemes;
    /// What tells one interview or document from another; several observations may share it.
    SourceKey "source_key": Observations;
    /// Code of the kind of source.
    SourceKind "source_kind": Observations;
    /// Title of the source.
    SourceTitle "source_title": Observations;
    /// Date of the source.
    SourceDate "source_date": Observations;
    /// What is observed; required.
    Statement "statement": Observations;
    /// Code of the method.
    Method "method": Observations;
    /// Code of the formulation: expressed, observed, co-built.
    Formulation "formulation": Observations;
    /// Codes of need themes, the main one first.
    Themes "themes": Observations;
    /// Codes of the publics concerned.
    Publics "publics": Observations, Schemes;
    /// The day of the observation; required.
    ObservedOn "observed_on": Observations;
    /// From 1 to 5.
    Intensity "intensity": Observations;
    /// How many people are concerned.
    PeopleConcerned "people_concerned": Observations;
    /// How many organisations are concerned.
    OrganisationsConcerned "organisations_concerned": Observations;
    /// Visibility of this record; otherwise the one of the command.
    Visibility "visibility": Observations;
    /// State in the life cycle.
    Status "status": Observations;
    /// Words said, kept apart.
    Verbatims "verbatims": Observations;
    /// The title of the scheme; required.
    Title "title": Schemes;
    /// Its page.
    Url "url": Schemes;
    /// Who pays, by name.
    Funders "funders": Schemes;
    /// Codes of kinds of funder.
    FunderKinds "funder_kinds": Schemes;
    /// At which level who pays stands.
    Level "level": Schemes;
    /// Codes of types of aid.
    AidTypes "aid_types": Schemes;
    /// How often it can be asked.
    Recurrence "recurrence": Schemes;
    /// Whether one answers a call: `true` or `false`.
    CallForProjects "call_for_projects": Schemes;
    /// Codes of legal forms of who may ask.
    LegalForms "legal_forms": Schemes;
    /// Codes of families of who may ask.
    Beneficiaries "beneficiaries": Schemes;
    /// The first day on which it can be asked.
    OpensOn "opens_on": Schemes;
    /// The last day on which it can be asked.
    Deadline "deadline": Schemes;
}

impl Field {
    /// The vocabulary its values are codes of.
    pub const fn scheme(self) -> Option<&'static str> {
        Some(match self {
            Self::Kinds => "structure-kind",
            Self::LegalForm | Self::LegalForms => "legal-form",
            Self::EssStatus => "ess-status",
            Self::Sectors => "sector",
            Self::SectorFunction => "function",
            Self::OrganisationKind => "organisation-kind",
            Self::Activities => "activity",
            Self::CareerStage => "career-stage",
            Self::StaffBracket => "staff-bracket",
            Self::BudgetBracket => "budget-bracket",
            Self::SourceKind => "source-kind",
            Self::Method => "observation-method",
            Self::Formulation => "formulation",
            Self::Themes => "need-theme",
            Self::Publics => "public",
            Self::FunderKinds => "funder",
            Self::AidTypes => "aid-type",
            Self::Beneficiaries => "beneficiary",
            _ => return None,
        })
    }
}

impl Kind {
    /// The fields without which a record cannot be.
    pub const fn required(self) -> &'static [Field] {
        match self {
            Self::Structures => &[Field::Name],
            Self::Observations => &[Field::Statement, Field::ObservedOn],
            Self::Schemes => &[Field::Title],
        }
    }
}
