use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;
use entity::EditionId;

use super::object::Edition;
use super::status::EditionStatus;
use super::store::{self, Filter, Found};
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Binding, Connection, Date, Node, PageArguments, parse_id};
use crate::network::member::Member;
use crate::programme::frame::{Programme, ProgrammeFilter};
use crate::reference::territory::Territory;

/// From a day to another, both included.
#[derive(InputObject, Clone, Copy)]
pub struct DayRange {
    /// The first day; all earlier ones when absent.
    from: Option<Date>,
    /// The last day; all later ones when absent.
    to: Option<Date>,
}

/// Which editions.
#[derive(InputObject, Default)]
pub struct EditionFilter {
    /// Of programmes like this.
    programme: Option<ProgrammeFilter>,
    /// Of one of these programmes.
    programmes: Option<Vec<ID>>,
    /// Taking place in this territory or in what it contains.
    within: Option<ID>,
    /// In one of these states.
    status: Option<Vec<EditionStatus>>,
    /// That last on one of these days.
    during: Option<DayRange>,
    /// Made from this earlier edition.
    made_from: Option<ID>,
    /// Led by one's own member structure.
    #[graphql(default)]
    mine: bool,
}

impl Node for Edition {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Date(self.0.starts_on), KeyPart::Id(self.0.id.0)]
    }
}

/// Editions.
#[derive(Default)]
pub struct EditionQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl EditionQuery {
    /// The edition with this id; null when there is none or none that may be seen.
    async fn edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<Edition>> {
        match parse_id::<EditionId>(&id) {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Editions that the reader may see, those that begin last first.
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<EditionFilter>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Edition>> {
        let request = Request::of(ctx)?;
        let Some(filter) = read(&request, filter.unwrap_or_default()).await? else {
            return Ok(Connection::empty());
        };
        let binding = Binding::new("editions", "LATEST", &filter);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &request.actor, &filter, &page).await?;
        feed(ctx, &slice.rows).await?;
        let count = Connection::<Edition>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &request.actor, &filter).await }
        });
        Ok(Connection::new(slice.map(|found| Edition::new(found.edition)), &binding, count))
    }
}

/// Nothing when it asks for what cannot be.
async fn read(request: &Request, asked: EditionFilter) -> Result<Option<Filter>> {
    let within = match asked.within {
        Some(id) => match parse_id(&id) {
            Some(id) => Some(id),
            None => return Ok(None),
        },
        None => None,
    };
    let made_from = match asked.made_from {
        Some(id) => match known(request, &id).await? {
            Some(id) => Some(id),
            None => return Ok(None),
        },
        None => None,
    };
    let Some(programme) = asked.programme.unwrap_or_default().read(request.db.reader()).await? else {
        return Ok(None);
    };
    let day = |day: Option<Date>| day.map(NaiveDate::from);
    Ok(Some(Filter {
        programme,
        programmes: asked.programmes.map(|all| all.iter().filter_map(|id| parse_id(id)).collect()),
        within,
        made_from,
        status: asked.status.map(|all| all.into_iter().map(Into::into).collect()),
        during: asked.during.map_or((None, None), |days| (day(days.from), day(days.to))),
        mine: asked.mine,
    }))
}

/// The edition with this id, where the reader may see it.
async fn known(request: &Request, id: &ID) -> Result<Option<EditionId>> {
    let Some(id) = parse_id::<EditionId>(id) else { return Ok(None) };
    let found = store::find_by_ids(request.db.reader(), &request.actor, &[id]).await?;
    Ok(found.first().map(|edition| edition.id))
}

async fn feed(ctx: &Context<'_>, found: &[Found]) -> Result<()> {
    let programmes = found.iter().map(|found| (found.programme.id, Programme::new(found.programme.clone())));
    Request::feed(ctx, programmes).await?;
    let members = found.iter().map(|found| (found.lead.id, Member::new(found.lead.clone())));
    Request::feed(ctx, members).await?;
    let territories = found.iter().map(|found| (found.territory.id, Territory::new(found.territory.clone())));
    Request::feed(ctx, territories).await
}
