//! Answers: one table from what happened to a status, one way to write a body.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

use super::{Media, Settings};
use crate::{
    error::{Code, Error},
    graphql::{self, Reader, Stage},
};

/// What happened to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The operation ran.
    Executed,
    /// The request was well-formed and nothing ran.
    Refused(Code),
    /// No GraphQL request could be read.
    Malformed,
    /// There is nothing at this address.
    NotFound,
    /// A mutation by GET.
    MutationByGet,
    /// Neither GET nor POST.
    MethodNotAllowed,
    /// No media type of ours is accepted.
    NotAcceptable,
    /// The body is longer than allowed.
    TooLarge,
    /// The body is not announced as JSON.
    UnsupportedMedia,
}

impl From<Stage> for Outcome {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Executed => Self::Executed,
            Stage::Refused(code) => Self::Refused(code),
            Stage::ReadOnly => Self::MutationByGet,
        }
    }
}

impl Outcome {
    /// The table. Under `application/json` a document that does not run is still an answer (200).
    const fn status(self, media: Media) -> StatusCode {
        match self {
            Self::Executed => StatusCode::OK,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MutationByGet | Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Refused(code) => match code {
                Code::Unauthenticated => StatusCode::UNAUTHORIZED,
                Code::Forbidden => StatusCode::FORBIDDEN,
                Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
                Code::Timeout => StatusCode::GATEWAY_TIMEOUT,
                Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
                Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
                Code::NotFound
                | Code::BadUserInput
                | Code::Conflict
                | Code::IdempotencyMismatch
                | Code::QueryTooComplex
                | Code::PersistedQueryNotFound => match media {
                    Media::Json => StatusCode::OK,
                    Media::GraphqlResponse => StatusCode::BAD_REQUEST,
                },
            },
        }
    }

    const fn allow(self) -> Option<&'static str> {
        match self {
            Self::MutationByGet => Some("POST"),
            Self::MethodNotAllowed => Some("GET, POST"),
            _ => None,
        }
    }
}

/// A fault of the transport or of a whole request, on its way to being told.
#[derive(Debug)]
pub(super) struct Fault {
    pub outcome: Outcome,
    pub error: Error,
}

impl Fault {
    /// A fault whose sentence says more than its code.
    pub fn new(outcome: Outcome, fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { outcome, error: Error::bad_input(fr, en) }
    }

    pub fn method_not_allowed() -> Self {
        Self::new(
            Outcome::MethodNotAllowed,
            "Seules GET et POST sont admises ici.",
            "Only GET and POST are allowed here.",
        )
    }

    pub fn not_found() -> Self {
        Self { outcome: Outcome::NotFound, error: Code::NotFound.into() }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self { outcome: Outcome::Refused(error.code), error }
    }
}

/// Writes answers for one reader.
pub(super) struct Desk<'a> {
    pub settings: &'a Settings,
    pub reader: &'a Reader,
    pub media: Media,
}

impl Desk<'_> {
    pub fn fault(&self, fault: Fault) -> Response {
        let Fault { outcome, error } = fault;
        self.body(outcome, &graphql::Body { errors: self.reader.told(error), ..graphql::Body::default() })
    }

    pub fn body(&self, outcome: Outcome, body: &graphql::Body) -> Response {
        // Serialising values of our own making cannot fail; if it ever does, nothing is better than half.
        let bytes = serde_json::to_vec(body).unwrap_or_default();
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = outcome.status(self.media);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media.content_type()));
        if let Some(allow) = outcome.allow() {
            headers.insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        match outcome {
            Outcome::Refused(Code::Unauthenticated) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Outcome::Refused(Code::RateLimited | Code::Unavailable) => {
                headers.insert(header::RETRY_AFTER, self.settings.retry_after_seconds.into());
            }
            _ => {}
        }
        response
    }
}
