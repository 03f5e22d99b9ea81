use std::sync::Arc;

use async_graphql::{Context, Object};

use super::object::ProgrammeTemplate;
use super::store;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments};

/// Templates.
#[derive(Default)]
pub struct TemplateQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl TemplateQuery {
    /// Templates of the network and of one's own member structure, by title.
    async fn programme_templates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ProgrammeTemplate>> {
        let request = Request::of(ctx)?;
        let binding = Binding::new("programmeTemplates", "TITLE", &());
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &page).await?;
        let count = Connection::<ProgrammeTemplate>::counting(move || {
            let request = request.clone();
            async move { store::count(request.db.reader(), &request.actor).await }
        });
        Ok(Connection::new(slice.map(|row| ProgrammeTemplate(Arc::new(row))), &binding, count))
    }
}
