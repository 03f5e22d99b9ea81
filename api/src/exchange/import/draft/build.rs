//! Reads the fields of one row, collecting what is wrong.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::IdentifierClaim;
use crate::exchange::import::field::Field;
use crate::exchange::import::plan::{FittedTerritory, Plan};
use crate::exchange::import::take::Fitted;
use crate::exchange::import::territory::TerritoryClaim;
use crate::exchange::import::transform::iso_date;
use crate::exchange::import::{Problem, ProblemCode};

/// One row being read.
pub struct Build<'a> {
    pub(in crate::exchange::import) plan: &'a Plan,
    pub(in crate::exchange::import) cells: &'a [String],
    pub(in crate::exchange::import) problems: Vec<Problem>,
}

impl Build<'_> {
    /// All values of a field; one that is required and has none refuses the row.
    pub fn list(&mut self, field: Field) -> Vec<String> {
        let Some(fitted) = self.plan.fields.get(&field) else { return Vec::new() };
        let values = fitted.values(self.cells, &mut self.problems);
        let told =
            self.problems.iter().any(|problem| problem.is_error() && problem.field == Some(fitted.field));
        if values.is_empty() && fitted.required && !told {
            self.problems.push(fitted.place(Problem::error(ProblemCode::RequiredEmpty)));
        }
        values
    }

    /// The first value of a field.
    pub fn one(&mut self, field: Field) -> Option<String> {
        self.list(field).into_iter().next()
    }

    /// A date, in ISO 8601 once transformed.
    pub fn date(&mut self, field: Field) -> Option<NaiveDate> {
        let text = self.one(field)?;
        iso_date(&text).map_err(|problem| self.refuse(field, problem)).ok()
    }

    /// A whole number within bounds.
    pub fn number(&mut self, field: Field, bounds: RangeInclusive<i32>) -> Option<i32> {
        let text = self.one(field)?;
        let number = text.parse().ok().filter(|number| bounds.contains(number));
        if number.is_none() {
            let expected = format!("{}-{}", bounds.start(), bounds.end());
            self.refuse(field, Problem::error(ProblemCode::NumberInvalid).value(&text).expected(expected));
        }
        number
    }

    /// One of a closed list. Another value refuses the row: to leave it out could show it too widely.
    pub fn one_of(&mut self, field: Field, allowed: &[&str]) -> Option<String> {
        let text = self.one(field)?;
        if !allowed.contains(&text.as_str()) {
            let problem = Problem::error(ProblemCode::ValueNotAllowed).field(field.as_str());
            self.problems.push(problem.value(&text).expected(allowed.join(", ")));
        }
        Some(text)
    }

    fn refuse(&mut self, field: Field, problem: Problem) {
        if let Some(fitted) = self.plan.fields.get(&field) {
            self.problems.push(fitted.place(problem));
        }
    }

    /// The first value of something that is no field.
    pub fn first(&mut self, fitted: Option<&Fitted>) -> Option<String> {
        fitted?.values(self.cells, &mut self.problems).into_iter().next()
    }

    /// Identifiers by scheme.
    pub fn identifiers(&mut self, fitted: &[(String, Fitted)]) -> Vec<IdentifierClaim> {
        let mut claims = Vec::new();
        for (scheme, fitted) in fitted {
            let values = fitted.values(self.cells, &mut self.problems);
            claims.extend(values.into_iter().map(|value| (scheme.clone(), value)));
        }
        claims
    }

    /// What the row says of one place.
    pub fn territory(&mut self, fitted: &FittedTerritory) -> TerritoryClaim {
        TerritoryClaim {
            commune_code: self.first(fitted.commune_code.as_ref()),
            commune: self.first(fitted.commune.as_ref()),
            postal_code: self.first(fitted.postal_code.as_ref()),
            epci: self.first(fitted.epci.as_ref()),
            departement: self.first(fitted.departement.as_ref()),
            region: self.first(fitted.region.as_ref()),
        }
    }

    /// One claim for each value of each key.
    pub fn zones(&mut self) -> Vec<TerritoryClaim> {
        let zones = &self.plan.zones;
        let mut claims = Vec::new();
        let none = TerritoryClaim::default;
        let mut each = |fitted: Option<&Fitted>, claim: &dyn Fn(String) -> TerritoryClaim| {
            let values = fitted.map(|fitted| fitted.values(self.cells, &mut self.problems));
            claims.extend(values.into_iter().flatten().map(claim));
        };
        each(zones.commune_code.as_ref(), &|code| TerritoryClaim { commune_code: Some(code), ..none() });
        each(zones.commune.as_ref(), &|name| TerritoryClaim { commune: Some(name), ..none() });
        each(zones.epci.as_ref(), &|code| TerritoryClaim { epci: Some(code), ..none() });
        each(zones.departement.as_ref(), &|said| TerritoryClaim { departement: Some(said), ..none() });
        each(zones.region.as_ref(), &|said| TerritoryClaim { region: Some(said), ..none() });
        claims
    }
}
