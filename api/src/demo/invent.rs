//! Invented records, as inputs of the mutations that write them.

use chrono::{Datelike, Days, NaiveDate};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use super::stock::{COMMUNES, KINDS, METHODS, NAMES, PUBLICS, SECTORS, SPEECHES, STAGES, THEMES};

/// Structures in the invented directory.
pub const STRUCTURES: usize = 40;

/// Observations of all members together.
const OBSERVATIONS: usize = 1_500;

/// Structures that one member observes.
const OBSERVED: usize = 8;

/// Invents the same network whenever it begins on the same day.
pub struct Inventor {
    random: StdRng,
    today: NaiveDate,
}

/// An observation that lacks the ids of what it names.
pub struct Invented {
    /// Number of the structure observed.
    pub structure: usize,
    /// The rest of the input.
    pub input: Value,
}

impl Inventor {
    /// Ends its three years at `today`.
    pub fn new(today: NaiveDate) -> Self {
        Self { random: StdRng::seed_from_u64(2026), today }
    }

    /// A structure of the directory: its name says that it is invented.
    pub fn structure(&mut self, number: usize) -> Value {
        let (name, kind, sector) = NAMES.get(number % NAMES.len()).copied().unwrap_or_default();
        let place = if number < NAMES.len() { "" } else { " (antenne)" };
        json!({
            "name": format!("{name}{place} (fictif)"),
            "kinds": [kind],
            "mainSector": sector,
            "territory": commune(self.one(COMMUNES)),
            "organisationKind": self.one(KINDS),
            "careerStage": self.one(STAGES),
            "creationYear": self.random.random_range(1978..self.today.year()),
        })
    }

    /// Numbers of the structures that a member observes.
    pub fn observed_by(member: usize) -> impl Iterator<Item = usize> {
        (0..OBSERVED).map(move |place| (member * 5 + place) % STRUCTURES)
    }

    /// What one of `members` members observed over three years, in its own part of the territory.
    pub fn observations(&mut self, member: usize, members: usize) -> Vec<Invented> {
        let share = COMMUNES.len() / members;
        let communes = COMMUNES.get(member * share..(member + 1) * share).unwrap_or(COMMUNES);
        let count = OBSERVATIONS / members + usize::from(member < OBSERVATIONS % members);
        (0..count).map(|number| self.observation((member, number), communes)).collect()
    }

    fn observation(&mut self, (member, number): (usize, usize), communes: &[&str]) -> Invented {
        // The invented years end a month before today, so that nothing is reported from the future.
        let date = self.today - Days::new(30 + self.random.random_range(0..3 * 365));
        let (theme, subject) = self.skewed(THEMES);
        let speech = self.one(SPEECHES).replace("{}", subject);
        let sharing =
            ["PUBLIC", "NETWORK", "NETWORK", "NETWORK", "AGGREGATE_ONLY", "AGGREGATE_ONLY", "PRIVATE"];
        let public = self.one(PUBLICS);
        let input = json!({
            "statement": format!("{speech} (observation fictive n° {number})"),
            "observedOn": date.to_string(),
            "mainTheme": theme,
            "mainSector": self.skewed(SECTORS),
            "territory": commune(self.one(communes)),
            "method": self.one(METHODS),
            "formulation": self.one(&["expressed", "expressed", "observed", "co-built"]),
            "publics": if public.is_empty() { Vec::new() } else { vec![public] },
            "organisationKind": self.one(KINDS),
            "careerStage": self.one(STAGES),
            "intensity": self.random.random_range(1..=5),
            "peopleConcerned": self.random.random_range(1..60),
            "visibility": self.one(&sharing),
        });
        Invented { structure: (member * 5 + self.random.random_range(0..OBSERVED)) % STRUCTURES, input }
    }

    fn one<'s>(&mut self, stock: &[&'s str]) -> &'s str {
        stock.choose(&mut self.random).copied().unwrap_or_default()
    }

    /// The first of a list come up more often, as in life.
    fn skewed<T: Copy + Default>(&mut self, stock: &[T]) -> T {
        let draw = self.random.random_range(0..stock.len()).min(self.random.random_range(0..stock.len()));
        stock.get(draw).copied().unwrap_or_default()
    }
}

fn commune(code: &str) -> Value {
    json!({ "code": { "kind": "COMMUNE", "code": code } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inventor() -> Inventor {
        Inventor::new(NaiveDate::from_ymd_opt(2028, 2, 29).unwrap())
    }

    #[test]
    fn the_demonstration_has_the_size_it_promises_and_says_that_it_is_invented() {
        let mut inventor = inventor();
        let names: Vec<Value> =
            (0..STRUCTURES).map(|number| inventor.structure(number)["name"].take()).collect();
        assert!(names.iter().all(|name| name.as_str().unwrap().contains("(fictif)")));
        let rows: usize = (0..8).map(|member| inventor.observations(member, 8).len()).sum();
        assert_eq!((names.len(), rows), (40, 1_500));
    }

    #[test]
    fn a_member_observes_only_the_structures_that_authorised_it() {
        let mut inventor = inventor();
        for member in 0..8 {
            let authorised: Vec<usize> = Inventor::observed_by(member).collect();
            assert!(inventor.observations(member, 8).iter().all(|row| authorised.contains(&row.structure)));
        }
    }
}
