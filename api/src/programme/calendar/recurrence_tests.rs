use chrono::{Datelike, NaiveDateTime, Timelike};
use chrono_tz::Tz;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::recurrence::{Rule, RuleError, occurrences};
use super::zone::wall_clock;

const PARIS: Tz = Tz::Europe__Paris;

fn time(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn starts(rule: &str, start: &str, zone: Tz) -> Vec<String> {
    let found = occurrences(rule, time(start), zone, 100).unwrap();
    found.into_iter().map(|at| at.format("%Y-%m-%dT%H:%MZ").to_string()).collect()
}

fn refusal(rule: &str) -> RuleError {
    occurrences(rule, time("2026-10-06T09:30:00"), PARIS, 100).unwrap_err()
}

#[test]
fn a_weekly_session_stays_at_its_hour_when_clocks_change() {
    let autumn = starts("FREQ=WEEKLY;COUNT=3", "2026-10-13T09:30:00", PARIS);
    assert_eq!(autumn, ["2026-10-13T07:30Z", "2026-10-20T07:30Z", "2026-10-27T08:30Z"]);
    let spring = starts("FREQ=WEEKLY;COUNT=2", "2026-03-24T09:30:00", PARIS);
    assert_eq!(spring, ["2026-03-24T08:30Z", "2026-03-31T07:30Z"]);
    let reunion = starts("FREQ=WEEKLY;COUNT=2", "2026-10-20T09:30:00", Tz::Indian__Reunion);
    assert_eq!(reunion, ["2026-10-20T05:30Z", "2026-10-27T05:30Z"]);
}

#[test]
fn an_end_may_be_a_day_a_local_time_or_an_instant() {
    let start = "2026-10-06T09:30:00";
    for until in ["20261027", "20261027T093000", "20261027T083000Z"] {
        let found = starts(&format!("FREQ=WEEKLY;UNTIL={until}"), start, PARIS);
        assert_eq!(found.len(), 4, "{until}");
        let rule: Rule = format!("FREQ=WEEKLY;UNTIL={until}").parse().unwrap();
        let last = if until.len() == 8 { "20261027T225959Z" } else { "20261027T083000Z" };
        assert_eq!(rule.in_feed(PARIS), format!("FREQ=WEEKLY;UNTIL={last}"));
    }
    for until in ["20261026", "20261027T092959", "20261027T082959Z"] {
        assert_eq!(starts(&format!("FREQ=WEEKLY;UNTIL={until}"), start, PARIS).len(), 3, "{until}");
    }
}

#[test]
fn the_first_session_is_the_first_day_of_the_rule() {
    let found = starts("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", "2026-10-07T18:00:00", PARIS);
    assert_eq!(found, ["2026-10-08T16:00Z", "2026-10-13T16:00Z", "2026-10-15T16:00Z"]);
}

#[test]
fn months_and_leap_years_are_those_of_the_calendar() {
    let last_friday = starts("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-01-01T10:00:00", PARIS);
    assert_eq!(last_friday, ["2026-01-30T09:00Z", "2026-02-27T09:00Z", "2026-03-27T09:00Z"]);
    let leap = starts("FREQ=YEARLY;COUNT=2", "2024-02-29T10:00:00", PARIS);
    assert_eq!(leap, ["2024-02-29T09:00Z", "2028-02-29T09:00Z"]);
    let second_working_day =
        starts("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2;COUNT=2", "2026-10-01T10:00:00", PARIS);
    assert_eq!(second_working_day, ["2026-10-02T08:00Z", "2026-11-03T09:00Z"]);
}

#[test]
fn an_hour_that_is_skipped_one_night_is_moved_that_night_only() {
    let found = starts("FREQ=DAILY;COUNT=3", "2026-03-28T02:30:00", PARIS);
    assert_eq!(found, ["2026-03-28T01:30Z", "2026-03-29T01:30Z", "2026-03-30T00:30Z"]);
}

#[test]
fn a_rule_that_gives_no_sensible_sessions_is_refused_with_its_reason() {
    use RuleError::{Impossible, NoEnd, TooFine, TooMany, Unreadable};
    let cases = [
        ("FREQ=WEEKLY", NoEnd),
        ("FREQ=HOURLY;COUNT=3", TooFine),
        ("FREQ=SECONDLY", TooFine),
        ("FREQ=DAILY;BYHOUR=9,14;COUNT=3", TooFine),
        ("FREQ=DAILY;COUNT=101", TooMany),
        ("FREQ=DAILY;COUNT=4000000000", TooMany),
        ("FREQ=DAILY;UNTIL=20290101", TooMany),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", Impossible),
        ("FREQ=YEARLY;INTERVAL=2000;COUNT=50", Impossible),
        ("FREQ=WEEKLY;UNTIL=20261005", Impossible),
        ("FREQ=WEEKLY;UNTIL=20261001T000000Z", Impossible),
        ("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4;UNTIL=20301231", Impossible),
    ];
    for (rule, reason) in cases {
        assert_eq!(refusal(rule), reason, "{rule}");
    }
    let unreadable = [
        "",
        "COUNT=3",
        "every Tuesday",
        "FREQ=FORTNIGHTLY;COUNT=3",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=-1",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20261231",
        "FREQ=WEEKLY;COUNT=3;COUNT=4",
        "FREQ=WEEKLY;FREQ=DAILY;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=0;COUNT=3",
        "FREQ=WEEKLY;BYDAY=XX;COUNT=3",
        "FREQ=WEEKLY;BYDAY=2MO;COUNT=3",
        "FREQ=MONTHLY;BYDAY=0MO;COUNT=3",
        "FREQ=MONTHLY;BYDAY=9MO;COUNT=3",
        "FREQ=WEEKLY;BYMONTHDAY=3;COUNT=3",
        "FREQ=WEEKLY;UNTIL=20261332",
        "FREQ=WEEKLY;UNTIL=2026-12-31",
        "FREQ=MONTHLY;BYSETPOS=1;COUNT=3",
        "FREQ=DAILY;COUNT=3\nRDATE:20270101",
        "FREQ=DAILY;COUNT=3;X-MORE=1",
        "FREQ=DAILY;BYDAY=éMO;COUNT=3",
        "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;COUNT=1",
        "FREQ=YEARLY;BYEASTER=1;COUNT=3",
    ];
    for rule in unreadable {
        assert_eq!(refusal(rule), Unreadable, "{rule}");
    }
}

#[test]
fn a_rule_is_written_in_one_way_however_it_was_read() {
    let rule: Rule = "rrule:count=4;byday=+1mo;freq=monthly;".parse().unwrap();
    assert_eq!(rule.in_feed(PARIS), "FREQ=MONTHLY;BYDAY=1MO;COUNT=4");
}

#[test]
fn rules_whose_days_are_rare_or_never_come_are_soon_answered() {
    let before = std::time::Instant::now();
    for rule in ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=500"]
    {
        let _either = occurrences(rule, time("2026-01-01T09:00:00"), PARIS, 500);
    }
    assert!(before.elapsed().as_secs() < 5, "{:?}", before.elapsed());
}

proptest! {
    #[test]
    fn any_text_is_answered(rule in "\\PC{0,40}", tail in "[A-Z0-9;=,+é-]{0,30}") {
        let start = time("2026-10-06T09:30:00");
        let _either = occurrences(&rule, start, PARIS, 20);
        let _either = occurrences(&format!("FREQ=MONTHLY;COUNT=3;{tail}"), start, PARIS, 20);
    }

    #[test]
    fn any_start_is_answered(seconds in -200_000_000_000_i64..300_000_000_000, nanos in 0_u32..1_000_000_000) {
        let start = chrono::DateTime::from_timestamp(seconds, nanos).unwrap().naive_utc();
        if let Ok(found) = occurrences("FREQ=YEARLY;COUNT=3", start, PARIS, 20) {
            prop_assert_eq!(found.len(), 3);
        }
    }

    #[test]
    fn each_week_has_its_session_at_its_hour_in_any_zone(
        day in 0_i64..20_000,
        hour in 4_u32..23,
        count in 1_usize..60,
        at in proptest::prelude::any::<proptest::sample::Index>(),
    ) {
        let zone = *at.get(&[PARIS, Tz::Indian__Reunion, Tz::America__Cayenne, Tz::Pacific__Noumea, Tz::UTC]);
        let start = time("2000-01-01T00:00:00") + chrono::TimeDelta::days(day) + chrono::TimeDelta::hours(hour.into());
        let found = occurrences(&format!("FREQ=WEEKLY;COUNT={count}"), start, zone, 60).unwrap();
        prop_assert_eq!(found.len(), count);
        for (weeks, at) in found.iter().enumerate() {
            let told = wall_clock(*at, zone);
            prop_assert_eq!(told, start + chrono::TimeDelta::weeks(weeks.try_into().unwrap()));
            prop_assert!(told.hour() == hour && told.weekday() == start.weekday());
        }
    }
}
