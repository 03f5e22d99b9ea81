use entity::AccompanimentStage as Stage;
use entity::accompaniment::Model;

use crate::graphql::{UserError, UserErrorCode};

/// A named step of an accompaniment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// Eligible, and oriented.
    Orient,
    /// The shared diagnosis begins.
    StartDiagnosis,
    /// The diagnosis is written, or written anew.
    DraftDiagnosis,
    /// The structure's own bodies validate it.
    ValidateDiagnosis,
    /// The plan is adopted, or adopted anew.
    AdoptPlan,
    /// The advisory committee says what it thinks of the plan.
    RecordOpinion,
    /// The missions begin.
    StartEngineering,
    /// The follow-up begins.
    StartFollowUp,
    /// The way is gone to its end.
    Complete,
    /// It is left on the way.
    Exit,
}

impl Transition {
    /// Every transition, in the order of the way.
    pub const ALL: [Self; 10] = [
        Self::Orient,
        Self::StartDiagnosis,
        Self::DraftDiagnosis,
        Self::ValidateDiagnosis,
        Self::AdoptPlan,
        Self::RecordOpinion,
        Self::StartEngineering,
        Self::StartFollowUp,
        Self::Complete,
        Self::Exit,
    ];

    /// Name of the mutation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Orient => "orientAccompaniment",
            Self::StartDiagnosis => "startDiagnosis",
            Self::DraftDiagnosis => "draftDiagnosis",
            Self::ValidateDiagnosis => "validateDiagnosis",
            Self::AdoptPlan => "adoptPlan",
            Self::RecordOpinion => "recordCommitteeOpinion",
            Self::StartEngineering => "startEngineering",
            Self::StartFollowUp => "startFollowUp",
            Self::Complete => "completeAccompaniment",
            Self::Exit => "exitAccompaniment",
        }
    }

    /// The stage it leads to; none where it stays at its own.
    pub const fn to(self) -> Option<Stage> {
        match self {
            Self::Orient => Some(Stage::Eligibility),
            Self::StartDiagnosis => Some(Stage::Diagnosis),
            Self::DraftDiagnosis | Self::ValidateDiagnosis => None,
            Self::AdoptPlan => Some(Stage::Plan),
            Self::RecordOpinion => Some(Stage::Committee),
            Self::StartEngineering => Some(Stage::Engineering),
            Self::StartFollowUp => Some(Stage::FollowUp),
            Self::Complete | Self::Exit => Some(Stage::Closed),
        }
    }

    /// Whether it is possible from where an accompaniment stands.
    fn possible(self, row: &Model) -> bool {
        let (drafted, validated) = (row.diagnosis.is_some(), row.diagnosis_validated_on.is_some());
        match self {
            Self::Orient => matches!(row.stage, Stage::Reception | Stage::Eligibility),
            Self::StartDiagnosis => row.stage == Stage::Eligibility,
            Self::DraftDiagnosis => row.stage == Stage::Diagnosis && !validated,
            Self::ValidateDiagnosis => row.stage == Stage::Diagnosis && drafted && !validated,
            Self::AdoptPlan => {
                matches!(row.stage, Stage::Plan | Stage::Committee)
                    || row.stage == Stage::Diagnosis && validated
            }
            Self::RecordOpinion => matches!(row.stage, Stage::Plan | Stage::Committee),
            Self::StartEngineering => row.stage == Stage::Committee,
            Self::StartFollowUp => row.stage == Stage::Engineering,
            Self::Complete => row.stage == Stage::FollowUp,
            Self::Exit => row.stage != Stage::Closed,
        }
    }

    /// Refuses what is not possible, naming what is.
    pub fn check(self, row: &Model) -> Result<(), UserError> {
        if self.possible(row) { Ok(()) } else { Err(illegal(row, "id")) }
    }
}

/// Refuses what nothing may be done to any more.
pub fn open(row: &Model, field: &str) -> Result<(), UserError> {
    if row.stage == Stage::Closed { Err(illegal(row, field)) } else { Ok(()) }
}

fn illegal(row: &Model, field: &str) -> UserError {
    let allowed = Transition::ALL.into_iter().filter(|step| step.possible(row)).map(Transition::name);
    let names = allowed.collect::<Vec<_>>().join(", ");
    let error = UserError::new(UserErrorCode::IllegalTransition, field).with("state", row.stage.as_str());
    error.with("allowed", if names.is_empty() { "—" } else { &names })
}
