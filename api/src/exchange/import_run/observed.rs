use std::collections::{HashMap, HashSet};

use entity::StructureId;
use sea_orm::ConnectionTrait;

use crate::db::{Sql, Values, fold};
use crate::directory::identifier_check::canonical;
use crate::error::Result;
use crate::exchange::import::draft::ObservedClaim;
use crate::exchange::import::{Mapping, Problem, ProblemCode};

/// The structures that observations of a file are about, found and never made: by their key in a system, by an
/// identifier, or by a name that only one bears.
#[derive(Debug, Default)]
pub struct Observed {
    names: HashMap<String, Vec<StructureId>>,
}

/// What some claims lead to.
#[derive(Debug)]
pub struct Found<'a> {
    references: HashMap<(String, String), StructureId>,
    identifiers: HashMap<(String, String), HashSet<StructureId>>,
    names: &'a HashMap<String, Vec<StructureId>>,
}

/// Masked structures are found by nobody.
const OPEN: &str = " s.deleted_at is null and not s.restricted";

impl Observed {
    /// Reads the names of the directory once, if the mapping tells structures by their names.
    pub async fn of(db: &impl ConnectionTrait, mapping: &Mapping) -> Result<Self> {
        let mut observed = Self::default();
        if mapping.observed_structure.as_ref().is_none_or(|takes| takes.name.is_none()) {
            return Ok(observed);
        }
        let sql = Sql::new(format!("select s.name, s.id from structure s where{OPEN}"));
        for mut row in sql.all(db).await? {
            let name: String = row.take()?;
            observed.names.entry(fold(&name)).or_default().push(row.take()?);
        }
        Ok(observed)
    }

    /// Looks up the claims of a batch, in two statements.
    pub async fn find(&self, db: &impl ConnectionTrait, claims: Vec<&ObservedClaim>) -> Result<Found<'_>> {
        let keys: Vec<(String, String)> = claims.iter().filter_map(|claim| key(claim)).collect();
        let identifiers = claims.iter().flat_map(|claim| &claim.identifiers);
        let values: Vec<String> = identifiers.map(|(_, value)| canonical(value)).collect();
        let mut found = Found { references: HashMap::new(), identifiers: HashMap::new(), names: &self.names };
        if !keys.is_empty() {
            let (systems, ids) = keys.into_iter().unzip();
            let mut sql = Sql::new(format!(
                "select r.system, r.value, s.id from external_reference r join structure s on s.id = r.object_id \
                 where{OPEN} and r.object_type = 'structure' and r.system"
            ));
            sql.within(Values::Texts(systems)).push(" and r.value").within(Values::Texts(ids));
            for mut row in sql.all(db).await? {
                found.references.insert((row.take()?, row.take()?), row.take()?);
            }
        }
        if !values.is_empty() {
            let mut sql = Sql::new(format!(
                "select i.scheme, i.value, s.id from structure_identifier i join structure s \
                 on s.id = i.structure_id where{OPEN} and i.value"
            ));
            sql.within(Values::Texts(values));
            for mut row in sql.all(db).await? {
                let identifier = (row.take()?, row.take()?);
                found.identifiers.entry(identifier).or_default().insert(row.take()?);
            }
        }
        Ok(found)
    }
}

fn key(claim: &ObservedClaim) -> Option<(String, String)> {
    Some((claim.system.clone(), claim.external_id.clone()?))
}

impl Found<'_> {
    /// The structure of a claim, with what is uncertain of it; or why there is none.
    pub fn structure(&self, claim: &ObservedClaim) -> Result<(StructureId, Option<Problem>), Problem> {
        if let Some(id) = key(claim).and_then(|key| self.references.get(&key)) {
            return Ok((*id, None));
        }
        for (scheme, value) in &claim.identifiers {
            let bearers = self.identifiers.get(&(scheme.clone(), canonical(value)));
            match bearers.map(|ids| ids.iter().collect::<Vec<_>>()).as_deref() {
                Some([one]) => return Ok((**one, None)),
                Some(_) => return Err(problem(ProblemCode::StructureAmbiguous, value)),
                None => {}
            }
        }
        let said = claim.name.as_ref().or(claim.external_id.as_ref()).map_or("", String::as_str);
        let named = claim.name.as_ref().and_then(|name| self.names.get(&fold(name)));
        match named.map(Vec::as_slice) {
            Some([one]) => Ok((*one, Some(problem(ProblemCode::StructureByName, said)))),
            Some(_) => Err(problem(ProblemCode::StructureAmbiguous, said)),
            None => Err(problem(ProblemCode::StructureUnknown, said)),
        }
    }
}

fn problem(code: ProblemCode, said: &str) -> Problem {
    Problem::warning(code).field("observed_structure").value(said)
}
