use std::collections::HashMap;

use async_graphql::Context;
use async_graphql::dataloader::Loader;
use entity::{EditionId, ProgrammeId};

use super::object::Edition;
use super::store::{self, Filter};
use crate::access::{Loaders, Request};
use crate::db::Slice;
use crate::error::{Error, Result};
use crate::graphql::{Binding, Connection, Nested, PageArguments, load_nested};

/// Key: an edition that the reader's member structure leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LedEdition(pub EditionId);

impl Loader<LedEdition> for Loaders {
    type Value = Edition;
    type Error = Error;

    async fn load(&self, keys: &[LedEdition]) -> Result<HashMap<LedEdition, Edition>> {
        let ids: Vec<EditionId> = keys.iter().map(|key| key.0).collect();
        let rows = store::led_by(self.0.db.reader(), &self.0.actor, &ids).await?;
        Ok(rows.into_iter().map(|row| (LedEdition(row.id), Edition::new(row))).collect())
    }
}

impl Loader<EditionId> for Loaders {
    type Value = Edition;
    type Error = Error;

    async fn load(&self, ids: &[EditionId]) -> Result<HashMap<EditionId, Edition>> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Edition::new(row))).collect())
    }
}

/// A page of the editions of a programme.
type EditionsOf = Nested<ProgrammeId, ()>;

impl Loader<EditionsOf> for Loaders {
    type Value = Slice<Edition>;
    type Error = Error;

    async fn load(&self, keys: &[EditionsOf]) -> Result<HashMap<EditionsOf, Slice<Edition>>> {
        load_nested(keys, |programmes, (), page| async move {
            let found = store::pages(self.0.db.reader(), &self.0.actor, &programmes, &page).await?;
            Ok(found.into_iter().map(|(of, slice)| (of, slice.map(Edition::new))).collect())
        })
        .await
    }
}

/// A page of the editions of a programme that the reader may see.
pub async fn editions(
    ctx: &Context<'_>,
    programme: ProgrammeId,
    page: PageArguments,
) -> Result<Connection<Edition>> {
    let binding = Binding::new("programme.editions", "LATEST", &programme);
    let key = Nested { parent: programme, arguments: (), page: page.page(&binding)? };
    let slice = Request::load(ctx, key).await?.unwrap_or_default();
    let request = Request::of(ctx)?;
    let filter = Filter { programmes: Some(vec![programme]), ..Filter::default() };
    let count = Connection::<Edition>::counting(move || {
        let (request, filter) = (request.clone(), filter.clone());
        async move { store::count(request.db.reader(), &request.actor, &filter).await }
    });
    Ok(Connection::new(slice, &binding, count))
}
