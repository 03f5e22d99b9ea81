use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::Context;
use async_graphql::dataloader::Loader;
use entity::EditionId;

use super::object::{Solicitation, SolicitationStatus};
use super::store::{self, Of};
use crate::access::{Loaders, Request};
use crate::db::Slice;
use crate::error::{Error, Result};
use crate::graphql::{Binding, Connection, Nested, PageArguments, load_nested};

impl Loader<Nested<EditionId, Of>> for Loaders {
    type Value = Slice<Solicitation>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[Nested<EditionId, Of>],
    ) -> Result<HashMap<Nested<EditionId, Of>, Slice<Solicitation>>, Error> {
        load_nested(keys, |editions, of, page| async move {
            let found = store::pages(self.0.db.reader(), &self.0.actor, (&editions, &of), &page).await?;
            let wrap = |slice: Slice<_>| slice.map(|row| Solicitation(Arc::new(row)));
            Ok(found.into_iter().map(|(edition, slice)| (edition, wrap(slice))).collect())
        })
        .await
    }
}

/// A page of an edition's solicitations that stand so.
pub async fn solicitations(
    ctx: &Context<'_>,
    edition: EditionId,
    status: Option<Vec<SolicitationStatus>>,
    page: PageArguments,
) -> Result<Connection<Solicitation>> {
    let request = Request::of(ctx)?;
    let of = standing(&request, status);
    let binding = Binding::new("solicitations", "DAY", &(edition, &of.standing));
    let page = page.page(&binding)?;
    let key = Nested { parent: edition, arguments: of.clone(), page };
    let slice = Request::load(ctx, key).await?.unwrap_or_default();
    let count = Connection::<Solicitation>::counting(move || {
        let (request, of) = (request.clone(), of.clone());
        async move { store::count(request.db.reader(), &request.actor, edition, &of).await }
    });
    Ok(Connection::new(slice, &binding, count))
}

/// Those that stand so, today.
pub fn standing(request: &Request, status: Option<Vec<SolicitationStatus>>) -> Of {
    let standing = status.map(|all| all.into_iter().map(Into::into).collect());
    Of { standing, today: request.world.today() }
}
