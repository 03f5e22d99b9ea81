use async_graphql::{ID, MaybeUndefined};
use chrono::NaiveDate;

use super::rules::Content;
use crate::graphql::{Date, Refusal, UserError, patch};
use crate::observation::reading::Reading;
use crate::programme::scheme::{Meanings, vocabulary as scheme};
use crate::reference::territory::{Named, TerritoryReference};

const LONGEST_TITLE: usize = 300;
const LONGEST_SIGNATORIES: usize = 2_000;
const LONGEST_URL: usize = 2_000;

patch! {
    /// What is said of a policy framework.
    #[derive(Default)]
    Said
    /// A policy framework.
    create CreatePolicyFrameworkInput {}
    /// What changes of a policy framework: what is left out stays, null empties.
    update UpdatePolicyFrameworkInput
    required {
        /// What it is: a code of `policy-framework`, or the id of a term.
        kind: ID,
        /// Its title, at most 300 characters.
        title: String,
        /// The territory it is for.
        territory: TerritoryReference,
        /// Its first day.
        starts_on: Date,
    }
    optional {
        /// Its last day; left out while it has none.
        ends_on: Date,
        /// Sectors, at most 50: codes of `sector`, or ids of terms; all when empty.
        sectors: Vec<ID>,
        /// Who signed it, in words: institutions rather than people.
        signatories: String,
        /// Its page: an http or https address.
        url: String,
    }
}

impl Said {
    /// The terms it names.
    pub fn codes(&self) -> Vec<(&'static str, String)> {
        let kind = self.kind.value().map(|name| (scheme::FRAMEWORK, name.0.clone()));
        let sectors = self.sectors.value().into_iter().flatten();
        kind.into_iter().chain(sectors.map(|name| (scheme::SECTOR, name.0.clone()))).collect()
    }

    /// The territory it names.
    pub fn places(&self) -> Vec<Named> {
        self.territory.value().cloned().map(Named::from).into_iter().collect()
    }

    /// What is then said altogether, over what was said before, with what is odd about it; all mistakes at once.
    pub fn over(
        self,
        mut content: Content,
        meanings: &Meanings,
    ) -> Result<(Content, Vec<UserError>), Refusal> {
        let mut read = Reading::new(&meanings.terms);
        read.term(&mut content.kind, self.kind, scheme::FRAMEWORK, "kind");
        read.text(&mut content.title, self.title, LONGEST_TITLE, "title");
        let warning = read.place(&mut content.territory, self.territory, &meanings.places, "territory");
        read.must(&mut content.starts_on, self.starts_on.map_value(NaiveDate::from), "startsOn");
        let ends_on: MaybeUndefined<NaiveDate> = self.ends_on.map_value(NaiveDate::from);
        ends_on.update_to(&mut content.ends_on);
        read.terms(&mut content.sectors, self.sectors, scheme::SECTOR, "sectors");
        read.text_or_none(&mut content.signatories, self.signatories, LONGEST_SIGNATORIES, "signatories");
        read.text_or_none(&mut content.url, self.url, LONGEST_URL, "url");
        read.finish_with((content, warning.into_iter().collect()))
    }
}
