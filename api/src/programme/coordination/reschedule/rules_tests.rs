use entity::EditionId;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn phase(number: u128) -> PhaseId {
    PhaseId(Uuid::from_u128(number))
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn session(number: u128, of: Option<u128>, start: &str) -> session::Model {
    session::Model {
        id: SessionId(Uuid::from_u128(number)),
        edition_id: EditionId(Uuid::nil()),
        phase_id: of.map(phase),
        series_id: None,
        series_start: None,
        title: String::new(),
        starts_at: at(start),
        ends_at: at(start) + chrono::TimeDelta::hours(2),
        time_zone: "Europe/Paris".to_owned(),
        territory_id: None,
        place: None,
        link: None,
        modality_id: None,
        capacity: None,
        sequence: 0,
        cancelled_at: None,
        cancel_reason: None,
        version: 1,
        created_at: at(start),
        updated_at: at(start),
    }
}

#[test]
fn what_follows_keeps_its_hour_on_the_wall_over_a_change_of_clocks() {
    // Paris changes to summer time on 26 March 2028.
    let first = session(1, Some(1), "2028-03-20T08:00:00Z");
    let next = session(2, Some(2), "2028-03-21T08:00:00Z");
    let moved = moves(&first, (at("2028-03-27T07:30:00Z"), at("2028-03-27T09:30:00Z")), &[&next]);
    assert_eq!(moved[0].after.0, at("2028-03-27T07:30:00Z"));
    assert_eq!(moved[1].after, (at("2028-03-28T07:00:00Z"), at("2028-03-28T09:00:00Z")));
}

#[test]
fn later_sessions_of_waiting_phases_follow_and_no_others() {
    let first = session(1, Some(1), "2028-03-20T08:00:00Z");
    let mut cancelled = session(7, Some(2), "2028-04-07T08:00:00Z");
    cancelled.cancelled_at = Some(at("2028-03-01T08:00:00Z"));
    let sessions = [
        first.clone(),
        session(2, Some(1), "2028-03-10T08:00:00Z"),
        session(3, Some(1), "2028-04-03T08:00:00Z"),
        session(4, Some(3), "2028-04-04T08:00:00Z"),
        session(5, Some(4), "2028-04-05T08:00:00Z"),
        session(6, None, "2028-04-06T08:00:00Z"),
        cancelled,
    ];
    let waits = [(phase(2), phase(1)), (phase(3), phase(2)), (phase(1), phase(4))];
    let found = following(&first, &sessions, &waits, at("2028-03-01T00:00:00Z"));
    let ids: Vec<u128> = found.iter().map(|row| row.id.0.as_u128()).collect();
    assert_eq!(ids, [3, 4]);
    let late = following(&first, &sessions, &waits, at("2028-04-03T09:00:00Z"));
    assert_eq!(late.len(), 1, "what has begun stays");
    let alone = session(9, None, "2028-03-20T08:00:00Z");
    assert!(following(&alone, &sessions, &waits, at("2028-03-01T00:00:00Z")).is_empty());
}

#[test]
fn what_stays_and_begins_too_early_is_told() {
    let first = session(1, Some(1), "2028-03-20T08:00:00Z");
    let next = session(2, Some(1), "2028-03-21T08:00:00Z");
    let after = (at("2028-03-22T08:00:00Z"), at("2028-03-22T10:00:00Z"));
    let alone = moves(&first, after, &[]);
    assert_eq!(overtaken(&[&next], &alone, after), [next.id]);
    assert!(overtaken(&[&next], &moves(&first, after, &[&next]), after).is_empty());
}

proptest! {
    #[test]
    fn the_order_of_what_follows_stays(days in -200_i64..200, gaps in proptest::collection::vec(1_i64..90, 1..20)) {
        let first = session(1, Some(1), "2028-03-20T08:00:00Z");
        let mut start = first.starts_at;
        let rows: Vec<_> = gaps.iter().zip(2..).map(|(gap, number)| {
            start += chrono::TimeDelta::days(*gap);
            session(number, Some(1), &start.to_rfc3339())
        }).collect();
        let shift = chrono::TimeDelta::days(days);
        let found = moves(&first, (first.starts_at + shift, first.ends_at + shift), &rows.iter().collect::<Vec<_>>());
        prop_assert_eq!(found.is_empty(), days == 0);
        for pair in found.windows(2) {
            prop_assert!(pair[0].after.0 < pair[1].after.0 || pair[0].session == first.id);
        }
    }
}
