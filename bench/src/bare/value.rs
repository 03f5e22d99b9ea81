//! Values on their way in and out.

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, Utc};
use maillage::world::World;
use serde_json::Value;
use uuid::Uuid;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// 16 bytes.
    Id,
    /// Text.
    Text,
    /// 32 bits.
    Integer,
    /// 64 bits.
    Long,
    /// A day.
    Date,
    /// Yes or no.
    Boolean,
    /// An instant.
    At,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub enum Parameter {
    /// An id.
    Id(Uuid),
    /// A day.
    Day(NaiveDate),
    /// A month as a number.
    Month(i32),
    /// An instant.
    At(DateTime<Utc>),
}

/// The parameters of one request.
pub struct Parameters {
    given: serde_json::Map<String, Value>,
    now: DateTime<Utc>,
    new: [Uuid; 2],
}

impl Parameters {
    /// From a JSON object of texts.
    pub fn read(body: &[u8]) -> Result<Self> {
        let given = serde_json::from_slice(body).context("the body is no object")?;
        // what only writes need; cheap enough for reads
        thread_local!(static WORLD: World = World::real());
        let (now, new) = WORLD.with(|world| {
            let id = || world.id::<entity::ObservationId>().0;
            (world.now(), [id(), id()])
        });
        Ok(Self { given, now, new })
    }

    /// The value of a name; its kind follows from the name.
    pub fn named(&self, name: &str) -> Result<Parameter> {
        let text = || self.given.get(name).and_then(Value::as_str).context("a parameter is missing");
        let [id, entry] = self.new;
        Ok(match name {
            "new" => Parameter::Id(id),
            "entry" => Parameter::Id(entry),
            "now" => Parameter::At(self.now),
            "first" | "last" => Parameter::Month(text()?.parse()?),
            "from" | "to" => Parameter::Day(text()?.parse()?),
            _ => Parameter::Id(text()?.parse()?),
        })
    }
}

/// Writes a text as JSON.
pub fn write_text(out: &mut Vec<u8>, text: &str) -> Result<()> {
    Ok(serde_json::to_writer(out, text)?)
}
