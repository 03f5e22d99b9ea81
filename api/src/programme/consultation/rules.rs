use chrono::NaiveDate;
use entity::{ConsultationStatus as Status, consultation, consultation_offer};
use serde_json::{Value as Json, json};

use crate::graphql::{Cents, Refusal, UserError, UserErrorCode, UserErrors, id_text};
use crate::observation::rules::{past, required_reason};
use crate::programme::rules::{illegal, quarters};
use crate::trail::FieldChange;

/// Providers that a consultation invites at most.
pub const MOST_INVITED: i64 = 30;

/// Refuses changes of what is decided.
pub fn open(row: &consultation::Model, field: &str) -> Result<(), UserError> {
    match row.status {
        Status::Open => Ok(()),
        over @ (Status::Decided | Status::Withdrawn) => Err(illegal(over.as_str(), &[], field)),
    }
}

/// The last day for offers does not come before one that was received.
pub fn offers_by(day: NaiveDate, last_received: Option<NaiveDate>) -> Result<(), UserError> {
    match last_received.filter(|last| day < *last) {
        Some(last) => {
            let early = UserError::new(UserErrorCode::OutOfRange, "offersBy");
            Err(early.with("min", last).with("max", "…"))
        }
        None => Ok(()),
    }
}

/// An offer was received by the last day, and counts quarters of days.
pub fn offer(
    of: &consultation::Model,
    row: &consultation_offer::Model,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut errors = UserErrors::default();
    errors.check(quarters(row.days, "days"));
    errors.check(past(row.received_on, today, "receivedOn"));
    if row.received_on > of.offers_by {
        let late = UserError::new(UserErrorCode::OutOfRange, "receivedOn");
        errors.add(late.with("min", "…").with("max", of.offers_by));
    }
    errors.finish()
}

/// Chooses an offer for a reason: neither in the future nor before the offer was received.
pub fn decide(
    mut row: consultation::Model,
    offer: &consultation_offer::Model,
    reason: &str,
    (day, today): (NaiveDate, NaiveDate),
) -> Result<consultation::Model, Refusal> {
    open(&row, "id")?;
    let mut errors = UserErrors::default();
    row.reason = errors.check(required_reason(reason));
    errors.check(past(day, today, "decidedOn"));
    if day < offer.received_on {
        let early = UserError::new(UserErrorCode::OutOfRange, "decidedOn");
        errors.add(early.with("min", offer.received_on).with("max", today));
    }
    row.status = Status::Decided;
    row.decided_on = Some(day);
    row.chosen_offer_id = Some(offer.id);
    errors.finish_with(Some(row))
}

/// Ends a consultation without a choice, for a reason.
pub fn withdraw(
    mut row: consultation::Model,
    reason: &str,
    today: NaiveDate,
) -> Result<consultation::Model, UserError> {
    open(&row, "id")?;
    row.reason = Some(required_reason(reason)?);
    row.status = Status::Withdrawn;
    row.decided_on = Some(today);
    Ok(row)
}

/// An offer beside the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The offer.
    pub offer: consultation_offer::Model,
    /// Its place by price, from 1; offers of the same price share one.
    pub rank: usize,
    /// Cents a day, half a cent away from zero.
    pub price_per_day: i64,
    /// Cents above the lowest price.
    pub above_lowest: i64,
    /// Cents above the ceiling, below zero under it.
    pub above_ceiling: Option<i64>,
}

/// Offers side by side, the lowest price first.
pub fn compare(mut offers: Vec<consultation_offer::Model>, ceiling: Option<i64>) -> Vec<Beside> {
    offers.sort_by_key(|offer| (offer.price, offer.received_on, offer.id));
    let prices: Vec<i64> = offers.iter().map(|offer| offer.price).collect();
    let lowest = prices.first().copied().unwrap_or_default();
    let beside = |offer: consultation_offer::Model| Beside {
        rank: prices.partition_point(|price| *price < offer.price) + 1,
        price_per_day: per_day(offer.price, offer.days),
        above_lowest: offer.price - lowest,
        above_ceiling: ceiling.map(|ceiling| offer.price - ceiling),
        offer,
    };
    offers.into_iter().map(beside).collect()
}

/// Whether some of these offers tell their price with VAT and some without, so that prices alone do not compare.
pub fn mixed(offers: &[Beside]) -> bool {
    let first = offers.first().map(|beside| beside.offer.with_vat);
    offers.iter().any(|beside| Some(beside.offer.with_vat) != first)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "bounded by 2^53 on both sides"
)]
fn per_day(price: i64, days: f64) -> i64 {
    (price as f64 / days).round().min(Cents::MOST as f64) as i64
}

/// Dates, figures and what became of it.
pub fn history(before: &consultation::Model, after: &consultation::Model) -> Vec<FieldChange> {
    FieldChange::between(told(before), told(after))
}

fn told(row: &consultation::Model) -> [(&'static str, Json); 5] {
    [
        ("offersBy", json!(row.offers_by)),
        ("ceiling", json!(row.ceiling)),
        ("status", json!(row.status.as_str())),
        ("decidedOn", json!(row.decided_on)),
        ("chosenOffer", json!(row.chosen_offer_id.map(|id| id_text(id).0))),
    ]
}

/// Dates and figures of an offer.
pub fn offer_history(
    before: &consultation_offer::Model,
    after: &consultation_offer::Model,
) -> Vec<FieldChange> {
    let told = |row: &consultation_offer::Model| {
        [
            ("receivedOn", json!(row.received_on)),
            ("days", json!(row.days)),
            ("price", json!(row.price)),
            ("withVat", json!(row.with_vat)),
        ]
    };
    FieldChange::between(told(before), told(after))
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
