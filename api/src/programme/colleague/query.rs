use async_graphql::{Context, ID, Object};
use entity::{MemberId, ProgrammeId};

use super::object::Colleague;
use super::store;
use crate::access::{Request, Scope};
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments, parse_id};
use crate::programme::frame::store::leading;
use crate::programme::store::programme;

/// Colleagues.
#[derive(Default)]
pub struct ColleagueQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl ColleagueQuery {
    /// Those who work for one's own member structure, or for those that lead a programme with it, the oldest account first:
    /// who may become a referent.
    async fn colleagues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of all the structures that lead this programme; of one's own alone when absent.")]
        programme: Option<ID>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Colleague>> {
        let request = Request::of(ctx)?;
        let members = match &programme {
            Some(text) => leading_with(&request, text).await?,
            None => request.actor.works_for_with(Scope::ProgrammesRead).into_iter().collect(),
        };
        let binding = Binding::new("colleagues", "OLDEST", &members);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &members, &page).await?;
        let count = Connection::<Colleague>::counting(move || {
            let (request, members) = (request.clone(), members.clone());
            async move { store::count(request.db.reader(), &members).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}

/// The member structures that lead a programme with the reader's own; none where that does not lead it.
async fn leading_with(request: &Request, text: &ID) -> Result<Vec<MemberId>> {
    let Some(id) = parse_id::<ProgrammeId>(text) else { return Ok(Vec::new()) };
    let db = request.db.reader();
    match programme(db, &request.actor, id).await? {
        Some((_, sight)) if sight.leads() => leading(db, id).await,
        _ => Ok(Vec::new()),
    }
}
