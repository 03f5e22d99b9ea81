use entity::{AuthorisationId, ImportRunId, MemberId, import_run};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use crate::access::{Actor, Scope};
use crate::db::{Columns, Order, Page, Slice, Sql, Tx, Values, columns, fold};
use crate::error::{Error, Result};
use crate::exchange::import::mapping::Authorisation;
use crate::exchange::import::{Kind, Tally};
use crate::trail::Stamp;

columns!(import_run::Model: id, member_id, account_id, kind, file_name, file_hash, mapping_hash, last_row,
    counters, started_at, updated_at, finished_at);

/// The newest first.
pub(super) const NEWEST: Order = Order { columns: &["r.started_at", "r.id"], descending: true };

/// By what an import is recognised when it comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) member: MemberId,
    pub(super) kind: &'static str,
    pub(super) file_hash: String,
    pub(super) mapping_hash: String,
}

/// The last import of this file through this mapping for this member.
pub(super) async fn last(db: &impl ConnectionTrait, key: &Key) -> Result<Option<import_run::Model>> {
    let mut sql = Sql::new(format!("select {} from import_run r where ", import_run::Model::list("r")));
    sql.push("r.file_hash = ").bind(key.file_hash.as_str());
    sql.push(" and r.mapping_hash = ").bind(key.mapping_hash.as_str());
    sql.push(" and r.member_id = ").bind(key.member).push(" and r.kind = ").bind(key.kind);
    sql.push(" order by r.started_at desc, r.id desc limit 1");
    sql.first(db).await?.map(|mut row| import_run::Model::read(&mut row)).transpose()
}

/// Notes that an import begins.
pub(super) async fn add(tx: &Tx, stamp: &Stamp, key: &Key, file_name: &str) -> Result<ImportRunId> {
    let row = import_run::Model {
        id: stamp.world.id(),
        member_id: Some(key.member),
        account_id: stamp.author.account,
        kind: key.kind.to_owned(),
        file_name: file_name.to_owned(),
        file_hash: key.file_hash.clone(),
        mapping_hash: key.mapping_hash.clone(),
        last_row: 0,
        counters: counters(&Tally::default())?,
        started_at: stamp.at,
        updated_at: stamp.at,
        finished_at: None,
    };
    let id = row.id;
    import_run::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(id)
}

/// How far an import has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Progress {
    pub(super) row: u64,
    pub(super) tally: Tally,
}

impl Progress {
    /// What is stored.
    pub(super) fn of(row: &import_run::Model) -> Result<Self> {
        let tally = serde_json::from_value(row.counters.clone()).map_err(Error::internal)?;
        Ok(Self { row: row.last_row.unsigned_abs(), tally })
    }
}

/// Notes how far an import has come, unless another process takes the same one further.
pub(super) async fn advance(
    tx: &Tx,
    stamp: &Stamp,
    run: ImportRunId,
    (from, to): (u64, &Progress),
) -> Result<bool> {
    let mut sql = Sql::new("update import_run set last_row = ");
    sql.bind(number(to.row)).push(", counters = ").bind(counters(&to.tally)?);
    sql.push(", updated_at = ").bind(stamp.at).push(" where finished_at is null and id = ").bind(run);
    sql.push(" and last_row = ").bind(number(from));
    Ok(sql.run(&**tx).await? == 1)
}

/// Notes that an import reached the end of its file.
pub(super) async fn finish(tx: &Tx, stamp: &Stamp, run: ImportRunId) -> Result<()> {
    let mut sql = Sql::new("update import_run set finished_at = ");
    sql.bind(stamp.at).push(", updated_at = ").bind(stamp.at).push(" where id = ").bind(run);
    sql.run(&**tx).await?;
    Ok(())
}

fn counters(tally: &Tally) -> Result<serde_json::Value> {
    serde_json::to_value(tally).map_err(Error::internal)
}

fn number(row: u64) -> i64 {
    i64::try_from(row).unwrap_or(i64::MAX)
}

/// Begins a statement on the imports of the actor's own member, of the kinds of record that it reads; nothing for
/// who has none.
fn own(actor: &Actor, selected: &str) -> Option<Sql> {
    let member = actor.works_for()?;
    let kinds = [Kind::Structures, Kind::Observations, Kind::Schemes];
    let readable = kinds.into_iter().filter(|kind| actor.has(scope(*kind)));
    let mut sql = Sql::new(format!("select {selected} from import_run r where r.member_id = "));
    sql.bind(member).push(" and r.kind");
    sql.within(Values::Texts(readable.map(|kind| kind.as_str().to_owned()).collect()));
    Some(sql)
}

const fn scope(kind: Kind) -> Scope {
    match kind {
        Kind::Structures => Scope::DirectoryRead,
        Kind::Observations => Scope::ObservationsRead,
        Kind::Schemes => Scope::ProgrammesRead,
    }
}

/// Those of these that are the actor's member's own.
pub(super) async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ImportRunId],
) -> Result<Vec<import_run::Model>> {
    let Some(mut sql) = own(actor, &import_run::Model::list("r")) else { return Ok(Vec::new()) };
    sql.push(" and r.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(import_run::Model::read).collect()
}

/// A page of them, the newest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    page: &Page,
) -> Result<Slice<import_run::Model>> {
    let Some(mut sql) = own(actor, &import_run::Model::list("r")) else { return Ok(Slice::default()) };
    page.apply(&mut sql, &[NEWEST]);
    let rows = sql.all(db).await?.iter_mut().map(import_run::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub(super) async fn count(db: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
    let Some(sql) = own(actor, "count(*)") else { return Ok(0) };
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// The record of an open licence that a member's data of a source rest on, unless it was withdrawn.
pub(super) async fn find_ground(
    db: &impl ConnectionTrait,
    member: MemberId,
    licensed: &Authorisation,
) -> Result<Option<AuthorisationId>> {
    let mut sql = Sql::new(
        "select a.id from authorisation a join term b on b.id = a.basis_id join term l on l.id = a.licence_id \
         where a.withdrawn_at is null and a.structure_id is null and b.code = 'OPEN_DATA' and a.member_id = ",
    );
    sql.bind(member).push(" and a.source = ").bind(licensed.source.as_str());
    sql.push(" and l.code = ").bind(licensed.licence.as_str()).push(" order by a.id limit 1");
    sql.first(db).await?.map(|mut row| row.take()).transpose()
}

/// The member structures of this id or of this name.
pub async fn find_members(db: &impl ConnectionTrait, named: &str) -> Result<Vec<(MemberId, String)>> {
    let id = crate::graphql::parse_id::<MemberId>(named);
    let mut sql = Sql::new("select m.id, m.name from member m where m.left_at is null and (m.name_folded = ");
    sql.bind(fold(named)).push(" or m.id").within(id.into_iter().collect::<Values>()).push(")");
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}
