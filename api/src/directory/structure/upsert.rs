use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{StructureId, Visibility};
use sea_orm::ConnectionTrait;

use super::card::{Card, Reference};
use super::codebook::Codebook;
use super::keys;
use super::rules::{Contributor, Creation, Desk, Revision};
use super::store::{self, Stored};
use super::wish::Wish;
use crate::access::Actor;
use crate::db::Tx;
use crate::error::{Code, Result};
use crate::graphql::{UserError, UserErrorCode};
use crate::trail::{Act, Change, Stamp, Written};
use crate::world::World;

/// Structures of another system, written by their keys there. An import never empties a field: what a row
/// does not say stays as it was.
pub struct Upsert<'a> {
    /// Who writes.
    pub contributor: &'a Contributor,
    /// The system whose keys the rows have.
    pub system: &'a str,
    /// Terms and territories: all of them, looked up once for all batches.
    pub book: &'a Codebook,
    /// The present day.
    pub today: NaiveDate,
    /// Where new ids come from.
    pub world: &'a World,
    /// Whether a structure that is known keeps its name: the row's then joins its other names.
    pub keep_names: bool,
}

/// Structures as earlier batches of a preview would have left them, by their keys.
#[derive(Default)]
pub struct Ahead(HashMap<String, Pending>);

/// A row: a key in the other system, and what it says.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The key.
    pub external_id: String,
    /// What it says.
    pub wish: Wish,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A new structure.
    Created,
    /// A structure that differs now.
    Updated,
    /// A structure that says so already.
    Unchanged,
    /// Nothing, for the reasons given.
    Rejected,
}

/// The verdict on a row.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What became of it.
    pub verdict: Verdict,
    /// Of which structure.
    pub id: Option<StructureId>,
    /// Why it was rejected.
    pub errors: Vec<UserError>,
    /// What is odd though it was written.
    pub warnings: Vec<UserError>,
}

impl Judgement {
    fn rejected(errors: Vec<UserError>) -> Self {
        Self { verdict: Verdict::Rejected, id: None, errors, warnings: Vec::new() }
    }
}

/// A structure that rows speak of: as it was before the batch, and as the rows so far make it.
struct Pending {
    id: StructureId,
    stored: Option<Stored>,
    before: Card,
    after: Card,
}

/// What a batch comes to; written by [`Upsert::write`] only.
#[derive(Default)]
struct Plan {
    judgements: Vec<Judgement>,
    creations: Vec<(StructureId, Creation)>,
    revisions: Vec<Revision>,
}

impl Upsert<'_> {
    /// What a batch would come to, behind the batches `ahead` of it; writes nothing.
    pub async fn preview(
        &self,
        db: &impl ConnectionTrait,
        drafts: &[Draft],
        ahead: &mut Ahead,
    ) -> Result<Vec<Judgement>> {
        let mut batch = Batch::read(self, db, drafts).await?;
        batch.follow(drafts, ahead);
        let judgements = batch.judge_all(db, drafts).await?;
        batch.lead(ahead);
        Ok(judgements)
    }

    /// Writes a batch (some hundreds of rows): seven statements to read, then inserts of many rows, and one
    /// update for each structure that differs. Each row written leaves its entry in the trail.
    pub async fn write(&self, tx: &Tx, stamp: &Stamp, drafts: &[Draft]) -> Result<Vec<Judgement>> {
        let plan = self.plan(&**tx, drafts).await?;
        if !plan.creations.is_empty() {
            store::insert(tx, stamp, &plan.creations).await?;
        }
        if !plan.revisions.is_empty() && store::update(tx, stamp, &plan.revisions).await?.is_some() {
            return Err(Code::Conflict.into());
        }
        stamp.leave_many(tx, &plan.acts()).await?;
        Ok(plan.judgements)
    }

    async fn plan(&self, db: &impl ConnectionTrait, drafts: &[Draft]) -> Result<Plan> {
        let mut batch = Batch::read(self, db, drafts).await?;
        let judgements = batch.judge_all(db, drafts).await?;
        Ok(batch.finish(judgements))
    }
}

impl Plan {
    fn acts(&self) -> Vec<Act<'_>> {
        let created = self.creations.iter().map(|(id, creation)| {
            let member = creation.contributed_by();
            Act::new("importStructures", Written::new(*id, Change::Created, Visibility::Public, member))
        });
        let updated = self.revisions.iter().map(|revision| {
            let member = revision.contributed_by();
            let written = Written::new(revision.id(), Change::Updated, Visibility::Public, member);
            Act::new("importStructures", written).fields(revision.changes())
        });
        created.chain(updated).collect()
    }
}

struct Batch<'a> {
    upsert: &'a Upsert<'a>,
    desk: Desk<'a>,
    pending: Vec<Pending>,
    /// Place in `pending` of each key; nothing where the structure was removed.
    keys: HashMap<String, Option<usize>>,
}

impl<'a> Batch<'a> {
    async fn read(upsert: &'a Upsert<'a>, db: &impl ConnectionTrait, drafts: &[Draft]) -> Result<Self> {
        let references: Vec<Reference> = drafts.iter().map(|draft| upsert.key(draft)).collect();
        let taken = store::find_by_references(db, &references, upsert.contributor.member()).await?;
        let mut ids: Vec<StructureId> = taken.iter().map(|taken| taken.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut pending = Vec::with_capacity(drafts.len());
        for stored in store::find_stored(db, &ids).await? {
            let before = stored.card(upsert.book);
            pending.push(Pending { id: stored.row.id, after: before.clone(), before, stored: Some(stored) });
        }
        let places: HashMap<StructureId, usize> =
            pending.iter().enumerate().map(|(place, pending)| (pending.id, place)).collect();
        let place = |id| places.get(&id).copied();
        let keys = taken.into_iter().map(|taken| (taken.reference.external_id, place(taken.id))).collect();
        let desk = Desk { contributor: upsert.contributor, book: upsert.book, today: upsert.today };
        Ok(Self { upsert, desk, pending, keys })
    }

    async fn judge_all(&mut self, db: &impl ConnectionTrait, drafts: &[Draft]) -> Result<Vec<Judgement>> {
        let mut judgements: Vec<Judgement> = drafts.iter().map(|draft| self.judge(draft)).collect();
        self.note_shared(db, &mut judgements).await?;
        Ok(judgements)
    }

    /// Takes over what earlier batches made of the structures that these drafts speak of.
    fn follow(&mut self, drafts: &[Draft], ahead: &mut Ahead) {
        for draft in drafts {
            let key = self.upsert.key(draft).external_id;
            let Some(pending) = ahead.0.remove(&key) else { continue };
            let known = self.keys.get(&key).copied().flatten().and_then(|place| self.pending.get_mut(place));
            if let Some(known) = known {
                *known = pending;
                continue;
            }
            self.keys.insert(key, Some(self.pending.len()));
            self.pending.push(pending);
        }
    }

    /// Leaves what this batch makes of structures to the next ones.
    fn lead(self, ahead: &mut Ahead) {
        let mut pending: Vec<Option<Pending>> = self.pending.into_iter().map(Some).collect();
        for (key, place) in self.keys {
            let found = place.and_then(|place| pending.get_mut(place)).and_then(Option::take);
            if let Some(changed) = found.filter(|found| found.before != found.after) {
                ahead.0.insert(key, changed);
            }
        }
    }

    fn judge(&mut self, draft: &Draft) -> Judgement {
        let key = self.upsert.key(draft);
        if key.external_id.is_empty() {
            return Judgement::rejected(vec![UserError::new(UserErrorCode::Required, "externalId")]);
        }
        match self.keys.get(&key.external_id) {
            Some(Some(place)) => self.change(*place, &key, &draft.wish),
            Some(None) => {
                let removed = UserError::new(UserErrorCode::Deleted, "externalId");
                Judgement::rejected(vec![removed.with("value", &key.external_id)])
            }
            None => self.add(key, &draft.wish),
        }
    }

    fn add(&mut self, key: Reference, wish: &Wish) -> Judgement {
        let (after, warnings) = match self.desk.import(&Card::default(), &key, wish) {
            Ok(card) => card,
            Err(errors) => return Judgement::rejected(errors),
        };
        let id = self.upsert.world.id();
        self.keys.insert(key.external_id, Some(self.pending.len()));
        self.pending.push(Pending { id, stored: None, before: Card::default(), after });
        Judgement { verdict: Verdict::Created, id: Some(id), errors: Vec::new(), warnings }
    }

    fn change(&mut self, place: usize, key: &Reference, wish: &Wish) -> Judgement {
        let Some(pending) = self.pending.get_mut(place) else { return Judgement::rejected(Vec::new()) };
        if pending.stored.as_ref().is_some_and(|stored| !self.desk.contributor.may_edit(&stored.row)) {
            return Judgement::rejected(vec![Actor::not_allowed("externalId")]);
        }
        let kept = self.upsert.keep_names.then(|| wish.clone().beside(&pending.after));
        let (after, warnings) = match self.desk.import(&pending.after, key, kept.as_ref().unwrap_or(wish)) {
            Ok(card) => card,
            Err(errors) => return Judgement::rejected(errors),
        };
        let verdict = if after == pending.after { Verdict::Unchanged } else { Verdict::Updated };
        pending.after = after;
        Judgement { verdict, id: Some(pending.id), errors: Vec::new(), warnings }
    }

    /// Warns of identifiers that other structures carry, those of the same batch included.
    async fn note_shared(&self, db: &impl ConnectionTrait, judgements: &mut [Judgement]) -> Result<()> {
        let written: HashMap<StructureId, &Pending> =
            self.pending.iter().map(|pending| (pending.id, pending)).collect();
        let telling = || {
            self.pending.iter().flat_map(|pending| {
                keys::telling(&pending.after.identifiers).map(|claim| (pending.id, claim))
            })
        };
        let values = telling().map(|(_, claim)| claim.value.clone()).collect();
        let mut carriers = store::find_carrying(db, values, self.desk.contributor.member()).await?;
        for (id, claim) in telling() {
            let others = carriers.entry((claim.scheme.clone(), claim.value.clone())).or_default();
            if !others.contains(&id) {
                others.push(id);
            }
        }
        for judgement in judgements {
            let changed = matches!(judgement.verdict, Verdict::Created | Verdict::Updated);
            let Some(pending) = judgement.id.filter(|_| changed).and_then(|id| written.get(&id)) else {
                continue;
            };
            judgement.warnings.extend(keys::shared(&pending.after.identifiers, &carriers, judgement.id));
        }
        Ok(())
    }

    fn finish(self, judgements: Vec<Judgement>) -> Plan {
        let mut plan = Plan { judgements, ..Plan::default() };
        for Pending { id, stored, before, after } in self.pending {
            match stored {
                None => plan.creations.push((id, self.desk.add(after))),
                Some(_) if before == after => {}
                Some(stored) => plan.revisions.extend(self.desk.replace(&stored.row, &before, after).ok()),
            }
        }
        plan
    }
}

impl Upsert<'_> {
    fn key(&self, draft: &Draft) -> Reference {
        Reference { system: self.system.to_owned(), external_id: draft.external_id.trim().to_owned() }
    }
}
