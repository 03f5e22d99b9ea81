//! Territories as a file claims them, and how a claim finds its place in the reference.

use super::{Problem, ProblemCode};
use crate::db::fold;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    type Id: Clone;

    /// By code at a level.
    fn by_code(&self, level: Level, code: &str) -> Option<Self::Id>;

    /// All of a level whose [`place_key`] is this one, in these départements; anywhere when there are none.
    fn by_name(&self, level: Level, key: &str, departements: &[Self::Id]) -> Vec<Self::Id>;
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
        let unknown = || Problem::warning(ProblemCode::TerritoryUnknown).value(said);
        let coded = match (level, departements(said).as_slice()) {
            (Level::Departement, [one]) => territories.by_code(level, one),
            (Level::Departement, _) => None,
            _ => territories.by_code(level, said),
        };
        if let Some(id) = coded {
            return Ok(id);
        }
        let mut within = Vec::new();
        if level == Level::Commune && (self.departement.is_some() || self.postal_code.is_some()) {
            within = self.departements(territories);
            // A name found in another département would be another place.
            if within.is_empty() {
                return Err(unknown());
            }
        }
        match territories.by_name(level, &place_key(said), &within).as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(unknown()),
            _ => Err(Problem::warning(ProblemCode::TerritoryAmbiguous).value(said)),
        }
    }

    /// The départements beside the name of a commune: said by name, by code or by the postal code.
    fn departements<T: Territories>(&self, territories: &T) -> Vec<T::Id> {
        let coded = |said: &str| -> Vec<T::Id> {
            departements(said)
                .iter()
                .filter_map(|code| territories.by_code(Level::Departement, code))
                .collect()
        };
        let named = |said: &str| territories.by_name(Level::Departement, &place_key(said), &[]);
        let said = [self.departement.as_deref(), self.postal_code.as_deref()];
        let mut found = said.into_iter().flatten().flat_map(|said| [coded(said), named(said)]);
        found.find(|ids| !ids.is_empty()).unwrap_or_default()
    }
}

fn widened((level, problem): (Level, Problem), found: Level, said: &str) -> Problem {
    if found == level {
        return problem;
    }
    Problem { code: ProblemCode::TerritoryWidened, ..problem }.expected(said)
}

const OVERSEAS: [&str; 5] = ["971", "972", "973", "974", "976"];

/// The codes that a code of old, a code, or a postal code may stand for: `20` was Corsica, `97` overseas.
/// Some communes are served from the post office of a neighbour: their name is then not found.
fn departements(said: &str) -> Vec<&str> {
    let postal = said.len() == 5 && said.bytes().all(|byte| byte.is_ascii_digit());
    let (two, three) = (said.get(..2).unwrap_or_default(), said.get(..3).unwrap_or_default());
    match (postal, two) {
        (true, "20") => vec![if matches!(three, "200" | "201") { "2A" } else { "2B" }],
        (true, "97" | "98") => vec![three],
        (true, _) => vec![two],
        (false, "20") if said == two => vec!["2A", "2B"],
        (false, "97") if said == two => OVERSEAS.to_vec(),
        (false, _) => vec![said],
    }
}

/// The name of a place as it is compared: `Paris (16e)`, `PARIS 16`, `St-Ouen CEDEX` and the like.
pub fn place_key(name: &str) -> String {
    let name = name.split('(').next().unwrap_or_default();
    let folded = fold(name);
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
