use std::collections::HashMap;

use async_graphql::{ID, MaybeUndefined};
use chrono::NaiveDate;
use entity::{AuthorisationId, MemberId, ObservationSourceId, ObservationStatus, Visibility};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Halt;
use super::gazetteer::Gazetteer;
use super::observed::Observed;
use super::target::{Judged, Seen, Target, verdict};
use crate::db::Tx;
use crate::error::Result;
use crate::exchange::import::draft::{Draft, ObservationDraft};
use crate::exchange::import::{Mapping, Remark};
use crate::graphql::{Refusal, id_text};
use crate::network::charter;
use crate::observation::authorisation::{Basis, Consent};
use crate::observation::needs::{Draft as Row, Meanings, Said, Upsert};
use crate::observation::rules::Contributor;
use crate::observation::source::{Brought, Gather};
use crate::observation::{store, verbatim};
use crate::reference::territory::{Places, TerritoryReference};
use crate::trail::Stamp;
use crate::world::World;

/// Needs observations.
pub struct Observations {
    contributor: Contributor,
    charter: charter::Standing,
    system: String,
    licensed: bool,
    visibility: Visibility,
    meanings: Meanings,
    gazetteer: Gazetteer,
    observed: Observed,
    today: NaiveDate,
    world: World,
}

/// A row with what was odd in reading it, and the source it claims.
struct Read {
    row: Row,
    remarks: Vec<Remark>,
    source: Option<(String, Brought)>,
}

impl Observations {
    /// Reads vocabularies and territories once; checks the charter, and the codes of the mapping.
    pub async fn prepare(
        db: &impl ConnectionTrait,
        contributor: Contributor,
        mapping: &Mapping,
        visibility: Visibility,
        world: &World,
    ) -> Result<Self, Halt> {
        let charter = charter::standing(db, contributor.member()).await?;
        charter.required()?;
        let today = world.today();
        let terms = store::all_terms(db, today).await?;
        mapping.check_codes(|scheme, code| terms.named(scheme, code, "").is_ok())?;
        Ok(Self {
            contributor,
            charter,
            system: mapping.system.clone(),
            licensed: mapping.authorisation.is_some(),
            visibility,
            meanings: Meanings { terms, places: Places::all(db).await? },
            gazetteer: Gazetteer::load(db).await?,
            observed: Observed::of(db, mapping).await?,
            today,
            world: world.clone(),
        })
    }

    /// The member structure that contributes them.
    pub const fn member(&self) -> MemberId {
        self.contributor.member()
    }

    /// Openly licensed data rest on the record of their licence; before it is made, on one like it.
    fn upsert(&self, ground: Option<AuthorisationId>) -> Upsert<'_> {
        let id = ground.unwrap_or(AuthorisationId(Uuid::nil()));
        let open = Consent {
            id,
            basis: Basis::OpenData,
            structure: None,
            level: Visibility::Public,
            withdrawn: false,
        };
        Upsert {
            contributor: self.contributor,
            charter: self.charter,
            system: &self.system,
            meanings: &self.meanings,
            consent: self.licensed.then_some(open),
            today: self.today,
            world: &self.world,
        }
    }

    async fn read(&self, db: &impl ConnectionTrait, drafts: &[&Draft]) -> Result<Vec<Read>> {
        let observations = || {
            drafts.iter().filter_map(|draft| match draft {
                Draft::Observation(draft) => Some(draft.as_ref()),
                Draft::Structure(_) | Draft::Scheme(_) => None,
            })
        };
        let claims = observations().filter_map(|draft| draft.observed_structure.as_ref()).collect();
        let known = self.observed.find(db, claims).await?;
        let read = |draft: &ObservationDraft| {
            let mut remarks = Vec::new();
            let mut said = self.said(draft, &mut remarks);
            if let Some(claim) = &draft.observed_structure {
                said.identifiable = MaybeUndefined::Value(true);
                match known.structure(claim) {
                    Ok((id, problem)) => {
                        said.structure = MaybeUndefined::Value(id_text(id));
                        remarks.extend(problem.as_ref().map(Remark::from));
                    }
                    Err(problem) => remarks.push(Remark::from(&problem)),
                }
            }
            Read { row: self.row(draft, said), remarks, source: source(draft) }
        };
        Ok(observations().map(read).collect())
    }

    fn said(&self, draft: &ObservationDraft, remarks: &mut Vec<Remark>) -> Said {
        let placed = draft.territory.place(&self.gazetteer);
        remarks.extend(placed.problem.as_ref().map(Remark::from));
        let (theme, themes) = split(&draft.themes);
        let (sector, sectors) = split(&draft.sectors);
        Said {
            statement: MaybeUndefined::Value(draft.statement.clone()),
            method: one(draft.method.as_ref()),
            formulation: one(draft.formulation.as_ref()),
            main_theme: theme,
            other_themes: themes,
            main_sector: sector,
            other_sectors: sectors,
            territory: said(placed.id.map(|id| TerritoryReference::Id(id_text(id)))),
            publics: if draft.publics.is_empty() { MaybeUndefined::Undefined } else { list(&draft.publics) },
            organisation_kind: MaybeUndefined::Undefined,
            career_stage: one(draft.career_stage.as_ref()),
            observed_on: MaybeUndefined::Value(draft.observed_on.into()),
            intensity: said(draft.intensity),
            people_concerned: said(draft.people_concerned),
            organisations_concerned: said(draft.organisations_concerned),
            structure: MaybeUndefined::Undefined,
            identifiable: MaybeUndefined::Undefined,
            sensitive: MaybeUndefined::Undefined,
            derived: MaybeUndefined::Value(draft.derived),
            source: MaybeUndefined::Undefined,
        }
    }

    fn row(&self, draft: &ObservationDraft, said: Said) -> Row {
        let words = |text: &String| verbatim::Said { text: text.clone(), speaker: None, shareable: false };
        let visibility = draft.visibility.as_deref().and_then(|level| level.parse().ok());
        let status = draft.status.as_deref().and_then(|status| status.parse().ok());
        Row {
            external_id: draft.external_id.clone(),
            said,
            source: None,
            verbatims: draft.verbatims.iter().map(words).collect(),
            status: status.unwrap_or(ObservationStatus::Confirmed),
            visibility: visibility.unwrap_or(self.visibility),
        }
    }

    /// Finds or records the sources that rows claim; one that is refused is a remark, and the row goes without.
    async fn gather(&self, tx: &Tx, stamp: &Stamp, read: &mut [Read]) -> Result<()> {
        let brought: HashMap<String, Brought> = read.iter().filter_map(|read| read.source.clone()).collect();
        if brought.is_empty() {
            return Ok(());
        }
        let (by, system) = (self.contributor, self.system.as_str());
        let gather = Gather { by, system, terms: &self.meanings.terms, today: self.today };
        let found = gather.all(tx, stamp, brought).await?;
        for read in read {
            let Some(outcome) = read.source.as_ref().and_then(|(key, _)| found.get(key)) else { continue };
            match outcome {
                Ok(id) => read.row.source = Some::<ObservationSourceId>(*id),
                Err(Refusal::Mistakes(mistakes)) => read.remarks.extend(mistakes.iter().map(Remark::from)),
                Err(Refusal::Fault(fault)) => return Err(fault.clone()),
            }
        }
        Ok(())
    }
}

fn source(draft: &ObservationDraft) -> Option<(String, Brought)> {
    let claim = &draft.source;
    let key = claim.key.clone()?;
    let title = claim.title.clone().unwrap_or_else(|| key.clone());
    let kind = claim.kind.clone().unwrap_or_else(|| "autre".to_owned());
    Some((key, Brought { kind, title, dated_on: claim.date }))
}

/// What a row does not say stays as it was.
fn said<T>(value: Option<T>) -> MaybeUndefined<T> {
    value.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
}

fn one(code: Option<&String>) -> MaybeUndefined<ID> {
    said(code.map(|code| ID(code.clone())))
}

fn list(codes: &[String]) -> MaybeUndefined<Vec<ID>> {
    MaybeUndefined::Value(codes.iter().map(|code| ID(code.clone())).collect())
}

/// The main one, and the others with it.
fn split(codes: &[String]) -> (MaybeUndefined<ID>, MaybeUndefined<Vec<ID>>) {
    match codes.split_first() {
        Some((main, others)) => (one(Some(main)), list(others)),
        None => (MaybeUndefined::Undefined, MaybeUndefined::Undefined),
    }
}

impl Target for Observations {
    type Ahead = Seen;

    /// A row whose key an earlier batch brought is compared with the last row of that key.
    async fn preview(
        &self,
        db: &impl ConnectionTrait,
        drafts: &[&Draft],
        ahead: &mut Seen,
    ) -> Result<Vec<Judged>> {
        let (rows, remarks): (Vec<Row>, Vec<_>) =
            self.read(db, drafts).await?.into_iter().map(|read| (read.row, read.remarks)).unzip();
        let judgements = self.upsert(None).preview(db, &rows).await?;
        let judged = judgements.into_iter().zip(remarks).map(|(judgement, remarks)| {
            verdict(judgement.verdict, remarks, judgement.errors.iter().chain(&judgement.warnings))
        });
        Ok(ahead.behind(drafts, judged.collect()))
    }

    async fn write(
        &self,
        tx: &Tx,
        stamp: &Stamp,
        drafts: &[&Draft],
        ground: Option<AuthorisationId>,
    ) -> Result<Vec<Judged>> {
        let mut read = self.read(&**tx, drafts).await?;
        self.gather(tx, stamp, &mut read).await?;
        let (rows, remarks): (Vec<Row>, Vec<_>) =
            read.into_iter().map(|read| (read.row, read.remarks)).unzip();
        let judgements = self.upsert(ground).write(tx, stamp, &rows).await?;
        let judged = judgements.into_iter().zip(remarks).map(|(judgement, remarks)| {
            verdict(judgement.verdict, remarks, judgement.errors.iter().chain(&judgement.warnings))
        });
        Ok(judged.collect())
    }
}
