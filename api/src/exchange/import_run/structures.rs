use chrono::NaiveDate;
use entity::{AuthorisationId, MemberId};
use sea_orm::ConnectionTrait;

use super::gazetteer::Gazetteer;
use super::target::{Judged, Target, verdict};
use crate::access::Actor;
use crate::db::Tx;
use crate::directory::structure::{
    Ahead, Codebook, Contributor, Draft as Row, Edit, Judgement, TermField, Upsert, Wish, WishedClaim,
};
use crate::error::Result;
use crate::exchange::import::draft::{Draft, StructureDraft};
use crate::exchange::import::mapping::NameOnUpdate;
use crate::exchange::import::territory::TerritoryClaim;
use crate::exchange::import::{Mapping, Remark};
use crate::reference::territory::Named;
use crate::trail::Stamp;
use crate::world::World;

/// Structures of the directory.
pub struct Structures {
    contributor: Contributor,
    member: MemberId,
    system: String,
    source: String,
    keep_names: bool,
    book: Codebook,
    gazetteer: Gazetteer,
    today: NaiveDate,
    world: World,
}

impl Structures {
    /// Reads vocabularies and territories once, and checks the codes of the mapping against them.
    pub async fn prepare(
        db: &impl ConnectionTrait,
        contributor: Contributor,
        mapping: &Mapping,
        world: &World,
    ) -> Result<Self, super::Halt> {
        let member = contributor.member().ok_or_else(|| Actor::not_allowed(""))?;
        let today = world.today();
        let book = Codebook::whole(db, today).await?;
        mapping.check_codes(|scheme, code| book.term(scheme, code, today).is_some())?;
        let source = mapping.authorisation.as_ref().map_or(&mapping.system, |basis| &basis.source);
        Ok(Self {
            contributor,
            member,
            system: mapping.system.clone(),
            source: source.clone(),
            keep_names: mapping.name_on_update == NameOnUpdate::Add,
            book,
            gazetteer: Gazetteer::load(db).await?,
            today,
            world: world.clone(),
        })
    }

    /// The member structure that contributes them.
    pub const fn member(&self) -> MemberId {
        self.member
    }

    const fn upsert(&self) -> Upsert<'_> {
        Upsert {
            contributor: &self.contributor,
            system: self.system.as_str(),
            book: &self.book,
            today: self.today,
            world: &self.world,
            keep_names: self.keep_names,
        }
    }

    /// What the drafts wish, and what was odd in placing them.
    fn rows(&self, drafts: &[&Draft]) -> (Vec<Row>, Vec<Vec<Remark>>) {
        drafts.iter().map(|draft| self.row(draft)).unzip()
    }

    fn row(&self, draft: &Draft) -> (Row, Vec<Remark>) {
        let mut remarks = Vec::new();
        let wish = match draft {
            Draft::Structure(draft) => self.wish(draft, &mut remarks),
            Draft::Observation(_) | Draft::Scheme(_) => Wish::default(),
        };
        (Row { external_id: draft.external_id().to_owned(), wish }, remarks)
    }

    fn wish(&self, draft: &StructureDraft, remarks: &mut Vec<Remark>) -> Wish {
        let zones: Vec<Named> = draft.zones.iter().filter_map(|zone| self.place(zone, remarks)).collect();
        let claim = |(scheme, value): &(String, String)| WishedClaim {
            scheme: scheme.clone(),
            value: value.clone(),
            source: Some(self.source.clone()),
            ..WishedClaim::default()
        };
        Wish {
            name: Edit::Set(draft.name.clone()),
            other_names: said(draft.other_names.clone()),
            description: draft.description.clone().map_or(Edit::Keep, Edit::Set),
            web: said(draft.web.clone()),
            terms: terms(draft),
            creation_year: draft.creation_year.map_or(Edit::Keep, |year| Edit::Set(Some(year))),
            territory: self
                .place(&draft.territory, remarks)
                .map_or(Edit::Keep, |place| Edit::Set(Some(place))),
            zones: said(zones),
            identifiers: said(draft.identifiers.iter().map(claim).collect()),
            ..Wish::default()
        }
    }

    fn place(&self, claim: &TerritoryClaim, remarks: &mut Vec<Remark>) -> Option<Named> {
        let placed = claim.place(&self.gazetteer);
        remarks.extend(placed.problem.as_ref().map(Remark::from));
        placed.id.map(Named::Id)
    }
}

/// What a row does not say stays as it was.
fn said<T>(items: Vec<T>) -> Edit<Vec<T>> {
    if items.is_empty() { Edit::Keep } else { Edit::Set(items) }
}

fn terms(draft: &StructureDraft) -> std::collections::BTreeMap<TermField, Vec<String>> {
    let one = |code: &Option<String>| code.iter().cloned().collect::<Vec<_>>();
    let fields = [
        (TermField::Kinds, draft.kinds.clone()),
        (TermField::LegalForm, one(&draft.legal_form)),
        (TermField::EssStatus, one(&draft.ess_status)),
        (TermField::MainFunction, one(&draft.sector_function)),
        (TermField::OrganisationKind, one(&draft.organisation_kind)),
        (TermField::Activities, draft.activities.clone()),
        (TermField::CareerStage, one(&draft.career_stage)),
        (TermField::StaffBracket, one(&draft.staff_bracket)),
        (TermField::BudgetBracket, one(&draft.budget_bracket)),
    ];
    let mut terms: std::collections::BTreeMap<_, _> =
        fields.into_iter().filter(|(_, codes)| !codes.is_empty()).collect();
    if let Some((main, others)) = draft.sectors.split_first() {
        terms.insert(TermField::MainSector, vec![main.clone()]);
        terms.insert(TermField::OtherSectors, others.to_vec());
    }
    terms
}

fn judged((judgement, remarks): (Judgement, Vec<Remark>)) -> Judged {
    verdict(judgement.verdict, remarks, judgement.errors.iter().chain(&judgement.warnings))
}

impl Target for Structures {
    type Ahead = Ahead;

    async fn preview(
        &self,
        db: &impl ConnectionTrait,
        drafts: &[&Draft],
        ahead: &mut Ahead,
    ) -> Result<Vec<Judged>> {
        let (rows, remarks) = self.rows(drafts);
        let judgements = self.upsert().preview(db, &rows, ahead).await?;
        Ok(judgements.into_iter().zip(remarks).map(judged).collect())
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
