use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};

/// The tokens of a session.
#[derive(SimpleObject, Clone)]
#[graphql(name = "SessionTokens")]
pub struct Session {
    /// Stays the same from one exchange of tokens to the next.
    pub id: ID,
    /// Sent with each request, as `Authorization: Bearer ...`.
    pub access_token: String,
    /// When the access token expires.
    pub expires_at: DateTime<Utc>,
    /// Exchanged once, by `refreshSession`, for the next two tokens.
    pub refresh_token: String,
    /// When the refresh token expires.
    pub refresh_expires_at: DateTime<Utc>,
}
