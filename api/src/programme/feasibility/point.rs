use chrono::NaiveDate;

macro_rules! points {
    ($($(#[doc = $doc:literal])* $variant:ident $name:literal $blocks:literal)*) => {
        /// What a point of the report is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Code {
            /// As the API names it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Whether an edition is not opened because of it.
            pub const fn blocks(self) -> bool {
                match self { $(Self::$variant => $blocks,)* }
            }
        }
    };
}

points! {
    /// It has no session.
    NoSession "NO_SESSION" true
    /// It has no objective.
    NoObjective "NO_OBJECTIVE" true
    /// An objective rests on no observation.
    ObjectiveWithoutEvidence "OBJECTIVE_WITHOUT_EVIDENCE" true
    /// A phase has no session.
    PhaseWithoutSession "PHASE_WITHOUT_SESSION" true
    /// A session lies outside the edition.
    SessionOutsideEdition "SESSION_OUTSIDE_EDITION" true
    /// A session lies outside its phase.
    SessionOutsidePhase "SESSION_OUTSIDE_PHASE" false
    /// A session falls on a public holiday of the territory.
    PublicHoliday "PUBLIC_HOLIDAY" false
    /// A speaker is in two sessions at once.
    SpeakerClash "SPEAKER_CLASH" true
    /// A room, equipment or somebody is in two sessions at once.
    ResourceClash "RESOURCE_CLASH" true
    /// A speaker has more days of sessions than were agreed.
    SpeakerOverbooked "SPEAKER_OVERBOOKED" true
    /// More people are enrolled than there is room for.
    CapacityExceeded "CAPACITY_EXCEEDED" true
    /// More people are enrolled than a session has room for.
    SessionTooSmall "SESSION_TOO_SMALL" false
    /// It costs more than all the money that is certain or hoped for.
    BudgetNotCovered "BUDGET_NOT_COVERED" true
    /// It costs more than the money that is certain.
    BudgetRestsOnHopes "BUDGET_RESTS_ON_HOPES" false
    /// One funder gives more than seven tenths of the money.
    OneFunder "ONE_FUNDER" false
    /// The last day to ask for money has passed, and it was not asked for.
    DeadlinePassed "DEADLINE_PASSED" false
}

/// A point of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What it is about.
    pub code: Code,
    /// The figure: cents, days, people, percent.
    pub figure: Option<i64>,
    /// What the figure should not pass.
    pub limit: Option<i64>,
    /// The day, where it is about one.
    pub day: Option<NaiveDate>,
    /// Id of the record that it concerns.
    pub record: Option<String>,
    /// Id of the other record, where two clash.
    pub other: Option<String>,
}

impl Point {
    pub(super) const fn new(code: Code) -> Self {
        Self { code, figure: None, limit: None, day: None, record: None, other: None }
    }

    pub(super) fn of(code: Code, record: String) -> Self {
        Self { record: Some(record), ..Self::new(code) }
    }
}
