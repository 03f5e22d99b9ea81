use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::object::{Term, Vocabulary};
use super::store::{self, TermFilter as Filter, VocabularyFilter};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Binding, Connection, Date, PageArguments, parse_id};
use crate::reference::searched;

/// Which terms.
#[derive(InputObject, Default)]
pub struct TermFilter {
    /// Of this list only: `sector`, `need-theme`, `legal-form`...
    scheme: Option<String>,
    /// Of this version of the list; when absent, of the one in force today.
    version: Option<String>,
    /// In use on this day; when absent, retired terms too.
    usable_on: Option<Date>,
    /// Words of the French or English label begin so, whatever accents and case.
    search: Option<String>,
    /// Directly narrower than this term.
    broader: Option<ID>,
}

/// Vocabularies and their terms.
#[derive(Default)]
pub struct VocabularyQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl VocabularyQuery {
    /// Vocabularies by scheme and version.
    async fn vocabularies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The versions of this list only.")] scheme: Option<String>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Vocabulary>> {
        let request = Request::of(ctx)?;
        let filter = VocabularyFilter { scheme, version: None };
        let binding = Binding::new("vocabularies", "SCHEME", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list_vocabularies(request.db.reader(), &filter, &page).await?;
        let count = Connection::<Vocabulary>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count_vocabularies(request.db.reader(), &filter).await }
        });
        Ok(Connection::new(slice.map(|row| Vocabulary(Arc::new(row))), &binding, count))
    }

    /// A vocabulary.
    async fn vocabulary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it lists: `sector`, `need-theme`, `legal-form`...")] scheme: String,
        #[graphql(desc = "Its version; the one in force today when absent.")] version: Option<String>,
    ) -> Result<Option<Vocabulary>> {
        let filter = VocabularyFilter { scheme: Some(scheme), version };
        let request = Request::of(ctx)?;
        let found = store::find_vocabulary(request.db.reader(), &filter, request.world.today()).await?;
        Ok(found.map(|row| Vocabulary(Arc::new(row))))
    }

    /// Terms, list by list, in the order in which they are shown.
    async fn terms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<TermFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Term>> {
        let request = Request::of(ctx)?;
        let Some(filter) = filter.unwrap_or_default().read() else { return Ok(Connection::empty()) };
        let binding = Binding::new("terms", "SHOWN", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let today = request.world.today();
        let slice = store::list(request.db.reader(), &filter, today, &page).await?.map(Term::new);
        let count = Connection::<Term>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &filter, today).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}

impl TermFilter {
    /// Nothing when it asks for what cannot be: an id that is no term's, a search without a letter.
    fn read(self) -> Option<Filter> {
        let broader = match self.broader {
            Some(id) => Some(parse_id(&id)?),
            None => None,
        };
        let search = searched(self.search.as_deref()).ok()?;
        let Self { scheme, version, usable_on, .. } = self;
        Some(Filter { scheme, version, search, broader, usable_on: usable_on.map(Into::into) })
    }
}
