use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{SessionId, SessionSeriesId, session, session_series};
use sea_orm::{EntityTrait, IntoActiveModel};

use super::links::Partakers;
use super::mutation::{PlanSessionInput, SessionTimesInput, read};
use super::object::Session;
use super::rules;
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode};
use crate::programme::calendar::recurrence::{RuleError, occurrences};
use crate::programme::calendar::zone::{parse_zone, wall_clock};
use crate::programme::record::{self, Held, held};
use crate::programme::rules::Steered;
use crate::trail::{Act, Change, Written};

/// Plans a session, or those that a rule makes of it, in one transaction.
pub async fn plan(request: &Request, input: PlanSessionInput) -> Outcome<Vec<Session>> {
    let (edition, rule, times) = (&input.edition.clone(), &input.rule.clone(), &input.times.clone());
    let rule = rule.as_deref();
    let said = &input.said();
    let (rows, warning) = write_tx(&request.db, |tx| async move {
        let steered = held::<Steered>(request, &tx, ("edition", edition)).await?;
        steered.going("edition")?;
        let first = blank(request, &steered, times);
        let (first, warning) = read(request, &tx, said.clone(), first).await?;
        let rows = match rule {
            Some(rule) => repeated(request, &tx, first, rule).await?,
            None => vec![first],
        };
        for (index, row) in rows.iter().enumerate() {
            let at_rule = |mistake: UserError| UserError { field: vec!["rule".to_owned()], ..mistake };
            let place =
                |mistake: UserError| if index == 0 { mistake.below("times") } else { at_rule(mistake) };
            rules::plan(&steered, row).map_err(place)?;
        }
        record::store::add_many(&tx, &rows).await?;
        let ids: Vec<SessionId> = rows.iter().map(|row| row.id).collect();
        for links in Partakers::read(&tx, &steered, said).await?.links(&ids) {
            record::store::link_new(&tx, links).await?;
        }
        let audience = steered.audience();
        let act = |row: &session::Model| {
            Act::new("planSession", Written::new(row.id, Change::Created, audience, Some(steered.lead())))
        };
        request.stamp().leave_many(&tx, &rows.iter().map(act).collect::<Vec<_>>()).await?;
        Ok::<_, Refusal>((rows, warning))
    })
    .await?;
    let sessions = rows.into_iter().map(|row| Session(Arc::new(row))).collect();
    Ok((sessions, warning.into_iter().collect()))
}

fn blank(request: &Request, steered: &Steered, times: &SessionTimesInput) -> session::Model {
    session::Model {
        id: request.world.id(),
        edition_id: steered.edition.id,
        phase_id: None,
        series_id: None,
        series_start: None,
        title: String::new(),
        starts_at: times.starts_at,
        ends_at: times.ends_at,
        time_zone: times.time_zone.clone(),
        territory_id: None,
        place: None,
        link: None,
        modality_id: None,
        capacity: None,
        sequence: 0,
        cancelled_at: None,
        cancel_reason: None,
        version: 1,
        created_at: request.now,
        updated_at: request.now,
    }
}

async fn repeated(
    request: &Request,
    tx: &Tx,
    first: session::Model,
    rule: &str,
) -> Result<Vec<session::Model>, Refusal> {
    let starts = starts(&first, rule)?;
    let series: SessionSeriesId = request.world.id();
    let row = session_series::Model {
        id: series,
        edition_id: first.edition_id,
        rule: rule.trim().to_owned(),
        time_zone: first.time_zone.clone(),
        starts_at: starts.first().copied().unwrap_or(first.starts_at),
        ends_at: first.ends_at,
        created_at: request.now,
    };
    session_series::Entity::insert(row.into_active_model()).exec_without_returning(&**tx).await?;
    let length = first.ends_at - first.starts_at;
    let at = |start: DateTime<Utc>| session::Model {
        id: request.world.id(),
        series_id: Some(series),
        series_start: Some(start),
        starts_at: start,
        ends_at: start + length,
        ..first.clone()
    };
    Ok(starts.into_iter().map(at).collect())
}

fn starts(first: &session::Model, rule: &str) -> Result<Vec<DateTime<Utc>>, UserError> {
    let invalid =
        |_| UserError::new(UserErrorCode::InvalidFormat, "times.timeZone").with("value", &first.time_zone);
    let zone = parse_zone(&first.time_zone).map_err(invalid)?;
    occurrences(rule, wall_clock(first.starts_at, zone), zone, rules::MOST_REPEATED)
        .map_err(|error| refused(error, rule))
}

fn refused(error: RuleError, rule: &str) -> UserError {
    let code = match error {
        RuleError::NoEnd => UserErrorCode::EndlessRule,
        RuleError::TooMany => UserErrorCode::TooMany,
        RuleError::Unreadable | RuleError::TooFine | RuleError::Impossible => UserErrorCode::InvalidFormat,
    };
    UserError::new(code, "rule").with("value", rule).with("max", rules::MOST_REPEATED)
}
