use chrono::NaiveDate;
use entity::{ConsultationId, ConsultationOfferId, PartnerId, consultation_offer};
use uuid::Uuid;

use super::{compare, mixed};
use crate::graphql::Cents;

fn offer(number: u128, price: i64, days: f64) -> consultation_offer::Model {
    consultation_offer::Model {
        id: ConsultationOfferId(Uuid::from_u128(number)),
        consultation_id: ConsultationId(Uuid::nil()),
        partner_id: PartnerId(Uuid::from_u128(number)),
        received_on: NaiveDate::default(),
        days,
        price,
        with_vat: false,
        method: None,
        url: None,
        version: 1,
        created_at: chrono::DateTime::default(),
    }
}

#[test]
fn offers_are_ranked_by_price_and_equal_ones_share_a_rank() {
    let offers = vec![offer(1, 300, 1.0), offer(2, 100, 2.0), offer(3, 200, 0.25), offer(4, 100, 8.0)];
    let compared = compare(offers, Some(200));
    let told = |beside: &super::Beside| {
        (beside.rank, beside.offer.price, beside.price_per_day, beside.above_lowest, beside.above_ceiling)
    };
    let expected = [
        (1, 100, 50, 0, Some(-100)),
        (1, 100, 13, 0, Some(-100)),
        (3, 200, 800, 100, Some(0)),
        (4, 300, 300, 200, Some(100)),
    ];
    assert_eq!(compared.iter().map(told).collect::<Vec<_>>(), expected);
}

#[test]
fn the_dearest_offer_of_the_shortest_time_stays_a_number_that_clients_read() {
    let compared = compare(vec![offer(1, Cents::MOST, 0.25)], Some(0));
    assert_eq!(compared[0].price_per_day, Cents::MOST);
    assert_eq!(compared[0].above_ceiling, Some(Cents::MOST));
    assert!(compare(Vec::new(), None).is_empty());
}

#[test]
fn prices_with_and_without_vat_are_told_apart() {
    let with = consultation_offer::Model { with_vat: true, ..offer(2, 100, 1.0) };
    assert!(mixed(&compare(vec![offer(1, 100, 1.0), with.clone()], None)));
    assert!(!mixed(&compare(vec![with], None)));
    assert!(!mixed(&[]));
}
