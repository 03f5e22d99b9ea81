use async_graphql::{Context, ID, InputObject, Object};
use sea_orm::ConnectionTrait;

use super::object::Programme;
use super::store::{self, Filter};
use crate::access::{Request, Scope};
use crate::error::Result;
use crate::graphql::{Binding, Connection, PageArguments, parse_id};
use crate::observation::needs::named;
use crate::observation::rules::scheme;

/// Which programmes.
#[derive(InputObject, Default)]
pub struct ProgrammeFilter {
    /// Led by one of these member structures.
    lead: Option<Vec<ID>>,
    /// For one of these sectors or what is narrower: codes of `sector`, or ids of terms.
    sectors: Option<Vec<ID>>,
    /// Answering one of these themes or what is narrower: codes of `need-theme`, or ids of terms.
    themes: Option<Vec<ID>>,
    /// For one of these publics or what is narrower: codes of `public`, or ids of terms.
    publics: Option<Vec<ID>>,
    /// For one of these stages: codes of `career-stage`, or ids of terms.
    career_stages: Option<Vec<ID>>,
    /// For people of this territory or of what it contains.
    within: Option<ID>,
    /// Words of the title, each at the beginning of a word; without accents or case.
    search: Option<String>,
}

/// Programmes.
#[derive(Default)]
pub struct FrameQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl FrameQuery {
    /// The programme with this id; null when there is none or none that may be seen.
    async fn programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<Programme>> {
        match parse_id::<entity::ProgrammeId>(&id) {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Programmes that one's own member structure is asked to lead with others and has not answered, by title.
    async fn co_lead_invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Programme>> {
        let request = Request::of(ctx)?;
        let Some(member) = request.actor.works_for_with(Scope::ProgrammesRead) else {
            return Ok(Connection::empty());
        };
        let filter = Filter { invited: Some(member), ..Filter::default() };
        listed(&request, filter, ("coLeadInvitations", PageArguments { first, after, last, before })).await
    }

    /// Programmes that the reader may see, by title.
    async fn programmes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<ProgrammeFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Programme>> {
        let request = Request::of(ctx)?;
        let Some(filter) = filter.unwrap_or_default().read(request.db.reader()).await? else {
            return Ok(Connection::empty());
        };
        listed(&request, filter, ("programmes", PageArguments { first, after, last, before })).await
    }
}

async fn listed(
    request: &Request,
    filter: Filter,
    (name, page): (&str, PageArguments),
) -> Result<Connection<Programme>> {
    let binding = Binding::new(name, "TITLE", &filter);
    let page = page.page(&binding)?;
    let slice = store::list(request.db.reader(), &request.actor, &filter, &page).await?;
    let request = request.clone();
    let count = Connection::<Programme>::counting(move || {
        let (request, filter) = (request.clone(), filter.clone());
        async move { store::count(request.db.reader(), &request.actor, &filter).await }
    });
    Ok(Connection::new(slice.map(Programme::new), &binding, count))
}

impl ProgrammeFilter {
    /// Nothing when it asks for what cannot be.
    pub(in crate::programme) async fn read(self, db: &impl ConnectionTrait) -> Result<Option<Filter>> {
        let within = match self.within {
            Some(id) => match parse_id(&id) {
                Some(id) => Some(id),
                None => return Ok(None),
            },
            None => None,
        };
        let mut filter = Filter {
            leads: self.lead.map(|all| all.iter().filter_map(|id| parse_id(id)).collect()),
            within,
            ..Filter::default()
        };
        filter.search(self.search.as_deref().unwrap_or_default());
        let lists = [
            (scheme::SECTOR, self.sectors),
            (scheme::THEME, self.themes),
            (scheme::PUBLIC, self.publics),
            (scheme::CAREER_STAGE, self.career_stages),
        ];
        let asked = lists.into_iter().filter_map(|(scheme, codes)| Some((scheme, codes?)));
        let asked: Vec<(&'static str, Vec<ID>)> = asked.collect();
        let codes =
            asked.iter().flat_map(|(scheme, codes)| codes.iter().map(|code| (*scheme, code.0.clone())));
        let meant = named(db, &codes.collect()).await?;
        filter.terms = asked.iter().map(|(scheme, codes)| meant.terms(scheme, codes, true)).collect();
        Ok(Some(filter))
    }
}
