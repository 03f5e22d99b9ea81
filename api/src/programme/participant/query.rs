use async_graphql::{Context, InputObject, Object};

use super::object::Participant;
use super::store::{self, Filter};
use crate::access::Request;
use crate::db::search_words;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments};

/// Which participants.
#[derive(InputObject, Default)]
pub struct ParticipantFilter {
    /// Words of the name, each at the beginning of a word; without accents or case.
    search: Option<String>,
}

/// Participants.
#[derive(Default)]
pub struct ParticipantQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl ParticipantQuery {
    /// Participants that one's own member structure entered, and those of the editions that it leads, the last entered
    /// first.
    async fn participants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<ParticipantFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Participant>> {
        let request = Request::of(ctx)?;
        let search = filter.and_then(|filter| filter.search).unwrap_or_default();
        let filter = Filter { words: search_words(&search) };
        let binding = Binding::new("participants", "LATEST", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &filter, &page).await?;
        let count = Connection::<Participant>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &request.actor, &filter).await }
        });
        Ok(Connection::new(slice.map(Participant::new), &binding, count))
    }
}
