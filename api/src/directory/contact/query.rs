use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, InputObject, Object};

use super::loader::Contacts;
use super::object::Contact;
use super::store::{self, Filter, Parent, Standing};
use crate::access::{Loaders, Request};
use crate::db::Slice;
use crate::error::{Error, Result};
use crate::graphql::{Binding, Connection, Nested, PageArguments, parse_id};

/// Which contacts.
#[derive(InputObject, Default)]
pub struct ContactFilter {
    /// Of this structure.
    structure: Option<ID>,
    /// Of this partner.
    partner: Option<ID>,
    /// Contributed by your own member structure only.
    own_member: Option<bool>,
    /// Objections that your member structure keeps, instead of contacts.
    objected: Option<bool>,
}

/// Contacts.
#[derive(Default)]
pub struct ContactQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl ContactQuery {
    /// Whom to write to at structures and partners, by name; for members only.
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<ContactFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Contact>> {
        let request = Request::of(ctx)?;
        let Some(filter) = filter.unwrap_or_default().read() else { return Ok(Connection::empty()) };
        let binding = Binding::new("contacts", "NAME", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &filter, &page).await?;
        let count = counting(request, filter);
        Ok(Connection::new(slice.map(|row| Contact(Arc::new(row))), &binding, count))
    }
}

impl ContactFilter {
    /// Nothing when it asks for what cannot be: an id of another kind.
    fn read(self) -> Option<Filter> {
        let structure = match self.structure {
            Some(id) => Some(parse_id(&id)?),
            None => None,
        };
        let partner = match self.partner {
            Some(id) => Some(parse_id(&id)?),
            None => None,
        };
        let objected = self.objected.unwrap_or_default();
        let standing = if objected { Standing::Objected } else { Standing::Listed };
        Some(Filter { standing, structure, partner, own: self.own_member.unwrap_or_default() })
    }
}

fn counting(request: Request, filter: Filter) -> crate::graphql::Count {
    Connection::<Contact>::counting(move || {
        let (request, filter) = (request.clone(), filter.clone());
        async move { store::count(request.db.reader(), &request.actor, &filter).await }
    })
}

/// A page of the contacts of a structure or of a partner.
pub async fn page<P: Parent>(
    ctx: &Context<'_>,
    parent: P,
    arguments: PageArguments,
) -> Result<Connection<Contact>>
where
    Loaders: Loader<Nested<P, Contacts>, Value = Slice<Contact>, Error = Error>,
{
    let id: uuid::Uuid = parent.into();
    let binding = Binding::new("contacts", "NAME", &id);
    let page = arguments.page(&binding)?;
    let slice = Request::load(ctx, Nested { parent, arguments: Contacts, page }).await?.unwrap_or_default();
    Ok(Connection::new(slice, &binding, counting(Request::of(ctx)?, parent.of())))
}
