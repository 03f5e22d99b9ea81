use std::collections::HashMap;

use entity::{FundingSchemeId, Visibility};
use sea_orm::ConnectionTrait;

use super::content::Content;
use super::rules::{self, New, Revision, Stored};
use super::said::{Meanings, Said};
use super::store::{self, Addition, Taken};
use crate::access::Actor;
use crate::db::Tx;
use crate::directory::structure::Verdict;
use crate::error::{Code, Result};
use crate::graphql::{Refusal, UserError, UserErrorCode};
use crate::observation::rules::Contributor;
use crate::trail::{Act, Change, Stamp, Written};
use crate::world::World;

/// Schemes of another system, written by their keys there. A key belongs to the member that brought it first. An import
/// never empties a field: what a row does not say stays as it was.
pub struct Upsert<'a> {
    /// Who writes.
    pub by: Contributor,
    /// The system whose keys the rows have.
    pub system: &'a str,
    /// Terms and territories: all of them, looked up once for all batches.
    pub meanings: &'a Meanings,
    /// Where new ids come from.
    pub world: &'a World,
}

/// A row: a key in the other system, and what it says.
#[derive(Clone)]
pub struct Draft {
    /// The key.
    pub external_id: String,
    /// What it says.
    pub said: Said,
}

/// The verdict on a row.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What became of it.
    pub verdict: Verdict,
    /// Why it was rejected, or what is odd though it was written.
    pub remarks: Vec<UserError>,
}

/// A scheme that rows speak of: as it was before the batch, and as the rows so far make it.
struct Pending {
    id: FundingSchemeId,
    after: Content,
    write: Write,
}

enum Write {
    Add(Box<New>),
    Revise(Box<Revision>),
}

/// What a batch comes to; written by [`Upsert::write`] only.
struct Plan {
    judgements: Vec<Judgement>,
    additions: Vec<Addition>,
    revisions: Vec<Revision>,
}

impl Upsert<'_> {
    /// What a batch would come to; writes nothing.
    pub async fn preview(&self, db: &impl ConnectionTrait, drafts: &[Draft]) -> Result<Vec<Judgement>> {
        Ok(self.plan(db, drafts).await?.judgements)
    }

    /// Writes a batch (some hundreds of rows): a few statements to read, then inserts of many rows, and one update for
    /// each scheme that differs. Each row written leaves its entry in the trail.
    pub async fn write(&self, tx: &Tx, stamp: &Stamp, drafts: &[Draft]) -> Result<Vec<Judgement>> {
        let Plan { judgements, additions, revisions } = self.plan(&**tx, drafts).await?;
        let written = |id, change| Written::new(id, change, Visibility::Public, Some(self.by.member()));
        let act = |id, change| Act::new("importFundingSchemes", written(id, change));
        let created = additions.iter().map(|addition| act(addition.id, Change::Created));
        let updated = revisions
            .iter()
            .map(|revision| act(revision.before.row.id, Change::Updated).fields(&revision.fields));
        stamp.leave_many(tx, &created.chain(updated).collect::<Vec<_>>()).await?;
        store::add_many(tx, stamp, additions).await?;
        for revision in &revisions {
            store::revise(tx, stamp, revision).await?.ok_or(Code::Conflict)?;
        }
        Ok(judgements)
    }

    async fn plan(&self, db: &impl ConnectionTrait, drafts: &[Draft]) -> Result<Plan> {
        let keys = drafts.iter().map(|draft| draft.external_id.trim().to_owned()).collect();
        let taken = store::find_keys(db, self.system, keys).await?;
        let ids: Vec<FundingSchemeId> = taken.values().map(|taken| taken.id).collect();
        let stored = store::find_stored(db, &ids).await?;
        let mut batch = Batch { upsert: self, taken, stored, pending: Vec::new(), places: HashMap::new() };
        let judgements = drafts.iter().map(|draft| batch.judge(draft)).collect::<Result<_>>()?;
        Ok(batch.finish(judgements))
    }
}

struct Batch<'a> {
    upsert: &'a Upsert<'a>,
    taken: HashMap<String, Taken>,
    stored: HashMap<FundingSchemeId, Stored>,
    /// By key, in the order of the rows.
    pending: Vec<(String, Pending)>,
    places: HashMap<String, usize>,
}

impl Batch<'_> {
    fn judge(&mut self, draft: &Draft) -> Result<Judgement> {
        match self.decide(draft) {
            Ok((verdict, remarks)) => Ok(Judgement { verdict, remarks }),
            Err(Refusal::Mistakes(remarks)) => Ok(Judgement { verdict: Verdict::Rejected, remarks }),
            Err(Refusal::Fault(fault)) => Err(fault),
        }
    }

    fn decide(&mut self, draft: &Draft) -> Result<(Verdict, Vec<UserError>), Refusal> {
        let key = draft.external_id.trim();
        self.free(key)?;
        let place = self.places.get(key).copied();
        let before = place.and_then(|place| self.pending.get(place)).map(|(_, pending)| pending);
        let stored = self.taken.get(key).and_then(|taken| self.stored.get(&taken.id));
        let known = before.map(|pending| &pending.after).or(stored.map(|stored| &stored.content));
        let said = known.cloned().unwrap_or_else(Content::blank);
        let (after, remarks) = draft.said.over(said, self.upsert.meanings)?;
        let checked = rules::check(after.clone())?;
        let verdict = match known {
            None => Verdict::Created,
            Some(known) if *known == after => Verdict::Unchanged,
            Some(_) => Verdict::Updated,
        };
        let by = self.upsert.by;
        let (id, write) = if let Some(stored) = stored {
            let revision = rules::revise(by, stored.clone(), checked)?;
            (stored.row.id, Write::Revise(Box::new(revision)))
        } else {
            let id = before.map_or_else(|| self.upsert.world.id(), |pending| pending.id);
            (id, Write::Add(Box::new(rules::create(by, checked))))
        };
        let pending = Pending { id, after, write };
        self.keep(key, place, pending);
        Ok((verdict, remarks))
    }

    /// A key that is another member's, or of what was removed, brings nothing.
    fn free(&self, key: &str) -> Result<(), UserError> {
        if key.is_empty() {
            return Err(UserError::new(UserErrorCode::Required, "externalId"));
        }
        match self.taken.get(key) {
            Some(taken) if taken.member != self.upsert.by.member() => Err(Actor::not_allowed("externalId")),
            Some(taken) if taken.removed => {
                Err(UserError::new(UserErrorCode::Deleted, "externalId").with("value", key))
            }
            _ => Ok(()),
        }
    }

    fn keep(&mut self, key: &str, place: Option<usize>, pending: Pending) {
        if let Some((_, slot)) = place.and_then(|place| self.pending.get_mut(place)) {
            *slot = pending;
        } else {
            self.places.insert(key.to_owned(), self.pending.len());
            self.pending.push((key.to_owned(), pending));
        }
    }

    fn finish(self, judgements: Vec<Judgement>) -> Plan {
        let mut plan = Plan { judgements, additions: Vec::new(), revisions: Vec::new() };
        for (key, Pending { id, write, .. }) in self.pending {
            match write {
                Write::Add(new) => {
                    let key = Some((self.upsert.system.to_owned(), key));
                    plan.additions.push(Addition { id, new: *new, key });
                }
                Write::Revise(revision) if revision.fields.is_empty() => {}
                Write::Revise(revision) => plan.revisions.push(*revision),
            }
        }
        plan
    }
}
