//! Feasibility: what stands against an edition, and what is odd about it, each point with its figure and the record it
//! concerns. [`rules::report`] is pure; an edition is not opened while a point blocks.

mod object;
mod point;
/// What blocks and what is odd; pure.
pub mod rules;
mod store;

pub use object::{FeasibilityOf, FeasibilityPoint, FeasibilityReport};
pub use point::{Code, Point};

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{EditionId, edition, session};
use sea_orm::ConnectionTrait;

use crate::access::{Actor, Request};
use crate::db::Tx;
use crate::error::Result;
use crate::graphql::{Refusal, UserError, UserErrorCode};
use crate::programme::rules::Steered;

/// What blocks an edition and what is odd about it; for its team.
pub async fn points(
    db: &impl ConnectionTrait,
    actor: &Actor,
    edition: &edition::Model,
    today: NaiveDate,
) -> Result<Vec<Point>> {
    let plans = store::plans(db, actor, std::slice::from_ref(edition), today).await?;
    Ok(plans.values().flat_map(rules::report).collect())
}

/// The points about sessions at the same time, of editions whose sessions these are; for their teams.
pub async fn clashes<'s>(
    db: &impl ConnectionTrait,
    actor: &Actor,
    sessions: impl Iterator<Item = &'s session::Model> + Clone,
) -> Result<HashMap<EditionId, Vec<Point>>> {
    let found = store::clashes(db, actor, sessions).await?;
    Ok(found.into_iter().map(|(edition, clashes)| (edition, rules::clashes(&clashes))).collect())
}

/// The points that stand against opening an edition, as mistakes.
pub async fn blocking(request: &Request, tx: &Tx, steered: &Steered) -> Result<Vec<UserError>, Refusal> {
    let points = points(&**tx, &request.actor, &steered.edition, request.world.today()).await?;
    let blocking = points.into_iter().filter(|point| point.code.blocks());
    let told = |point: Point| {
        UserError::new(UserErrorCode::NotFeasible, "id")
            .with("value", point.code.as_str())
            .with("figure", point.figure.map_or_else(|| "–".to_owned(), |figure| figure.to_string()))
            .with("limit", point.limit.map_or_else(|| "–".to_owned(), |limit| limit.to_string()))
            .with("record", point.record.unwrap_or_default())
    };
    Ok(blocking.map(told).collect())
}
