use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::Loader;
use entity::{EditionId, EnrolmentId, ParticipantId};

use super::enrolment::{Enrolment, EnrolmentStatus};
use super::object::Participant;
use super::rules::Places;
use super::store::{self, Of};
use crate::access::{Loaders, Request};
use crate::db::Slice;
use crate::error::{Error, Result};
use crate::graphql::{Binding, Connection, Nested, PageArguments, load_nested};

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

impl Loader<Nested<EditionId, Of>> for Loaders {
    type Value = Slice<Enrolment>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[Nested<EditionId, Of>],
    ) -> Result<HashMap<Nested<EditionId, Of>, Slice<Enrolment>>, Error> {
        load_nested(keys, |editions, of, page| async move {
            let found = store::pages(self.0.db.reader(), &self.0.actor, (&editions, &of), &page).await?;
            let wrap = |slice: Slice<entity::enrolment::Model>| slice.map(|row| Enrolment(Arc::new(row)));
            Ok(found.into_iter().map(|(edition, slice)| (edition, wrap(slice))).collect())
        })
        .await
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
    let binding = Binding::new("enrolment", "TURN", &(edition, &of));
    let page = page.page(&binding)?;
    let key = Nested { parent: edition, arguments: of.clone(), page };
    let slice = Request::load(ctx, key).await?.unwrap_or_default();
    let request = Request::of(ctx)?;
    let count = Connection::<Enrolment>::counting(move || {
        let (request, of) = (request.clone(), of.clone());
        async move { store::count_enrolments(request.db.reader(), &request.actor, edition, &of).await }
    });
    Ok(Connection::new(slice, &binding, count))
}
