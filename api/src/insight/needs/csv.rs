use std::sync::Arc;

use disclosure::{HiddenPart, Status};

use super::answer::Answer;
use super::label::NeedsRowLabel;
use super::measure::Figure;
use crate::cell::defuse;
use crate::error::{Error, Result};
use crate::graphql::Language;

/// A secret.
const SECRET: &str = "s";
/// A missing value.
const MISSING: &str = "m";

/// What tells spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes a table: one row for each cell and measure. No cell of a figure is ever empty.
pub fn write(answer: &Arc<Answer>, language: Language, bom: bool) -> Result<String> {
    let mut csv = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(::csv::Terminator::CRLF)
        .from_writer(Vec::new());
    csv.write_record(header(answer)).map_err(Error::internal)?;
    for cell in &answer.cells {
        let labels = NeedsRowLabel::of(answer, &cell.keys);
        let place: Vec<String> = labels
            .iter()
            .flat_map(|label| [label.code_text(), label.text(language)])
            .map(|text| defuse(&text).into_owned())
            .collect();
        for figure in &cell.figures {
            let record = place.iter().cloned().chain(columns(figure));
            csv.write_record(record.collect::<Vec<_>>()).map_err(Error::internal)?;
        }
    }
    let bytes = csv.into_inner().map_err(|error| Error::internal(error.into_error()))?;
    let text = String::from_utf8(bytes).map_err(Error::internal)?;
    Ok(if bom { format!("{BYTE_ORDER_MARK}{text}") } else { text })
}

fn header(answer: &Answer) -> Vec<String> {
    let names = answer.question.by.iter().map(|by| by.column());
    let place = names.flat_map(|name| [format!("{name}_code"), format!("{name}_label")]);
    let figure = ["measure", "unit", "status", "flags", "value", "visible", "hidden", "margin"];
    place.chain(figure.map(str::to_owned)).collect()
}

fn columns(figure: &Figure) -> [String; 8] {
    let missing = match figure.status {
        Status::Few | Status::Suppressed => SECRET,
        _ => MISSING,
    };
    let value = match (figure.value, figure.band) {
        (Some(value), _) => value.to_string(),
        (None, Some(band)) => {
            band.to.map_or_else(|| format!("{}+", band.from), |to| format!("{}-{to}", band.from))
        }
        (None, None) => missing.to_owned(),
    };
    let hidden = match (figure.hidden, figure.hidden_count()) {
        (_, Some(count)) => count.to_string(),
        (HiddenPart::Few, _) => SECRET.to_owned(),
        (HiddenPart::Nothing, _) => "0".to_owned(),
        (HiddenPart::LeftAside | HiddenPart::Protected(_), _) => MISSING.to_owned(),
    };
    [
        figure.measure.name().to_owned(),
        figure.measure.unit().to_owned(),
        status(figure.status).to_owned(),
        figure.flags.letters(),
        value,
        figure.visible.map_or_else(|| MISSING.to_owned(), |visible| visible.to_string()),
        hidden,
        figure.margin.to_string(),
    ]
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Ok => "OK",
        Status::Few => "FEW",
        Status::Suppressed => "SUPPRESSED",
        Status::TrueZero => "TRUE_ZERO",
        Status::NotAvailable => "NOT_AVAILABLE",
        Status::NotApplicable => "NOT_APPLICABLE",
    }
}
