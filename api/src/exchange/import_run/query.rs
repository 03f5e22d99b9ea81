use async_graphql::{Context, Object};

use super::object::ImportRun;
use super::store;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments};

/// Imports.
#[derive(Default)]
pub struct ImportQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl ImportQuery {
    /// Imports of the caller's own member structure, the newest first.
    async fn import_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ImportRun>> {
        let request = Request::of(ctx)?;
        let binding = Binding::new("importRuns", "NEWEST", &());
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &page).await?.map(ImportRun::new);
        let count = Connection::<ImportRun>::counting(move || {
            let request = request.clone();
            async move { store::count(request.db.reader(), &request.actor).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}
