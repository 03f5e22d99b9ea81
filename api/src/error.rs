//! Faults: what a caller cannot mend by changing one field. What the user can mend is a
//! [`UserError`](crate::graphql::UserError), returned as data.
//!
//! `Error` has no `Display` on purpose: async-graphql turns anything that can be displayed into an
//! answer, and a driver's text must never reach a client. Its words are chosen by code and language
//! when the answer is finished.

use std::sync::Arc;

/// The closed list of `extensions.code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// No valid credentials where some are needed.
    Unauthenticated,
    /// The caller may read this but not do that.
    Forbidden,
    /// Nothing here, or nothing this caller may see.
    NotFound,
    /// A malformed request, document, variable, page or cursor.
    BadUserInput,
    /// The same idempotency key is in flight.
    Conflict,
    /// The same idempotency key came with other parameters.
    IdempotencyMismatch,
    /// Too many requests from this caller.
    RateLimited,
    /// The document exceeds a limit.
    QueryTooComplex,
    /// The hash of a persisted query is unknown: send the text once.
    PersistedQueryNotFound,
    /// The request took longer than allowed.
    Timeout,
    /// The database does not answer, or the server is stopping.
    Unavailable,
    /// A defect of ours; the cause is in the log under the request id.
    Internal,
}

impl Code {
    /// The code as clients read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::Conflict => "CONFLICT",
            Self::IdempotencyMismatch => "IDEMPOTENCY_MISMATCH",
            Self::RateLimited => "RATE_LIMITED",
            Self::QueryTooComplex => "QUERY_TOO_COMPLEX",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::Timeout => "TIMEOUT",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }

    /// Whether the same request may succeed later.
    pub const fn retryable(self) -> bool {
        matches!(self, Self::Conflict | Self::RateLimited | Self::Timeout | Self::Unavailable)
    }
}

/// A fault: a code, words for the reader where the code alone says too little, and the cause for the log.
#[derive(Clone, Debug)]
pub struct Error {
    /// Which of the closed list.
    pub code: Code,
    /// Words in French and English that say more than the code's own.
    pub text: Option<Text>,
    /// What happened, for the log only.
    pub cause: Option<Arc<anyhow::Error>>,
}

/// The same sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// What fallible functions of the server return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A fault told by its code alone.
    pub const fn new(code: Code) -> Self {
        Self { code, text: None, cause: None }
    }

    /// A malformed request, with its own sentence.
    pub fn bad_input(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { text: Some(Text { fr: fr.into(), en: en.into() }), ..Self::new(Code::BadUserInput) }
    }

    /// A defect of ours.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self { cause: Some(Arc::new(cause.into())), ..Self::new(Code::Internal) }
    }
}

impl Error {
    /// As the command line tells it: its cause, or its code.
    pub fn into_anyhow(self) -> anyhow::Error {
        match self.cause {
            Some(cause) => anyhow::anyhow!("{cause:#}"),
            None => anyhow::anyhow!(self.code.as_str()),
        }
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<Error> for async_graphql::Error {
    fn from(error: Error) -> Self {
        let mut out = Self::new(error.code.as_str());
        out.source = Some(Arc::new(error));
        out
    }
}
