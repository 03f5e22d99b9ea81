use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::dataloader::Loader;

use super::{Record, store};
use crate::access::Loaders;
use crate::db::Slice;
use crate::error::Error;
use crate::graphql::{Nested, load_nested};

/// Key: a page of the records of one kind below a parent.
pub struct PagesOf<R>(PhantomData<fn() -> R>);

impl<R> Default for PagesOf<R> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<R> Clone for PagesOf<R> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<R> PartialEq for PagesOf<R> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<R> Eq for PagesOf<R> {}

impl<R> Hash for PagesOf<R> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl<R> fmt::Debug for PagesOf<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PagesOf")
    }
}

impl<R: Record> Loader<Nested<R::Parent, PagesOf<R>>> for Loaders {
    type Value = Slice<R::Object>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[Nested<R::Parent, PagesOf<R>>],
    ) -> Result<HashMap<Nested<R::Parent, PagesOf<R>>, Slice<R::Object>>, Error> {
        load_nested(keys, |parents, _, page| async move {
            let found = store::pages::<R>(self.0.db.reader(), &self.0.actor, &parents, &page).await?;
            let wrap = |slice: Slice<R>| slice.map(|row| R::Object::from(Arc::new(row)));
            Ok(found.into_iter().map(|(parent, slice)| (parent, wrap(slice))).collect())
        })
        .await
    }
}
