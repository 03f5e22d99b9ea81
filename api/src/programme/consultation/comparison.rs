use std::sync::Arc;

use async_graphql::SimpleObject;
use entity::{consultation, consultation_offer};

use super::offer::ConsultationOffer;
use super::rules::{self, Beside};
use crate::graphql::Cents;

/// The offers of a consultation side by side.
#[derive(SimpleObject, Clone, Debug)]
pub struct ConsultationComparison {
    /// The lowest price; null while there is no offer.
    lowest: Option<Cents>,
    /// What the edition can pay at most, as the consultation says.
    ceiling: Option<Cents>,
    /// Whether some prices include VAT and some do not: then prices alone do not compare.
    mixed_vat: bool,
    /// The offers (at most 30), the lowest price first.
    offers: Vec<ComparedOffer>,
}

/// An offer beside the others.
#[derive(SimpleObject, Clone, Debug)]
pub struct ComparedOffer {
    /// Its place by price, from 1; offers of the same price share one.
    rank: usize,
    /// Its price, in cents.
    price: Cents,
    /// Whether its price includes VAT.
    with_vat: bool,
    /// How many days of work it offers.
    days: f64,
    /// What a day costs, in cents.
    price_per_day: Cents,
    /// Cents above the lowest price.
    above_lowest: Cents,
    /// Cents above the ceiling, below zero under it; null where there is no ceiling.
    above_ceiling: Option<Cents>,
    /// Whether it was chosen.
    chosen: bool,
    /// The offer.
    offer: ConsultationOffer,
}

impl ConsultationComparison {
    /// Of a consultation.
    pub fn of(row: &consultation::Model, offers: Vec<consultation_offer::Model>) -> Self {
        let beside = rules::compare(offers, row.ceiling);
        Self {
            lowest: beside.first().map(|first| Cents(first.offer.price)),
            ceiling: row.ceiling.map(Cents),
            mixed_vat: rules::mixed(&beside),
            offers: beside.into_iter().map(|beside| ComparedOffer::of(row, beside)).collect(),
        }
    }
}

impl ComparedOffer {
    fn of(row: &consultation::Model, beside: Beside) -> Self {
        let Beside { offer, rank, price_per_day, above_lowest, above_ceiling } = beside;
        Self {
            rank,
            price: Cents(offer.price),
            with_vat: offer.with_vat,
            days: offer.days,
            price_per_day: Cents(price_per_day),
            above_lowest: Cents(above_lowest),
            above_ceiling: above_ceiling.map(Cents),
            chosen: row.chosen_offer_id == Some(offer.id),
            offer: ConsultationOffer(Arc::new(offer)),
        }
    }
}
