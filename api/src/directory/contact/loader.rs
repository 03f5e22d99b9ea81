use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::ContactId;

use super::object::Contact;
use super::store::{self, Parent};
use crate::access::Loaders;
use crate::db::Slice;
use crate::error::Error;
use crate::graphql::{Nested, load_nested};

impl Loader<ContactId> for Loaders {
    type Value = Contact;
    type Error = Error;

    async fn load(&self, ids: &[ContactId]) -> Result<HashMap<ContactId, Contact>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), &self.0.actor, ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Contact(Arc::new(row)))).collect())
    }
}

/// Key: contacts, of a structure or of a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Contacts;

impl<P: Parent> Loader<Nested<P, Contacts>> for Loaders {
    type Value = Slice<Contact>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[Nested<P, Contacts>],
    ) -> Result<HashMap<Nested<P, Contacts>, Slice<Contact>>, Error> {
        load_nested(keys, |parents, _, page| async move {
            let found = store::pages::<P>(self.0.db.reader(), &self.0.actor, &parents, &page).await?;
            let wrap = |slice: Slice<_>| slice.map(|row| Contact(Arc::new(row)));
            Ok(found.into_iter().map(|(parent, slice)| (parent, wrap(slice))).collect())
        })
        .await
    }
}
