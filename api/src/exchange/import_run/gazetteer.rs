use std::collections::HashMap;

use entity::{TerritoryId, TerritoryKind};
use sea_orm::ConnectionTrait;

use crate::db::Sql;
use crate::error::Result;
use crate::exchange::import::territory::{Level, Territories, place_key};

/// The territories of the COG by code and by name, present and former, held in memory for one import.
#[derive(Debug, Default)]
pub struct Gazetteer {
    present: Index,
    former: Index,
}

#[derive(Debug, Default)]
struct Index {
    codes: HashMap<(Level, String), Vec<TerritoryId>>,
    names: HashMap<(Level, String), Vec<Named>>,
}

/// A territory that bears a name, and the département it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Named {
    id: TerritoryId,
    department: Option<TerritoryId>,
}

/// The latest vintage, then former communes, which lead to those of today.
const PRESENT: &str = "select t.kind, t.code, t.name, t.id, t.department_id from territory t \
                       where t.vintage = (select max(vintage) from territory) and t.kind in \
                       ('REGION', 'DEPARTMENT', 'EPCI', 'COMMUNE')";
const FORMER: &str = "select a.kind, a.code, a.name, t.id, t.department_id from territory_alias a \
                      join territory t on t.id = a.territory_id \
                      where a.vintage = (select max(vintage) from territory_alias)";

impl Gazetteer {
    /// Reads all of them, in two statements.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let (present, former) = (Index::load(db, PRESENT).await?, Index::load(db, FORMER).await?);
        Ok(Self { present, former })
    }
}

impl Index {
    async fn load(db: &impl ConnectionTrait, statement: &'static str) -> Result<Self> {
        let mut index = Self::default();
        for mut row in Sql::new(statement).all(db).await? {
            let (kind, code, name): (String, String, String) = (row.take()?, row.take()?, row.take()?);
            let named = Named { id: row.take()?, department: row.take()? };
            let Some(level) = level(&kind) else { continue };
            index.codes.entry((level, code)).or_default().push(named.id);
            let bearers = index.names.entry((level, place_key(&name))).or_default();
            if !bearers.contains(&named) {
                bearers.push(named);
            }
        }
        Ok(index)
    }

    fn named(&self, level: Level, key: &str, departments: &[TerritoryId]) -> Vec<TerritoryId> {
        let bearers = self.names.get(&(level, key.to_owned())).into_iter().flatten();
        let within = |named: &&Named| {
            departments.is_empty() || named.department.is_some_and(|within| departments.contains(&within))
        };
        bearers.filter(within).map(|named| named.id).collect()
    }
}

fn level(kind: &str) -> Option<Level> {
    let levels = [
        (TerritoryKind::Commune, Level::Commune),
        (TerritoryKind::Epci, Level::Epci),
        (TerritoryKind::Department, Level::Departement),
        (TerritoryKind::Region, Level::Region),
    ];
    levels.into_iter().find(|(known, _)| known.as_str() == kind).map(|(_, level)| level)
}

impl Territories for Gazetteer {
    type Id = TerritoryId;

    /// A former code that leads to several territories names none.
    fn by_code(&self, level: Level, code: &str) -> Option<TerritoryId> {
        let key = (level, code.to_owned());
        let found = self.present.codes.get(&key).or_else(|| self.former.codes.get(&key))?;
        if let [one] = found.as_slice() { Some(*one) } else { None }
    }

    /// A name borne today is never taken for a former one.
    fn by_name(&self, level: Level, key: &str, departments: &[TerritoryId]) -> Vec<TerritoryId> {
        let present = self.present.named(level, key, departments);
        if present.is_empty() { self.former.named(level, key, departments) } else { present }
    }
}
