use async_graphql::{ID, MaybeUndefined};
use entity::{AuthorisationId, FundingLevel, FundingRecurrence, MemberId};
use sea_orm::ConnectionTrait;

use super::Halt;
use super::gazetteer::Gazetteer;
use super::target::{Judged, Seen, Target, verdict};
use crate::db::Tx;
use crate::error::Result;
use crate::exchange::import::draft::{Draft, SchemeDraft};
use crate::exchange::import::{Mapping, Remark};
use crate::graphql::id_text;
use crate::observation::rules::Contributor;
use crate::observation::store;
use crate::programme::scheme::{Draft as Row, Judgement, Meanings, Said, Upsert};
use crate::reference::territory::{Places, TerritoryReference};
use crate::trail::Stamp;
use crate::world::World;

/// Funding schemes.
pub struct Schemes {
    by: Contributor,
    system: String,
    meanings: Meanings,
    gazetteer: Gazetteer,
    world: World,
}

impl Schemes {
    /// Reads vocabularies and territories once, and checks the codes of the mapping against them.
    pub async fn prepare(
        db: &impl ConnectionTrait,
        by: Contributor,
        mapping: &Mapping,
        world: &World,
    ) -> Result<Self, Halt> {
        let terms = store::all_terms(db, world.today()).await?;
        mapping.check_codes(|scheme, code| terms.named(scheme, code, "").is_ok())?;
        Ok(Self {
            by,
            system: mapping.system.clone(),
            meanings: Meanings { terms, places: Places::all(db).await? },
            gazetteer: Gazetteer::load(db).await?,
            world: world.clone(),
        })
    }

    /// The member structure that contributes them.
    pub const fn member(&self) -> MemberId {
        self.by.member()
    }

    const fn upsert(&self) -> Upsert<'_> {
        Upsert { by: self.by, system: self.system.as_str(), meanings: &self.meanings, world: &self.world }
    }

    /// What the drafts say, and what was odd in placing them.
    fn rows(&self, drafts: &[&Draft]) -> (Vec<Row>, Vec<Vec<Remark>>) {
        let schemes = drafts.iter().filter_map(|draft| match draft {
            Draft::Scheme(draft) => Some(draft.as_ref()),
            Draft::Structure(_) | Draft::Observation(_) => None,
        });
        schemes.map(|draft| self.row(draft)).unzip()
    }

    fn row(&self, draft: &SchemeDraft) -> (Row, Vec<Remark>) {
        let mut remarks = Vec::new();
        let mut zones = Vec::new();
        for claim in &draft.zones {
            let placed = claim.place(&self.gazetteer);
            remarks.extend(placed.problem.as_ref().map(Remark::from));
            zones.extend(placed.id.map(|id| TerritoryReference::Id(id_text(id))));
        }
        let said = Said { zones: list(zones), ..said(draft) };
        (Row { external_id: draft.external_id.clone(), said }, remarks)
    }
}

fn said(draft: &SchemeDraft) -> Said {
    let level = |text: &str| text.parse::<FundingLevel>().ok();
    let recurrence = |text: &str| text.parse::<FundingRecurrence>().ok();
    let call = draft.call_for_projects.as_deref().map(|said| said == "true");
    Said {
        title: MaybeUndefined::Value(draft.title.clone()),
        url: one(draft.url.clone()),
        funders: list(draft.funders.clone()),
        funder_kinds: codes(&draft.funder_kinds),
        level: one(draft.level.as_deref().and_then(level).map(Into::into)),
        description: one(draft.description.clone()),
        aid_types: codes(&draft.aid_types),
        recurrence: one(draft.recurrence.as_deref().and_then(recurrence).map(Into::into)),
        call_for_projects: one(call),
        opens_on: one(draft.opens_on.map(Into::into)),
        deadline: one(draft.deadline.map(Into::into)),
        legal_forms: codes(&draft.legal_forms),
        beneficiaries: codes(&draft.beneficiaries),
        sectors: codes(&draft.sectors),
        publics: codes(&draft.publics),
        ..Said::default()
    }
}

/// What a row does not say stays as it was.
fn one<T>(value: Option<T>) -> MaybeUndefined<T> {
    value.map_or(MaybeUndefined::Undefined, MaybeUndefined::Value)
}

fn list<T>(items: Vec<T>) -> MaybeUndefined<Vec<T>> {
    one(Some(items).filter(|items| !items.is_empty()))
}

fn codes(codes: &[String]) -> MaybeUndefined<Vec<ID>> {
    list(codes.iter().map(|code| ID(code.clone())).collect())
}

fn judged((judgement, remarks): (Judgement, Vec<Remark>)) -> Judged {
    verdict(judgement.verdict, remarks, judgement.remarks.iter())
}

impl Target for Schemes {
    type Ahead = Seen;

    /// A row whose key an earlier batch brought is compared with the last row of that key.
    async fn preview(
        &self,
        db: &impl ConnectionTrait,
        drafts: &[&Draft],
        ahead: &mut Seen,
    ) -> Result<Vec<Judged>> {
        let (rows, remarks) = self.rows(drafts);
        let judgements = self.upsert().preview(db, &rows).await?;
        let judged = judgements.into_iter().zip(remarks).map(judged);
        Ok(ahead.behind(drafts, judged.collect()))
    }

    async fn write(
        &self,
        tx: &Tx,
        stamp: &Stamp,
        drafts: &[&Draft],
        _ground: Option<AuthorisationId>,
    ) -> Result<Vec<Judged>> {
        let (rows, remarks) = self.rows(drafts);
        let judgements = self.upsert().write(tx, stamp, &rows).await?;
        Ok(judgements.into_iter().zip(remarks).map(judged).collect())
    }
}
