//! API keys: `mlg_<public id>_<secret>`, for scripts. The whole key is shown once; its secret is stored
//! hashed. A key acts under the membership of the account that made it, within its scopes, until it expires
//! (after 90 days, or at most a year).

mod issue;
mod loader;
mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::ApiKeyMutation;
pub use object::{ApiKey, IssuedApiKey};
pub use query::ApiKeyQuery;
