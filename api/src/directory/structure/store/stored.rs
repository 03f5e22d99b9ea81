use std::collections::BTreeMap;

use entity::{StructureId, TermId, TerritoryId, structure, structure_identifier};
use sea_orm::ConnectionTrait;

use super::children::{identifiers_of, references_of, term_ids_of};
use crate::db::{Row, Sql, Values};
use crate::directory::identifier_check::CheckResult;
use crate::directory::structure::card::{Card, Claim, Coded, Reference, TermField};
use crate::directory::structure::codebook::Codebook;
use crate::error::Result;

/// A structure as it is stored, all that hangs on it included.
#[derive(Debug)]
pub struct Stored {
    /// Its row.
    pub row: structure::Model,
    terms: Vec<(String, TermId)>,
    zones: Vec<TerritoryId>,
    identifiers: Vec<structure_identifier::Model>,
    references: Vec<Reference>,
}

/// Structures as they are stored, those removed left out: five statements, whatever their number.
pub(in crate::directory::structure) async fn find_stored(
    db: &impl ConnectionTrait,
    ids: &[StructureId],
) -> Result<Vec<Stored>> {
    let rows = super::find_by_ids(db, ids).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut terms = term_ids_of(db, ids).await?;
    let mut zones = zone_ids_of(db, ids).await?;
    let mut identifiers = identifiers_of(db, ids).await?;
    let mut references = references_of(db, ids).await?;
    let stored = |row: structure::Model| Stored {
        terms: terms.remove(&row.id).unwrap_or_default(),
        zones: zones.remove(&row.id).unwrap_or_default(),
        identifiers: identifiers.remove(&row.id).unwrap_or_default(),
        references: references.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(stored).collect())
}

async fn zone_ids_of(
    db: &impl ConnectionTrait,
    of: &[StructureId],
) -> Result<std::collections::HashMap<StructureId, Vec<TerritoryId>>> {
    let mut sql = Sql::new("select structure_id, territory_id from structure_zone where structure_id");
    sql.within(of.iter().copied().collect::<Values>());
    super::children::gather(db, sql, Row::take).await
}

/// Where the rows of `structure_term` belong on the card.
const LISTS: [TermField; 4] =
    [TermField::Kinds, TermField::OtherSectors, TermField::OtherFunctions, TermField::Activities];

impl Stored {
    /// The territories it names.
    pub fn places(&self) -> impl Iterator<Item = TerritoryId> {
        self.row.territory_id.into_iter().chain(self.zones.iter().copied())
    }

    /// The terms it names.
    pub fn terms(&self) -> impl Iterator<Item = TermId> {
        let single = self.single().into_iter().filter_map(|(_, term)| term);
        single.chain(self.terms.iter().map(|(_, term)| *term))
    }

    fn single(&self) -> [(TermField, Option<TermId>); 8] {
        let row = &self.row;
        [
            (TermField::LegalForm, row.legal_form_id),
            (TermField::EssStatus, row.ess_status_id),
            (TermField::MainSector, row.main_sector_id),
            (TermField::MainFunction, row.main_function_id),
            (TermField::OrganisationKind, row.organisation_kind_id),
            (TermField::CareerStage, row.career_stage_id),
            (TermField::StaffBracket, row.staff_bracket_id),
            (TermField::BudgetBracket, row.budget_bracket_id),
        ]
    }

    /// Its card; the book must have what it names.
    pub fn card(&self, book: &Codebook) -> Card {
        let row = &self.row;
        let mut zones: Vec<_> = self.zones.iter().filter_map(|id| book.places.get(*id).cloned()).collect();
        zones.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
        let mut identifiers: Vec<Claim> = self.identifiers.iter().map(claim).collect();
        identifiers.sort();
        let mut references = self.references.clone();
        references.sort();
        Card {
            name: row.name.clone(),
            other_names: texts(&row.other_names),
            description: row.description.clone(),
            web: texts(&row.web),
            terms: self.coded(book),
            creation_year: row.creation_year,
            territory: row.territory_id.and_then(|id| book.places.get(id).cloned()),
            zones,
            identifiers,
            references,
            restricted: row.restricted,
            member: row.member_id,
        }
    }

    fn coded(&self, book: &Codebook) -> BTreeMap<TermField, Vec<Coded>> {
        let single = self.single().into_iter().filter_map(|(field, term)| Some((field, term?)));
        let listed = self.terms.iter().filter_map(|(scheme, term)| {
            LISTS.into_iter().find(|field| field.scheme() == scheme).map(|field| (field, *term))
        });
        let mut terms: BTreeMap<TermField, Vec<Coded>> = BTreeMap::new();
        for (field, term) in single.chain(listed) {
            terms.entry(field).or_default().extend(book.held(term));
        }
        for terms in terms.values_mut() {
            terms.sort();
        }
        terms
    }
}

fn claim(row: &structure_identifier::Model) -> Claim {
    Claim {
        scheme: row.scheme.clone(),
        value: row.value.clone(),
        source: row.source.clone(),
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        check: CheckResult::parse(&row.check_result),
    }
}

/// A list of texts as stored.
pub(in crate::directory) fn texts(json: &serde_json::Value) -> Vec<String> {
    let texts = json.as_array().into_iter().flatten();
    texts.filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
