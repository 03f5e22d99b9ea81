//! Which programme answers which need: criteria, reasons, and the `Shelf` that compares all offers with a need at once.

mod bits;
mod missed;
mod shelf;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use disclosure::Node;
use entity::{ProgrammeId, TermId};

pub use missed::Missed;
pub use shelf::{Asked, Shelf};

/// What an edition must fulfil to answer a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// Its programme answers the theme.
    Theme,
    /// Its programme is for the sector.
    Sector,
    /// It is open or runs.
    Going,
    /// It is for people of the territory.
    Zone,
    /// It is for the public asked.
    Public,
    /// It is for the career stage asked.
    Stage,
    /// It has a place left.
    Room,
}

/// All of them.
pub const CRITERIA: [Criterion; 7] = [
    Criterion::Theme,
    Criterion::Sector,
    Criterion::Going,
    Criterion::Zone,
    Criterion::Public,
    Criterion::Stage,
    Criterion::Room,
];

/// Why a need is not covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// No programme answers the theme in the sector.
    NoProgramme,
    /// Those that would are over.
    Closed,
    /// Those that go on are for other territories.
    OutOfZone,
    /// Those of the territory are for other publics.
    WrongPublic,
    /// Those for the public are for other career stages.
    WrongStage,
    /// Those that fit have no place left.
    Full,
}

/// An edition as its audience sees it; a list that is empty asks for nothing, except of themes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its programme.
    pub programme: ProgrammeId,
    /// Whether it is open or runs, and is not over.
    pub going: bool,
    /// Whether all its places are taken, as far as the reader may know.
    pub full: bool,
    /// Themes that it answers.
    pub themes: BTreeSet<Node>,
    /// Sectors that it is for.
    pub sectors: BTreeSet<Node>,
    /// Territories all of whose people it is for.
    pub zones: BTreeSet<Node>,
    /// Publics that it is for.
    pub publics: BTreeSet<TermId>,
    /// Career stages that it is for.
    pub stages: BTreeSet<Node>,
}

/// A need: one cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its theme, or family of themes.
    pub theme: Node,
    /// Its sector, or domain.
    pub sector: Node,
    /// Where.
    pub territory: Node,
}
