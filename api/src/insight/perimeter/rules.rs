use entity::{TerritoryId, TerritoryKind, territory};

use crate::access::{Actor, Scope};
use crate::graphql::{UserError, UserErrorCode};

/// A perimeter that may be registered; made by [`register`] only.
#[derive(Debug)]
pub struct Registered {
    perimeter: TerritoryId,
    version: i32,
}

impl Registered {
    /// Which one.
    pub const fn perimeter(&self) -> TerritoryId {
        self.perimeter
    }

    /// The version that was judged.
    pub const fn version(&self) -> i32 {
        self.version
    }
}

/// What registration needs to know of a perimeter.
pub struct Candidate<'a> {
    /// Its row.
    pub row: &'a territory::Model,
    /// Whether it would single out a commune or too few organisations against some territory.
    pub isolates: bool,
    /// How many organisations a figure needs.
    pub least: u32,
}

/// Allows the network's administrator, and the coordinator of the member that made it.
pub fn register(actor: &Actor, candidate: &Candidate<'_>) -> Result<Registered, UserError> {
    let is_own = candidate.row.created_by.is_some_and(|member| actor.coordinates(member));
    if !(actor.has(Scope::NetworkManage) && (actor.administers() || is_own)) {
        return Err(Actor::not_allowed(""));
    }
    if candidate.row.kind != TerritoryKind::Perimeter {
        return Err(
            UserError::new(UserErrorCode::UnknownTerritory, "territory").with("value", &candidate.row.name)
        );
    }
    if candidate.row.registered {
        return Err(
            UserError::new(UserErrorCode::AlreadyExists, "territory").with("value", &candidate.row.name)
        );
    }
    if candidate.isolates {
        return Err(
            UserError::new(UserErrorCode::PerimeterTooNarrow, "territory").with("min", candidate.least)
        );
    }
    Ok(Registered { perimeter: candidate.row.id, version: candidate.row.version })
}
