use chrono::NaiveDate;
use entity::{MemberId, PartnerId, TerritoryId};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::Actor;
use crate::db::{Order, Page, Row, Slice, Sql, Values};
use crate::directory::partner;
use crate::error::Result;
use crate::programme::store::{edition_seen, led};
use crate::reference::territory::inside;

/// How two work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Both lead a programme.
    CoLead,
    /// The other is a partner of an edition.
    Partner,
    /// The other speaks at a session.
    Speaker,
    /// The other pays.
    Funder,
}

impl Kind {
    const ALL: [Self; 4] = [Self::CoLead, Self::Partner, Self::Speaker, Self::Funder];

    /// Its place in the statement and in cursors.
    pub const fn rank(self) -> i32 {
        match self {
            Self::CoLead => 1,
            Self::Partner => 2,
            Self::Speaker => 3,
            Self::Funder => 4,
        }
    }

    fn of(rank: i32) -> Self {
        Self::ALL.into_iter().find(|kind| kind.rank() == rank).unwrap_or(Self::Partner)
    }
}

/// Who stands at an end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// A member structure.
    Member(MemberId),
    /// A partner.
    Partner(PartnerId),
}

/// That two work together in one way.
#[derive(Clone, Debug)]
pub struct Link {
    /// How.
    pub kind: Kind,
    /// The member structure that leads.
    pub from: MemberId,
    /// The other.
    pub to: End,
    /// First day of the first edition.
    pub first_on: NaiveDate,
    /// Last day of the last edition.
    pub last_on: NaiveDate,
    /// In how many editions.
    pub editions: i64,
}

impl Link {
    fn read(row: &mut Row) -> Result<Self> {
        let kind = Kind::of(row.take()?);
        let (from, to): (MemberId, Uuid) = (row.take()?, row.take()?);
        let to = if kind == Kind::CoLead { End::Member(MemberId(to)) } else { End::Partner(PartnerId(to)) };
        Ok(Self { kind, from, to, first_on: row.take()?, last_on: row.take()?, editions: row.take()? })
    }
}

/// Which links.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Of editions in this territory or in what it contains.
    pub territory: TerritoryId,
    /// Of these kinds.
    pub kinds: Option<Vec<Kind>>,
    /// Of editions that last on one of these days.
    pub during: (Option<NaiveDate>, Option<NaiveDate>),
}

/// The latest first.
const LATEST: Order = Order { columns: &["x.last_on", "x.kind", "x.from_id", "x.to_id"], descending: true };

/// Each tie of two in an edition `c`; money only where the reader leads it.
const TIES: &str = "select 1 as kind, c.member_id as from_id, l.member_id as to_id, c.edition_id, c.starts_on, c.ends_on \
     from c join programme_lead l on l.programme_id = c.programme_id \
     where l.status = 'ACCEPTED' and l.member_id <> c.member_id \
     union all select 2, l.member_id, r.partner_id, c.edition_id, c.starts_on, c.ends_on from c \
     join programme_lead l on l.programme_id = c.programme_id join edition_partner r on r.edition_id = c.edition_id \
     where l.status = 'ACCEPTED' \
     union all select 3, l.member_id, r.partner_id, c.edition_id, c.starts_on, c.ends_on from c \
     join programme_lead l on l.programme_id = c.programme_id join session n on n.edition_id = c.edition_id \
     join session_speaker r on r.session_id = n.id where l.status = 'ACCEPTED' and n.cancelled_at is null \
     union all select 4, l.member_id, r.partner_id, c.edition_id, c.starts_on, c.ends_on from c \
     join programme_lead l on l.programme_id = c.programme_id join funding_line r on r.edition_id = c.edition_id \
     where l.status = 'ACCEPTED' and c.led and r.partner_id is not null \
     and r.status in ('GRANTED', 'ADVANCE', 'BALANCE', 'JUSTIFIED')";

impl Filter {
    /// The editions that count, as the table `c`: those that the actor may see and that were not given up.
    fn editions(&self, actor: &Actor) -> Sql {
        let mut sql = Sql::new(
            "with c as (select e.id as edition_id, p.id as programme_id, p.member_id, e.starts_on, e.ends_on, ",
        );
        sql.append(led(actor))
            .push(" as led from edition e join programme p on p.id = e.programme_id where ");
        sql.append(edition_seen(actor)).push(" and e.status <> 'CANCELLED' and e.territory_id");
        sql.append(inside(self.territory));
        if let Some(from) = self.during.0 {
            sql.push(" and e.ends_on >= ").bind(from);
        }
        if let Some(to) = self.during.1 {
            sql.push(" and e.starts_on <= ").bind(to);
        }
        sql.push(") ");
        sql
    }

    /// Begins a statement on the links `x` between those that the actor may meet.
    fn links(&self, actor: &Actor, selected: &'static str) -> Sql {
        let mut sql = self.editions(actor);
        sql.push("select ").push(selected).push(
            " from (select g.kind, g.from_id, g.to_id, min(g.starts_on) as first_on, max(g.ends_on) as last_on, \
             count(distinct g.edition_id) as editions from (",
        );
        sql.push(TIES).push(") g where (g.kind = 1 or g.to_id in (");
        sql.append(partner::seen(actor, "p.id")).push("))");
        if let Some(kinds) = &self.kinds {
            let ranks = kinds.iter().map(|kind| i64::from(kind.rank())).collect();
            sql.push(" and g.kind").within(Values::Integers(ranks));
        }
        sql.push(" group by g.kind, g.from_id, g.to_id) x where 1 = 1");
        sql
    }
}

/// A page of the links, in one statement.
pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<Link>> {
    let columns = "x.kind, x.from_id, x.to_id, x.first_on, x.last_on, x.editions";
    let mut sql = filter.links(actor, columns);
    page.apply(&mut sql, &[LATEST]);
    let rows = sql.all(db).await?.iter_mut().map(Link::read).collect::<Result<_>>()?;
    Ok(Slice::new(page, rows))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, actor: &Actor, filter: &Filter) -> Result<i64> {
    filter.links(actor, "count(*)").first(db).await?.map_or(Ok(0), |mut row| row.take())
}
