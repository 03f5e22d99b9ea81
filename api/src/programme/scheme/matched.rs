//! Which schemes are for whom, and why the others are not.

use chrono::NaiveDate;
use entity::{TermId, TerritoryId, funding_scheme};
use sea_orm::ConnectionTrait;

use super::rules::{Profile, Reason, fit};
use super::store::{self, Filter, Fitting, Sort};
use crate::db::{Page, Slice};
use crate::error::Result;

/// Who looks for funding; an empty list is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Asked {
    /// The territories it touches.
    pub territories: Vec<TerritoryId>,
    /// The legal forms of those who may ask; one that fits is enough.
    pub legal_forms: Vec<TermId>,
    /// Its sectors.
    pub sectors: Vec<TermId>,
    /// Its publics.
    pub publics: Vec<TermId>,
    /// The day on which it begins.
    pub starts_on: Option<NaiveDate>,
}

/// Which schemes are held against whom.
#[derive(Clone, Debug)]
pub struct Listing {
    profile: Profile,
    filter: Filter,
}

/// A scheme and what may be said of it: nothing where it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The scheme.
    pub scheme: funding_scheme::Model,
    /// Why it does not fit, or what cannot be told.
    pub reasons: Vec<Reason>,
}

impl Listing {
    /// Reads what lies around and inside what is asked; those that fit only, or the others only, or all.
    pub async fn of(
        db: &impl ConnectionTrait,
        asked: &Asked,
        today: NaiveDate,
        fits: Option<bool>,
    ) -> Result<Self> {
        let profile = Profile {
            territories: store::places(db, &asked.territories).await?,
            legal_forms: store::terms(db, &asked.legal_forms).await?,
            sectors: store::terms(db, &asked.sectors).await?,
            publics: store::terms(db, &asked.publics).await?,
            today,
            starts_on: asked.starts_on,
        };
        let fitting = fits.map(|fits| Fitting::of(&profile, fits));
        Ok(Self { filter: Filter { fitting, ..Filter::default() }, profile })
    }
}

/// A page of schemes in the order of their titles, each with the verdict; three statements.
pub async fn matches(db: &impl ConnectionTrait, listing: &Listing, page: &Page) -> Result<Slice<Match>> {
    let slice = store::list(db, &listing.filter, &[(Sort::Title, false)], page).await?;
    let mut criteria = store::criteria(db, &slice.rows).await?;
    Ok(slice.map(|scheme| {
        let criteria = criteria.remove(&scheme.id).unwrap_or_default();
        Match { reasons: fit(&listing.profile, &criteria), scheme }
    }))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, listing: &Listing) -> Result<i64> {
    store::count(db, &listing.filter).await
}
