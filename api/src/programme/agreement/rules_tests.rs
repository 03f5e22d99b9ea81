use chrono::NaiveDate;

use super::end_of;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn what_follows_lasts_as_many_months_or_as_many_days() {
    for (first, last, start, end) in [
        ("2028-01-01", "2028-12-31", "2029-01-01", "2029-12-31"),
        ("2027-09-01", "2028-02-29", "2028-03-01", "2028-08-31"),
        ("2028-02-29", "2029-02-27", "2029-02-28", "2030-02-27"),
        ("2028-01-01", "2028-01-10", "2028-01-11", "2028-01-20"),
        ("2028-01-31", "2028-01-31", "2028-02-01", "2028-02-01"),
        ("2028-01-01", "2028-01-31", "2028-03-15", "2028-04-14"),
    ] {
        assert_eq!(end_of((day(first), day(last)), day(start)), day(end), "{first} {last}");
    }
}
