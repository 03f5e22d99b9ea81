use std::collections::{BTreeSet, HashMap};

use entity::{LeadStatus, MemberId, ProgrammeId, TermId, TerritoryId, member, programme, term, territory};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Value,
};

use super::content::Content;
use super::rules::{New, Part, Revision};
use crate::access::Actor;
use crate::db::{Columns, Order, Page, Row, Slice, Sql, Tx, Values, insert_rows, search_words};
use crate::error::Result;
use crate::programme::store::programme_seen;
use crate::reference::territory::inside;
use crate::trail::{Change, Stamp};

/// By title.
pub const BY_TITLE: Order = Order { columns: &["p.sort_key", "p.id"], descending: false };

/// Which programmes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Led by one of these.
    pub leads: Option<Vec<MemberId>>,
    /// Waiting for the answer of this one, which is asked to lead them with others.
    pub invited: Option<MemberId>,
    /// For one of these terms, each list of a vocabulary.
    pub terms: Vec<Vec<TermId>>,
    /// For people of this territory or of what it contains.
    pub within: Option<TerritoryId>,
    /// Folded words of the title.
    pub words: Vec<String>,
}

impl Filter {
    /// With the words of a search.
    pub fn search(&mut self, text: &str) {
        self.words = search_words(text);
    }

    pub(in crate::programme) fn apply(&self, sql: &mut Sql) {
        if let Some(leads) = &self.leads {
            sql.push(" and exists (select 1 from programme_lead l where l.programme_id = p.id and l.status = 'ACCEPTED' and l.member_id");
            sql.within(leads.iter().copied().collect::<Values>()).push(")");
        }
        if let Some(member) = self.invited {
            sql.push(" and exists (select 1 from programme_lead l where l.programme_id = p.id and l.status = 'INVITED' and l.member_id = ");
            sql.bind(member).push(")");
        }
        for terms in &self.terms {
            sql.push(" and p.id in (select x.programme_id from programme_term x where x.term_id");
            sql.within(terms.iter().copied().collect::<Values>()).push(")");
        }
        if let Some(territory) = self.within {
            sql.push(" and p.id in (select z.programme_id from programme_zone z where z.territory_id");
            sql.append(inside(territory)).push(")");
        }
        for word in &self.words {
            sql.push(" and (p.title_folded like ").bind(format!("{word}%"));
            sql.push(" or p.title_folded like ").bind(format!("% {word}%")).push(")");
        }
    }
}

fn select(actor: &Actor, selected: &str) -> Sql {
    let mut sql = Sql::new(format!("select {selected} from programme p where "));
    sql.append(programme_seen(actor));
    sql
}

/// Those of these that the actor may see.
pub async fn find_by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ProgrammeId],
) -> Result<Vec<programme::Model>> {
    let mut sql = select(actor, &programme::Model::list("p"));
    sql.push(" and p.id").within(ids.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(programme::Model::read).collect()
}

/// A page by title.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<programme::Model>> {
    let mut sql = select(actor, &programme::Model::list("p"));
    filter.apply(&mut sql);
    page.apply(&mut sql, &[BY_TITLE]);
    let rows = sql.all(db).await?.iter_mut().map(programme::Model::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter) -> Result<i64> {
    let mut sql = select(actor, "count(*)");
    filter.apply(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Rows of programmes, in their order.
type Of<T> = HashMap<ProgrammeId, Vec<T>>;

/// Terms of these programmes, in the order in which terms are shown.
pub async fn terms_of(db: &impl ConnectionTrait, of: &[ProgrammeId]) -> Result<Of<term::Model>> {
    let sql = format!(
        "select x.programme_id, {} from programme_term x join term t on t.id = x.term_id where x.programme_id",
        term::Model::list("t")
    );
    below(db, sql, of, " order by t.sort_key, t.id", term::Model::read).await
}

/// Zones of these programmes.
pub async fn zones_of(db: &impl ConnectionTrait, of: &[ProgrammeId]) -> Result<Of<territory::Model>> {
    let sql = format!(
        "select z.programme_id, {} from programme_zone z join territory t on t.id = z.territory_id where z.programme_id",
        territory::Model::list("t")
    );
    below(db, sql, of, " order by t.kind, t.code", territory::Model::read).await
}

/// Who leads these programmes or is asked to, in the order of their names.
pub async fn leads_of(
    db: &impl ConnectionTrait,
    of: &[ProgrammeId],
) -> Result<Of<(member::Model, LeadStatus)>> {
    let sql = format!(
        "select l.programme_id, {}, l.status from programme_lead l join member m on m.id = l.member_id \
         where l.status <> 'DECLINED' and l.programme_id",
        member::Model::list("m")
    );
    let read = |row: &mut Row| Ok((member::Model::read(row)?, row.take()?));
    below(db, sql, of, " order by m.sort_key, m.id", read).await
}

async fn below<T>(
    db: &impl ConnectionTrait,
    select: String,
    of: &[ProgrammeId],
    order: &'static str,
    read: impl Fn(&mut Row) -> Result<T>,
) -> Result<Of<T>> {
    let mut sql = Sql::new(select);
    sql.within(of.iter().copied().collect::<Values>()).push(order);
    let mut found: Of<T> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push(read(&mut row)?);
    }
    Ok(found)
}

/// What its frame says.
pub async fn content(db: &impl ConnectionTrait, row: &programme::Model) -> Result<Content> {
    let mut content =
        Content { title: row.title.clone(), summary: row.summary.clone(), ..Content::default() };
    let mut terms = Sql::new("select scheme, term_id from programme_term where programme_id = ");
    terms.bind(row.id);
    for mut found in terms.all(db).await? {
        let scheme: String = found.take()?;
        let term = found.take()?;
        content.set_of(&scheme).map(|set| set.insert(term));
    }
    let mut zones = Sql::new("select territory_id from programme_zone where programme_id = ");
    zones.bind(row.id);
    content.zones = zones.all(db).await?.iter_mut().map(Row::take).collect::<Result<BTreeSet<_>>>()?;
    Ok(content)
}

/// Where a member structure stands in leading a programme.
pub async fn standing(
    db: &impl ConnectionTrait,
    programme: ProgrammeId,
    member: MemberId,
) -> Result<Option<LeadStatus>> {
    let mut sql = Sql::new("select status from programme_lead where programme_id = ");
    sql.bind(programme).push(" and member_id = ").bind(member);
    sql.first(db).await?.map(|mut row| row.take()).transpose()
}

/// Whether an edition of it was ever opened.
pub async fn opened(db: &impl ConnectionTrait, programme: ProgrammeId) -> Result<bool> {
    let mut sql = Sql::new("select id from edition where opened_at is not null and programme_id = ");
    sql.bind(programme).push(" limit 1");
    Ok(sql.first(db).await?.is_some())
}

/// Begins a programme, led by who made it.
pub async fn add(tx: &Tx, stamp: &Stamp, new: New) -> Result<programme::Model> {
    let New { by, content } = new;
    let mut row = programme::Model {
        id: stamp.world.id(),
        member_id: by.member(),
        title: String::new(),
        title_folded: String::new(),
        sort_key: String::new(),
        summary: None,
        visibility: entity::Visibility::Private,
        version: 1,
        created_by: by.account(),
        created_at: stamp.at,
        updated_at: stamp.at,
        deleted_at: None,
    };
    content.write_into(&mut row);
    programme::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    insert_links(tx, row.id, &content).await?;
    let lead = vec![row.id.into(), by.member().into(), LeadStatus::Accepted.as_str().into(), stamp.at.into()];
    insert_rows(&**tx, "programme_lead", LEAD, vec![lead]).await?;
    Ok(row)
}

const LEAD: &[&str] = &["programme_id", "member_id", "status", "since"];

/// Makes a change, unless somebody else changed the frame meanwhile: then nothing.
pub async fn revise(tx: &Tx, stamp: &Stamp, revision: &Revision) -> Result<Option<programme::Model>> {
    let mut row = revision.row.clone();
    let expected = row.version;
    row.version += 1;
    row.updated_at = stamp.at;
    if revision.change == Change::Deleted {
        row.deleted_at = Some(stamp.at);
    }
    let changed = programme::Entity::update_many()
        .set(row.clone().into_active_model().reset_all())
        .filter(programme::Column::Id.eq(row.id))
        .filter(programme::Column::Version.eq(expected))
        .exec(&**tx)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    if let Some(content) = &revision.content {
        for table in ["programme_term", "programme_zone"] {
            let mut old = Sql::new(format!("delete from {table} where programme_id = "));
            old.bind(row.id);
            old.run(&**tx).await?;
        }
        insert_links(tx, row.id, content).await?;
    }
    Ok(Some(row))
}

async fn insert_links(tx: &Tx, id: ProgrammeId, content: &Content) -> Result<()> {
    let row = |term: &TermId, scheme: &'static str| vec![id.into(), (*term).into(), scheme.into()];
    let terms =
        content.sets().into_iter().flat_map(|(set, scheme)| set.iter().map(move |term| row(term, scheme)));
    insert_rows(&**tx, "programme_term", &["programme_id", "term_id", "scheme"], terms.collect()).await?;
    let zones: Vec<Vec<Value>> = content.zones.iter().map(|zone| vec![id.into(), (*zone).into()]).collect();
    insert_rows(&**tx, "programme_zone", &["programme_id", "territory_id"], zones).await
}

/// Writes a member structure's part in leading.
pub async fn write_part(tx: &Tx, stamp: &Stamp, part: &Part) -> Result<()> {
    let mut old = Sql::new("delete from programme_lead where programme_id = ");
    old.bind(part.led.id).push(" and member_id = ").bind(part.member);
    old.run(&**tx).await?;
    let row = vec![part.led.id.into(), part.member.into(), part.status.as_str().into(), stamp.at.into()];
    insert_rows(&**tx, "programme_lead", LEAD, vec![row]).await
}

/// The member structures that lead a programme.
pub async fn leading(db: &impl ConnectionTrait, of: ProgrammeId) -> Result<Vec<MemberId>> {
    let mut sql =
        Sql::new("select member_id from programme_lead where status = 'ACCEPTED' and programme_id = ");
    sql.bind(of);
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}
