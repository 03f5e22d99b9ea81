use async_graphql::{Context, Object};

use super::object::NetworkSettings;
use super::store;
use crate::access::Request;
use crate::error::Result;

/// Settings of the network.
#[derive(Default)]
pub struct SettingsQuery;

#[Object]
impl SettingsQuery {
    /// The settings of the network.
    async fn network_settings(&self, ctx: &Context<'_>) -> Result<NetworkSettings> {
        let request = Request::of(ctx)?;
        Ok(NetworkSettings::new(store::current(request.db.reader()).await?))
    }
}
