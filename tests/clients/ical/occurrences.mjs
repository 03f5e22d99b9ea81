// The same as occurrences.py, by ical.js, which Thunderbird reads feeds with, and from the time zones of the feed alone.
//
//     node occurrences.mjs feed.ics

import fs from "node:fs";
import process from "node:process";

import ICAL from "ical.js";

const told = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000", ""));

function* occurrences(event) {
  if (!event.isRecurring()) {
    yield { item: event, startDate: event.startDate, endDate: event.endDate };
    return;
  }
  const times = event.iterator();
  for (let time = times.next(); time; time = times.next()) yield event.getOccurrenceDetails(time);
}

function events(calendar) {
  const all = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  const series = all.filter((event) => !event.isRecurrenceException());
  for (const exception of all.filter((event) => event.isRecurrenceException())) {
    series.find((event) => event.uid === exception.uid).relateException(exception);
  }
  return series;
}

const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const shown = events(calendar).flatMap((event) => [...occurrences(event)]);
const lines = shown.map(({ item, startDate, endDate }) => ({
  end: told(endDate),
  sequence: item.sequence,
  start: told(startDate),
  status: item.component.getFirstPropertyValue("status") ?? "",
  uid: item.uid,
}));
const order = ({ start, uid }) => `${start} ${uid}`;
lines.sort((one, other) => (order(one) < order(other) ? -1 : 1));
for (const line of lines) console.log(JSON.stringify(line));
