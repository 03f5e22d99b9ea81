use async_graphql::{ID, MaybeUndefined};
use entity::{PartnerId, ResourceId, SessionId, TypedId};

use super::mutation::SessionSaid;
use crate::db::Tx;
use crate::graphql::{Refusal, UserError, UserErrorCode, check, id_text};
use crate::observation::input::id;
use crate::programme::frame::store::leading;
use crate::programme::means;
use crate::programme::record::Links;
use crate::programme::rules::Steered;

/// Speakers, and things, of a session at most.
const MOST: usize = 20;

/// The speakers and the things that are said to go with a session; only those that may.
pub async fn links(
    tx: &Tx,
    steered: &Steered,
    session: SessionId,
    said: &SessionSaid,
) -> Result<Vec<Links>, Refusal> {
    let mut links = Vec::new();
    if let Some(named) = read::<PartnerId>(&said.speakers, "speakers")? {
        let known = means::engaged(&**tx, steered.edition.id, &named).await?;
        all_known(&named, &known, "speakers")?;
        links.push(rows("session_speaker", &["session_id", "partner_id"], session, &known));
    }
    if let Some(named) = read::<ResourceId>(&said.resources, "resources")? {
        let members = leading(&**tx, steered.programme.id).await?;
        let known = means::belonging(&**tx, &members, &named).await?;
        all_known(&named, &known, "resources")?;
        links.push(rows("session_resource", &["session_id", "resource_id"], session, &known));
    }
    Ok(links)
}

fn read<T: TypedId>(said: &MaybeUndefined<Vec<ID>>, field: &str) -> Result<Option<Vec<T>>, UserError> {
    if said.is_undefined() {
        return Ok(None);
    }
    let named = said.value().map_or(&[][..], Vec::as_slice);
    if named.len() > MOST {
        return Err(UserError::new(UserErrorCode::TooMany, field).with("max", MOST));
    }
    named.iter().map(|text| id(text, field)).collect::<Result<_, _>>().map(Some)
}

fn all_known<T: TypedId>(named: &[T], known: &[T], field: &str) -> Result<(), UserError> {
    let unknown = named.iter().find(|id| !known.contains(id));
    unknown.map_or(Ok(()), |id| Err(check::not_found(field, &id_text(*id))))
}

fn rows<T: TypedId>(
    table: &'static str,
    columns: &'static [&'static str],
    session: SessionId,
    linked: &[T],
) -> Links {
    let row = |id: &T| {
        let id: uuid::Uuid = (*id).into();
        vec![session.into(), id.into()]
    };
    Links { table, columns, rows: linked.iter().map(row).collect() }
}
