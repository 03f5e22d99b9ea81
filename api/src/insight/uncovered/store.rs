use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use entity::{EditionStatus, ProgrammeId, TermId, TerritoryId};
use sea_orm::ConnectionTrait;

use crate::access::{Actor, Scope};
use crate::db::{Row, Sql, Values};
use crate::error::Result;
use crate::programme::participant::Places;

/// Days for which an edition that is over is remembered.
const REMEMBERED: Days = Days::new(3 * 366);

/// An edition that all of an audience see.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its programme.
    pub programme: ProgrammeId,
    /// Where it takes place.
    pub territory: TerritoryId,
    /// Whether it is open or runs, and is not over.
    pub going: bool,
    /// Whether all its places are taken, as far as the reader may know.
    pub full: bool,
}

/// For whom and what programmes are.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    /// Terms with their vocabularies.
    pub terms: HashMap<ProgrammeId, Vec<(String, TermId)>>,
    /// Régions and départements that lie in the zones.
    pub zones: HashMap<ProgrammeId, BTreeSet<TerritoryId>>,
}

/// The condition that a programme `p` is shared with all members, or with everybody.
fn shared(network: bool) -> &'static str {
    if network {
        "p.deleted_at is null and p.visibility in ('NETWORK', 'PUBLIC')"
    } else {
        "p.deleted_at is null and p.visibility = 'PUBLIC'"
    }
}

fn recent(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(REMEMBERED).unwrap_or(NaiveDate::MIN)
}

/// The editions of programmes shared with all members, or with everybody, that were ever announced and are not long
/// over, by the titles of the programmes.
pub async fn editions(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate) -> Result<Vec<Edition>> {
    let mut sql = Sql::new("select e.programme_id, e.territory_id, e.status, e.ends_on, e.capacity, ");
    sql.append(Places::columns(actor));
    sql.push(format!(
        " from edition e join programme p on p.id = e.programme_id where {} and e.status <> 'DRAFT' and e.ends_on >= ",
        shared(actor.reads_network(Scope::ProgrammesRead))
    ));
    sql.bind(recent(today)).push(" order by p.sort_key, p.id, e.number");
    let read = |row: &mut Row| {
        let (programme, territory) = (row.take()?, row.take()?);
        let (status, ends_on): (EditionStatus, NaiveDate) = (row.take()?, row.take()?);
        let stands = matches!(status, EditionStatus::Open | EditionStatus::Running);
        let capacity: Option<i32> = row.take()?;
        let places = Places::read(row)?;
        let full = capacity.is_some_and(|capacity| places.full(capacity));
        Ok(Edition { programme, territory, going: stands && ends_on >= today, full })
    };
    sql.all(db).await?.iter_mut().map(read).collect()
}

/// What the frames of these programmes say, in two statements.
pub async fn frames(db: &impl ConnectionTrait, of: &BTreeSet<ProgrammeId>) -> Result<Frames> {
    let ids = || of.iter().copied().collect::<Values>();
    let mut frames = Frames::default();
    if of.is_empty() {
        return Ok(frames);
    }
    let mut terms = Sql::new("select programme_id, scheme, term_id from programme_term where programme_id");
    terms.within(ids());
    for mut row in terms.all(db).await? {
        frames.terms.entry(row.take()?).or_default().push((row.take()?, row.take()?));
    }
    // A programme is for all of a territory where one of its zones contains it.
    let mut zones = Sql::new(
        "select z.programme_id, t.id from programme_zone z \
         join territory_closure c on c.ancestor_id = z.territory_id join territory t on t.id = c.descendant_id \
         where (t.kind in ('REGION', 'DEPARTMENT') or t.id = z.territory_id) and z.programme_id",
    );
    zones.within(ids());
    for mut row in zones.all(db).await? {
        frames.zones.entry(row.take()?).or_default().insert(row.take()?);
    }
    Ok(frames)
}
