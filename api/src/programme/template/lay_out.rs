use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use entity::{
    BudgetKind, ObjectiveId, PhaseId, ResourceId, SessionId, TermId, budget_line, edition, edition_partner,
    funding_line, indicator, objective, phase, session,
};

use super::Drawn;
use super::blueprint::{Blueprint, Indicator, Line, Objective, Phase, Session};
use super::means::Means;
use crate::access::Request;
use crate::db::Tx;
use crate::graphql::{Refusal, UserError, UserErrorCode};
use crate::observation::rules::{KnownTerms, scheme};
use crate::observation::store as shared;
use crate::programme::calendar::zone::{local, parse_zone};
use crate::programme::frame::store::leading;
use crate::programme::means::belonging;
use crate::programme::record::Links;
use crate::programme::record::store::{add_many, link_new};

/// Makes what a blueprint says in a new edition, shifted to its first day.
pub async fn lay_out(
    request: &Request,
    tx: &Tx,
    edition: &edition::Model,
    drawn: &Drawn,
) -> Result<(), Refusal> {
    let blueprint = &drawn.blueprint;
    let terms = shared::terms(&**tx, &codes(blueprint), [], request.world.today()).await?;
    let hand = Hand { request, tx, edition, terms };
    hand.objectives(blueprint).await?;
    let phases = hand.phases(blueprint).await?;
    let sessions = hand.sessions(blueprint, &phases).await?;
    hand.means(&drawn.means, &sessions).await?;
    let lines = blueprint.lines.iter().enumerate().map(|(index, line)| hand.line(line, rank(index)));
    add_many(tx, &lines.collect::<Result<Vec<_>, _>>()?).await?;
    Ok(())
}

fn codes(blueprint: &Blueprint) -> Vec<(&'static str, String)> {
    let kinds = blueprint.phases.iter().map(|phase| (scheme::FORMAT, phase.kind.clone()));
    let modalities = blueprint.phases.iter().map(|phase| &phase.modality);
    let modalities = modalities.chain(blueprint.sessions.iter().map(|session| &session.modality));
    kinds.chain(modalities.flatten().map(|code| (scheme::MODALITY, code.clone()))).collect()
}

struct Hand<'a> {
    request: &'a Request,
    tx: &'a Tx,
    edition: &'a edition::Model,
    terms: KnownTerms,
}

impl Hand<'_> {
    async fn objectives(&self, blueprint: &Blueprint) -> Result<(), Refusal> {
        let (mut objectives, mut indicators) = (Vec::new(), Vec::new());
        for (index, plan) in blueprint.objectives.iter().enumerate() {
            let row = self.objective(plan, rank(index));
            let measures = plan.indicators.iter().enumerate();
            indicators
                .extend(measures.map(|(index, measure)| self.indicator(measure, (row.id, rank(index)))));
            objectives.push(row);
        }
        add_many(self.tx, &objectives).await?;
        Ok(add_many(self.tx, &indicators).await?)
    }

    fn objective(&self, plan: &Objective, rank: i32) -> objective::Model {
        objective::Model {
            id: self.request.world.id(),
            edition_id: self.edition.id,
            rank,
            statement: plan.statement.clone(),
            accompanists_agreed_on: None,
            accompanists_agreed_by: None,
            accompanied_agreed_on: None,
            accompanied_agreed_by: None,
            version: 1,
            created_at: self.request.now,
        }
    }

    fn indicator(&self, measure: &Indicator, (objective, rank): (ObjectiveId, i32)) -> indicator::Model {
        indicator::Model {
            id: self.request.world.id(),
            edition_id: self.edition.id,
            objective_id: objective,
            rank,
            title: measure.title.clone(),
            unit: measure.unit.clone(),
            baseline: None,
            target: measure.target,
            actual: None,
            version: 1,
            created_at: self.request.now,
        }
    }

    async fn phases(&self, blueprint: &Blueprint) -> Result<Vec<PhaseId>, Refusal> {
        let rows = blueprint.phases.iter().enumerate().map(|(index, plan)| self.phase(plan, rank(index)));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        add_many(self.tx, &rows).await?;
        let ids: Vec<PhaseId> = rows.iter().map(|row| row.id).collect();
        let waits = blueprint.phases.iter().zip(&ids).flat_map(|(plan, id)| {
            let others = plan.depends_on.iter().filter_map(|place| ids.get(*place));
            others.map(|other| vec![(*id).into(), (*other).into()])
        });
        let rows = waits.collect();
        let links = Links { table: "phase_dependency", columns: &["phase_id", "depends_on_id"], rows };
        link_new(self.tx, links).await?;
        Ok(ids)
    }

    fn phase(&self, plan: &Phase, rank: i32) -> Result<phase::Model, UserError> {
        Ok(phase::Model {
            id: self.request.world.id(),
            edition_id: self.edition.id,
            rank,
            kind_id: self.terms.named(scheme::FORMAT, &plan.kind, "from")?,
            title: plan.title.clone(),
            aim: plan.aim.clone(),
            modality_id: self.modality(plan.modality.as_deref())?,
            tools: plan.tools.clone(),
            starts_on: plan.from_day.map(|days| self.day(days)),
            ends_on: plan.to_day.map(|days| self.day(days)),
            version: 1,
            created_at: self.request.now,
        })
    }

    async fn sessions(&self, blueprint: &Blueprint, phases: &[PhaseId]) -> Result<Vec<SessionId>, Refusal> {
        let rows = blueprint
            .sessions
            .iter()
            .map(|plan| self.session(plan, plan.phase.and_then(|place| phases.get(place).copied())));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        add_many(self.tx, &rows).await?;
        Ok(rows.iter().map(|row| row.id).collect())
    }

    /// Things of structures that lead this edition no more stay behind.
    async fn means(&self, means: &Means, sessions: &[SessionId]) -> Result<(), Refusal> {
        let partner = |row: &edition_partner::Model| edition_partner::Model {
            id: self.request.world.id(),
            edition_id: self.edition.id,
            version: 1,
            created_at: self.request.now,
            ..row.clone()
        };
        add_many(self.tx, &means.partners.iter().map(partner).collect::<Vec<_>>()).await?;
        let line = |row: &funding_line::Model| funding_line::Model {
            id: self.request.world.id(),
            edition_id: self.edition.id,
            version: 1,
            created_at: self.request.now,
            ..row.clone()
        };
        add_many(self.tx, &means.funding.iter().map(line).collect::<Vec<_>>()).await?;
        let named: Vec<ResourceId> = means.things.iter().map(|(_, thing)| *thing).collect();
        let members = leading(&**self.tx, self.edition.programme_id).await?;
        let known = belonging(&**self.tx, &members, &named).await?;
        let kept = means.things.iter().filter(|(_, thing)| known.contains(thing));
        let link = |(place, thing): &(usize, ResourceId)| {
            Some(vec![(*sessions.get(*place)?).into(), (*thing).into()])
        };
        let rows = kept.filter_map(link).collect();
        let links = Links { table: "session_resource", columns: &["session_id", "resource_id"], rows };
        Ok(link_new(self.tx, links).await?)
    }

    fn session(&self, plan: &Session, phase: Option<PhaseId>) -> Result<session::Model, UserError> {
        let invalid = || UserError::new(UserErrorCode::InvalidFormat, "from").with("value", &plan.at);
        let zone = parse_zone(&plan.time_zone).ok().ok_or_else(invalid)?;
        let clock = NaiveTime::parse_from_str(&plan.at, "%H:%M").ok().ok_or_else(invalid)?;
        let starts_at = local(self.day(plan.day).and_time(clock), zone).ok().ok_or_else(invalid)?;
        Ok(session::Model {
            id: self.request.world.id(),
            edition_id: self.edition.id,
            phase_id: phase,
            series_id: None,
            series_start: None,
            title: plan.title.clone(),
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(plan.minutes),
            time_zone: plan.time_zone.clone(),
            territory_id: None,
            place: plan.place.clone(),
            link: None,
            modality_id: self.modality(plan.modality.as_deref())?,
            capacity: plan.capacity,
            sequence: 0,
            cancelled_at: None,
            cancel_reason: None,
            version: 1,
            created_at: self.request.now,
            updated_at: self.request.now,
        })
    }

    fn line(&self, plan: &Line, rank: i32) -> Result<budget_line::Model, UserError> {
        let invalid = |()| UserError::new(UserErrorCode::InvalidFormat, "from").with("value", &plan.kind);
        let kind: BudgetKind = plan.kind.parse().map_err(invalid)?;
        Ok(budget_line::Model {
            id: self.request.world.id(),
            edition_id: self.edition.id,
            rank,
            kind,
            account: plan.account.clone(),
            label: plan.label.clone(),
            quantity: plan.quantity,
            unit: plan.unit.clone(),
            unit_cost: plan.unit_cost,
            with_vat: plan.with_vat,
            actual: None,
            version: 1,
            created_at: self.request.now,
        })
    }

    fn modality(&self, code: Option<&str>) -> Result<Option<TermId>, UserError> {
        code.map(|code| self.terms.named(scheme::MODALITY, code, "from")).transpose()
    }

    fn day(&self, days: i64) -> NaiveDate {
        let start = self.edition.starts_on;
        let far = Days::new(days.unsigned_abs());
        let day = if days < 0 { start.checked_sub_days(far) } else { start.checked_add_days(far) };
        day.unwrap_or(start)
    }
}

fn rank(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX).saturating_add(1)
}
