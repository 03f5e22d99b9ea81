use entity::{MemberId, StructureId, TerritoryId};

use super::open_to;
use crate::db::Sql;
use crate::directory::structure::card::{Reference, TermField};
use crate::reference::territory::{around, inside};
use crate::reference::vocabulary;

/// Terms that a structure should have in a field.
#[derive(Clone, Debug)]
pub struct TermsWanted {
    /// In which field; the main sector and function stand for the others too.
    pub field: TermField,
    /// Codes or ids.
    pub names: Vec<String>,
    /// Narrower terms too.
    pub narrower: bool,
}

/// Which structures.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// It is this one.
    pub id: Option<StructureId>,
    /// Folded words that its names hold, each at the beginning of a word.
    pub words: Vec<String>,
    /// Its identifier, of one scheme or of any.
    pub identifier: Option<(Option<String>, String)>,
    /// Its key in another system.
    pub reference: Option<Reference>,
    /// It has a key in this system.
    pub system: Option<String>,
    /// Its terms.
    pub terms: Vec<TermsWanted>,
    /// Its seat is inside this territory.
    pub within: Option<TerritoryId>,
    /// One of its zones contains this territory.
    pub covers: Option<TerritoryId>,
    /// Created in this year or later.
    pub created_from: Option<i32>,
    /// Created in this year or before.
    pub created_to: Option<i32>,
    /// Cards of member structures only.
    pub members: bool,
    /// All of these.
    pub and: Vec<Filter>,
    /// One of these at least.
    pub or: Option<Vec<Filter>>,
    /// Not this.
    pub not: Option<Box<Filter>>,
}

impl Filter {
    /// Adds the conditions. What a mask hides is no way to find who stands behind it.
    pub(super) fn apply(&self, sql: &mut Sql, member: Option<MemberId>) {
        if self.asks_for_hidden() {
            sql.push(" and ");
            open_to(sql, member);
        }
        if let Some(id) = self.id {
            sql.push(" and s.id = ").bind(id);
        }
        for word in &self.words {
            sql.push(" and (s.search_folded like ").bind(format!("{word}%"));
            sql.push(" or s.search_folded like ").bind(format!("% {word}%")).push(")");
        }
        self.keys(sql);
        for wanted in &self.terms {
            wanted.apply(sql);
        }
        if let Some(territory) = self.within {
            seat_within(sql, territory, member);
        }
        if let Some(territory) = self.covers {
            sql.push(" and s.id in (select z.structure_id from structure_zone z where z.territory_id");
            sql.append(around(territory)).push(")");
        }
        for (year, condition) in
            [(self.created_from, " and s.creation_year >= "), (self.created_to, " and s.creation_year <= ")]
        {
            if let Some(year) = year {
                sql.push(condition).bind(year);
            }
        }
        if self.members {
            sql.push(" and s.member_id is not null");
        }
        self.parts(sql, member);
    }

    /// A masked structure is outside of what asks for hidden things, and so never outside of its contrary.
    fn parts(&self, sql: &mut Sql, member: Option<MemberId>) {
        for part in &self.and {
            sql.push(" and ");
            part.whole(sql, member);
        }
        if let Some(any) = &self.or {
            sql.push(" and (1 = 0");
            for part in any {
                sql.push(" or ");
                part.whole(sql, member);
            }
            sql.push(")");
        }
        if let Some(part) = &self.not {
            sql.push(" and not coalesce(");
            part.whole(sql, member);
            sql.push(", false)");
        }
    }

    /// The conditions as one expression.
    fn whole(&self, sql: &mut Sql, member: Option<MemberId>) {
        sql.push("(1 = 1");
        self.apply(sql, member);
        sql.push(")");
    }

    const fn asks_for_hidden(&self) -> bool {
        !self.words.is_empty()
            || self.identifier.is_some()
            || self.reference.is_some()
            || self.system.is_some()
            || self.covers.is_some()
            || self.created_from.is_some()
            || self.created_to.is_some()
            || self.members
    }

    fn keys(&self, sql: &mut Sql) {
        if let Some((scheme, value)) = &self.identifier {
            sql.push(" and s.id in (select structure_id from structure_identifier where value = ");
            sql.bind(value.clone());
            if let Some(scheme) = scheme {
                sql.push(" and scheme = ").bind(scheme.clone());
            }
            sql.push(")");
        }
        let references = " and s.id in (select object_id from external_reference where object_type = ";
        if let Some(Reference { system, external_id }) = &self.reference {
            sql.push(references).bind(super::KIND).push(" and system = ").bind(system.clone());
            sql.push(" and value = ").bind(external_id.clone()).push(")");
        }
        if let Some(system) = &self.system {
            sql.push(references).bind(super::KIND).push(" and system = ").bind(system.clone()).push(")");
        }
    }
}

/// Others find a masked seat by its département only; its own people by the place itself.
fn seat_within(sql: &mut Sql, territory: TerritoryId, member: Option<MemberId>) {
    sql.push(" and (");
    open_to(sql, member);
    sql.push(" and s.territory_id").append(inside(territory));
    sql.push(" or s.restricted and s.shared_territory_id").append(inside(territory)).push(")");
}

impl TermsWanted {
    fn apply(&self, sql: &mut Sql) {
        let wanted = || vocabulary::within(self.field.scheme(), &self.names, self.narrower);
        let column = column(self.field);
        sql.push(" and (");
        if let Some(column) = column {
            sql.push(column).append(wanted());
        }
        if self.field.is_list() || matches!(self.field, TermField::MainSector | TermField::MainFunction) {
            sql.push(if column.is_some() { " or " } else { "" });
            sql.push("s.id in (select structure_id from structure_term where term_id").append(wanted());
            sql.push(")");
        }
        sql.push(")");
    }
}

/// Where a field that holds one term is stored; the others are rows of `structure_term`.
const fn column(field: TermField) -> Option<&'static str> {
    match field {
        TermField::LegalForm => Some("s.legal_form_id"),
        TermField::EssStatus => Some("s.ess_status_id"),
        TermField::MainSector => Some("s.main_sector_id"),
        TermField::MainFunction => Some("s.main_function_id"),
        TermField::OrganisationKind => Some("s.organisation_kind_id"),
        TermField::CareerStage => Some("s.career_stage_id"),
        TermField::StaffBracket => Some("s.staff_bracket_id"),
        TermField::BudgetBracket => Some("s.budget_bracket_id"),
        _ => None,
    }
}
