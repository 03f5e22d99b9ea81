use entity::{AuthorisationId, MemberId, Visibility};

use super::store;
use crate::db::Tx;
use crate::exchange::import::mapping::Authorisation;
use crate::graphql::Refusal;
use crate::observation::authorisation::{self, Basis, Brought, Found};
use crate::observation::rules::{Contributor, scheme};
use crate::observation::store::terms;
use crate::trail::{Act, Change, Stamp, Written};

/// The record that a member's data rest on an open licence: one for each source of a mapping, found again when
/// the file comes again, made where there is none.
pub async fn ground(
    tx: &Tx,
    stamp: &Stamp,
    member: MemberId,
    licensed: &Authorisation,
) -> Result<AuthorisationId, Refusal> {
    if let Some(known) = store::find_ground(&**tx, member, licensed).await? {
        return Ok(known);
    }
    let today = stamp.world.today();
    let named = [(scheme::BASIS, Basis::OPEN_DATA.to_owned()), (scheme::LICENCE, licensed.licence.clone())];
    let found = Found { terms: terms(&**tx, &named, [], today).await?, structure: false };
    let brought = Brought {
        basis: Basis::OPEN_DATA.to_owned(),
        structure: None,
        granted_by: licensed.source.clone(),
        granted_on: today,
        level: Visibility::Public,
        source: Some(licensed.source.clone()),
        licence: Some(licensed.licence.clone()),
    };
    // Whoever may bring the records may say under what licence they were published.
    let recorded = authorisation::record(Contributor::operator(member), brought, &found, today)?;
    let row = authorisation::add(tx, stamp, recorded).await?;
    let written = Written::new(row.id, Change::Created, Visibility::Private, Some(member));
    stamp.leave(tx, Act::new("recordAuthorisation", written)).await?;
    Ok(row.id)
}
