use entity::EditionStatus as Status;

use crate::graphql::UserError;
use crate::programme::rules::illegal;

/// A named step in the life of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// Those who wish may take part.
    Open,
    /// It begins.
    Start,
    /// It is over.
    Close,
    /// It is given up.
    Cancel,
}

impl Transition {
    /// Every transition.
    pub const ALL: [Self; 4] = [Self::Open, Self::Start, Self::Close, Self::Cancel];

    /// Name of the mutation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "openEdition",
            Self::Start => "startEdition",
            Self::Close => "closeEdition",
            Self::Cancel => "cancelEdition",
        }
    }

    const fn from(self) -> &'static [Status] {
        match self {
            Self::Open => &[Status::Draft],
            Self::Start => &[Status::Open],
            Self::Close => &[Status::Running],
            Self::Cancel => &[Status::Draft, Status::Open, Status::Running],
        }
    }

    const fn to(self) -> Status {
        match self {
            Self::Open => Status::Open,
            Self::Start => Status::Running,
            Self::Close => Status::Closed,
            Self::Cancel => Status::Cancelled,
        }
    }

    /// The state it leads to from this one, or which transitions are possible instead.
    pub fn apply(self, state: Status) -> Result<Status, UserError> {
        if self.from().contains(&state) {
            return Ok(self.to());
        }
        let possible = Self::ALL.into_iter().filter(|step| step.from().contains(&state));
        Err(illegal(state.as_str(), &possible.map(Self::name).collect::<Vec<_>>(), "id"))
    }
}
