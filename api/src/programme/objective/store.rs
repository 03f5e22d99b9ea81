use entity::{ObjectiveId, ObservationId, indicator, objective};
use sea_orm::ConnectionTrait;

use crate::access::{Actor, visible_to};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Values, columns};
use crate::error::Result;
use crate::programme::record::store::seen;
use crate::programme::store::led;

columns!(objective::Model: id, edition_id, rank, statement, accompanists_agreed_on, accompanists_agreed_by,
    accompanied_agreed_on, accompanied_agreed_by, version, created_at);
columns!(indicator::Model: id, edition_id, objective_id, rank, title, unit, baseline, target, actual, version,
    created_at);

const BY_PRIORITY: Order = Order { columns: &["x.rank", "x.id"], descending: false };
/// An observation justifies few objectives; more are cut off.
const MOST_JUSTIFIED: i64 = 20;

/// The observations that justify these objectives.
pub async fn evidence_of(
    db: &impl ConnectionTrait,
    of: &[ObjectiveId],
) -> Result<Vec<(ObjectiveId, ObservationId)>> {
    let mut sql =
        Sql::new("select objective_id, observation_id from objective_observation where objective_id");
    sql.within(of.iter().copied().collect::<Values>()).push(" order by observation_id");
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// The objectives that these observations justify, as far as the actor may see them: at most twenty each.
pub async fn justified(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[ObservationId],
) -> Result<Vec<(ObservationId, objective::Model)>> {
    let columns = objective::Model::list("x");
    let mut sql = Sql::new(format!(
        "select observation_id, {columns} from (select l.observation_id, {columns}, \
         row_number() over (partition by l.observation_id order by x.id) as place from ("
    ));
    sql.append(seen::<objective::Model>(actor, &columns));
    sql.push(") x join objective_observation l on l.objective_id = x.id where l.observation_id");
    sql.within(of.iter().copied().collect::<Values>());
    sql.push(") x where place <= ").bind(MOST_JUSTIFIED).push(" order by observation_id, place");
    let read = |mut row: Row| Ok((row.take()?, objective::Model::read(&mut row)?));
    sql.all(db).await?.into_iter().map(read).collect()
}

/// The condition that no objective which the actor may see takes up the observation `o`.
pub fn untaken(actor: &Actor) -> Sql {
    let mut sql = Sql::new(" and not exists (");
    sql.append(seen::<objective::Model>(actor, "1"));
    sql.push(
        " and x.id in (select u.objective_id from objective_observation u where u.observation_id = o.id))",
    );
    sql
}

/// Those of these observations that the actor may see.
pub async fn visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ObservationId],
) -> Result<Vec<ObservationId>> {
    let mut sql = Sql::new("select o.id from observation o where ");
    sql.append(visible_to(actor, "o")).push(" and o.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}

/// Which objectives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// That rest on no observation, or on one at least; only of editions that the actor's member structure leads.
    pub justified: Option<bool>,
    /// Of editions that the actor's member structure leads.
    pub mine: bool,
}

impl Filter {
    fn apply(self, sql: &mut Sql, actor: &Actor) {
        if let Some(justified) = self.justified {
            sql.push(if justified { " and x.id in (" } else { " and x.id not in (" });
            sql.push("select objective_id from objective_observation)");
        }
        if self.mine || self.justified.is_some() {
            sql.push(" and ").append(led(actor));
        }
    }
}

/// A page of objectives, those of the highest priority first.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: Filter,
    page: &Page,
) -> Result<Slice<objective::Model>> {
    let mut sql = seen::<objective::Model>(actor, &objective::Model::list("x"));
    filter.apply(&mut sql, actor);
    page.apply(&mut sql, &[BY_PRIORITY]);
    let rows = sql.all(db).await?.iter_mut().map(objective::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: Filter) -> Result<i64> {
    let mut sql = seen::<objective::Model>(actor, "count(*)");
    filter.apply(&mut sql, actor);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}
