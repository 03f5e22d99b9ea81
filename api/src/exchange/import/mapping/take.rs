//! What feeds one field.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::exchange::import::transform::Transform;

/// What feeds one field: columns, a template or a constant; then transforms, split, table of values.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Take {
    /// One column.
    pub column: Option<String>,
    /// Several: a list takes the cells of all, a single value the first that is filled, or all joined.
    pub columns: Vec<String>,
    /// What joins the cells of several columns into one text.
    pub join: Option<String>,
    /// Text in which `{Column}` stands for a cell; empty when all its cells are.
    pub template: Option<String>,
    /// The same for each row; beside columns, what stands when they give nothing.
    pub constant: Option<OneOrMany>,
    /// Done to each cell, in this order.
    pub transforms: Vec<Transform>,
    /// Where a cell splits into several values (any of these). A cell that is in the table as it stands is not split.
    pub split: Vec<String>,
    /// The table each value is looked up in.
    pub values: Option<String>,
    /// What becomes of a value that is not in the table.
    pub unmatched: Unmatched,
    /// Whether a row without it is refused.
    pub required: bool,
}

/// What becomes of a value that is not in its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmatched {
    /// Left out, with a warning.
    #[default]
    Warning,
    /// The row is refused.
    Reject,
    /// Kept as it stands.
    Keep,
    /// Left out without a word: the table names all that matters.
    Ignore,
}

/// One text or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several, or none.
    Many(Vec<String>),
}

impl OneOrMany {
    /// All of them.
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
}

impl Take {
    /// Whether it says where its values come from, once.
    pub(super) fn check(&self, tables: &BTreeMap<String, BTreeMap<String, OneOrMany>>) -> Result<(), String> {
        let ways = [self.column.is_some(), !self.columns.is_empty(), self.template.is_some()];
        match ways.iter().filter(|way| **way).count() {
            0 if self.constant.is_none() => return Err("column = ?".to_owned()),
            0 | 1 => {}
            _ => return Err("column + columns + template".to_owned()),
        }
        match self.values.as_ref().filter(|name| !tables.contains_key(*name)) {
            Some(name) => Err(format!("values.{name} = ?")),
            None => Ok(()),
        }
    }
}
