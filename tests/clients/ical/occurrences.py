"""Prints what a calendar shows of a feed, as an independent library reads it: one JSON line for each occurrence, by start.

    python occurrences.py feed.ics [first day, default 2020-01-01] [day after the last, default 2040-01-01]
"""

import datetime
import json
import sys

import icalendar
import recurring_ical_events


def told(when):
    """A day as it is, an instant in UTC."""
    if not isinstance(when, datetime.datetime):
        return when.isoformat()
    if when.tzinfo is None:
        raise ValueError(f"{when} is in no time zone")
    return when.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def occurrence(event):
    """Which occurrence of which series a component speaks of; of all when it names none."""
    of = event.get("RECURRENCE-ID")
    return (str(event["UID"]), told(of.dt) if of else None)


def occurrences(text, first, after):
    calendar = icalendar.Calendar.from_ical(text)
    # recurring_ical_events gives the highest number of a series to each of its occurrences
    sequences = {occurrence(event): int(event["SEQUENCE"]) for event in calendar.walk("VEVENT")}
    for event in recurring_ical_events.of(calendar).between(first, after):
        series = (str(event["UID"]), None)
        yield {
            "end": told(event["DTEND"].dt),
            "sequence": sequences.get(occurrence(event), sequences[series]),
            "start": told(event["DTSTART"].dt),
            "status": str(event.get("STATUS", "")),
            "uid": str(event["UID"]),
        }


def main(path, first="2020-01-01", after="2040-01-01"):
    with open(path, "rb") as feed:
        text = feed.read()
    days = (datetime.date.fromisoformat(first), datetime.date.fromisoformat(after))
    for shown in sorted(occurrences(text, *days), key=lambda it: (it["start"], it["uid"])):
        print(json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main(*sys.argv[1:])
