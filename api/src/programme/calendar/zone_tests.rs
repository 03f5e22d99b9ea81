use chrono::NaiveDateTime;
use chrono_tz::Tz;
use proptest::prelude::{any, prop_assert_eq, proptest};
use proptest::strategy::Strategy;

use super::zone::{ZoneError, local, parse_zone, wall_clock};

fn instant(time: &str, zone: Tz) -> String {
    local(time.parse().unwrap(), zone).unwrap().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[test]
fn a_zone_is_known_by_its_name_in_the_database_only() {
    assert_eq!(parse_zone("Europe/Paris"), Ok(Tz::Europe__Paris));
    assert_eq!(parse_zone("Indian/Reunion"), Ok(Tz::Indian__Reunion));
    assert_eq!(parse_zone("UTC"), Ok(Tz::UTC));
    for name in ["", "CET", "+02:00", "europe/paris", "Europe/Pariss", "Europe/Paris\r\nX:y", " Europe/Paris"]
    {
        assert_eq!(parse_zone(name), Err(ZoneError::Unknown), "{name}");
    }
}

#[test]
fn the_same_hour_is_another_instant_in_summer_and_elsewhere() {
    assert_eq!(instant("2026-01-15T09:00:00", Tz::Europe__Paris), "2026-01-15T08:00:00Z");
    assert_eq!(instant("2026-07-15T09:00:00", Tz::Europe__Paris), "2026-07-15T07:00:00Z");
    assert_eq!(instant("2026-07-15T09:00:00", Tz::Indian__Reunion), "2026-07-15T05:00:00Z");
}

#[test]
fn an_hour_that_comes_twice_is_the_first() {
    assert_eq!(instant("2026-10-25T02:30:00", Tz::Europe__Paris), "2026-10-25T00:30:00Z");
}

#[test]
fn an_hour_that_is_skipped_is_moved_by_the_skip() {
    assert_eq!(instant("2026-03-29T02:30:00", Tz::Europe__Paris), "2026-03-29T01:30:00Z");
    // a whole day was skipped in Samoa
    assert_eq!(instant("2011-12-30T12:00:00", Tz::Pacific__Apia), "2011-12-30T22:00:00Z");
}

#[test]
fn a_time_that_no_instant_can_hold_is_an_error() {
    assert_eq!(local(NaiveDateTime::MAX, Tz::America__Cayenne), Err(ZoneError::OutOfRange));
}

proptest! {
    #[test]
    fn any_time_in_any_zone_is_read_and_told_alike(
        seconds in -60_000_000_000_i64..250_000_000_000,
        zone in any::<proptest::sample::Index>().prop_map(|at| *at.get(&chrono_tz::TZ_VARIANTS)),
    ) {
        let at = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        let told = wall_clock(at, zone);
        prop_assert_eq!(wall_clock(local(told, zone).unwrap(), zone), told);
    }
}
