use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{MemberId, TermId, TypedId};
use serde_json::{Value as Json, json};

use crate::db::{fold, sort_key};
use crate::directory::identifier_check::CheckResult;
use crate::graphql::id_text;
use crate::reference::territory::Place;
use crate::trail::FieldChange;

/// A field of a card that holds terms of a vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermField {
    /// What kinds of structure it is.
    Kinds,
    /// Its legal form.
    LegalForm,
    /// Its status in the social economy.
    EssStatus,
    /// The sector it works in above all.
    MainSector,
    /// Other sectors.
    OtherSectors,
    /// What it does above all in its main sector.
    MainFunction,
    /// What else it does.
    OtherFunctions,
    /// What kind of organisation it is.
    OrganisationKind,
    /// What it is active as.
    Activities,
    /// How far it has come.
    CareerStage,
    /// How many people it employs.
    StaffBracket,
    /// How large its budget is.
    BudgetBracket,
}

impl TermField {
    /// Every one, in the order of the card.
    pub const ALL: [Self; 12] = [
        Self::Kinds,
        Self::LegalForm,
        Self::EssStatus,
        Self::MainSector,
        Self::OtherSectors,
        Self::MainFunction,
        Self::OtherFunctions,
        Self::OrganisationKind,
        Self::Activities,
        Self::CareerStage,
        Self::StaffBracket,
        Self::BudgetBracket,
    ];

    /// Its name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kinds => "kinds",
            Self::LegalForm => "legalForm",
            Self::EssStatus => "essStatus",
            Self::MainSector => "mainSector",
            Self::OtherSectors => "otherSectors",
            Self::MainFunction => "mainFunction",
            Self::OtherFunctions => "otherFunctions",
            Self::OrganisationKind => "organisationKind",
            Self::Activities => "activities",
            Self::CareerStage => "careerStage",
            Self::StaffBracket => "staffBracket",
            Self::BudgetBracket => "budgetBracket",
        }
    }

    /// The vocabulary its terms belong to.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Kinds => "structure-kind",
            Self::LegalForm => "legal-form",
            Self::EssStatus => "ess-status",
            Self::MainSector | Self::OtherSectors => "sector",
            Self::MainFunction | Self::OtherFunctions => "function",
            Self::OrganisationKind => "organisation-kind",
            Self::Activities => "activity",
            Self::CareerStage => "career-stage",
            Self::StaffBracket => "staff-bracket",
            Self::BudgetBracket => "budget-bracket",
        }
    }

    /// Whether it holds any number of terms; else one at most.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::Kinds | Self::OtherSectors | Self::OtherFunctions | Self::Activities)
    }
}

/// A term with its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coded {
    /// Its code.
    pub code: String,
    /// Its id.
    pub id: TermId,
}

/// An identifier that somebody says the structure has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// Of which kind: `siret`, `rna`...
    pub scheme: String,
    /// Without spaces, in capitals where its kind has a form.
    pub value: String,
    /// Who says so; empty when nobody knows.
    pub source: String,
    /// First day it held, if known.
    pub valid_from: Option<NaiveDate>,
    /// Last day it held, if it no longer does.
    pub valid_to: Option<NaiveDate>,
    /// What the check of its kind says.
    pub check: CheckResult,
}

/// The key of the structure in another system; unique there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// Which system.
    pub system: String,
    /// Its key there.
    pub external_id: String,
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.system, self.external_id)
    }
}

/// All that is said of a structure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// Its usual name.
    pub name: String,
    /// Its other names.
    pub other_names: Vec<String>,
    /// What it does, in words.
    pub description: Option<String>,
    /// Its addresses on the web.
    pub web: Vec<String>,
    /// Its terms; a field without any is left out.
    pub terms: BTreeMap<TermField, Vec<Coded>>,
    /// The year it was created.
    pub creation_year: Option<i32>,
    /// Where its seat is.
    pub territory: Option<Place>,
    /// Where it intervenes.
    pub zones: Vec<Place>,
    /// Its identifiers.
    pub identifiers: Vec<Claim>,
    /// Its keys in other systems.
    pub references: Vec<Reference>,
    /// Shown in full to its own member only.
    pub restricted: bool,
    /// The member structure whose card it is.
    pub member: Option<MemberId>,
}

/// Where masked names stand in dictionary order: behind all others, so that the place tells nothing.
const MASKED_PLACE: &str = "ff";

impl Card {
    /// The term of a field that holds one.
    pub fn one(&self, field: TermField) -> Option<TermId> {
        self.terms.get(&field)?.first().map(|term| term.id)
    }

    /// Where its name stands in dictionary order.
    pub fn sort_key(&self) -> String {
        if self.restricted { MASKED_PLACE.to_owned() } else { sort_key(&self.name) }
    }

    /// What a search by name looks into.
    pub fn search_folded(&self) -> String {
        let mut names = fold(&self.name);
        for name in &self.other_names {
            names.push(' ');
            names.push_str(&fold(name));
        }
        names
    }

    /// The history of going from this card to another.
    pub fn changes(&self, after: &Self) -> Vec<FieldChange> {
        let pairs = self.fields().into_iter().zip(after.fields());
        let change = |((field, before), (_, after))| FieldChange { field, before, after };
        pairs.map(change).filter(|change| change.before != change.after).collect()
    }

    /// Each field as its history keeps it: terms and territories by their codes.
    fn fields(&self) -> Vec<(&'static str, Json)> {
        let mut fields = vec![
            ("name", json!(self.name)),
            ("otherNames", json!(self.other_names)),
            ("description", json!(self.description)),
            ("web", json!(self.web)),
            ("creationYear", json!(self.creation_year)),
            ("territory", json!(self.territory.as_ref().map(place))),
            ("zones", json!(self.zones.iter().map(place).collect::<Vec<_>>())),
            ("identifiers", json!(self.identifiers.iter().map(claim).collect::<Vec<_>>())),
            ("externalReferences", json!(self.references.iter().map(reference).collect::<Vec<_>>())),
            ("restricted", json!(self.restricted)),
            ("member", json!(self.member.map(text))),
        ];
        fields.extend(TermField::ALL.map(|field| (field.name(), self.codes(field))));
        fields
    }

    fn codes(&self, field: TermField) -> Json {
        let codes = self.terms.get(&field).into_iter().flatten().map(|term| term.code.as_str());
        if field.is_list() { codes.collect() } else { json!(codes.collect::<Vec<_>>().first()) }
    }
}

fn text<T: TypedId>(id: T) -> String {
    id_text(id).to_string()
}

fn place(place: &Place) -> Json {
    json!({ "kind": place.kind.as_str(), "code": place.code })
}

fn reference(reference: &Reference) -> Json {
    json!({ "system": reference.system, "externalId": reference.external_id })
}

fn claim(claim: &Claim) -> Json {
    json!({
        "scheme": claim.scheme,
        "value": claim.value,
        "source": claim.source,
        "validFrom": claim.valid_from,
        "validTo": claim.valid_to,
    })
}
