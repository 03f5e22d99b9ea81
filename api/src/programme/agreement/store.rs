use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    AgreementId, ConsultationId, ConsultationStatus, EditionId, MemberId, PartnerId, ProgrammeId,
    StructureId, agreement,
};
use sea_orm::ConnectionTrait;

use super::rules::{Kind, Party, Who};
use crate::access::Actor;
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::record::store::seen;

columns!(agreement::Model: id, programme_id, edition_id, consultation_id, renewed_from_id, object, starts_on, ends_on,
    renew_by, amount, signed_on, url, version, created_at);

/// The parties of these agreements, in their order.
pub async fn parties_of(
    db: &impl ConnectionTrait,
    of: &[AgreementId],
) -> Result<HashMap<AgreementId, Vec<Party>>> {
    let mut sql = Sql::new(
        "select agreement_id, member_id, partner_id, structure_id, role, amount from agreement_party \
         where agreement_id",
    );
    sql.within(of.iter().copied().collect::<Values>()).push(" order by agreement_id, rank");
    let mut found: HashMap<AgreementId, Vec<Party>> = HashMap::new();
    for mut row in sql.all(db).await? {
        let id = row.take()?;
        let (member, partner, structure): (Option<MemberId>, Option<PartnerId>, Option<StructureId>) =
            (row.take()?, row.take()?, row.take()?);
        let who = member.map(Who::Member).or(partner.map(Who::Partner)).or(structure.map(Who::Structure));
        let (role, amount) = (row.take()?, row.take()?);
        found.entry(id).or_default().extend(who.map(|who| Party { who, role, amount }));
    }
    Ok(found)
}

/// The agreements that follow these, as far as the actor may see them.
pub async fn renewals_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[AgreementId],
) -> Result<Vec<agreement::Model>> {
    let mut sql = seen::<agreement::Model>(actor, &agreement::Model::list("x"));
    sql.push(" and x.renewed_from_id").within(of.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(agreement::Model::read).collect()
}

/// Keeps an agreement from being renewed by others meanwhile.
pub async fn lock(tx: &Tx, id: AgreementId) -> Result<()> {
    let mut sql = Sql::new("update agreement set version = version where id = ");
    sql.bind(id);
    sql.run(&**tx).await?;
    Ok(())
}

/// The agreement that follows one, whether the actor sees it or not.
pub async fn follower(tx: &Tx, of: AgreementId) -> Result<Option<AgreementId>> {
    let mut sql = Sql::new("select id from agreement where renewed_from_id = ");
    sql.bind(of);
    sql.first(&**tx).await?.map(|mut row| row.take()).transpose()
}

/// The programme of an edition.
pub async fn programme_of(tx: &Tx, edition: EditionId) -> Result<Option<ProgrammeId>> {
    let mut sql = Sql::new("select programme_id from edition where id = ");
    sql.bind(edition);
    sql.first(&**tx).await?.map(|mut row| row.take()).transpose()
}

/// The edition of a consultation, its programme, and where the consultation stands.
pub async fn consulted(
    tx: &Tx,
    id: ConsultationId,
) -> Result<Option<(EditionId, ProgrammeId, ConsultationStatus)>> {
    let mut sql = Sql::new(
        "select e.id, e.programme_id, c.status from consultation c join edition e on e.id = c.edition_id \
         where c.id = ",
    );
    sql.bind(id);
    sql.first(&**tx).await?.map(|mut row| Ok((row.take()?, row.take()?, row.take()?))).transpose()
}

/// Days on which something is due, both included.
pub type Window = (NaiveDate, NaiveDate);

/// What is due of an agreement, and when.
#[derive(Clone, Debug)]
pub struct Due {
    /// What.
    pub kind: Kind,
    /// When.
    pub on: NaiveDate,
    /// Of which one.
    pub agreement: agreement::Model,
}

const NEAREST: Order = Order { columns: &["d.due_on", "d.kind", "d.id"], descending: false };

/// A page of what is due of the agreements that the actor may see, the nearest day first.
pub async fn due(
    db: &impl ConnectionTrait,
    actor: &Actor,
    window: Window,
    page: &Page,
) -> Result<Slice<Due>> {
    let mut sql = due_in(actor, &format!("d.kind, d.due_on, {}", agreement::Model::list("d")), window);
    page.apply(&mut sql, &[NEAREST]);
    let read = |mut row: Row| {
        let kind: String = row.take()?;
        let kind = if kind == Kind::Renewal.as_str() { Kind::Renewal } else { Kind::End };
        Ok(Due { kind, on: row.take()?, agreement: agreement::Model::read(&mut row)? })
    };
    let rows = sql.all(db).await?.into_iter().map(read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How much is due.
pub async fn count_due(db: &impl ConnectionTrait, actor: &Actor, window: Window) -> Result<i64> {
    due_in(actor, "count(*)", window).first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// The ends of agreements, and the last days to renew those that no other follows.
fn due_in(actor: &Actor, selected: &str, (from, to): Window) -> Sql {
    let columns = agreement::Model::list("x");
    let mut sql = Sql::new(format!("select {selected} from ("));
    sql.append(seen::<agreement::Model>(actor, &format!("'END' as kind, x.ends_on as due_on, {columns}")));
    sql.push(" and x.ends_on between ").bind(from).push(" and ").bind(to).push(" union all ");
    sql.append(seen::<agreement::Model>(
        actor,
        &format!("'RENEWAL' as kind, x.renew_by as due_on, {columns}"),
    ));
    sql.push(" and x.renew_by between ").bind(from).push(" and ").bind(to);
    sql.push(" and not exists (select 1 from agreement n where n.renewed_from_id = x.id)) d where 1 = 1");
    sql
}
