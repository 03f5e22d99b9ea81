use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use uuid::Uuid;

use super::{Record, store};
use crate::access::Loaders;
use crate::db::Slice;
use crate::error::Error;
use crate::graphql::{Nested, load_nested};

/// Key: a page of the records of one kind that point at a row by a column.
pub struct PagesOf<R>(&'static str, PhantomData<fn() -> R>);

impl<R> PagesOf<R> {
    /// By this column.
    pub const fn by(column: &'static str) -> Self {
        Self(column, PhantomData)
    }
}

impl<R> Clone for PagesOf<R> {
    fn clone(&self) -> Self {
        Self::by(self.0)
    }
}

impl<R> PartialEq for PagesOf<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<R> Eq for PagesOf<R> {}

impl<R> Hash for PagesOf<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<R> fmt::Debug for PagesOf<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PagesOf").field(&self.0).finish()
    }
}

/// A page of records, as a key.
type Pages<R> = Nested<Uuid, PagesOf<R>>;

impl<R: Record> Loader<Pages<R>> for Loaders {
    type Value = Slice<R::Object>;
    type Error = Error;

    async fn load(&self, keys: &[Pages<R>]) -> Result<HashMap<Pages<R>, Slice<R::Object>>, Error> {
        load_nested(keys, |parents, pages, page| async move {
            let found =
                store::pages::<R>(self.0.db.reader(), &self.0.actor, (pages.0, &parents), &page).await?;
            let wrap = |slice: Slice<R>| slice.map(|row| R::Object::from(Arc::new(row)));
            Ok(found.into_iter().map(|(parent, slice)| (parent, wrap(slice))).collect())
        })
        .await
    }
}
