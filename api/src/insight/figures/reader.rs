use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use disclosure::{Cut, Exit, Fact, Facts};
use entity::{MemberId, ObservationId, StructureId};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Lots;
use super::atlas::Atlas;
use super::rows::{Departed, Row as Kept, Rows, Seen};
use super::store::PIECE;
use crate::db::{Row, Sql, Tx};
use crate::error::{Error, Result};

/// Small numbers for structures, given as they are met.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    structures: HashMap<StructureId, NonZeroU32>,
}

impl Numbers {
    /// The number of a structure; whoever shares these numbers keeps its own.
    fn structure(self: &mut Arc<Self>, id: Option<StructureId>) -> Result<Option<NonZeroU32>> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.structures.get(&id) {
            return Ok(Some(*known));
        }
        let next =
            NonZeroU32::MIN.saturating_add(u32::try_from(self.structures.len()).map_err(Error::internal)?);
        Arc::make_mut(self).structures.insert(id, next);
        Ok(Some(next))
    }
}

/// Reads rows and facts into small numbers.
pub struct Reader<'r> {
    pub tx: &'r Tx,
    pub atlas: &'r Atlas,
    pub numbers: &'r mut Arc<Numbers>,
}

/// The columns of an observation that figures need; levels and states as their place in the order.
fn columns(territory: &str) -> String {
    let level = |column: &str| {
        format!(
            "case o.{column} when 'AGGREGATE_ONLY' then 1 when 'NETWORK' then 2 when 'PUBLIC' then 3 else 0 end"
        )
    };
    format!(
        "select o.id, o.member_id, o.structure_id, o.main_theme_id, o.main_sector_id, o.{territory}, \
         o.organisation_kind_id, o.career_stage_id, o.method_id, o.month, o.intensity, o.people_concerned, \
         {}, {}, case when o.deleted_at is not null then 0 when o.status = 'CONFIRMED' then 1 \
         when o.status = 'IN_PROGRESS' then 2 when o.status = 'MET' then 3 when o.status = 'LAPSED' then 4 \
         when o.status = 'DISMISSED' then 5 else 0 end from observation o where ",
        level("visibility"),
        level("cut_visibility"),
    )
}

impl Reader<'_> {
    /// All rows that members or everybody may read.
    pub async fn shared(&mut self) -> Result<Rows> {
        let condition =
            "o.deleted_at is null and o.status <> 'DRAFT' and o.visibility in ('NETWORK', 'PUBLIC')";
        let mut rows = Rows::default();
        let mut after = Uuid::nil();
        loop {
            let mut sql = Sql::new(columns("shared_territory_id"));
            sql.push(condition).push(" and o.id > ").bind(after).push(" order by o.id limit ").bind(PIECE);
            let found = sql.all(&**self.tx).await?;
            if found.is_empty() {
                return Ok(rows);
            }
            for mut row in found {
                let (id, row) = self.row(&mut row)?;
                after = id.0;
                rows.put(id, Some(row));
            }
        }
    }

    /// Puts the rows that changed at this instant or later; those that nobody else reads any more go.
    pub async fn refresh(&mut self, rows: &mut Rows, since: DateTime<Utc>) -> Result<()> {
        let mut sql = Sql::new(columns("shared_territory_id"));
        sql.push("o.updated_at >= ").bind(since);
        for mut row in sql.all(&**self.tx).await? {
            let (id, row) = self.row(&mut row)?;
            let readable = row.seen >= Seen::Members && row.status > 0;
            rows.put(id, readable.then_some(row));
        }
        Ok(())
    }

    /// All rows of a member that are no drafts, at their exact territory.
    pub async fn own(&mut self, member: MemberId) -> Result<Rows> {
        let mut sql = Sql::new(columns("territory_id"));
        sql.push("o.deleted_at is null and o.status <> 'DRAFT' and o.member_id = ").bind(member);
        let mut rows = Rows::default();
        for mut row in sql.all(&**self.tx).await? {
            let (id, row) = self.row(&mut row)?;
            rows.put(id, Some(row));
        }
        Ok(rows)
    }

    fn row(&mut self, row: &mut Row) -> Result<(ObservationId, Kept)> {
        let id = row.take()?;
        let contributor = small(self.atlas.node(row.take()?).0)?;
        let organisation = self.numbers.structure(row.take()?)?;
        let mut node = || Ok::<_, Error>(self.atlas.node(row.take()?).0);
        let (theme, sector, territory) = (small(node()?)?, small(node()?)?, node()?);
        let (kind, stage, method) = (small(node()?)?, small(node()?)?, small(node()?)?);
        let kept = Kept {
            contributor,
            organisation,
            theme,
            sector,
            territory,
            kind,
            stage,
            method,
            month: Kept::month_of(row.take()?),
            intensity: small(row.take::<i32>()?)?,
            persons: small(row.take::<Option<i32>>()?.unwrap_or_default())?,
            seen: Seen::of(row.take()?),
            copied: Seen::of(row.take()?),
            status: small(row.take::<i32>()?)?,
        };
        Ok((id, kept))
    }

    /// The lots of hidden facts with their whole history up to a cut.
    pub async fn lots(&mut self, cut: i32) -> Result<Lots> {
        let secret = Sql::new("select secret from figure_secret").first(&**self.tx).await?;
        let secret: String = secret.map_or(Ok(String::new()), |mut row| row.take())?;
        let (mut aggregate, mut network, mut departed) = (Vec::new(), Vec::new(), Departed::new());
        let mut after = 0_i64;
        loop {
            let mut sql = Sql::new(
                "select f.id, case f.visibility when 'NETWORK' then 1 else 0 end, f.member_id, f.structure_id, \
                 f.theme_id, f.sector_id, f.territory_id, f.organisation_kind_id, f.career_stage_id, f.method_id, \
                 f.month, f.intensity, f.people_concerned, f.sensitive, f.observation_id, f.first_cut, f.last_cut, \
                 f.withdrawn \
                 from fact f where f.first_cut <= ",
            );
            sql.bind(cut).push(" and f.id > ").bind(after).push(" order by f.id limit ").bind(PIECE);
            let found = sql.all(&**self.tx).await?;
            if found.is_empty() {
                let (aggregate, network) = (Facts::new(aggregate), Facts::new(network));
                return Ok(Lots { aggregate, network, departed });
            }
            for mut row in found {
                after = row.take()?;
                let lot = if row.take::<i32>()? == 1 { &mut network } else { &mut aggregate };
                let (observation, fact) = self.fact(&mut row, &secret)?;
                if fact.until.is_some_and(|(_, exit)| exit == Exit::Changed) {
                    departed.insert(fact.key, observation);
                }
                lot.push(fact);
            }
        }
    }

    fn fact(&mut self, row: &mut Row, secret: &str) -> Result<(ObservationId, Fact)> {
        let contributor = self.atlas.node(row.take()?).0;
        let organisation = self.numbers.structure(row.take()?)?.map(NonZeroU32::get);
        let mut node = || Ok::<_, Error>(self.atlas.node(row.take()?));
        let (theme, sector, territory) = (node()?, node()?, node()?);
        let (kind, stage, method) = (node()?, node()?, node()?);
        let month: i32 = row.take()?;
        let rated_high = row.take::<i32>()? >= 4;
        let persons = small(row.take::<Option<i32>>()?.unwrap_or_default())?;
        let sensitive = row.take()?;
        let observation: Uuid = row.take()?;
        let key = key(secret, observation);
        let from = Cut(small(row.take::<i32>()?)?);
        let last: Option<i32> = row.take()?;
        let exit = if row.take()? { Exit::Withdrawn } else { Exit::Changed };
        let until = last.map(|last| small(last).map(|last| (Cut(last), exit))).transpose()?;
        let fact = Fact {
            contributor,
            organisation,
            territory,
            theme,
            sector,
            kind,
            stage,
            method,
            month: disclosure::Month::of(month / 100, month % 100),
            rated_high,
            persons,
            sensitive,
            key,
            from,
            until,
        };
        Ok((ObservationId(observation), fact))
    }
}

/// How often figures count an observation, and which way they are rounded: 64 bits of a hash that nobody can guess.
fn key(secret: &str, observation: Uuid) -> u64 {
    let hash = Sha256::new().chain_update(secret).chain_update(observation.as_bytes()).finalize();
    hash.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}

fn small<T: TryInto<U>, U>(number: T) -> Result<U>
where
    T::Error: Into<anyhow::Error>,
{
    number.try_into().map_err(Error::internal)
}
