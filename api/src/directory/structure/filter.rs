use async_graphql::{Enum, ID, InputObject, OneofObject};
use entity::TerritoryId;
use uuid::Uuid;

use super::card::TermField;
use super::identifier::ExternalReferenceInput;
use super::rules::reads_inside;
use super::store::{Filter, Sort, TermsWanted};
use crate::access::Actor;
use crate::db::search_words;
use crate::directory::identifier_check::{canonical, read};
use crate::error::{Code, Result};
use crate::graphql::{Nesting, OrderDirection, parse_id, sorts};

/// Some terms of a vocabulary.
#[derive(OneofObject, Clone, Debug)]
pub enum TermCondition {
    /// One of these: ids, or codes of the field's vocabulary.
    In(Vec<ID>),
    /// One of these or of what they contain at any depth: ids, or codes of the field's vocabulary.
    Within(Vec<ID>),
}

/// A place.
#[derive(InputObject, Clone, Debug)]
pub struct PlaceCondition {
    /// Inside this territory, itself included.
    within: ID,
}

/// Years.
#[derive(InputObject, Clone, Copy, Debug)]
pub struct YearRange {
    /// This year or later.
    from: Option<i32>,
    /// This year or before.
    to: Option<i32>,
}

/// An identifier to look for.
#[derive(InputObject, Clone, Debug)]
pub struct IdentifierCondition {
    /// Its kind (`siret`, `rna`...); any when absent.
    pub(super) scheme: Option<String>,
    /// The identifier; spaces do not matter.
    pub(super) value: String,
}

impl IdentifierCondition {
    pub(super) fn read(self) -> (Option<String>, String) {
        let value = match &self.scheme {
            Some(scheme) => read(scheme, &self.value).0,
            None => canonical(&self.value),
        };
        (self.scheme, value)
    }
}

/// Which structures. Conditions beside each other must all hold. What is not for everybody may be asked by the
/// network and its partners only.
#[derive(InputObject, Default, Debug)]
pub struct StructureFilter {
    /// Words that its names hold, each at the beginning of a word, whatever accents and case.
    search: Option<String>,
    /// It carries this identifier.
    identifier: Option<IdentifierCondition>,
    /// It has this key in another system; for the network and its partners.
    external_reference: Option<ExternalReferenceInput>,
    /// It has a key in this system; for the network and its partners.
    external_system: Option<String>,
    /// Its main sector or another of its sectors.
    sector: Option<TermCondition>,
    /// Its main function or another of its functions.
    function: Option<TermCondition>,
    /// Its seat.
    territory: Option<PlaceCondition>,
    /// One of its zones of intervention contains this territory.
    zone_covers: Option<ID>,
    /// Its kinds.
    kind: Option<TermCondition>,
    /// Its legal form.
    legal_form: Option<TermCondition>,
    /// Its status in the social economy.
    ess_status: Option<TermCondition>,
    /// What kind of organisation it is; for the network and its partners.
    organisation_kind: Option<TermCondition>,
    /// What it is active as; for the network and its partners.
    activity: Option<TermCondition>,
    /// How far it has come; for the network and its partners.
    career_stage: Option<TermCondition>,
    /// How many people it employs; for the network and its partners.
    staff_bracket: Option<TermCondition>,
    /// How large its budget is; for the network and its partners.
    budget_bracket: Option<TermCondition>,
    /// When it was created.
    creation_year: Option<YearRange>,
    /// Cards of member structures only.
    member_only: Option<bool>,
    /// All of these.
    and: Option<Vec<StructureFilter>>,
    /// One of these at least.
    or: Option<Vec<StructureFilter>>,
    /// Not this.
    not: Option<Box<StructureFilter>>,
}

impl Nesting for StructureFilter {
    fn parts(&self) -> impl Iterator<Item = &Self> {
        self.and.iter().flatten().chain(self.or.iter().flatten()).chain(self.not.as_deref())
    }
}

impl StructureFilter {
    /// The filter, or `FORBIDDEN` when it asks by a field that this actor does not read.
    pub(super) fn read(self, actor: &Actor) -> Result<Filter> {
        self.check()?;
        if self.asks_inside() && !reads_inside(actor) {
            return Err(Code::Forbidden.into());
        }
        Ok(self.meant())
    }

    fn meant(self) -> Filter {
        let years = self.creation_year;
        let all = |parts: Vec<Self>| parts.into_iter().map(Self::meant).collect();
        Filter {
            id: None,
            words: self.search.as_deref().map(search_words).unwrap_or_default(),
            within: self.territory.as_ref().map(|place| place_id(&place.within)),
            covers: self.zone_covers.as_ref().map(place_id),
            created_from: years.and_then(|years| years.from),
            created_to: years.and_then(|years| years.to),
            members: self.member_only.unwrap_or_default(),
            terms: self.terms(),
            identifier: self.identifier.map(IdentifierCondition::read),
            reference: self.external_reference.map(Into::into),
            system: self.external_system,
            and: self.and.map(all).unwrap_or_default(),
            or: self.or.map(all),
            not: self.not.map(|not| Box::new(not.meant())),
        }
    }

    fn asks_inside(&self) -> bool {
        let terms = [
            &self.organisation_kind,
            &self.activity,
            &self.career_stage,
            &self.staff_bracket,
            &self.budget_bracket,
        ];
        terms.into_iter().any(Option::is_some)
            || self.external_reference.is_some()
            || self.external_system.is_some()
            || self.parts().any(Self::asks_inside)
    }

    fn terms(&self) -> Vec<TermsWanted> {
        let conditions = [
            (TermField::MainSector, &self.sector),
            (TermField::MainFunction, &self.function),
            (TermField::Kinds, &self.kind),
            (TermField::LegalForm, &self.legal_form),
            (TermField::EssStatus, &self.ess_status),
            (TermField::OrganisationKind, &self.organisation_kind),
            (TermField::Activities, &self.activity),
            (TermField::CareerStage, &self.career_stage),
            (TermField::StaffBracket, &self.staff_bracket),
            (TermField::BudgetBracket, &self.budget_bracket),
        ];
        let wanted = |(field, condition): (TermField, &Option<TermCondition>)| {
            let (names, narrower) = match condition.as_ref()? {
                TermCondition::In(names) => (names, false),
                TermCondition::Within(names) => (names, true),
            };
            Some(TermsWanted { field, names: names.iter().map(|name| name.to_string()).collect(), narrower })
        };
        conditions.into_iter().filter_map(wanted).collect()
    }
}

/// An id of another kind is no territory's.
fn place_id(id: &ID) -> TerritoryId {
    parse_id(id).unwrap_or(TerritoryId(Uuid::nil()))
}

/// What structures may be ordered by.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Sort")]
pub enum StructureOrderField {
    /// Their names, in French dictionary order; masked ones come last.
    Name,
    /// When they were changed.
    UpdatedAt,
    /// When they were added.
    CreatedAt,
}

/// A part of the order of a list of structures.
#[derive(InputObject, Clone, Copy, Debug)]
pub struct StructureOrder {
    /// By what.
    field: StructureOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Asc")]
    direction: OrderDirection,
}

impl StructureOrder {
    /// By name when nothing is asked.
    pub(super) fn read(asked: Option<Vec<Self>>) -> Vec<(Sort, bool)> {
        let asked = asked.into_iter().flatten().map(|order| (order.field.into(), order.direction));
        sorts(asked, (Sort::Name, OrderDirection::Asc))
    }
}
