use std::io::Write;

use serde_json::Value;

use super::records::Records;
use crate::cell::defuse;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CSV with `;`, behind a byte order mark or not.
    Csv {
        /// Whether a byte order mark tells spreadsheets that it is UTF-8.
        mark: bool,
    },
    /// One JSON object a line.
    Ndjson,
}

/// A file of records being written.
pub struct Sheet<W: Write> {
    records: &'static Records,
    output: Output<W>,
}

enum Output<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Ndjson(W),
}

impl<W: Write> Sheet<W> {
    /// Begins with the names of the columns, where the form has some.
    pub fn begin(records: &'static Records, form: Form, mut output: W) -> std::io::Result<Self> {
        let Form::Csv { mark } = form else { return Ok(Self { records, output: Output::Ndjson(output) }) };
        if mark {
            output.write_all("\u{feff}".as_bytes())?;
        }
        let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(output);
        file.write_record(records.columns.iter().map(|column| column.name))?;
        Ok(Self { records, output: Output::Csv(Box::new(file)) })
    }

    /// Writes a record.
    pub fn add(&mut self, record: &Value) -> std::io::Result<()> {
        match &mut self.output {
            Output::Ndjson(output) => writeln!(output, "{record}"),
            Output::Csv(file) => {
                let texts: Vec<String> =
                    self.records.columns.iter().map(|column| column.text(record)).collect();
                Ok(file.write_record(texts.iter().map(|text| defuse(text).into_owned()))?)
            }
        }
    }

    /// Hands everything on to the output.
    pub fn finish(self) -> std::io::Result<()> {
        match self.output {
            Output::Csv(mut file) => file.flush(),
            Output::Ndjson(mut output) => output.flush(),
        }
    }
}
