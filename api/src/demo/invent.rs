//! Invented rows: CSV that the importer reads like any other file.

use std::fmt::Write;

use chrono::{Datelike, Days, NaiveDate};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::stock::{COMMUNES, KINDS, METHODS, NAMES, PUBLICS, SECTORS, SPEECHES, STAGES, THEMES};

/// Structures in the invented directory.
const STRUCTURES: usize = 40;

/// Observations of all members together.
const OBSERVATIONS: usize = 1_500;

/// Invents the same network whenever it begins on the same day.
pub struct Inventor {
    random: StdRng,
    today: NaiveDate,
}

impl Inventor {
    /// Ends its three years at `today`.
    pub fn new(today: NaiveDate) -> Self {
        Self { random: StdRng::seed_from_u64(2026), today }
    }

    /// The directory: names say that they are invented.
    pub fn structures(&mut self) -> String {
        let mut csv = String::from("id;nom;genre;filiere;commune;nature;stade;annee\n");
        for number in 0..STRUCTURES {
            let (name, kind, sector) = NAMES.get(number % NAMES.len()).copied().unwrap_or_default();
            let place = if number < NAMES.len() { "" } else { " (antenne)" };
            let year = self.random.random_range(1978..self.today.year());
            let (commune, nature, stage) = (self.one(COMMUNES), self.one(KINDS), self.one(STAGES));
            // Writing into a String cannot fail.
            let _ = writeln!(
                csv,
                "demo-{number};{name}{place} (fictif);{kind};{sector};{commune};{nature};{stage};{year}"
            );
        }
        csv
    }

    /// What one of `members` members observed over three years, in its own part of the territory.
    pub fn observations(&mut self, member: usize, members: usize) -> String {
        let mut csv = String::from(
            "date;theme;filiere;commune;methode;formulation;public;stade;intensite;personnes;structure;partage;texte\n",
        );
        let share = COMMUNES.len() / members;
        let communes = COMMUNES.get(member * share..(member + 1) * share).unwrap_or(COMMUNES);
        for number in 0..OBSERVATIONS / members + usize::from(member < OBSERVATIONS % members) {
            self.observation(&mut csv, (member, number), communes);
        }
        csv
    }

    fn observation(&mut self, csv: &mut String, (member, number): (usize, usize), communes: &[&str]) {
        // The invented years end a month before today, so that nothing is reported from the future.
        let date = self.today - Days::new(30 + self.random.random_range(0..3 * 365));
        let (theme, subject) = self.skewed(THEMES);
        let sector = self.skewed(SECTORS);
        let speech = self.one(SPEECHES).replace("{}", subject);
        let structure = (member * 5 + self.random.random_range(0..8)) % STRUCTURES;
        let sharing = *["PUBLIC", "NETWORK", "NETWORK", "NETWORK", "AGGREGATE_ONLY", "AGGREGATE_ONLY", "PRIVATE"]
            .choose(&mut self.random)
            .unwrap_or(&"PRIVATE");
        let (commune, method) = (*communes.choose(&mut self.random).unwrap_or(&"44109"), self.one(METHODS));
        let (public, stage) = (self.one(PUBLICS), self.one(STAGES));
        let formulation = self.one(&["expressed", "expressed", "observed", "co-built"]);
        let (intensity, people) = (self.random.random_range(1..=5), self.random.random_range(1..60));
        // Writing into a String cannot fail.
        let _ = writeln!(
            csv,
            "{date};{theme};{sector};{commune};{method};{formulation};{public};{stage};{intensity};{people};demo-{structure};{sharing};\"{speech} (observation fictive n° {number})\""
        );
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

#[cfg(test)]
mod tests {
    use super::*;

    fn inventor() -> Inventor {
        Inventor::new(NaiveDate::from_ymd_opt(2028, 2, 29).unwrap())
    }

    #[test]
    fn the_demonstration_has_the_size_it_promises_and_says_that_it_is_invented() {
        let mut inventor = inventor();
        let structures = inventor.structures();
        assert_eq!(structures.lines().count(), 1 + 40);
        assert!(structures.lines().skip(1).all(|line| line.contains("(fictif)")));
        let rows: usize = (0..8).map(|member| inventor.observations(member, 8).lines().count() - 1).sum();
        assert_eq!(rows, 1_500);
    }

    #[test]
    fn the_same_day_gives_the_same_network() {
        assert_eq!(inventor().observations(0, 8), inventor().observations(0, 8));
    }
}
