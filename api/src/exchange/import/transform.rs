//! The closed list of what may be done to the text of a cell. No regular expressions: a mapping must
//! be readable by the person who keeps the file.

use chrono::NaiveDate;
use serde::Deserialize;

use super::plain_text::plain_text;
use super::{Problem, ProblemCode};
use crate::cell::unguard;
use crate::db::fold;

/// One step; steps apply in their order, on text already trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transform {
    /// Runs of spaces and line ends become one space.
    Squeeze,
    /// HTML becomes text: tags go, those of blocks leave an end of line, entities become what they stand for, and runs of
    /// spaces one space.
    PlainText,
    /// Adds this end.
    Append(String),
    /// Keeps what stands before the first end of line.
    FirstLine,
    /// `31/12/2014` (also with `-`, `.` or a time after it) -> `2014-12-31`.
    FrenchDate,
    /// `2014` -> `2014-01-01`.
    YearStart,
    /// Four digits, alone or at the head of an ISO date -> `2014`.
    Year,
    /// `3 000,50` -> `3000.50`.
    Number,
    /// Lower case without accents and punctuation: names that serve as ids.
    Fold,
    /// `www.ici.fr` -> `https://www.ici.fr`; an address that has its scheme stays as it is.
    Web,
    /// Zeros in front, up to this many characters: what a spreadsheet took from a code.
    PadLeft(usize),
    /// Drops this beginning, if it is there.
    StripPrefix(String),
    /// Drops this end, if it is there; `{Column}` stands for a cell of the same row.
    StripSuffix(String),
    /// Keeps what stands before the first occurrence.
    Before(String),
    /// Keeps what stands after the first occurrence.
    After(String),
    /// Drops both ends, if both are there: `["<", ">"]`.
    Unwrap([String; 2]),
    /// Drops the apostrophe that exports put before what a spreadsheet would take for a formula.
    Unguard,
    /// Text that ends like `NAME - 06 MOUANS SARTOUX`: which part to keep.
    TrailingPlace(PlacePart),
    /// Drops `CHEZ MME ...`, `C/O ...` to the end: the address of a person inside a name.
    DropCareOf,
}

/// The parts of `NAME - 06 TOWN`. Without such an end the name is all there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacePart {
    /// What stands before.
    Name,
    /// The code of the département.
    Departement,
    /// The town.
    Town,
}

impl Transform {
    /// Applies the step, or says what the text is not.
    pub fn apply(&self, text: &str) -> Result<String, Problem> {
        let kept = match self {
            Self::Squeeze => return Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Self::PlainText => return Ok(plain_text(text)),
            Self::Append(end) => return Ok(format!("{text}{end}")),
            Self::FrenchDate => return french_date(text),
            Self::YearStart => return year(text).map(|year| format!("{year}-01-01")),
            Self::Year => return year(text),
            Self::Number => return number(text),
            Self::PadLeft(width) => return Ok(format!("{text:0>width$}")),
            Self::Fold => return Ok(fold(text)),
            Self::Web => return web(text),
            Self::FirstLine => text.lines().next().unwrap_or_default(),
            Self::StripPrefix(start) => text.strip_prefix(start.as_str()).unwrap_or(text),
            Self::StripSuffix(end) => text.strip_suffix(end.as_str()).unwrap_or(text),
            Self::Before(mark) => text.split_once(mark.as_str()).map_or(text, |(before, _)| before),
            Self::After(mark) => text.split_once(mark.as_str()).map_or(text, |(_, after)| after),
            Self::Unwrap([start, end]) => text
                .strip_prefix(start.as_str())
                .and_then(|rest| rest.strip_suffix(end.as_str()))
                .unwrap_or(text),
            Self::Unguard => return Ok(unguard(text).to_owned()),
            Self::TrailingPlace(part) => trailing_place(text, *part),
            Self::DropCareOf => drop_care_of(text),
        };
        Ok(kept.trim().to_owned())
    }
}

fn french_date(text: &str) -> Result<String, Problem> {
    let day = text.split_whitespace().next().unwrap_or_default().replace(['-', '.'], "/");
    // `%Y` alone would take `14` for the year 14.
    let date = NaiveDate::parse_from_str(&day, "%d/%m/%Y").ok().filter(|_| day.len() >= 8);
    let date = date.filter(|date| *date >= NaiveDate::from_ymd_opt(1000, 1, 1).unwrap_or_default());
    let problem = || Problem::error(ProblemCode::DateInvalid).value(text).expected("jj/mm/aaaa");
    date.map(|date| date.to_string()).ok_or_else(problem)
}

fn year(text: &str) -> Result<String, Problem> {
    let head = text.split_once('-').map_or(text, |(head, _)| head);
    let digits = head.len() == 4 && head.bytes().all(|byte| byte.is_ascii_digit());
    let dated = head.len() == text.len() || iso_date(text).is_ok();
    if digits && dated {
        return Ok(head.to_owned());
    }
    Err(Problem::error(ProblemCode::YearInvalid).value(text))
}

/// A date in ISO 8601, whatever time follows it.
pub fn iso_date(text: &str) -> Result<NaiveDate, Problem> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .ok()
        .filter(|_| day.len() == 10)
        .ok_or_else(|| Problem::error(ProblemCode::DateInvalid).value(text).expected("aaaa-mm-jj"))
}

fn number(text: &str) -> Result<String, Problem> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let plain = plain.replace(',', ".");
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let formed = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() < 2;
    if formed {
        Ok(plain)
    } else {
        Err(Problem::error(ProblemCode::NumberInvalid).value(text).expected("3 000,50"))
    }
}

fn web(text: &str) -> Result<String, Problem> {
    let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let known = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https");
    let formed = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    if known && formed && !rest.contains(char::is_whitespace) {
        return Ok(format!("{}://{rest}", scheme.to_ascii_lowercase()));
    }
    Err(Problem::error(ProblemCode::WebInvalid).value(text))
}

/// Looks for the last ` - NN`, where `NN` is the code of a département.
fn trailing_place(text: &str, part: PlacePart) -> &str {
    let place = text.rmatch_indices("- ").find_map(|(at, _)| {
        let (name, rest) = (text.get(..at)?, text.get(at + 2..)?);
        let (code, town) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        is_departement(code).then_some((name, code, town))
    });
    match (place, part) {
        (Some((name, _, _)), PlacePart::Name) => name,
        (Some((_, code, _)), PlacePart::Departement) => code,
        (Some((_, _, town)), PlacePart::Town) => town,
        (None, PlacePart::Name) => text,
        (None, _) => "",
    }
}

fn is_departement(code: &str) -> bool {
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    matches!(code, "2A" | "2B") || (digits && (code.len() == 2 || (code.len() == 3 && code.starts_with('9'))))
}

/// `CHEZ SOI` and the like are no address.
fn drop_care_of(text: &str) -> &str {
    const NOBODY: [&str; 9] = ["SOI", "MOI", "TOI", "NOUS", "VOUS", "EUX", "LE", "LA", "LES"];
    let upper = text.to_ascii_uppercase();
    let somebody = |rest: &str| rest.split_whitespace().next().is_some_and(|word| !NOBODY.contains(&word));
    let marks = [" CHEZ ", " C/O "].into_iter().flat_map(|mark| upper.match_indices(mark));
    let found =
        marks.filter(|(at, mark)| upper.get(at + mark.len()..).is_some_and(somebody)).map(|(at, _)| at).min();
    found.and_then(|at| text.get(..at)).unwrap_or(text).trim_end_matches([' ', '-'])
}
