//! Territories as a file claims them, and how a claim finds its place in the reference.

use super::fold::fold;
use super::{Problem, ProblemCode};

/// What a row says of a place; all that it says, as it says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TerritoryClaim {
    /// INSEE code of the commune.
    pub commune_code: Option<String>,
    /// Name of the commune.
    pub commune: Option<String>,
    /// Postal code beside the name.
    pub postal_code: Option<String>,
    /// SIREN of the EPCI.
    pub epci: Option<String>,
    /// Code or name of the département.
    pub departement: Option<String>,
    /// Code or name of the région.
    pub region: Option<String>,
}

/// The levels a claim may name, finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A commune.
    Commune,
    /// A grouping of communes.
    Epci,
    /// A département.
    Departement,
    /// A région.
    Region,
}

/// Where territories are looked up. Old codes lead to the territory of today.
pub trait Territories {
    /// What names a territory.
    type Id;

    /// By code at a level.
    fn by_code(&self, level: Level, code: &str) -> Option<Self::Id>;

    /// All of a level whose [`place_key`] is this one, in one département (by code) when it is known.
    fn by_name(&self, level: Level, key: &str, departement: Option<&str>) -> Vec<Self::Id>;
}

/// The place of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<Id> {
    /// The finest territory found.
    pub id: Option<Id>,
    /// What the claim said in vain, always a warning.
    pub problem: Option<Problem>,
}

impl TerritoryClaim {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Tries what the claim says, finest first.
    pub fn place<T: Territories>(&self, territories: &T) -> Placed<T::Id> {
        let mut missed: Option<(Level, Problem)> = None;
        for (level, said) in self.said() {
            match self.find(level, said, territories) {
                Ok(id) => {
                    return Placed { id: Some(id), problem: missed.map(|miss| widened(miss, level, said)) };
                }
                Err(problem) => missed = missed.or(Some((level, problem))),
            }
        }
        Placed { id: None, problem: missed.map(|(_, problem)| problem) }
    }

    fn said(&self) -> impl Iterator<Item = (Level, &str)> {
        let said = [
            (Level::Commune, &self.commune_code),
            (Level::Commune, &self.commune),
            (Level::Epci, &self.epci),
            (Level::Departement, &self.departement),
            (Level::Departement, &self.postal_code),
            (Level::Region, &self.region),
        ];
        said.into_iter().filter_map(|(level, said)| Some((level, said.as_deref()?)))
    }

    fn find<T: Territories>(&self, level: Level, said: &str, territories: &T) -> Result<T::Id, Problem> {
        let departement = departement_of(said).filter(|_| self.postal_code.as_deref() == Some(said));
        if let Some(id) = territories.by_code(level, departement.as_deref().unwrap_or(said)) {
            return Ok(id);
        }
        let within = self.departement_code(territories).filter(|_| level == Level::Commune);
        let mut found = territories.by_name(level, &place_key(said), within.as_deref());
        match (found.pop(), found.is_empty()) {
            (Some(id), true) => Ok(id),
            (Some(_), false) => Err(Problem::warning(ProblemCode::TerritoryAmbiguous).value(said)),
            (None, _) => Err(Problem::warning(ProblemCode::TerritoryUnknown).value(said)),
        }
    }

    /// The département beside the name of a commune: said as a code, or by the postal code.
    fn departement_code<T: Territories>(&self, territories: &T) -> Option<String> {
        let coded =
            self.departement.clone().filter(|code| territories.by_code(Level::Departement, code).is_some());
        coded.or_else(|| departement_of(self.postal_code.as_deref()?))
    }
}

fn widened((level, problem): (Level, Problem), found: Level, said: &str) -> Problem {
    if found == level {
        return problem;
    }
    Problem { code: ProblemCode::TerritoryWidened, ..problem }.expected(said)
}

/// The département of a postal code; those of Corsica say which half. Some communes are served from a
/// neighbouring département: their name is then not found, and the place is the département.
fn departement_of(postal_code: &str) -> Option<String> {
    if postal_code.len() != 5 || !postal_code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let code = match postal_code.get(..3)? {
        "200" | "201" => "2A",
        "202" | "206" => "2B",
        overseas
        @ ("971" | "972" | "973" | "974" | "975" | "976" | "977" | "978" | "986" | "987" | "988") => overseas,
        _ => postal_code.get(..2)?,
    };
    Some(code.to_owned())
}

/// The name of a place as it is compared: `Paris (16e)`, `PARIS 16`, `St-Ouen CEDEX` and the like.
pub fn place_key(name: &str) -> String {
    let name = name.split('(').next().unwrap_or_default();
    let folded = fold(name).replace(|c: char| !c.is_alphanumeric(), " ");
    let words = folded.split_whitespace().take_while(|word| *word != "cedex");
    let mut words: Vec<&str> = words.map(expand).collect();
    while words.len() > 1 && words.last().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        words.pop();
    }
    words.join(" ")
}

fn expand(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    }
}
