use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::object::Authorisation;
use super::store::{self, Filter};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments, parse_id};

/// Which authorisations.
#[derive(InputObject, Default)]
pub struct AuthorisationFilter {
    /// Given for this structure.
    structure: Option<ID>,
    /// Withdrawn ones, or those that hold.
    withdrawn: Option<bool>,
}

/// Authorisations.
#[derive(Default)]
pub struct AuthorisationQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl AuthorisationQuery {
    /// The authorisations that one's own member structure recorded, the newest first.
    async fn authorisations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<AuthorisationFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Authorisation>> {
        let request = Request::of(ctx)?;
        let Some(filter) = filter.unwrap_or_default().read() else { return Ok(Connection::empty()) };
        let binding = Binding::new("authorisations", "NEWEST", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &filter, &page).await?;
        let count = Connection::<Authorisation>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &request.actor, &filter).await }
        });
        Ok(Connection::new(slice.map(|row| Authorisation(Arc::new(row))), &binding, count))
    }
}

impl AuthorisationFilter {
    /// Nothing when it asks for what cannot be: an id that is no structure's.
    fn read(self) -> Option<Filter> {
        let structure = match self.structure {
            Some(id) => Some(parse_id(&id)?),
            None => None,
        };
        Some(Filter { structure, withdrawn: self.withdrawn })
    }
}
