use entity::ObservationStatus as Status;

use crate::graphql::{UserError, UserErrorCode};

/// A named step in the life of an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// It is written and stands.
    Confirm,
    /// A programme or an accompaniment begins to answer it.
    TakeUp,
    /// It is answered.
    Meet,
    /// It is no longer felt.
    Lapse,
    /// It is set aside.
    Dismiss,
    /// It stands again.
    Reopen,
}

impl Transition {
    /// Every transition.
    pub const ALL: [Self; 6] =
        [Self::Confirm, Self::TakeUp, Self::Meet, Self::Lapse, Self::Dismiss, Self::Reopen];

    /// Name of the mutation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirmObservation",
            Self::TakeUp => "takeUpObservation",
            Self::Meet => "markObservationMet",
            Self::Lapse => "lapseObservation",
            Self::Dismiss => "dismissObservation",
            Self::Reopen => "reopenObservation",
        }
    }

    /// Whether it says why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Lapse | Self::Dismiss)
    }

    const fn from(self) -> &'static [Status] {
        match self {
            Self::Confirm => &[Status::Draft],
            Self::TakeUp => &[Status::Confirmed],
            Self::Meet | Self::Lapse => &[Status::Confirmed, Status::InProgress],
            Self::Dismiss => &[Status::Draft, Status::Confirmed, Status::InProgress],
            Self::Reopen => &[Status::Met, Status::Lapsed, Status::Dismissed],
        }
    }

    const fn to(self) -> Status {
        match self {
            Self::Confirm | Self::Reopen => Status::Confirmed,
            Self::TakeUp => Status::InProgress,
            Self::Meet => Status::Met,
            Self::Lapse => Status::Lapsed,
            Self::Dismiss => Status::Dismissed,
        }
    }

    /// The state it leads to from this one, or which transitions are possible instead.
    pub fn apply(self, state: Status) -> Result<Status, UserError> {
        if self.from().contains(&state) { Ok(self.to()) } else { Err(illegal(state, "id")) }
    }
}

/// Refuses what a state does not allow, naming the transitions that it does.
pub fn illegal(state: Status, field: &str) -> UserError {
    let allowed = Transition::ALL.into_iter().filter(|step| step.from().contains(&state));
    let names: Vec<&str> = allowed.map(Transition::name).collect();
    let error = UserError::new(UserErrorCode::IllegalTransition, field);
    error.with("state", state.as_str()).with("allowed", names.join(", "))
}
