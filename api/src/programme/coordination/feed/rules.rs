use std::collections::HashMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{
    AccountId, EditionId, EditionStatus, Language, MembershipId, SessionSeriesId, TerritoryId, calendar_feed,
    edition, programme, session, session_series, task,
};

use crate::access::{Actor, Scope};
use crate::graphql::{UserError, UserErrorCode, id_text};
use crate::programme::calendar::ical::{
    Exception, Feed, Item, Occasion, Outcome, Recurrence, Session, Status, Task,
};
use crate::programme::calendar::recurrence::Rule;
use crate::programme::calendar::zone::{parse_zone, wall_clock};

/// Whose a feed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The account.
    pub account: AccountId,
    /// The membership under which it reads.
    pub membership: MembershipId,
}

/// Those who work for a member structure have feeds. A key makes none: the address would outlive it.
pub fn owner(actor: &Actor) -> Result<Owner, UserError> {
    let known = actor.identity().filter(|known| known.api_key.is_none());
    let works = actor.works_for_with(Scope::ProgrammesRead).is_some();
    let known = known.filter(|_| works).ok_or_else(|| Actor::not_allowed(""))?;
    Ok(Owner { account: known.account, membership: known.membership })
}

/// Refuses to revoke a feed twice.
pub fn revoke(row: &calendar_feed::Model) -> Result<(), UserError> {
    match row.revoked_at {
        Some(_) => Err(UserError::new(UserErrorCode::IllegalTransition, "id")
            .with("state", "REVOKED")
            .with("allowed", "–")),
        None => Ok(()),
    }
}

/// All that a feed shows.
pub struct Shown {
    /// Of its owner.
    pub language: Language,
    /// Whether it shows all editions that its owner's member structure leads.
    pub whole: bool,
    /// The editions with their programmes.
    pub editions: Vec<(edition::Model, programme::Model)>,
    /// Their sessions, in order.
    pub sessions: Vec<session::Model>,
    /// How some of them repeat.
    pub series: Vec<session_series::Model>,
    /// What its owner is to do.
    pub tasks: Vec<task::Model>,
    /// Names of the territories where sessions take place.
    pub places: HashMap<TerritoryId, String>,
}

/// The feed: single sessions and series in the order of their starts, then tasks.
pub fn feed(shown: &Shown) -> Feed {
    let mut series: HashMap<SessionSeriesId, Vec<&session::Model>> = HashMap::new();
    for row in &shown.sessions {
        if let Some(of) = row.series_id {
            series.entry(of).or_default().push(row);
        }
    }
    let mut items: Vec<Session> =
        shown.sessions.iter().filter(|row| row.series_id.is_none()).map(|row| shown.single(row)).collect();
    for of in &shown.series {
        let rows = series.remove(&of.id).unwrap_or_default();
        items.extend(shown.repeated(of, &rows));
    }
    items.extend(series.into_values().flatten().map(|row| shown.single(row)));
    items.sort_by(|one, other| (one.about.start, &one.uid).cmp(&(other.about.start, &other.uid)));
    let tasks = shown.tasks.iter().filter_map(|row| shown.task(row)).map(Item::Task);
    Feed {
        name: shown.name(),
        language: shown.language,
        items: items.into_iter().map(Item::Session).chain(tasks).collect(),
    }
}

impl Shown {
    fn name(&self) -> String {
        let only = self.editions.first().filter(|_| !self.whole);
        only.map_or_else(
            || "Maillage".to_owned(),
            |(edition, programme)| titled(self.language, edition, programme),
        )
    }

    fn edition(&self, id: EditionId) -> Option<&(edition::Model, programme::Model)> {
        self.editions.iter().find(|(edition, _)| edition.id == id)
    }

    fn single(&self, row: &session::Model) -> Session {
        Session {
            uid: id_text(row.id).0,
            sequence: self.sequence(row),
            zone: zone(&row.time_zone),
            about: self.occasion(row),
            recurrence: None,
        }
    }

    /// A session of an edition that was given up is one version further, though its own row stayed as it was.
    fn sequence(&self, row: &session::Model) -> u32 {
        let own = u32::try_from(row.sequence).unwrap_or_default();
        own.saturating_add(u32::from(self.given_up(row.edition_id)))
    }

    fn given_up(&self, id: EditionId) -> bool {
        self.edition(id).is_some_and(|(edition, _)| edition.status == EditionStatus::Cancelled)
    }

    fn occasion(&self, row: &session::Model) -> Occasion {
        let edition = self.edition(row.edition_id);
        let territory = row.territory_id.and_then(|id| self.places.get(&id));
        let over = row.cancelled_at.is_some() || self.given_up(row.edition_id);
        let changed =
            edition.filter(|_| self.given_up(row.edition_id)).and_then(|(edition, _)| edition.closed_at);
        Occasion {
            start: row.starts_at,
            end: row.ends_at,
            title: row.title.clone(),
            place: row.place.clone().or_else(|| territory.cloned()),
            description: edition.map(|(edition, programme)| titled(self.language, edition, programme)),
            url: row.link.clone(),
            status: if over { Status::Cancelled } else { Status::Confirmed },
            last_modified: row.updated_at.max(changed.unwrap_or(row.updated_at)),
        }
    }

    /// A series as one event with its rule, and what is not as the rule says; each session alone where the rule gives
    /// other starts than those that were planned.
    fn repeated(&self, of: &session_series::Model, rows: &[&session::Model]) -> Vec<Session> {
        let zone = zone(&of.time_zone);
        let single = || rows.iter().map(|row| self.single(row)).collect();
        let Ok(rule) = of.rule.parse::<Rule>() else { return single() };
        let starts = rule.occurrences(wall_clock(of.starts_at, zone), zone, rows.len()).unwrap_or_default();
        let planned = |row: &&session::Model| row.series_start.is_some_and(|start| starts.contains(&start));
        let Some(first) = starts.first().filter(|_| rows.iter().all(planned)).copied() else {
            return single();
        };
        let Some(model) = rows.iter().find(|row| is_plain(row)).or_else(|| rows.first()) else {
            return single();
        };
        let about = beginning(self.occasion(model), first);
        let exceptions = starts.iter().filter_map(|start| self.exception(*start, &about, rows)).collect();
        let last_modified = rows.iter().map(|row| self.occasion(row).last_modified).max();
        vec![Session {
            uid: id_text(of.id).0,
            sequence: rows.iter().fold(0, |sum, row| sum.saturating_add(self.sequence(row))),
            zone,
            about: Occasion { last_modified: last_modified.unwrap_or(about.last_modified), ..about },
            recurrence: Some(Recurrence { rule, exceptions }),
        }]
    }

    fn exception(
        &self,
        original: DateTime<Utc>,
        about: &Occasion,
        rows: &[&session::Model],
    ) -> Option<Exception> {
        let Some(row) = rows.iter().find(|row| row.series_start == Some(original)) else {
            return Some(Exception { original, outcome: Outcome::Removed });
        };
        let own = self.occasion(row);
        let regular = Occasion { last_modified: own.last_modified, ..beginning(about.clone(), original) };
        let changed = || Outcome::Changed { sequence: self.sequence(row), about: Box::new(own.clone()) };
        (own != regular).then(|| Exception { original, outcome: changed() })
    }

    fn task(&self, row: &task::Model) -> Option<Task> {
        let edition = self.edition(row.edition_id);
        Some(Task {
            uid: id_text(row.id).0,
            sequence: u32::try_from(row.version.saturating_sub(1)).unwrap_or_default(),
            title: row.title.clone(),
            due: row.due_on?,
            done_at: row.done_at,
            description: row
                .note
                .clone()
                .or_else(|| edition.map(|(edition, programme)| titled(self.language, edition, programme))),
            url: None,
            last_modified: row.updated_at,
        })
    }
}

/// Whether a session of a series takes place when its rule says.
fn is_plain(row: &session::Model) -> bool {
    row.cancelled_at.is_none() && row.series_start == Some(row.starts_at)
}

/// The same at another time, as long.
fn beginning(about: Occasion, start: DateTime<Utc>) -> Occasion {
    Occasion { start, end: start + (about.end - about.start), ..about }
}

fn zone(name: &str) -> Tz {
    parse_zone(name).unwrap_or(Tz::UTC)
}

fn titled(language: Language, edition: &edition::Model, programme: &programme::Model) -> String {
    let title = &programme.title;
    match (&edition.title, language) {
        (Some(own), _) => format!("{title} – {own}"),
        (None, Language::Fr) => format!("{title} – édition {}", edition.number),
        (None, Language::En) => format!("{title} – edition {}", edition.number),
    }
}
