use async_graphql::{Enum, ID};

use crate::graphql::{Cents, Date, patch};
use crate::reference::territory::TerritoryReference;

/// Who pays, by the level at which it stands.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::FundingLevel")]
pub enum FundingLevel {
    /// The European Union.
    Europe,
    /// The State and its operators.
    Country,
    /// A région.
    Region,
    /// A département.
    Department,
    /// An intermunicipal body.
    Epci,
    /// A commune.
    Commune,
    /// A company, a foundation, a collective management organisation.
    Private,
}

/// How often a funding scheme can be asked.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::FundingRecurrence")]
pub enum FundingRecurrence {
    /// At any time.
    Permanent,
    /// Again and again, between dates.
    Recurrent,
    /// Once.
    OneOff,
}

patch! {
    /// What is said of a funding scheme.
    #[derive(Default)]
    Said
    /// A funding scheme. What is left out of the criteria asks for nothing.
    create CreateFundingSchemeInput {}
    /// What changes of a funding scheme: what is left out stays, null empties.
    update UpdateFundingSchemeInput
    required {
        /// Its title, at most 300 characters.
        title: String,
    }
    optional {
        /// Its page: an http or https address.
        url: String,
        /// Who pays, by name, at most 20.
        funders: Vec<String>,
        /// Kinds of funder: codes of `funder`, or ids of terms.
        funder_kinds: Vec<ID>,
        /// At which level who pays stands.
        level: FundingLevel,
        /// In words, at most 20,000 characters.
        description: String,
        /// What it gives: codes of `aid-type`, or ids of terms.
        aid_types: Vec<ID>,
        /// How often it can be asked; permanent unless it is said.
        recurrence: FundingRecurrence,
        /// Whether one answers a call for projects or for expressions of interest.
        call_for_projects: bool,
        /// The first day on which it can be asked.
        opens_on: Date,
        /// The last day on which it can be asked.
        deadline: Date,
        /// Where, at most 100 territories; everywhere when empty.
        zones: Vec<TerritoryReference>,
        /// Legal forms of who may ask: codes of `legal-form`, or ids of terms.
        legal_forms: Vec<ID>,
        /// Families of who may ask: codes of `beneficiary`, or ids of terms. They stand for the legal forms they match.
        beneficiaries: Vec<ID>,
        /// Sectors: codes of `sector`, or ids of terms; each with what it contains.
        sectors: Vec<ID>,
        /// Publics: codes of `public`, or ids of terms; each with what it contains.
        publics: Vec<ID>,
        /// The largest part of the costs it pays, in percent, from 0 to 100.
        max_rate: f64,
        /// The least it pays, in cents.
        min_amount: Cents,
        /// The most it pays, in cents.
        max_amount: Cents,
    }
}
