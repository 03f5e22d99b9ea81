use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{ObjectiveId, PhaseId, TermId, budget_line, edition, indicator, objective, phase, session};

use super::blueprint::{Blueprint, Indicator, Line, Objective, Phase, Session};
use super::store;
use crate::db::Tx;
use crate::error::Result;
use crate::programme::calendar::zone::{parse_zone, wall_clock};
use crate::programme::phase as phases;
use crate::programme::record::store::{all, all_by};

/// Reads an edition as a blueprint: what was planned, without its people, its money asked for, and its dates.
pub async fn draw(tx: &Tx, edition: &edition::Model) -> Result<Blueprint> {
    let rows = all::<phase::Model>(&**tx, edition.id).await?;
    let sessions = all::<session::Model>(&**tx, edition.id).await?;
    let terms = rows.iter().flat_map(|row| [Some(row.kind_id), row.modality_id]);
    let terms = terms.chain(sessions.iter().map(|row| row.modality_id)).flatten().collect();
    let codes = store::codes(&**tx, terms).await?;
    let places: HashMap<PhaseId, usize> =
        rows.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
    let links = phases::dependencies_in(&**tx, &[edition.id]).await?;
    let lines = all::<budget_line::Model>(&**tx, edition.id).await?;
    Ok(Blueprint {
        capacity: edition.capacity,
        questionnaires: texts(&edition.questionnaires),
        objectives: objectives(tx, edition).await?,
        phases: rows.iter().map(|row| plan(row, edition.starts_on, &codes, (&links, &places))).collect(),
        sessions: sessions
            .iter()
            .filter(|row| row.cancelled_at.is_none())
            .map(|row| time(row, edition.starts_on, &codes, &places))
            .collect(),
        lines: lines.into_iter().map(line).collect(),
    })
}

fn texts(list: &serde_json::Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

async fn objectives(tx: &Tx, edition: &edition::Model) -> Result<Vec<Objective>> {
    let mut indicators: HashMap<ObjectiveId, Vec<Indicator>> = HashMap::new();
    for row in all_by::<indicator::Model>(&**tx, "edition_id", edition.id.0).await? {
        let measure = Indicator { title: row.title, unit: row.unit, target: row.target };
        indicators.entry(row.objective_id).or_default().push(measure);
    }
    let mut plan = |row: objective::Model| Objective {
        indicators: indicators.remove(&row.id).unwrap_or_default(),
        statement: row.statement,
    };
    Ok(all::<objective::Model>(&**tx, edition.id).await?.into_iter().map(&mut plan).collect())
}

fn plan(
    row: &phase::Model,
    start: NaiveDate,
    codes: &HashMap<TermId, String>,
    (links, places): (&[(PhaseId, PhaseId)], &HashMap<PhaseId, usize>),
) -> Phase {
    let days = |day: Option<NaiveDate>| day.map(|day| (day - start).num_days());
    let before = links.iter().filter(|(waiting, _)| *waiting == row.id);
    Phase {
        kind: codes.get(&row.kind_id).cloned().unwrap_or_default(),
        title: row.title.clone(),
        aim: row.aim.clone(),
        modality: row.modality_id.and_then(|id| codes.get(&id).cloned()),
        tools: row.tools.clone(),
        from_day: days(row.starts_on),
        to_day: days(row.ends_on),
        depends_on: before.filter_map(|(_, other)| places.get(other).copied()).collect(),
    }
}

fn time(
    row: &session::Model,
    start: NaiveDate,
    codes: &HashMap<TermId, String>,
    places: &HashMap<PhaseId, usize>,
) -> Session {
    let clock =
        parse_zone(&row.time_zone).map_or(row.starts_at.naive_utc(), |zone| wall_clock(row.starts_at, zone));
    Session {
        phase: row.phase_id.and_then(|id| places.get(&id).copied()),
        title: row.title.clone(),
        day: (clock.date() - start).num_days(),
        at: clock.format("%H:%M").to_string(),
        minutes: (row.ends_at - row.starts_at).num_minutes(),
        time_zone: row.time_zone.clone(),
        place: row.place.clone(),
        modality: row.modality_id.and_then(|id| codes.get(&id).cloned()),
        capacity: row.capacity,
    }
}

fn line(row: budget_line::Model) -> Line {
    Line {
        kind: row.kind.as_str().to_owned(),
        account: row.account,
        label: row.label,
        quantity: row.quantity,
        unit: row.unit,
        unit_cost: row.unit_cost,
        with_vat: row.with_vat,
    }
}
