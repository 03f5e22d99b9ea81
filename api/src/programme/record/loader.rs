use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use uuid::Uuid;

use super::{Record, store};
use crate::access::Loaders;
use crate::db::{Slice, Sql};
use crate::error::Error;
use crate::graphql::{Nested, load_nested};

/// Which of the records of a list.
pub trait Narrow: Clone + Debug + Eq + Hash + Send + Sync + 'static {
    /// What must hold of the record `x`: ` and ...`, or nothing.
    fn condition(&self) -> Sql;

    /// As cursors know it, which are good for the same list alone.
    fn told(&self) -> String {
        format!("{self:?}")
    }
}

/// All of them.
impl Narrow for () {
    fn condition(&self) -> Sql {
        Sql::default()
    }
}

/// Key: a page of the records of one kind that point at a row by a column, all or some.
#[derive(Debug)]
pub struct PagesOf<R, N> {
    column: &'static str,
    narrow: N,
    of: PhantomData<fn() -> R>,
}

impl<R, N> PagesOf<R, N> {
    /// By this column, those.
    pub const fn by(column: &'static str, narrow: N) -> Self {
        Self { column, narrow, of: PhantomData }
    }
}

impl<R, N: Clone> Clone for PagesOf<R, N> {
    fn clone(&self) -> Self {
        Self::by(self.column, self.narrow.clone())
    }
}

impl<R, N: PartialEq> PartialEq for PagesOf<R, N> {
    fn eq(&self, other: &Self) -> bool {
        self.column == other.column && self.narrow == other.narrow
    }
}

impl<R, N: Eq> Eq for PagesOf<R, N> {}

impl<R, N: Hash> Hash for PagesOf<R, N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.column, &self.narrow).hash(state);
    }
}

/// A page of records, as a key.
type Pages<R, N> = Nested<Uuid, PagesOf<R, N>>;

impl<R: Record, N: Narrow> Loader<Pages<R, N>> for Loaders {
    type Value = Slice<R::Object>;
    type Error = Error;

    async fn load(&self, keys: &[Pages<R, N>]) -> Result<HashMap<Pages<R, N>, Slice<R::Object>>, Error> {
        load_nested(keys, |parents, pages, page| async move {
            let which = (pages.column, parents.as_slice(), &pages.narrow);
            let found = store::pages::<R>(self.0.db.reader(), &self.0.actor, which, &page).await?;
            let wrap = |slice: Slice<R>| slice.map(|row| R::Object::from(Arc::new(row)));
            Ok(found.into_iter().map(|(parent, slice)| (parent, wrap(slice))).collect())
        })
        .await
    }
}
