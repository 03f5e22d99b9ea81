//! Days compared with those that the State publishes (<https://calendrier.api.gouv.fr/jours-feries/>, data set "Jours
//! fériés en France" of data.gouv.fr), read on 2026-11-26 through the packages `jours-feries` (crates.io) and
//! `jours_feries_france` (by Etalab), which gives the same days as this for each area from 2018 to 2199.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::holidays::{Extent, HolidayArea, easter, holiday};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `MM-DD` of all holidays of a year.
fn list(year: i32, place: HolidayArea) -> String {
    let days = day(&format!("{year}-01-01")).iter_days().take_while(|day| day.year() == year);
    let found = days.filter(|day| holiday(*day, place).is_some());
    found.map(|day| day.format("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_national_list_is_the_one_that_the_state_publishes() {
    let published = [
        (2025, "01-01 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25"),
        (2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"),
        // a leap year
        (2028, "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25"),
    ];
    for (year, days) in published {
        assert_eq!(list(year, HolidayArea::National), days, "{year}");
    }
}

#[test]
fn alsace_and_moselle_have_two_more_and_good_friday_is_not_everywhere() {
    let days = "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26";
    assert_eq!(list(2026, HolidayArea::AlsaceMoselle), days);
    assert_eq!(list(2026, HolidayArea::GrandEst), days);
    let extent = |date, place| holiday(day(date), place).unwrap().extent;
    assert_eq!(extent("2026-04-03", HolidayArea::AlsaceMoselle), Extent::Part);
    assert_eq!(extent("2026-12-26", HolidayArea::AlsaceMoselle), Extent::Whole);
    assert_eq!(extent("2026-12-26", HolidayArea::GrandEst), Extent::Part);
    assert_eq!(extent("2026-12-25", HolidayArea::GrandEst), Extent::Whole);
}

#[test]
fn overseas_the_abolition_of_slavery_has_a_day_of_its_own() {
    let days = [
        ("976", "04-27"),
        ("972", "05-22"),
        ("971", "05-27"),
        ("978", "05-28"),
        ("973", "06-10"),
        ("977", "10-09"),
        ("974", "12-20"),
    ];
    for (code, expected) in days {
        let place = HolidayArea::of_department(code);
        let (all, national) = (list(2026, place), list(2026, HolidayArea::National));
        let more: Vec<_> = all.split(' ').filter(|day| !national.contains(day)).collect();
        assert_eq!(more, [expected], "{code}");
        let found = holiday(day(&format!("2026-{expected}")), place).unwrap();
        assert_eq!(found.en, "Abolition of Slavery Day");
        assert_eq!(found.fr, "Abolition de l'esclavage");
    }
}

#[test]
fn a_code_leads_to_its_list() {
    use HolidayArea::{AlsaceMoselle, GrandEst, Guadeloupe, Mayotte, National, Reunion};
    let departments =
        [("57", AlsaceMoselle), ("67", AlsaceMoselle), ("68", AlsaceMoselle), ("6AE", AlsaceMoselle)];
    for (code, place) in departments.into_iter().chain([("01", National), ("54", National), ("2A", National)])
    {
        assert_eq!(HolidayArea::of_department(code), place, "{code}");
    }
    let regions =
        [("01", Guadeloupe), ("04", Reunion), ("06", Mayotte), ("42", AlsaceMoselle), ("44", GrandEst)];
    for (code, place) in regions.into_iter().chain([("11", National), ("53", National)]) {
        assert_eq!(HolidayArea::of_region(code), place, "{code}");
    }
    for code in ["975", "984", "986", "987", "988", "", "nonsense"] {
        assert_eq!(HolidayArea::of_department(code), National, "{code}");
        assert_eq!(HolidayArea::of_region(code), National, "{code}");
    }
}

#[test]
fn easter_is_where_it_was_and_will_be() {
    // Meeus, Astronomical Algorithms, chapter 8, its examples and extremes
    let known =
        ["1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1991-03-31", "1992-04-19", "1993-04-11"];
    // the day before each Lundi de Pâques that the State publishes
    let published = [
        "2003-04-20",
        "2004-04-11",
        "2005-03-27",
        "2006-04-16",
        "2007-04-08",
        "2008-03-23",
        "2009-04-12",
        "2010-04-04",
        "2011-04-24",
        "2012-04-08",
        "2013-03-31",
        "2014-04-20",
        "2015-04-05",
        "2016-03-27",
        "2017-04-16",
        "2018-04-01",
        "2019-04-21",
        "2020-04-12",
        "2021-04-04",
        "2022-04-17",
        "2023-04-09",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
    ];
    for date in known.into_iter().chain(published).chain(["2000-04-23", "2038-04-25", "2285-03-22"]) {
        assert_eq!(easter(day(date).year()), Some(day(date)));
    }
}

#[test]
fn of_two_holidays_on_a_day_the_fixed_one_is_named() {
    assert_eq!(easter(2008), Some(day("2008-03-23")));
    assert_eq!(holiday(day("2008-05-01"), HolidayArea::National).unwrap().en, "Labour Day");
}

proptest! {
    #[test]
    fn easter_is_a_sunday_between_its_bounds(year in 1583..10_000) {
        let easter = easter(year).unwrap();
        prop_assert_eq!(easter.weekday(), chrono::Weekday::Sun);
        prop_assert!((22..=31).contains(&easter.day()) && easter.month() == 3 || easter.day() <= 25 && easter.month() == 4);
    }

    #[test]
    fn any_day_at_all_is_answered(year in i32::MIN..i32::MAX, ordinal in 1_u32..=366) {
        prop_assert!(easter(year).is_none_or(|easter| easter.year() == year));
        if let Some(day) = NaiveDate::from_yo_opt(year, ordinal) {
            let national = holiday(day, HolidayArea::National);
            prop_assert!(national.is_none() || holiday(day, HolidayArea::AlsaceMoselle) == national);
        }
    }
}
