use std::collections::BTreeSet;

use entity::EditionId;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn session(number: u128, day: &str, phase: Option<PhaseId>) -> Session {
    let at = |hour: &str| format!("{day}T{hour}:00Z").parse().unwrap();
    Session {
        id: SessionId(Uuid::from_u128(number)),
        phase,
        starts_at: at("08:00"),
        ends_at: at("16:00"),
        time_zone: "Europe/Paris".to_owned(),
        area: HolidayArea::National,
        capacity: None,
    }
}

/// An edition in 2026 against which nothing stands.
fn sound() -> Plan {
    Plan {
        window: (day("2026-01-01"), day("2026-12-31")),
        today: day("2026-01-01"),
        capacity: Some(10),
        enrolled: 10,
        objectives: vec![(ObjectiveId(Uuid::from_u128(1)), 1)],
        phases: Vec::new(),
        sessions: vec![session(1, "2026-03-10", None)],
        speakers: Vec::new(),
        agreed: Vec::new(),
        clashes: Clashes::default(),
        cost: 100_000,
        actual: 0,
        funding: vec![funding(1, 60_000), funding(2, 40_000)],
    }
}

fn funding(number: u128, amount: i64) -> Funding {
    let status = FundingStatus::Granted;
    let id = FundingLineId(Uuid::from_u128(number));
    Funding { id, funder: Some(Uuid::from_u128(number)), amount, status, deadline: None }
}

fn codes(plan: &Plan) -> Vec<&'static str> {
    report(plan).into_iter().map(|point| point.code.as_str()).collect()
}

#[test]
fn nothing_stands_against_a_sound_edition() {
    assert_eq!(report(&sound()), []);
}

#[test]
fn an_empty_edition_has_neither_session_nor_objective() {
    let plan = Plan { sessions: Vec::new(), objectives: Vec::new(), ..sound() };
    assert_eq!(codes(&plan), ["NO_SESSION", "NO_OBJECTIVE"]);
}

#[test]
fn a_session_on_a_holiday_of_its_territory_is_odd_and_outside_the_edition_it_blocks() {
    let boxing =
        |area| Plan { sessions: vec![Session { area, ..session(1, "2026-12-26", None) }], ..sound() };
    assert_eq!(codes(&boxing(HolidayArea::National)), NOTHING);
    assert_eq!(codes(&boxing(HolidayArea::AlsaceMoselle)), ["PUBLIC_HOLIDAY"]);
    let late = Plan { sessions: vec![session(1, "2027-03-10", None)], ..sound() };
    assert_eq!(codes(&late), ["SESSION_OUTSIDE_EDITION"]);
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_phase_needs_a_session_within_its_window() {
    let phase = PhaseId(Uuid::from_u128(7));
    let phases = vec![(phase, Some(day("2026-04-01")), Some(day("2026-04-30")))];
    assert_eq!(codes(&Plan { phases: phases.clone(), ..sound() }), ["PHASE_WITHOUT_SESSION"]);
    let early = Plan { phases, sessions: vec![session(1, "2026-03-10", Some(phase))], ..sound() };
    assert_eq!(codes(&early), ["SESSION_OUTSIDE_PHASE"]);
}

#[test]
fn speakers_have_no_more_days_than_agreed() {
    let partner = PartnerId(Uuid::from_u128(3));
    let sessions =
        vec![session(1, "2026-03-10", None), session(2, "2026-03-10", None), session(3, "2026-03-11", None)];
    let speakers = sessions.iter().map(|session| (session.id, partner)).collect();
    let agreed = |days| vec![(EditionPartnerId(Uuid::from_u128(4)), partner, Some(days))];
    let plan = Plan { sessions, speakers, agreed: agreed(2.0), ..sound() };
    assert_eq!(codes(&plan), NOTHING);
    let over = report(&Plan { agreed: agreed(1.0), ..plan });
    assert_eq!((over[0].code, over[0].figure, over[0].limit), (Code::SpeakerOverbooked, Some(2), Some(1)));
}

#[test]
fn money_that_is_missing_blocks_and_money_that_is_hoped_for_is_odd() {
    let missing = Plan { funding: vec![funding(1, 50_000), funding(2, 49_999)], ..sound() };
    assert_eq!(codes(&missing), ["BUDGET_NOT_COVERED"]);
    let mut hoped = sound();
    hoped.funding[0].status = FundingStatus::Requested;
    assert_eq!(codes(&hoped), ["BUDGET_RESTS_ON_HOPES"]);
    let one = Plan { funding: vec![funding(1, 71_000), funding(2, 29_000)], ..sound() };
    assert_eq!(codes(&one), ["ONE_FUNDER"]);
    let mut late = sound();
    late.funding.push(Funding {
        deadline: Some(day("2025-12-31")),
        status: FundingStatus::Planned,
        ..funding(3, 1)
    });
    assert_eq!(codes(&late), ["DEADLINE_PASSED"]);
    let huge = Plan { cost: i64::MAX, funding: vec![funding(1, i64::MAX), funding(2, i64::MAX)], ..sound() };
    assert_eq!(codes(&huge), ["ONE_FUNDER"], "sums do not overflow");
}

#[test]
fn more_enrolled_than_there_is_room_for_blocks() {
    assert_eq!(codes(&Plan { enrolled: 11, ..sound() }), ["CAPACITY_EXCEEDED"]);
}

fn uses() -> impl Strategy<Value = Vec<Use>> {
    let one = (0u128..4, 0u128..4, 0i64..20, 1i64..6);
    prop::collection::vec(one, 0..25).prop_map(|all| {
        let of = |(number, (thing, edition, from, hours)): (u128, (u128, u128, i64, i64))| {
            let at = |hour: i64| DateTime::from_timestamp(hour * 3_600, 0).unwrap();
            Use {
                thing: Uuid::from_u128(thing),
                session: SessionId(Uuid::from_u128(number)),
                edition: EditionId(Uuid::from_u128(edition)),
                from: at(from),
                to: at(from + hours),
                given_up: edition == 3,
            }
        };
        (0u128..).zip(all).map(of).collect()
    })
}

proptest! {
    #[test]
    fn a_sweep_finds_the_very_clashes_that_all_pairs_show(uses in uses()) {
        let of: BTreeSet<EditionId> = [0u128, 1].map(|id| EditionId(Uuid::from_u128(id))).into();
        let mut expected: HashMap<EditionId, Vec<(DateTime<Utc>, Clash)>> = HashMap::new();
        for one in uses.iter().filter(|one| of.contains(&one.edition)) {
            for other in &uses {
                let overlap = one.from < other.to && other.from < one.to;
                let again = one.edition == other.edition && one.session >= other.session;
                if one.thing == other.thing && overlap && !again && !other.given_up {
                    let clash = (one.session, other.session, one.thing);
                    expected.entry(one.edition).or_default().push((one.from, clash));
                }
            }
        }
        let sorted = |mut all: Vec<(DateTime<Utc>, Clash)>| -> Vec<Clash> {
            all.sort();
            all.into_iter().map(|(_, clash)| clash).take(100).collect()
        };
        let expected: HashMap<EditionId, Vec<Clash>> =
            expected.into_iter().map(|(edition, all)| (edition, sorted(all))).collect();
        prop_assert_eq!(clashing(uses, &of), expected);
    }
}

#[test]
fn one_funder_is_told_even_alone_and_beside_money_of_nobody() {
    let alone = Plan { funding: vec![funding(1, 100_000)], ..sound() };
    let own = Funding { funder: None, ..funding(2, 20_000) };
    let beside = Plan { funding: vec![own, funding(1, 80_000)], ..sound() };
    for plan in [alone, beside] {
        assert_eq!(codes(&plan), ["ONE_FUNDER"]);
    }
}

#[test]
fn a_session_too_small_for_those_enrolled_is_told() {
    let small = Session { capacity: Some(9), ..session(1, "2026-03-10", None) };
    let wide = Session { capacity: Some(10), ..session(2, "2026-03-11", None) };
    let points = report(&Plan { sessions: vec![small, wide], ..sound() });
    let [point] = &points[..] else { panic!("{points:?}") };
    assert_eq!((point.code.as_str(), point.figure, point.limit), ("SESSION_TOO_SMALL", Some(10), Some(9)));
}
