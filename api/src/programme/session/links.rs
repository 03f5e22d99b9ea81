use std::collections::BTreeSet;

use async_graphql::{ID, MaybeUndefined};
use entity::{PartnerId, ResourceId, SessionId, TypedId};
use uuid::Uuid;

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

/// The speakers and the things that are said to go with a session; nothing where that is left out.
pub struct Partakers {
    speakers: Option<Vec<PartnerId>>,
    resources: Option<Vec<ResourceId>>,
}

impl Partakers {
    /// Reads what is said: partners of the edition, things of the structures that lead it.
    pub async fn read(tx: &Tx, steered: &Steered, said: &SessionSaid) -> Result<Self, Refusal> {
        let speakers = read::<PartnerId>(&said.speakers, "speakers")?;
        if let Some(named) = &speakers {
            all_known(named, &means::engaged(&**tx, steered.edition.id, named).await?, "speakers")?;
        }
        let resources = read::<ResourceId>(&said.resources, "resources")?;
        if let Some(named) = &resources {
            let members = leading(&**tx, steered.programme.id).await?;
            all_known(named, &means::belonging(&**tx, &members, named).await?, "resources")?;
        }
        Ok(Self { speakers, resources })
    }

    /// Their links with these sessions.
    pub fn links(&self, sessions: &[SessionId]) -> Vec<Links> {
        let speakers = self.speakers.as_deref();
        let speakers =
            speakers.map(|all| rows("session_speaker", &["session_id", "partner_id"], sessions, all));
        let things = self.resources.as_deref();
        let things =
            things.map(|all| rows("session_resource", &["session_id", "resource_id"], sessions, all));
        speakers.into_iter().chain(things).collect()
    }
}

fn read<T: TypedId>(said: &MaybeUndefined<Vec<ID>>, field: &str) -> Result<Option<Vec<T>>, UserError> {
    if said.is_undefined() {
        return Ok(None);
    }
    let named = said.value().map_or(&[][..], Vec::as_slice);
    if named.len() > MOST {
        return Err(UserError::new(UserErrorCode::TooMany, field).with("max", MOST));
    }
    // Said twice, it goes once.
    let ids: BTreeSet<Uuid> =
        named.iter().map(|text| id::<T>(text, field).map(Into::into)).collect::<Result<_, _>>()?;
    Ok(Some(ids.into_iter().map(T::from).collect()))
}

fn all_known<T: TypedId>(named: &[T], known: &[T], field: &str) -> Result<(), UserError> {
    let unknown = named.iter().find(|id| !known.contains(id));
    unknown.map_or(Ok(()), |id| Err(check::not_found(field, &id_text(*id))))
}

fn rows<T: TypedId>(
    table: &'static str,
    columns: &'static [&'static str],
    sessions: &[SessionId],
    linked: &[T],
) -> Links {
    let row = |session: SessionId, id: T| {
        let id: Uuid = id.into();
        vec![session.into(), id.into()]
    };
    let rows = sessions.iter().flat_map(|session| linked.iter().map(|id| row(*session, *id)));
    Links { table, columns, rows: rows.collect() }
}
