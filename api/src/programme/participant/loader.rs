use std::collections::HashMap;

use async_graphql::Context;
use async_graphql::dataloader::Loader;
use entity::{EditionId, EnrolmentId, ParticipantId, enrolment};

use super::enrolment::{Enrolment, EnrolmentStatus};
use super::object::Participant;
use super::rules::Places;
use super::store::{self, Of};
use crate::access::Loaders;
use crate::error::{Error, Result};
use crate::graphql::{Connection, PageArguments};
use crate::programme::record;

impl Loader<ParticipantId> for Loaders {
    type Value = Participant;
    type Error = Error;

    async fn load(&self, ids: &[ParticipantId]) -> Result<HashMap<ParticipantId, Participant>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Participant::new(row))).collect())
    }
}

/// Key: the places of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlacesOf(pub EditionId);

impl Loader<PlacesOf> for Loaders {
    type Value = Places;
    type Error = Error;

    async fn load(&self, keys: &[PlacesOf]) -> Result<HashMap<PlacesOf, Places>, Error> {
        let ids: Vec<EditionId> = keys.iter().map(|key| key.0).collect();
        let found = store::places(self.0.db.reader(), &self.0.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, places)| (PlacesOf(id), places)).collect())
    }
}

/// Key: the place of an enrolment on its waiting list, at a version of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PositionOf(pub EnrolmentId, pub i32);

impl Loader<PositionOf> for Loaders {
    type Value = i64;
    type Error = Error;

    async fn load(&self, keys: &[PositionOf]) -> Result<HashMap<PositionOf, i64>, Error> {
        let ids: Vec<EnrolmentId> = keys.iter().map(|key| key.0).collect();
        let found = store::positions(self.0.db.reader(), &ids).await?;
        Ok(keys.iter().filter_map(|key| Some((*key, *found.get(&key.0)?))).collect())
    }
}

/// A page of an edition's enrolments in one of these states.
pub async fn enrolments(
    ctx: &Context<'_>,
    edition: EditionId,
    status: Option<Vec<EnrolmentStatus>>,
    page: PageArguments,
) -> Result<Connection<Enrolment>> {
    let of: Of = status.map(|all| all.into_iter().map(Into::into).collect());
    record::page_of::<enrolment::Model, _>(ctx, ("edition_id", edition.0), of, page).await
}
