use std::collections::BTreeSet;

use async_graphql::{ID, MaybeUndefined};
use chrono::NaiveDate;
use entity::TerritoryId;

use super::content::Content;
pub use super::input::Said;
use super::vocabulary as scheme;
use crate::graphql::{Cents, Refusal, UserError, check};
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::reference::territory::{Named, Places, TerritoryReference};

const LONGEST_TITLE: usize = 300;
const LONGEST_NAME: usize = 300;
const LONGEST_URL: usize = 2_000;
const LONGEST_DESCRIPTION: usize = 20_000;

/// What the codes and names in an input stand for.
pub struct Meanings {
    /// Terms.
    pub terms: KnownTerms,
    /// Territories.
    pub places: Places,
}

impl Said {
    /// The terms it names.
    pub fn codes(&self) -> Vec<(&'static str, String)> {
        let lists = [
            (scheme::FUNDER, &self.funder_kinds),
            (scheme::AID_TYPE, &self.aid_types),
            (scheme::LEGAL_FORM, &self.legal_forms),
            (scheme::BENEFICIARY, &self.beneficiaries),
            (scheme::SECTOR, &self.sectors),
            (scheme::PUBLIC, &self.publics),
        ];
        let named = lists.into_iter().flat_map(|(scheme, codes)| {
            codes.value().into_iter().flatten().map(move |name: &ID| (scheme, name.0.clone()))
        });
        named.collect()
    }

    /// The territories it names.
    pub fn places(&self) -> Vec<Named> {
        self.zones.value().into_iter().flatten().cloned().map(Named::from).collect()
    }

    /// What is then said altogether, over what was said before, with what is odd about it; all mistakes at once.
    pub fn over(&self, before: Content, meanings: &Meanings) -> Result<(Content, Vec<UserError>), Refusal> {
        let (mut content, said) = (before, self.clone());
        let mut read = Reading::new(&meanings.terms);
        read.text(&mut content.title, said.title, LONGEST_TITLE, "title");
        read.text_or_none(&mut content.url, said.url, LONGEST_URL, "url");
        read.text_or_none(&mut content.description, said.description, LONGEST_DESCRIPTION, "description");
        names(&mut read, &mut content.funders, said.funders);
        read.terms(&mut content.funder_kinds, said.funder_kinds, scheme::FUNDER, "funderKinds");
        read.terms(&mut content.aid_types, said.aid_types, scheme::AID_TYPE, "aidTypes");
        read.terms(&mut content.legal_forms, said.legal_forms, scheme::LEGAL_FORM, "legalForms");
        read.terms(&mut content.beneficiaries, said.beneficiaries, scheme::BENEFICIARY, "beneficiaries");
        read.terms(&mut content.sectors, said.sectors, scheme::SECTOR, "sectors");
        read.terms(&mut content.publics, said.publics, scheme::PUBLIC, "publics");
        said.level.map_value(Into::into).update_to(&mut content.level);
        read.must(&mut content.recurrence, said.recurrence.map_value(Into::into), "recurrence");
        read.must(&mut content.call_for_projects, said.call_for_projects, "callForProjects");
        said.opens_on.map_value(NaiveDate::from).update_to(&mut content.opens_on);
        said.deadline.map_value(NaiveDate::from).update_to(&mut content.deadline);
        read.number_or_none(&mut content.max_rate, said.max_rate, (0.0, 100.0), "maxRate");
        let cents = |given: MaybeUndefined<Cents>| given.map_value(|cents| cents.0);
        read.number_or_none(&mut content.min_amount, cents(said.min_amount), (0, Cents::MOST), "minAmount");
        read.number_or_none(&mut content.max_amount, cents(said.max_amount), (0, Cents::MOST), "maxAmount");
        let warnings = zones(&mut read, &mut content.zones, said.zones, &meanings.places);
        read.finish_with((content, warnings))
    }
}

/// Names, each once, in their order.
fn names(read: &mut Reading<'_>, value: &mut Vec<String>, given: MaybeUndefined<Vec<String>>) {
    if given.is_undefined() {
        return;
    }
    let mut names: Vec<String> = Vec::new();
    for (index, name) in given.take().unwrap_or_default().iter().enumerate() {
        let name = read.check(check::text(&format!("funders.{index}"), name, LONGEST_NAME));
        names.extend(name.filter(|name| !names.contains(name)));
    }
    *value = names;
}

/// Territories, with a warning for each former code.
fn zones(
    read: &mut Reading<'_>,
    value: &mut BTreeSet<TerritoryId>,
    given: MaybeUndefined<Vec<TerritoryReference>>,
    places: &Places,
) -> Vec<UserError> {
    if given.is_undefined() {
        return Vec::new();
    }
    let named = given.take().unwrap_or_default().into_iter().map(Named::from).enumerate();
    let resolved = named.map(|(index, name)| places.resolve(&name, &format!("zones.{index}")));
    let found: Vec<_> = resolved.filter_map(|outcome| read.check(outcome)).collect();
    *value = found.iter().map(|(place, _)| place.id).collect();
    found.into_iter().filter_map(|(_, warning)| warning).collect()
}
