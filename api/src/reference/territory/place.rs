use std::collections::HashMap;

use entity::{TerritoryId, TerritoryKind, territory};
use sea_orm::ConnectionTrait;

use super::store;
use crate::error::Result;
use crate::graphql::{UserError, UserErrorCode, id_text};

/// A territory as somebody names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// By its id.
    Id(TerritoryId),
    /// By level and code of the COG, present or former.
    Code(TerritoryKind, String),
}

/// A territory as a record points at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its id.
    pub id: TerritoryId,
    /// Its level.
    pub kind: TerritoryKind,
    /// Its code.
    pub code: String,
    /// Itself from the département upwards; of a finer one, its département, or what contains it if it spans
    /// several.
    pub shared: Option<TerritoryId>,
}

impl From<territory::Model> for Place {
    fn from(row: territory::Model) -> Self {
        let coarse = row.kind <= TerritoryKind::Department;
        let container = row.department_id.or(row.region_id).or(row.country_id);
        let shared = if coarse { Some(row.id) } else { container };
        Self { id: row.id, kind: row.kind, code: row.code, shared }
    }
}

/// Territories looked up beforehand, so that rules can resolve names without a database.
#[derive(Debug, Default)]
pub struct Places {
    ids: HashMap<TerritoryId, Place>,
    codes: HashMap<(TerritoryKind, String), TerritoryId>,
    /// A former code may lead to several territories: then it names none.
    former: HashMap<(TerritoryKind, String), (i32, Vec<TerritoryId>)>,
}

impl Places {
    /// Looks up these names, of the latest vintage, in two statements at most.
    pub async fn find(db: &impl ConnectionTrait, names: &[Named]) -> Result<Self> {
        let (mut ids, mut kinds, mut codes) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            match name {
                Named::Id(id) => ids.push(*id),
                Named::Code(kind, code) => {
                    kinds.push(kind.as_str().to_owned());
                    codes.push(code.clone());
                }
            }
        }
        let mut places = Self::default();
        if !names.is_empty() {
            places.keep(store::find_named(db, &ids, (&kinds, &codes)).await?);
        }
        let present = |name: &Named| matches!(name, Named::Id(_)) || places.lookup(name).is_some();
        if !names.iter().all(present) {
            places.keep_former(store::find_former(db, Some(codes)).await?);
        }
        Ok(places)
    }

    /// Looks up every territory and every former code: for an import, once.
    pub async fn all(db: &impl ConnectionTrait) -> Result<Self> {
        let mut places = Self::default();
        places.keep(store::find_all(db).await?);
        places.keep_former(store::find_former(db, None).await?);
        Ok(places)
    }

    /// A code names a territory of the latest vintage, or the latest perimeter. Rows come oldest vintage first.
    fn keep(&mut self, rows: Vec<territory::Model>) {
        let of_the_cog = rows.iter().filter(|row| row.kind != TerritoryKind::Perimeter);
        let latest = of_the_cog.map(|row| row.vintage).max();
        for row in rows {
            if row.kind == TerritoryKind::Perimeter || Some(row.vintage) == latest {
                self.codes.insert((row.kind, row.code.clone()), row.id);
            }
            self.ids.insert(row.id, row.into());
        }
    }

    fn keep_former(&mut self, rows: Vec<store::Former>) {
        for former in rows {
            let store::Former { alias, target } = former;
            let entry = self.former.entry((alias.kind, alias.code)).or_default();
            if alias.vintage > entry.0 {
                *entry = (alias.vintage, Vec::new());
            }
            entry.1.push(target.id);
            self.ids.entry(target.id).or_insert_with(|| target.into());
        }
    }

    /// The territory with this id, if it was looked up.
    pub fn get(&self, id: TerritoryId) -> Option<&Place> {
        self.ids.get(&id)
    }

    /// The territory of this name, and whether the name is a former one.
    pub fn lookup(&self, name: &Named) -> Option<(&Place, bool)> {
        let (kind, code) = match name {
            Named::Id(id) => return Some((self.get(*id)?, false)),
            Named::Code(kind, code) => (*kind, code.clone()),
        };
        if let Some(id) = self.codes.get(&(kind, code.clone())) {
            return Some((self.get(*id)?, false));
        }
        match self.former.get(&(kind, code)) {
            Some((_, targets)) => match targets.as_slice() {
                [target] => Some((self.get(*target)?, true)),
                _ => None,
            },
            None => None,
        }
    }

    /// The territory named at a field of an input; a former code gives a warning too.
    pub fn resolve(&self, name: &Named, field: &str) -> Result<(Place, Option<UserError>), UserError> {
        let written = match name {
            Named::Id(id) => id_text(*id).to_string(),
            Named::Code(_, code) => code.clone(),
        };
        let Some((place, former)) = self.lookup(name) else {
            return Err(UserError::new(UserErrorCode::UnknownTerritory, field).with("value", written));
        };
        Ok((place.clone(), former.then(|| redirected(&written, &place.code, field))))
    }
}

/// The warning that a former code was read as the present one.
pub(super) fn redirected(former: &str, present: &str, field: &str) -> UserError {
    UserError::new(UserErrorCode::TerritoryRedirected, field).with("value", former).with("target", present)
}
