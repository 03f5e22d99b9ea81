use crate::db::RolledBack;
use crate::error::Error;
use crate::exchange::import::Fault;
use crate::graphql::{Refusal, UserError};

/// What stops an import.
#[derive(Debug)]
pub enum Halt {
    /// The file or its mapping cannot be read: nothing was written.
    File(Fault),
    /// Who asks may not, or not yet.
    Refused(Vec<UserError>),
    /// A fault of the server.
    Broken(Error),
    /// The report cannot be written.
    Report(std::io::Error),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::File(fault)
    }
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

impl From<UserError> for Halt {
    fn from(error: UserError) -> Self {
        Self::Refused(vec![error])
    }
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Mistakes(mistakes) => Self::Refused(mistakes),
            Refusal::Fault(error) => Self::Broken(error),
        }
    }
}

impl RolledBack for Halt {
    fn rolled_back(&self) -> bool {
        matches!(self, Self::Broken(error) if error.rolled_back())
    }
}
