//! The feed that calendars subscribe to, and what they show of it.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::Language;
use maillage::programme::calendar::ical::{
    Exception, Feed, Item, Occasion, Outcome, Recurrence, Session, Status, Task,
};
use maillage::programme::calendar::zone::{local, wall_clock};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

const PARIS: Tz = Tz::Europe__Paris;
const NOTE: &str =
    "Atelier : budget, « trésorerie » ; et après ?\nApporter le plan de financement de l'année écoulée";

fn at(time: &str, zone: Tz) -> DateTime<Utc> {
    local(time.parse().unwrap(), zone).unwrap()
}

fn session(uid: &str, zone: Tz, start: &str) -> Session {
    let start = at(start, zone);
    let about = Occasion {
        start,
        end: start + TimeDelta::minutes(90),
        title: format!("Séance {uid}"),
        place: None,
        description: None,
        url: None,
        status: Status::Confirmed,
        last_modified: at("2026-09-01T08:00:00", Tz::UTC),
    };
    Session { uid: format!("{uid}@maillage.example"), sequence: 0, zone, about, recurrence: None }
}

fn series(uid: &str, zone: Tz, start: &str, rule: &str) -> Session {
    let recurrence = Recurrence { rule: rule.parse().unwrap(), exceptions: Vec::new() };
    Session { recurrence: Some(recurrence), ..session(uid, zone, start) }
}

fn changed(of: &Session, original: DateTime<Utc>, start: DateTime<Utc>, status: Status) -> Exception {
    let about = Occasion { start, end: start + TimeDelta::hours(2), status, ..of.about.clone() };
    Exception { original, outcome: Outcome::Changed { sequence: 3, about: Box::new(about) } }
}

/// Tuesdays over the change of clocks of 25 October 2026: one taken out, one moved, one cancelled.
fn workshops() -> Session {
    let mut workshops = series("workshops", PARIS, "2026-10-06T09:30:00", "FREQ=WEEKLY;COUNT=8");
    workshops.sequence = 2;
    workshops.about.description = Some(NOTE.to_owned());
    let moved = (at("2026-10-27T09:30:00", PARIS), at("2026-10-28T14:00:00", PARIS));
    let cancelled = at("2026-11-10T09:30:00", PARIS);
    let exceptions = vec![
        Exception { original: at("2026-10-20T09:30:00", PARIS), outcome: Outcome::Removed },
        changed(&workshops, moved.0, moved.1, Status::Confirmed),
        changed(&workshops, cancelled, cancelled, Status::Cancelled),
    ];
    workshops.recurrence.as_mut().unwrap().exceptions = exceptions;
    workshops
}

fn task(uid: &str, done_at: Option<DateTime<Utc>>) -> Task {
    Task {
        uid: format!("{uid}@maillage.example"),
        sequence: 1,
        title: "relancer la Région, la DRAC".to_owned(),
        due: "2026-10-31".parse().unwrap(),
        done_at,
        description: None,
        url: Some("https://maillage.example/tasks/1?a=1,2;b=3".to_owned()),
        last_modified: at("2026-09-02T08:00:00", Tz::UTC),
    }
}

fn feed(items: Vec<Item>) -> Feed {
    Feed { name: "Parcours 2026, mes séances".to_owned(), language: Language::Fr, items }
}

/// What the independent check reads: see `tests/clients/README.md`.
fn sample() -> Feed {
    let mut cancelled = session("cancelled", PARIS, "2026-11-03T18:00:00");
    cancelled.about.status = Status::Cancelled;
    cancelled.sequence = 1;
    let mut placed = session("placed", PARIS, "2026-06-30T10:00:00");
    placed.about.place = Some("Maison des associations, 3 place Guichard; Lyon".to_owned());
    placed.about.url = Some("https://visio.example/salle?id=1;2,3".to_owned());
    feed(vec![
        Item::Session(workshops()),
        Item::Session(series(
            "spring",
            PARIS,
            "2027-03-22T18:00:00",
            "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270401",
        )),
        Item::Session(series("monthly", PARIS, "2026-09-25T12:00:00", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=10")),
        Item::Session(series(
            "reunion",
            Tz::Indian__Reunion,
            "2026-10-20T08:00:00",
            "FREQ=DAILY;COUNT=9;INTERVAL=2",
        )),
        Item::Session(series(
            "miquelon",
            Tz::America__Miquelon,
            "2026-10-30T17:00:00",
            "FREQ=WEEKLY;COUNT=3",
        )),
        Item::Session(series("utc", Tz::UTC, "2026-10-20T08:00:00", "FREQ=WEEKLY;COUNT=2")),
        Item::Session(placed),
        Item::Session(session("twice", PARIS, "2026-10-25T02:15:00")),
        Item::Session(cancelled),
        Item::Task(task("open", None)),
        Item::Task(task("done", Some(at("2026-09-02T08:00:00", Tz::UTC)))),
    ])
}

/// One line of JSON for each occurrence a client should show.
fn expected(feed: &Feed) -> Vec<String> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for item in &feed.items {
        match item {
            Item::Session(session) => lines.extend(shown(session)),
            Item::Task(task) => lines.push(all_day(task)),
        }
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

fn all_day(task: &Task) -> (String, String) {
    let line = serde_json::json!({
        "uid": task.uid, "start": task.due.to_string(), "end": task.due.succ_opt().unwrap().to_string(),
        "status": "", "sequence": task.sequence,
    });
    (format!("{} {}", task.due, task.uid), line.to_string())
}

fn shown(session: &Session) -> Vec<(String, String)> {
    let line = |about: &Occasion, sequence: u32| {
        let instant = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let status = if about.status == Status::Cancelled { "CANCELLED" } else { "CONFIRMED" };
        let line = serde_json::json!({
            "uid": session.uid, "start": instant(about.start), "end": instant(about.end),
            "status": status, "sequence": sequence,
        });
        (format!("{} {}", instant(about.start), session.uid), line.to_string())
    };
    let Some(recurrence) = &session.recurrence else { return vec![line(&session.about, session.sequence)] };
    let start = wall_clock(session.about.start, session.zone);
    let starts = recurrence.rule.occurrences(start, session.zone, 100).unwrap();
    let outcome = |start| recurrence.exceptions.iter().find(|it| it.original == start).map(|it| &it.outcome);
    let each = starts.into_iter().filter_map(|start| match outcome(start) {
        Some(Outcome::Removed) => None,
        Some(Outcome::Changed { sequence, about }) => Some(line(about, *sequence.max(&session.sequence))),
        None => {
            let end = start + (session.about.end - session.about.start);
            Some(line(&Occasion { start, end, ..session.about.clone() }, session.sequence))
        }
    });
    each.collect()
}

#[test]
fn the_sample_is_what_the_independent_check_has_read() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("clients/ical");
    let lines = expected(&sample()).into_iter().map(|line| line + "\n").collect::<String>();
    for (file, text) in [("sample.ics", sample().write().unwrap()), ("sample.jsonl", lines)] {
        let path = folder.join(file);
        if accepts() {
            std::fs::write(&path, &text).unwrap();
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            text == known,
            "{file} differs: UPDATE_ICAL=1 writes it anew, then do the check of its README"
        );
    }
}

#[expect(clippy::disallowed_methods, reason = "asked for by the person who does the check")]
fn accepts() -> bool {
    std::env::var("UPDATE_ICAL").is_ok()
}

/// The lines of a feed, unfolded.
fn lines(feed: &Feed) -> Vec<String> {
    feed.write().unwrap().replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn has(lines: &[String], line: &str) -> bool {
    lines.iter().any(|known| known == line)
}

#[test]
fn a_series_is_one_event_with_its_exceptions_beside_it() {
    let lines = lines(&feed(vec![Item::Session(workshops())]));
    for line in [
        "DTSTART;TZID=Europe/Paris:20261006T093000",
        "DTEND;TZID=Europe/Paris:20261006T110000",
        "RRULE:FREQ=WEEKLY;COUNT=8",
        "EXDATE;TZID=Europe/Paris:20261020T093000",
        "RECURRENCE-ID;TZID=Europe/Paris:20261027T093000",
        "DTSTART;TZID=Europe/Paris:20261028T140000",
        "RECURRENCE-ID;TZID=Europe/Paris:20261110T093000",
        "STATUS:CANCELLED",
        "SEQUENCE:2",
        "SEQUENCE:3",
    ] {
        assert!(has(&lines, line), "{line} in\n{}", lines.join("\n"));
    }
    assert_eq!(lines.iter().filter(|line| *line == "UID:workshops@maillage.example").count(), 3);
    assert_eq!(lines.iter().filter(|line| line.starts_with("RRULE")).count(), 1);
}

#[test]
fn an_exception_is_never_older_than_its_series() {
    let mut workshops = workshops();
    workshops.sequence = 9;
    let lines = lines(&feed(vec![Item::Session(workshops)]));
    assert_eq!(lines.iter().filter(|line| *line == "SEQUENCE:9").count(), 3);
}

#[test]
fn each_zone_is_described_once_with_the_changes_of_the_years_it_is_used() {
    let lines = lines(&sample());
    let zones: Vec<_> = lines.iter().filter(|line| line.starts_with("TZID:")).collect();
    assert_eq!(zones, ["TZID:America/Miquelon", "TZID:Europe/Paris", "TZID:Indian/Reunion"]);
    let paris = lines.iter().position(|line| line == "TZID:Europe/Paris").unwrap();
    let described = lines[paris..].split(|line| line == "END:VTIMEZONE").next().unwrap().join("\n");
    let observance = |kind: &str, onset: &str, from: &str, to: &str, name: &str| {
        format!(
            "BEGIN:{kind}\nDTSTART:{onset}\nTZOFFSETFROM:{from}\nTZOFFSETTO:{to}\nTZNAME:{name}\nEND:{kind}"
        )
    };
    let years = [
        "TZID:Europe/Paris".to_owned(),
        observance("STANDARD", "20260101T010000", "+0100", "+0100", "CET"),
        observance("DAYLIGHT", "20260329T020000", "+0100", "+0200", "CEST"),
        observance("STANDARD", "20261025T030000", "+0200", "+0100", "CET"),
        observance("DAYLIGHT", "20270328T020000", "+0100", "+0200", "CEST"),
        observance("STANDARD", "20271031T030000", "+0200", "+0100", "CET"),
    ]
    .join("\n");
    assert_eq!(described, years);
}

#[test]
fn a_session_in_the_second_of_an_hour_that_comes_twice_is_written_in_utc() {
    let mut second = session("second", PARIS, "2026-10-25T02:15:00");
    second.about.start += TimeDelta::hours(1);
    second.about.end = second.about.start + TimeDelta::hours(1);
    let lines = lines(&feed(vec![Item::Session(second)]));
    assert!(has(&lines, "DTSTART:20261025T011500Z") && has(&lines, "DTEND:20261025T021500Z"));
}

#[test]
fn a_task_is_a_free_day_with_words_before_its_title_in_the_readers_language() {
    let done = Some(at("2026-09-02T08:00:00", Tz::UTC));
    let mut feed = feed(vec![Item::Task(task("open", None)), Item::Task(task("done", done))]);
    let french = lines(&feed);
    for line in ["DTSTART;VALUE=DATE:20261031", "DTEND;VALUE=DATE:20261101", "TRANSP:TRANSPARENT"] {
        assert!(has(&french, line), "{line}");
    }
    assert!(has(&french, "SUMMARY:À faire : relancer la Région\\, la DRAC"));
    assert!(has(&french, "SUMMARY:Fait : relancer la Région\\, la DRAC"));
    feed.language = Language::En;
    assert!(has(&lines(&feed), "SUMMARY:To do: relancer la Région\\, la DRAC"));
    assert!(has(&lines(&feed), "SUMMARY:Done: relancer la Région\\, la DRAC"));
}

proptest! {
    #[test]
    fn no_text_breaks_a_line(value in "(\\PC|[\r\n\t\u{0}-\u{1f}\u{7f}\u{85},;:\\\\\"]){0,120}") {
        let mut event = session("x", PARIS, "2026-10-06T09:30:00");
        event.uid.clone_from(&value);
        event.about.title.clone_from(&value);
        event.about.place = Some(value.clone());
        event.about.description = Some(value.clone());
        event.about.url = Some(value.clone());
        let feed = Feed { name: value, ..feed(vec![Item::Session(event)]) };
        let text = feed.write().unwrap();
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        for line in text.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75 && !line.is_empty(), "{} octets: {line}", line.len());
        }
        let plain = lines(&self::feed(vec![Item::Session(Session {
            about: Occasion {
                place: Some(String::new()),
                description: Some(String::new()),
                url: Some(String::new()),
                ..session("x", PARIS, "2026-10-06T09:30:00").about
            },
            ..session("x", PARIS, "2026-10-06T09:30:00")
        })]));
        prop_assert_eq!(lines(&feed).len(), plain.len());
    }

    #[test]
    fn any_zone_can_be_described(at in proptest::prelude::any::<proptest::sample::Index>(), day in 0_i64..80_000) {
        let zone = *at.get(&chrono_tz::TZ_VARIANTS);
        let mut event = session("x", zone, "1950-01-01T09:30:00");
        event.about.start += TimeDelta::days(day);
        event.about.end += TimeDelta::days(day);
        prop_assert!(feed(vec![Item::Session(event)]).write().is_ok());
    }
}
