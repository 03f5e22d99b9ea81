use chrono::NaiveDate;
use entity::{AccompanimentId, AccountId, ObservationId, StructureId, accompaniment, accompaniment_step};
use sea_orm::ConnectionTrait;

use super::super::view::Seen;
use super::{FOLLOW_UP_DUE, late, read, seen, visible_to};
use crate::access::{self, Actor, Scope};
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Values};
use crate::error::Result;

/// Which accompaniments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// At these stages.
    pub stages: Option<Vec<&'static str>>,
    /// Of these referents.
    pub referents: Option<Vec<AccountId>>,
    /// Of these structures.
    pub structures: Option<Vec<StructureId>>,
    /// Late on a day, or not.
    pub late: Option<(bool, NaiveDate)>,
    /// Open, or over.
    pub open: Option<bool>,
    /// Whose beneficiary or request holds all these folded words.
    pub words: Vec<String>,
}

impl Filter {
    fn apply(&self, sql: &mut Sql, actor: &Actor) {
        if let Some(stages) = &self.stages {
            let stages = stages.iter().map(|stage| (*stage).to_owned()).collect();
            sql.push(" and a.stage").within(Values::Texts(stages));
        }
        if let Some(referents) = &self.referents {
            sql.push(" and a.referent_id").within(referents.iter().copied().collect::<Values>());
        }
        if let Some(structures) = &self.structures {
            sql.push(" and a.structure_id").within(structures.iter().copied().collect::<Values>());
        }
        if let Some(open) = self.open {
            sql.push(if open { " and a.stage <> 'CLOSED'" } else { " and a.stage = 'CLOSED'" });
        }
        if let Some((wanted, today)) = self.late {
            sql.push(if wanted { " and " } else { " and not " });
            late(sql, today);
        }
        for word in &self.words {
            search(sql, actor, word);
        }
    }
}

/// A word of the request, of a holder's name, or of the structure as far as the reader meets it in full.
fn search(sql: &mut Sql, actor: &Actor, word: &str) {
    let pattern = format!("%{word}%");
    sql.push(" and (a.search_folded like ").bind(pattern.as_str());
    sql.push(
        " or exists (select 1 from structure s where s.id = a.structure_id and s.deleted_at is null \
         and s.search_folded like ",
    );
    sql.bind(pattern).push(" and (not s.restricted");
    if let Some(member) = actor.works_for_with(Scope::DirectoryRead) {
        sql.push(" or s.contributed_by = ").bind(member).push(" or s.member_id = ").bind(member);
    }
    sql.push(")))");
}

/// By what accompaniments are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The day of reception.
    ReceivedOn,
    /// The day on which the present stage began.
    StageEnteredOn,
    /// The day on which the present stage is due; those without come last.
    StageDueOn,
    /// The last change.
    UpdatedAt,
}

impl Sort {
    /// Its name in an order.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReceivedOn => "RECEIVED_ON",
            Self::StageEnteredOn => "STAGE_ENTERED_ON",
            Self::StageDueOn => "STAGE_DUE_ON",
            Self::UpdatedAt => "UPDATED_AT",
        }
    }

    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::ReceivedOn => &["a.received_on"],
            Self::StageEnteredOn => &["a.stage_entered_on"],
            Self::StageDueOn => &["coalesce(a.stage_due_on, '9999-12-31')"],
            Self::UpdatedAt => &["a.updated_at"],
        }
    }
}

/// Those of these that the actor may see.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[AccompanimentId],
) -> Result<Vec<Seen>> {
    let mut sql = seen(actor);
    sql.push(" and a.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(read).collect()
}

/// A page of those that the actor may see, ordered by sorts that each descend or not.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    (filter, sorts): (&Filter, &[(Sort, bool)]),
    page: &Page,
) -> Result<Slice<Seen>> {
    let mut sql = seen(actor);
    filter.apply(&mut sql, actor);
    let sorts = sorts.iter().map(|(sort, descending)| (sort.columns(), *descending));
    page.apply(&mut sql, &Order::behind_each_other(sorts, &["a.id"]));
    Ok(Slice::new(page, sql.all(db).await?.iter_mut().map(read).collect::<Result<_>>()?))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from accompaniment a where ");
    sql.append(visible_to(actor));
    filter.apply(&mut sql, actor);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// The stages that these reached, the first one first.
pub async fn steps_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[AccompanimentId],
) -> Result<Vec<accompaniment_step::Model>> {
    let columns = accompaniment_step::Model::list("x");
    let mut sql = Sql::new(format!("select {columns} from accompaniment_step x"));
    sql.append(super::behind(actor));
    sql.push(" and x.accompaniment_id").within(ids.iter().copied().collect::<Values>());
    let mut steps =
        sql.all(db).await?.iter_mut().map(accompaniment_step::Model::read).collect::<Result<Vec<_>>>()?;
    steps.sort_by_key(|step| step.stage);
    Ok(steps)
}

/// The observations that these answer, as far as the actor may see them.
pub async fn observations_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[AccompanimentId],
) -> Result<Vec<(AccompanimentId, ObservationId)>> {
    let mut sql = Sql::new(
        "select x.accompaniment_id, x.observation_id from accompaniment_observation x \
         join observation o on o.id = x.observation_id",
    );
    sql.append(super::behind(actor)).push(" and ").append(access::visible_to(actor, "o"));
    sql.push(" and x.accompaniment_id").within(ids.iter().copied().collect::<Values>());
    sql.push(" order by x.observation_id");
    sql.all(db).await?.iter_mut().map(|row: &mut Row| Ok((row.take()?, row.take()?))).collect()
}

/// An observation is answered by few accompaniments; more are cut off.
const MOST_ANSWERING: i64 = 20;

/// The accompaniments that answer these observations, as far as the actor may see them: at most twenty each, the last
/// received first.
pub async fn answering(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[ObservationId],
) -> Result<Vec<(ObservationId, Seen)>> {
    let columns = accompaniment::Model::list("a");
    let mut sql = Sql::new(format!(
        "select a.observation_id, {columns}, a.follow_up_due from (select l.observation_id, {columns}, \
         {FOLLOW_UP_DUE} as follow_up_due, row_number() over (partition by l.observation_id \
         order by a.received_on desc, a.id desc) as nth from accompaniment_observation l \
         join accompaniment a on a.id = l.accompaniment_id where "
    ));
    sql.append(visible_to(actor));
    sql.push(" and l.observation_id").within(of.iter().copied().collect::<Values>());
    sql.push(") a where nth <= ").bind(MOST_ANSWERING).push(" order by a.observation_id, nth");
    sql.all(db).await?.iter_mut().map(|row| Ok((row.take()?, read(row)?))).collect()
}
