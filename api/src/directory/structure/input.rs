use async_graphql::{ID, InputObject, MaybeUndefined};

use super::card::TermField;
use super::identifier::{ExternalReferenceInput, StructureIdentifierInput};
use super::wish::{Edit, Wish};
use crate::reference::territory::TerritoryReference;

/// What a card says besides its name. What is left out stays as it was; null clears a field.
#[derive(InputObject, Debug)]
pub struct StructureCardInput {
    /// Its other names, at most 50.
    other_names: MaybeUndefined<Vec<String>>,
    /// What it does, in words.
    description: MaybeUndefined<String>,
    /// Its addresses on the web, at most 50.
    web: MaybeUndefined<Vec<String>>,
    /// Its identifiers, at most 50.
    identifiers: MaybeUndefined<Vec<StructureIdentifierInput>>,
    /// Its keys in other systems, at most 50; each is unique in its system.
    external_references: MaybeUndefined<Vec<ExternalReferenceInput>>,
    /// Its kinds: codes of `structure-kind`, or ids of terms.
    kinds: MaybeUndefined<Vec<ID>>,
    /// Its legal form: a code of `legal-form`, or the id of a term.
    legal_form: MaybeUndefined<ID>,
    /// Its status in the social economy: a code of `ess-status`, or the id of a term.
    ess_status: MaybeUndefined<ID>,
    /// The sector it works in above all: a code of `sector`, or the id of a term.
    main_sector: MaybeUndefined<ID>,
    /// Other sectors: codes of `sector`, or ids of terms.
    other_sectors: MaybeUndefined<Vec<ID>>,
    /// What it does above all: a code of `function`, or the id of a term.
    main_function: MaybeUndefined<ID>,
    /// What else it does: codes of `function`, or ids of terms.
    other_functions: MaybeUndefined<Vec<ID>>,
    /// Where its seat is.
    territory: MaybeUndefined<TerritoryReference>,
    /// Where it intervenes, at most 50.
    zones: MaybeUndefined<Vec<TerritoryReference>>,
    /// What kind of organisation it is: a code of `organisation-kind`, or the id of a term.
    organisation_kind: MaybeUndefined<ID>,
    /// What it is active as: codes of `activity`, or ids of terms.
    activities: MaybeUndefined<Vec<ID>>,
    /// How far it has come: a code of `career-stage`, or the id of a term.
    career_stage: MaybeUndefined<ID>,
    /// How many people it employs: a code of `staff-bracket`, or the id of a term.
    staff_bracket: MaybeUndefined<ID>,
    /// How large its yearly budget is: a code of `budget-bracket`, or the id of a term.
    budget_bracket: MaybeUndefined<ID>,
    /// The year it was created.
    creation_year: MaybeUndefined<i32>,
    /// Whether it is a sole trader under partial diffusion in Sirene, to be shown in full to its own member only.
    /// A sole trader (legal form 1000) is until it is said not to be.
    restricted: Option<bool>,
    /// Whether it is the card of the member structure that you coordinate.
    own_member: Option<bool>,
}

impl StructureCardInput {
    /// The wish it says, and the name if it is given.
    pub(super) fn wish(self, name: MaybeUndefined<String>) -> Wish {
        let one = |id: ID| vec![id.0];
        let many = |ids: Vec<ID>| ids.into_iter().map(|id| id.0).collect();
        let terms = [
            (TermField::Kinds, self.kinds.map_value(many)),
            (TermField::LegalForm, self.legal_form.map_value(one)),
            (TermField::EssStatus, self.ess_status.map_value(one)),
            (TermField::MainSector, self.main_sector.map_value(one)),
            (TermField::OtherSectors, self.other_sectors.map_value(many)),
            (TermField::MainFunction, self.main_function.map_value(one)),
            (TermField::OtherFunctions, self.other_functions.map_value(many)),
            (TermField::OrganisationKind, self.organisation_kind.map_value(one)),
            (TermField::Activities, self.activities.map_value(many)),
            (TermField::CareerStage, self.career_stage.map_value(one)),
            (TermField::StaffBracket, self.staff_bracket.map_value(one)),
            (TermField::BudgetBracket, self.budget_bracket.map_value(one)),
        ];
        let said = |(field, names): (TermField, MaybeUndefined<Vec<String>>)| match names {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some((field, Vec::new())),
            MaybeUndefined::Value(names) => Some((field, names)),
        };
        Wish {
            name: edit(name),
            other_names: edit(self.other_names),
            description: edit(self.description),
            web: edit(self.web),
            terms: terms.into_iter().filter_map(said).collect(),
            creation_year: optional(self.creation_year),
            territory: optional(self.territory.map_value(Into::into)),
            zones: edit(self.zones.map_value(|zones| zones.into_iter().map(Into::into).collect())),
            identifiers: edit(
                self.identifiers.map_value(|claims| claims.into_iter().map(Into::into).collect()),
            ),
            references: edit(
                self.external_references.map_value(|keys| keys.into_iter().map(Into::into).collect()),
            ),
            restricted: self.restricted.map_or(Edit::Keep, Edit::Set),
            own_member: self.own_member.map_or(Edit::Keep, Edit::Set),
        }
    }
}

/// Null clears a text or a list.
fn edit<T: Default>(given: MaybeUndefined<T>) -> Edit<T> {
    match given {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::Set(T::default()),
        MaybeUndefined::Value(value) => Edit::Set(value),
    }
}

fn optional<T>(given: MaybeUndefined<T>) -> Edit<Option<T>> {
    match given {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::Set(None),
        MaybeUndefined::Value(value) => Edit::Set(Some(value)),
    }
}
