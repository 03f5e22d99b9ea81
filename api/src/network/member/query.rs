use async_graphql::{Context, InputObject, Object};

use super::object::Member;
use super::store::{self, Filter};
use crate::access::Request;
use crate::db::search_words;
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments};

/// Which member structures.
#[derive(InputObject, Default)]
pub struct MemberFilter {
    /// Words that the name holds, each at the beginning of a word, whatever accents and case.
    search: Option<String>,
}

/// Member structures.
#[derive(Default)]
pub struct MemberQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl MemberQuery {
    /// The member structures of the network, in dictionary order.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<MemberFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Member>> {
        let request = Request::of(ctx)?;
        let search = filter.and_then(|filter| filter.search).unwrap_or_default();
        let filter = Filter { words: search_words(&search) };
        let binding = Binding::new("members", "NAME", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &filter, &page).await?.map(Member::new);
        let count = Connection::<Member>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &filter).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}
