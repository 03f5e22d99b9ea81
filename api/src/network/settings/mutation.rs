use async_graphql::{Context, InputObject, Object};
use entity::Visibility;

use super::object::NetworkSettings;
use super::rules::{self, Patch, Thresholds};
use super::store;
use crate::access::Request;
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, check, payload};
use crate::trail::{Act, Change, FieldChange, Written};

/// Settings to change; what is absent stays as it is.
#[derive(InputObject)]
pub struct UpdateNetworkSettingsInput {
    /// The version the change was made from.
    expected_version: i32,
    /// Organisations before a hidden part is shown: 3 to 100.
    min_organisations: Option<i32>,
    /// Contributors: 1 to 100.
    min_contributors: Option<i32>,
    /// Persons: 5 to 100.
    min_persons: Option<i32>,
    /// Persons of sensitive publics: 11 to 100.
    min_sensitive_persons: Option<i32>,
}

payload! {
    /// What `updateNetworkSettings` did.
    UpdateNetworkSettingsPayload {
        /// The settings as they are now.
        settings: NetworkSettings
    }
}

/// Changes of the network's settings.
#[derive(Default)]
pub struct SettingsMutation;

#[Object]
impl SettingsMutation {
    /// Makes the protection of figures stricter than the rule, or less strict down to the rule. For who
    /// runs the network. Figures follow from the next daily cut on.
    async fn update_network_settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateNetworkSettingsInput,
    ) -> Result<UpdateNetworkSettingsPayload> {
        UpdateNetworkSettingsPayload::of(update(&Request::of(ctx)?, &input).await)
    }
}

async fn update(request: &Request, input: &UpdateNetworkSettingsInput) -> Outcome<NetworkSettings> {
    let known = request.actor.identity().ok_or(crate::error::Code::Unauthenticated)?;
    let patch = Patch {
        organisations: input.min_organisations,
        contributors: input.min_contributors,
        persons: input.min_persons,
        sensitive_persons: input.min_sensitive_persons,
    };
    let expected = input.expected_version;
    let now = write_tx(&request.db, |tx| async move {
        let (before, version) = store::current(&*tx).await?;
        let changed = rules::change(&request.actor, (before, version), patch, expected)?;
        let stamp = request.stamp();
        if !store::keep(&tx, &stamp, &changed, version).await? {
            check::version(expected, version + 1)?;
        }
        // settings have no id of their own: the trail names the membership that changed them
        let written = Written::new(known.membership, Change::Updated, Visibility::Private, None);
        let fields = [difference(before, changed.thresholds())?];
        stamp.leave_private(&tx, Act::new("updateNetworkSettings", written).fields(&fields)).await?;
        Ok::<_, Refusal>((changed.thresholds(), version + 1))
    });
    Ok((NetworkSettings::new(now.await?), Vec::new()))
}

fn difference(before: Thresholds, after: Thresholds) -> Result<FieldChange> {
    let json = |thresholds| serde_json::to_value(thresholds).map_err(crate::error::Error::internal);
    Ok(FieldChange { field: "disclosure", before: json(before)?, after: json(after)? })
}
