use std::collections::{HashMap, HashSet};

use async_graphql::{ID, MaybeUndefined};
use chrono::NaiveDate;
use entity::{ObservationId, ObservationSourceId, ObservationStatus as Status, StructureId, Visibility};
use sea_orm::ConnectionTrait;

use super::content::Content;
use super::rules::{self, Checked, Known, Located, New, Revision, Stored, Wish};
use super::said::{Meanings, Said};
use super::store::{self, Addition};
use crate::db::Tx;
use crate::directory::structure::Verdict;
use crate::error::{Code, Result};
use crate::graphql::{Refusal, UserError, UserErrorCode, parse_id};
use crate::network::charter;
use crate::observation::authorisation::{self, Consent};
use crate::observation::rules::Contributor;
use crate::observation::{store as shared, verbatim};
use crate::trail::{Act, Change, Stamp, Written};
use crate::world::World;

/// Observations of another system, written by their keys there. A key belongs to the member that brought it.
/// An import never empties a field, and touches neither state, visibility, authorisation nor verbatims of
/// what is there already: whatever people decided since stays decided.
pub struct Upsert<'a> {
    /// Who writes.
    pub contributor: Contributor,
    /// How the member stands to the charter.
    pub charter: charter::Standing,
    /// The system whose keys the rows have.
    pub system: &'a str,
    /// Terms and territories: all of them, looked up once for all batches.
    pub meanings: &'a Meanings,
    /// The authorisation that new rows rest on.
    pub consent: Option<Consent>,
    /// The present day.
    pub today: NaiveDate,
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
    /// The source it comes from, one of the member's own: see [`crate::observation::source`].
    pub source: Option<ObservationSourceId>,
    /// Words said; kept when the row is new.
    pub verbatims: Vec<verbatim::Said>,
    /// State of a new row.
    pub status: Status,
    /// Who may see a new row.
    pub visibility: Visibility,
}

/// The verdict on a row.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What became of it.
    pub verdict: Verdict,
    /// Of which observation.
    pub id: Option<ObservationId>,
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

/// What a batch comes to; written by [`Upsert::write`] only.
#[derive(Default)]
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

    /// Writes a batch (some hundreds of rows): a few statements to read, then inserts of many rows, and one
    /// update for each observation that differs. Each row written leaves its entry in the trail. An
    /// authorisation withdrawn meanwhile refuses the rows that need it.
    pub async fn write(&self, tx: &Tx, stamp: &Stamp, drafts: &[Draft]) -> Result<Vec<Judgement>> {
        let member = self.contributor.member();
        let consent = match self.consent {
            Some(consent) => authorisation::consent(tx, member, consent.id).await?,
            None => None,
        };
        let plan = Upsert { consent, ..*self }.plan(&**tx, drafts).await?;
        let Plan { judgements, additions, revisions } = plan;
        let name = "importObservations";
        let created: Vec<Act<'_>> = additions
            .iter()
            .map(|added| {
                let audience = added.new.standing.visibility();
                Act::new(name, Written::new(added.id, Change::Created, audience, Some(member)))
            })
            .collect();
        let updated = revisions.iter().map(|revision| {
            let written = Written::new(revision.row.id, revision.change, revision.audience, Some(member));
            Act::new(name, written).fields(&revision.fields)
        });
        stamp.leave_many(tx, &created.into_iter().chain(updated).collect::<Vec<_>>()).await?;
        for revision in &revisions {
            store::revise(tx, stamp, revision).await?.ok_or(Code::Conflict)?;
        }
        store::add_many(tx, stamp, &self.scope(), additions).await?;
        Ok(judgements)
    }

    /// Keys are the member's own: two members may number alike.
    fn scope(&self) -> String {
        format!("{}/{}", self.contributor.member().0.simple(), self.system)
    }

    async fn plan(&self, db: &impl ConnectionTrait, drafts: &[Draft]) -> Result<Plan> {
        let mut batch = Batch::read(self, db, drafts).await?;
        let judgements = drafts.iter().map(|draft| batch.judge(draft)).collect();
        Ok(batch.finish(judgements))
    }
}

/// An observation that rows speak of: as it was before the batch, and as the rows so far make it.
struct Pending {
    id: ObservationId,
    stored: Option<Stored>,
    after: Content,
    write: Option<Write>,
}

enum Write {
    Add(Box<New>, Vec<verbatim::Checked>),
    Revise(Box<Revision>),
}

struct Batch<'a> {
    upsert: &'a Upsert<'a>,
    structures: HashSet<StructureId>,
    sources: HashSet<ObservationSourceId>,
    /// By key, in the order of the rows; nothing where the observation was deleted.
    pending: Vec<(String, Option<Pending>)>,
    places: HashMap<String, usize>,
}

impl<'a> Batch<'a> {
    async fn read(upsert: &'a Upsert<'a>, db: &impl ConnectionTrait, drafts: &[Draft]) -> Result<Self> {
        let member = upsert.contributor.member();
        let keys = drafts.iter().map(|draft| draft.external_id.trim().to_owned()).collect();
        let taken = store::find_keys(db, &upsert.scope(), keys).await?;
        let ids: Vec<ObservationId> = taken.iter().map(|(_, id)| *id).collect();
        let mut stored = store::find_stored(db, member, &ids, &upsert.meanings.places).await?;
        let links = |text: &MaybeUndefined<ID>| text.value().and_then(|text| parse_id(text));
        let structures = drafts.iter().filter_map(|draft| links(&draft.said.structure)).collect();
        let known = stored.values().filter_map(|stored| stored.content.structure);
        let structures: HashSet<StructureId> =
            known.chain(shared::structures(db, structures).await?).collect();
        let sources = drafts.iter().filter_map(|draft| draft.source).collect();
        let sources = store::own_sources(db, member, sources).await?;
        let known = stored.values().filter_map(|stored| stored.content.source);
        let sources = known.chain(sources).collect();
        let pending: Vec<_> = taken
            .into_iter()
            .map(|(key, id)| {
                let pending = stored.remove(&id).map(|stored| Pending {
                    id,
                    after: stored.content.clone(),
                    stored: Some(stored),
                    write: None,
                });
                (key, pending)
            })
            .collect();
        let places = pending.iter().enumerate().map(|(place, (key, _))| (key.clone(), place)).collect();
        Ok(Self { upsert, structures, sources, pending, places })
    }

    fn judge(&mut self, draft: &Draft) -> Judgement {
        let key = draft.external_id.trim();
        if key.is_empty() {
            return Judgement::rejected(vec![UserError::new(UserErrorCode::Required, "externalId")]);
        }
        let place = self.places.get(key).copied();
        let before = place.and_then(|place| self.pending.get(place));
        if before.is_some_and(|(_, pending)| pending.is_none()) {
            let deleted = UserError::new(UserErrorCode::Deleted, "externalId");
            return Judgement::rejected(vec![deleted.with("value", key)]);
        }
        let before = before.and_then(|(_, pending)| pending.as_ref());
        match self.decide(draft, before) {
            Ok((pending, verdict, warnings)) => {
                let id = Some(pending.id);
                self.keep(key, place, pending);
                Judgement { verdict, id, errors: Vec::new(), warnings }
            }
            Err(Refusal::Mistakes(errors)) => Judgement::rejected(errors),
            Err(Refusal::Fault(_)) => Judgement::rejected(Vec::new()),
        }
    }

    fn keep(&mut self, key: &str, place: Option<usize>, pending: Pending) {
        if let Some((_, slot)) = place.and_then(|place| self.pending.get_mut(place)) {
            *slot = Some(pending);
        } else {
            self.places.insert(key.to_owned(), self.pending.len());
            self.pending.push((key.to_owned(), Some(pending)));
        }
    }

    fn decide(
        &self,
        draft: &Draft,
        before: Option<&Pending>,
    ) -> Result<(Pending, Verdict, Vec<UserError>), Refusal> {
        let (checked, warnings) = self.check(draft, before)?;
        let after = checked.content().clone();
        let verdict = match before {
            None => Verdict::Created,
            Some(before) if before.after == after => Verdict::Unchanged,
            Some(_) => Verdict::Updated,
        };
        let (id, stored) = match before {
            Some(before) => (before.id, before.stored.clone()),
            None => (self.upsert.world.id(), None),
        };
        let write = match &stored {
            Some(stored) => {
                let version = stored.row.version;
                Write::Revise(Box::new(rules::update(self.upsert.contributor, stored, checked, version)?))
            }
            None => self.add(draft, checked)?,
        };
        Ok((Pending { id, stored, after, write: Some(write) }, verdict, warnings))
    }

    fn check(&self, draft: &Draft, before: Option<&Pending>) -> Result<(Checked, Vec<UserError>), Refusal> {
        let meanings = self.upsert.meanings;
        let before = before.map_or_else(Content::blank, |before| before.after.clone());
        let (mut content, warnings) = draft.said.over(before, meanings)?;
        content.source = draft.source.or(content.source);
        let known = Known {
            terms: &meanings.terms,
            place: meanings.places.get(content.territory).and_then(Located::of),
            structure: content.structure.is_none_or(|id| self.structures.contains(&id)),
            source: content.source.is_none_or(|id| self.sources.contains(&id)),
        };
        Ok((rules::check(content, &known, self.upsert.today)?, warnings))
    }

    fn add(&self, draft: &Draft, checked: Checked) -> Result<Write, Refusal> {
        let Upsert { contributor, charter, consent, .. } = *self.upsert;
        let wish = Wish { visibility: draft.visibility, consent: consent.as_ref() };
        let new = rules::create(contributor, charter, checked, draft.status, wish)?;
        let words = draft.verbatims.iter().map(verbatim::checked).collect::<Result<_, _>>()?;
        Ok(Write::Add(Box::new(new), words))
    }

    fn finish(self, judgements: Vec<Judgement>) -> Plan {
        let mut plan = Plan { judgements, ..Plan::default() };
        for (external_id, pending) in self.pending {
            let Some(Pending { id, write: Some(write), .. }) = pending else { continue };
            match write {
                Write::Add(new, verbatims) => {
                    plan.additions.push(Addition { id, external_id, new: *new, verbatims });
                }
                Write::Revise(revision) if revision.changes_nothing() => {}
                Write::Revise(revision) => plan.revisions.push(*revision),
            }
        }
        plan
    }
}
