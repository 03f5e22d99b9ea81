use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{FundingLevel, FundingRecurrence, TermId, TerritoryId, funding_scheme};
use serde_json::{Value, json};

use super::vocabulary as scheme;
use crate::db::{fold, sort_key};
use crate::graphql::id_text;
use crate::trail::FieldChange;

/// All that is said of a funding scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: Option<String>,
    /// Who pays, by name.
    pub funders: Vec<String>,
    /// Kinds of funder.
    pub funder_kinds: BTreeSet<TermId>,
    /// At which level.
    pub level: Option<FundingLevel>,
    /// In words.
    pub description: Option<String>,
    /// What it gives.
    pub aid_types: BTreeSet<TermId>,
    /// How often.
    pub recurrence: FundingRecurrence,
    /// Whether one answers a call.
    pub call_for_projects: bool,
    /// From when.
    pub opens_on: Option<NaiveDate>,
    /// Until when.
    pub deadline: Option<NaiveDate>,
    /// Where; everywhere when empty.
    pub zones: BTreeSet<TerritoryId>,
    /// For whom, by legal form.
    pub legal_forms: BTreeSet<TermId>,
    /// For whom, by family.
    pub beneficiaries: BTreeSet<TermId>,
    /// In which sectors.
    pub sectors: BTreeSet<TermId>,
    /// For which publics.
    pub publics: BTreeSet<TermId>,
    /// The largest part it pays, in percent.
    pub max_rate: Option<f64>,
    /// The least it pays, in cents.
    pub min_amount: Option<i64>,
    /// The most it pays, in cents.
    pub max_amount: Option<i64>,
}

/// A list of terms, its vocabulary, its name in the API.
pub type Set<'a> = (&'a BTreeSet<TermId>, &'static str, &'static str);

impl Content {
    /// Nothing said yet.
    pub fn blank() -> Self {
        Self {
            title: String::new(),
            url: None,
            funders: Vec::new(),
            funder_kinds: BTreeSet::new(),
            level: None,
            description: None,
            aid_types: BTreeSet::new(),
            recurrence: FundingRecurrence::Permanent,
            call_for_projects: false,
            opens_on: None,
            deadline: None,
            zones: BTreeSet::new(),
            legal_forms: BTreeSet::new(),
            beneficiaries: BTreeSet::new(),
            sectors: BTreeSet::new(),
            publics: BTreeSet::new(),
            max_rate: None,
            min_amount: None,
            max_amount: None,
        }
    }

    /// What a stored scheme says.
    pub fn of(row: &funding_scheme::Model, terms: &[(String, TermId)], zones: BTreeSet<TerritoryId>) -> Self {
        let of_scheme = |wanted: &str| -> BTreeSet<TermId> {
            terms.iter().filter(|(scheme, _)| scheme == wanted).map(|(_, term)| *term).collect()
        };
        Self {
            title: row.title.clone(),
            url: row.url.clone(),
            funders: names(&row.funders),
            funder_kinds: of_scheme(scheme::FUNDER),
            level: row.level,
            description: row.description.clone(),
            aid_types: of_scheme(scheme::AID_TYPE),
            recurrence: row.recurrence,
            call_for_projects: row.call_for_projects,
            opens_on: row.opens_on,
            deadline: row.deadline,
            zones,
            legal_forms: of_scheme(scheme::LEGAL_FORM),
            beneficiaries: of_scheme(scheme::BENEFICIARY),
            sectors: of_scheme(scheme::SECTOR),
            publics: of_scheme(scheme::PUBLIC),
            max_rate: row.max_rate,
            min_amount: row.min_amount,
            max_amount: row.max_amount,
        }
    }

    /// Writes it into a row, with what the row is searched and ordered by; terms and zones stand apart.
    pub fn write_into(&self, row: &mut funding_scheme::Model) {
        row.title.clone_from(&self.title);
        row.sort_key = sort_key(&self.title);
        row.search_folded = fold(&format!("{} {}", self.title, self.funders.join(" ")));
        row.url.clone_from(&self.url);
        row.funders = json!(self.funders);
        row.level = self.level;
        row.description.clone_from(&self.description);
        row.recurrence = self.recurrence;
        row.call_for_projects = self.call_for_projects;
        row.opens_on = self.opens_on;
        row.deadline = self.deadline;
        row.deadline_order = self.deadline.unwrap_or(NO_DEADLINE);
        row.max_rate = self.max_rate;
        row.min_amount = self.min_amount;
        row.max_amount = self.max_amount;
    }

    /// The lists of terms.
    pub fn sets(&self) -> [Set<'_>; 6] {
        [
            (&self.funder_kinds, scheme::FUNDER, "funderKinds"),
            (&self.aid_types, scheme::AID_TYPE, "aidTypes"),
            (&self.legal_forms, scheme::LEGAL_FORM, "legalForms"),
            (&self.beneficiaries, scheme::BENEFICIARY, "beneficiaries"),
            (&self.sectors, scheme::SECTOR, "sectors"),
            (&self.publics, scheme::PUBLIC, "publics"),
        ]
    }

    /// The fields in which it differs from what was said before.
    pub fn changes(&self, before: &Self) -> Vec<FieldChange> {
        let pairs = before.fields().into_iter().zip(self.fields());
        pairs
            .filter(|((_, before), (_, after))| before != after)
            .map(|((field, before), (_, after))| FieldChange { field, before, after })
            .collect()
    }

    fn fields(&self) -> Vec<(&'static str, Value)> {
        let zones: Vec<String> = self.zones.iter().map(|id| id_text(*id).0).collect();
        let mut fields = vec![
            ("title", json!(self.title)),
            ("url", json!(self.url)),
            ("funders", json!(self.funders)),
            ("level", json!(self.level.map(FundingLevel::as_str))),
            ("description", json!(self.description)),
            ("recurrence", json!(self.recurrence.as_str())),
            ("callForProjects", json!(self.call_for_projects)),
            ("opensOn", json!(self.opens_on)),
            ("deadline", json!(self.deadline)),
            ("zones", json!(zones)),
            ("maxRate", json!(self.max_rate)),
            ("minAmount", json!(self.min_amount)),
            ("maxAmount", json!(self.max_amount)),
        ];
        fields.extend(
            self.sets().map(|(set, _, field)| {
                (field, json!(set.iter().map(|id| id_text(*id).0).collect::<Vec<_>>()))
            }),
        );
        fields
    }
}

/// Where a scheme without a deadline stands among those that have one: behind them.
const NO_DEADLINE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Names as a row keeps them.
pub fn names(stored: &Value) -> Vec<String> {
    let texts = stored.as_array().into_iter().flatten();
    texts.filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
