use std::collections::BTreeSet;

use chrono::NaiveDate;
use disclosure::{Axis, Dimension, Key, Level, Node};
use entity::TermId;

use super::rules::{Asked, Need};
use crate::error::{Error, Result};
use crate::insight::figures::{Atlas, DEPARTMENT, REGION};
use crate::insight::needs::NeedsDimension;

/// Where the three dimensions stand in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    theme: usize,
    sector: usize,
    territory: usize,
    level: Level,
}

impl Places {
    /// Of a table by theme, sector and territory, in any order and nothing else.
    pub fn of(by: &[NeedsDimension]) -> Result<Self> {
        let at = |wanted| by.iter().position(|by| axis(*by) == Some(wanted));
        let found = at(Axis::Theme).zip(at(Axis::Sector)).zip(at(Axis::Territory));
        let Some(((theme, sector), territory)) = found.filter(|_| by.len() == 3) else {
            return Err(refused());
        };
        let level = by.get(territory).and_then(|by| level(*by)).ok_or_else(refused)?;
        Ok(Self { theme, sector, territory, level })
    }
}

fn axis(by: NeedsDimension) -> Option<Axis> {
    if let Dimension::Nodes(axis, _) = by.dimension() { Some(axis) } else { None }
}

/// Programmes are for régions and départements.
fn level(by: NeedsDimension) -> Option<Level> {
    match by.dimension() {
        Dimension::Nodes(Axis::Territory, level) if [REGION, DEPARTMENT].contains(&level) => Some(level),
        _ => None,
    }
}

fn refused() -> Error {
    Error::bad_input(
        "Les besoins non couverts se lisent par thème (ou famille), filière (ou domaine) et région ou département.",
        "Uncovered needs are read by theme (or family), sector (or domain) and région or département.",
    )
}

/// For whom an answer is wanted, and when.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where the dimensions stand.
    pub places: Places,
    /// The present day.
    pub today: NaiveDate,
    /// One of these publics; any when empty.
    pub publics: BTreeSet<TermId>,
    /// One of these career stages; any when empty.
    pub stages: BTreeSet<Node>,
}

impl Wanted {
    /// The need of a cell; nothing where a row is of what is not located or not stated.
    pub fn need(&self, keys: &[Key]) -> Option<Need> {
        let at = |place: usize| match keys.get(place) {
            Some(Key::Node(node)) => Some(*node),
            _ => None,
        };
        let Places { theme, sector, territory, .. } = self.places;
        Some(Need { theme: at(theme)?, sector: at(sector)?, territory: at(territory)? })
    }

    /// For whom, on the axes of the figures.
    pub fn asked<'a>(&'a self, atlas: &'a Atlas) -> Asked<'a> {
        let (themes, sectors) = (&atlas.axes.theme, &atlas.axes.sector);
        Asked { publics: &self.publics, stages: &self.stages, themes, sectors }
    }

    /// The territory, at the level of the table, that a place is or lies in.
    pub fn around(&self, atlas: &Atlas, node: Node) -> Option<Node> {
        atlas.axes.territory.at_level(node, self.places.level)
    }
}
