use async_graphql::{Context, ID, InputObject, Object};
use chrono::{Days, NaiveDate};
use entity::AgreementId;

use super::due::AgreementDue;
use super::object::Agreement;
use super::store::{self, Window};
use crate::access::Request;
use crate::error::{Error, Result};
use crate::graphql::{Binding, Connection, PageArguments, parse_id};

/// Ten years.
const FURTHEST: i32 = 3_660;

/// What is due when.
#[derive(InputObject)]
pub struct AgreementDueFilter {
    /// At most so many days ahead, from 0 to 3,660.
    #[graphql(default = 90)]
    within_days: i32,
    /// At most so many days ago, from 0 to 3,660.
    #[graphql(default = 90)]
    past_days: i32,
}

impl Default for AgreementDueFilter {
    fn default() -> Self {
        Self { within_days: 90, past_days: 90 }
    }
}

impl AgreementDueFilter {
    fn window(&self, today: NaiveDate) -> Result<Window> {
        let days = |days: i32| match u64::try_from(days) {
            Ok(number) if days <= FURTHEST => Ok(Days::new(number)),
            _ => Err(Error::bad_input(
                format!("Un nombre de jours va de 0 à {FURTHEST} ; reçu : {days}."),
                format!("A number of days goes from 0 to {FURTHEST}; received: {days}."),
            )),
        };
        Ok((today - days(self.past_days)?, today + days(self.within_days)?))
    }
}

/// Agreements.
#[derive(Default)]
pub struct AgreementQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl AgreementQuery {
    /// The agreement with this id; null when there is none or none that may be seen.
    async fn agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<Agreement>> {
        match parse_id::<AgreementId>(&id) {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Ends of the agreements of the programmes that one's own member structure leads, and the last days to renew those
    /// that no other follows, drafts included; the nearest day first.
    async fn agreements_ending(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "When; from 90 days ago to 90 days ahead when absent.")] filter: Option<
            AgreementDueFilter,
        >,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AgreementDue>> {
        let request = Request::of(ctx)?;
        let today = request.world.today();
        let window = filter.unwrap_or_default().window(today)?;
        let binding = Binding::new("agreementsEnding", "NEAREST", &window);
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::due(request.db.reader(), &request.actor, window, &page).await?;
        let count = Connection::<AgreementDue>::counting(move || {
            let request = request.clone();
            async move { store::count_due(request.db.reader(), &request.actor, window).await }
        });
        Ok(Connection::new(slice.map(|due| AgreementDue::new(due, today)), &binding, count))
    }
}
