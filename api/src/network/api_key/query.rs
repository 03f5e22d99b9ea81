use async_graphql::{Context, Object};
use entity::api_key;

use super::super::finder;
use super::object::ApiKey;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Connection, PageArguments};

/// API keys.
#[derive(Default)]
pub struct ApiKeyQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl ApiKeyQuery {
    /// API keys, the newest first: one's own, and for a coordinator those of its structure.
    async fn api_keys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ApiKey>> {
        let page = PageArguments { first, after, last, before };
        finder::connection::<api_key::Model, _>(&Request::of(ctx)?, &page, ApiKey::new).await
    }
}
