use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::NaiveDate;
use entity::TerritoryId;

use super::input::{FundingLevel, FundingRecurrence};
use super::matched::{self, Asked, Listing};
use super::misfit::FundingSchemeMatch;
use super::object::FundingScheme;
use super::store::{self, Filter, Names, Sort};
use super::vocabulary as scheme;
use crate::access::Request;
use crate::db::search_words;
use crate::error::{Error, Result};
use crate::graphql::{Binding, Connection, Date, OrderDirection, PageArguments, parse_id, sorts};
use crate::observation::needs::DateCondition;
use crate::observation::store::terms;
use crate::reference::territory::{Named, Places, TerritoryReference};

/// By what funding schemes are ordered.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "Sort")]
pub enum FundingSchemeOrderField {
    /// The deadline; those without one last.
    Deadline,
    /// The title, in dictionary order.
    Title,
}

/// A part of the order of a list of funding schemes.
#[derive(InputObject, Clone, Copy, Debug)]
pub struct FundingSchemeOrder {
    /// By what.
    field: FundingSchemeOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Asc")]
    direction: OrderDirection,
}

/// Where a scheme can be asked.
#[derive(InputObject, Clone)]
pub struct FundingSchemeTerritoryCondition {
    /// With a zone that is this territory or lies in it.
    within: Option<ID>,
    /// For who is in this territory: everywhere, or in a zone that contains it.
    covering: Option<ID>,
}

/// Which funding schemes. Conditions beside each other must all hold.
#[derive(InputObject, Default, Clone)]
pub struct FundingSchemeFilter {
    /// Where.
    territory: Option<FundingSchemeTerritoryCondition>,
    /// For who has this legal form: a code of `legal-form`, or the id of a term. Schemes for everybody are among them.
    legal_form: Option<ID>,
    /// For who works in this sector: a code of `sector`, or the id of a term. Schemes for all sectors are among them.
    sector: Option<ID>,
    /// For who works with this public: a code of `public`, or the id of a term. Schemes for all publics are among them.
    public: Option<ID>,
    /// That can be asked today, or not.
    open: Option<bool>,
    /// Whose deadline lies between two days; schemes without one do not.
    deadline: Option<DateCondition>,
    /// That give one of these, or what they contain: codes of `aid-type`, or ids of terms.
    aid_types: Option<Vec<ID>>,
    /// Of one of these kinds of funder, or what they contain: codes of `funder`, or ids of terms.
    funder_kinds: Option<Vec<ID>>,
    /// Whose funders stand at one of these levels.
    levels: Option<Vec<FundingLevel>>,
    /// That can be asked this often.
    recurrence: Option<Vec<FundingRecurrence>>,
    /// Entered by one of these member structures.
    contributor: Option<Vec<ID>>,
    /// Whose title or funders hold all these words, whatever accents and case.
    search: Option<String>,
}

/// Who looks for funding. What is left out is not known: it stands against no scheme.
#[derive(InputObject, Clone)]
pub struct FundingProfileInput {
    /// The territories it touches, at most 20.
    #[graphql(default, validator(max_items = 20))]
    territories: Vec<TerritoryReference>,
    /// The legal forms of those who may ask, at most 20: codes of `legal-form`, or ids of terms. One that fits is enough.
    #[graphql(default, validator(max_items = 20))]
    legal_forms: Vec<ID>,
    /// Its sectors, at most 20: codes of `sector`, or ids of terms.
    #[graphql(default, validator(max_items = 20))]
    sectors: Vec<ID>,
    /// Its publics, at most 20: codes of `public`, or ids of terms.
    #[graphql(default, validator(max_items = 20))]
    publics: Vec<ID>,
    /// The day on which it begins; a scheme that opens later opens too late.
    starts_on: Option<Date>,
}

/// Funding schemes.
#[derive(Default)]
pub struct SchemeQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl SchemeQuery {
    /// Funding schemes, in the order of their titles.
    async fn funding_schemes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<FundingSchemeFilter>,
        #[graphql(desc = "In which order, the weightiest first; by title when absent.")] order_by: Option<
            Vec<FundingSchemeOrder>,
        >,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<FundingScheme>> {
        let request = Request::of(ctx)?;
        let Some(filter) = filter.unwrap_or_default().read(request.world.today()) else {
            return Ok(Connection::empty());
        };
        let asked = order_by.into_iter().flatten().map(|order| (order.field.into(), order.direction));
        let sorts = sorts(asked, (Sort::Title, OrderDirection::Asc));
        let names: Vec<&str> = sorts.iter().map(|(sort, _)| sort.name()).collect();
        let binding = Binding::new("fundingSchemes", &names.join(","), &(&filter, &sorts));
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list(request.db.reader(), &filter, &sorts, &page).await?;
        let count = Connection::<FundingScheme>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &filter).await }
        });
        Ok(Connection::new(slice.map(FundingScheme::new), &binding, count))
    }

    /// Funding schemes held against a profile or an edition, one of both, in the order of their titles, each with the
    /// reasons why it does not fit and with what cannot be told. None where the edition may not be seen.
    async fn funding_scheme_matches(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who looks for funding.")] profile: Option<FundingProfileInput>,
        #[graphql(
            desc = "The edition to find funding for: its place and the zones, sectors and publics of its programme, the legal form of the structure that leads it, its first day."
        )]
        for_edition: Option<ID>,
        #[graphql(desc = "Those against which nothing stands, or the others; all when absent.")] fits: Option<
            bool,
        >,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<FundingSchemeMatch>> {
        let request = Request::of(ctx)?;
        let asked = match (profile, for_edition) {
            (Some(profile), None) => profile.read(&request).await?,
            (None, Some(edition)) => of_edition(&request, &edition).await?,
            _ => return Err(one_of_both()),
        };
        let Some(asked) = asked else { return Ok(Connection::empty()) };
        let binding = Binding::new("fundingSchemeMatches", "TITLE", &(&asked, fits));
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let listing = Listing::of(request.db.reader(), &asked, request.world.today(), fits).await?;
        let slice = matched::matches(request.db.reader(), &listing, &page).await?;
        let count = Connection::<FundingSchemeMatch>::counting(move || {
            let (request, listing) = (request.clone(), listing.clone());
            async move { matched::count(request.db.reader(), &listing).await }
        });
        Ok(Connection::new(slice.map(FundingSchemeMatch::new), &binding, count))
    }
}

/// Nothing where there is no such edition, or none that may be seen.
async fn of_edition(request: &Request, id: &ID) -> Result<Option<Asked>> {
    match parse_id(id) {
        Some(id) => store::profile(request.db.reader(), &request.actor, id).await,
        None => Ok(None),
    }
}

fn one_of_both() -> Error {
    Error::bad_input(
        "Indiquez soit un profil, soit une édition : profile ou forEdition.",
        "Give either a profile or an edition: profile or forEdition.",
    )
}

impl FundingSchemeFilter {
    /// Nothing when it asks for what cannot be.
    fn read(self, today: NaiveDate) -> Option<Filter> {
        let place = |id: Option<ID>| match id {
            Some(id) => parse_id(&id).map(Some),
            None => Some(None),
        };
        let (within, covering) =
            self.territory.map_or((None, None), |territory| (territory.within, territory.covering));
        let named = |scheme, names: Option<Vec<ID>>| -> Option<Names> {
            names.map(|names| (scheme, names.into_iter().map(|name| name.0).collect()))
        };
        let one = |scheme, name: Option<ID>| named(scheme, name.map(|name| vec![name]));
        let open_to = [
            one(scheme::LEGAL_FORM, self.legal_form),
            one(scheme::SECTOR, self.sector),
            one(scheme::PUBLIC, self.public),
        ];
        let having = [named(scheme::AID_TYPE, self.aid_types), named(scheme::FUNDER, self.funder_kinds)];
        let day = |day: Option<Date>| day.map(NaiveDate::from);
        let level = |level: FundingLevel| entity::FundingLevel::from(level).as_str();
        let often = |often: FundingRecurrence| entity::FundingRecurrence::from(often).as_str();
        Some(Filter {
            within: place(within)?,
            covering: place(covering)?,
            open_to: open_to.into_iter().flatten().collect(),
            having: having.into_iter().flatten().collect(),
            levels: self.levels.map(|all| all.into_iter().map(level).collect()),
            recurrence: self.recurrence.map(|all| all.into_iter().map(often).collect()),
            open: self.open.map(|open| (today, open)),
            deadline: self
                .deadline
                .map_or((None, None), |days| (day(days.between.from), day(days.between.to))),
            words: self.search.map(|text| search_words(&text)).unwrap_or_default(),
            members: self.contributor.map(|all| all.iter().filter_map(|id| parse_id(id)).collect()),
            fitting: None,
        })
    }
}

impl FundingProfileInput {
    /// Nothing when it names what is not there.
    async fn read(self, request: &Request) -> Result<Option<Asked>> {
        let db = request.db.reader();
        let lists = [
            (scheme::LEGAL_FORM, &self.legal_forms),
            (scheme::SECTOR, &self.sectors),
            (scheme::PUBLIC, &self.publics),
        ];
        let codes: Vec<_> = lists
            .iter()
            .flat_map(|(scheme, names)| names.iter().map(|name| (*scheme, name.0.clone())))
            .collect();
        let known = terms(db, &codes, [], request.world.today()).await?;
        let named = |(scheme, names): (&'static str, &Vec<ID>)| {
            names.iter().map(|name| known.named(scheme, name, "").ok()).collect::<Option<Vec<_>>>()
        };
        let [legal_forms, sectors, publics] = lists.map(named);
        let places: Vec<Named> = self.territories.into_iter().map(Named::from).collect();
        let found = Places::find(db, &places).await?;
        let place = |name: &Named| -> Option<TerritoryId> { Some(found.lookup(name)?.0.id) };
        let territories = places.iter().map(place).collect::<Option<Vec<_>>>();
        let starts_on = self.starts_on.map(NaiveDate::from);
        let terms = legal_forms.zip(sectors).zip(publics).zip(territories);
        Ok(terms.map(|(((legal_forms, sectors), publics), territories)| Asked {
            territories,
            legal_forms,
            sectors,
            publics,
            starts_on,
        }))
    }
}
