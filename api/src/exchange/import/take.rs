//! What feeds a field, fitted to the header of a file: names of columns have become positions.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::cell_key::cell_key;
use super::mapping::{OneOrMany, Take, Unmatched};
use super::transform::Transform;
use super::{Fault, Problem, ProblemCode, Result, Severity};

/// The columns of a file, looked up by name.
pub struct Columns {
    header: Vec<String>,
}

impl Columns {
    /// From the names in their order.
    pub const fn new(header: Vec<String>) -> Self {
        Self { header }
    }

    /// The position of a column: its exact name, else the one name that folds alike.
    pub fn find(&self, name: &str) -> Result<usize> {
        let exact: Vec<usize> = self.positions(|header| header == name.trim());
        let found = if exact.is_empty() {
            self.positions(|header| cell_key(header) == cell_key(name))
        } else {
            exact
        };
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(self.absent(name)),
            _ => Err(Problem::error(ProblemCode::AmbiguousColumn).column(name).into()),
        }
    }

    fn positions(&self, same: impl Fn(&str) -> bool) -> Vec<usize> {
        self.header.iter().enumerate().filter(|(_, header)| same(header)).map(|(at, _)| at).collect()
    }

    fn absent(&self, name: &str) -> Fault {
        Problem::error(ProblemCode::AbsentColumn).column(name).expected(self.header.join(" | ")).into()
    }

    /// The name at a position.
    pub fn name(&self, at: usize) -> &str {
        self.header.get(at).map_or("", String::as_str)
    }
}

/// A table of values, its keys folded.
type Table = Arc<HashMap<String, Vec<String>>>;

/// The tables of a mapping, folded once.
pub struct Tables(HashMap<String, Table>);

impl Tables {
    /// Folds the keys.
    pub fn new(values: &BTreeMap<String, BTreeMap<String, OneOrMany>>) -> Self {
        let fold_table = |table: &BTreeMap<String, OneOrMany>| {
            table.iter().map(|(from, to)| (cell_key(from), to.as_slice().to_vec())).collect()
        };
        Self(values.iter().map(|(name, table)| (name.clone(), Arc::new(fold_table(table)))).collect())
    }
}

/// Text with holes for cells.
#[derive(Clone, Debug)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Cell(usize),
}

impl Template {
    /// `{Column}` is a hole; there is no escape, as columns are not named with braces.
    fn new(text: &str, columns: &Columns) -> Result<Self> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Cell(columns.find(name)?));
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// Filled from a row; nothing when each of its cells is empty.
    fn fill(&self, cells: &[String]) -> String {
        let mut filled = false;
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Cell(at) => {
                    let cell = cell(cells, *at);
                    filled |= !cell.is_empty();
                    text.push_str(cell);
                }
            }
        }
        let holes = self.0.iter().any(|piece| matches!(piece, Piece::Cell(_)));
        if filled || !holes { text } else { String::new() }
    }
}

fn cell(cells: &[String], at: usize) -> &str {
    cells.get(at).map_or("", String::as_str)
}

/// A take fitted to a file.
pub struct Fitted {
    /// What reports call it.
    pub field: &'static str,
    /// What reports call the column: its name, or the names of all.
    pub column: Option<String>,
    /// Whether a row without it is refused.
    pub required: bool,
    columns: Vec<usize>,
    join: Option<String>,
    template: Option<Template>,
    constant: Vec<String>,
    steps: Vec<Step>,
    split: Vec<String>,
    table: Option<(String, Table)>,
    unmatched: Unmatched,
}

enum Step {
    Plain(Transform),
    Suffix(Template),
}

impl Fitted {
    /// Finds the columns and the table.
    pub fn new(field: &'static str, take: &Take, columns: &Columns, tables: &Tables) -> Result<Self> {
        let names = || take.column.iter().chain(&take.columns);
        let step = |transform: &Transform| match transform {
            Transform::StripSuffix(end) => Template::new(end, columns).map(Step::Suffix),
            other => Ok(Step::Plain(other.clone())),
        };
        let table = take.values.as_ref().and_then(|name| tables.0.get_key_value(name));
        Ok(Self {
            field,
            column: Some(names().cloned().collect::<Vec<_>>().join(" | ")).filter(|names| !names.is_empty()),
            required: take.required,
            columns: names().map(|name| columns.find(name)).collect::<Result<_>>()?,
            join: take.join.clone(),
            template: take.template.as_ref().map(|text| Template::new(text, columns)).transpose()?,
            constant: take.constant.as_ref().map_or_else(Vec::new, |constant| constant.as_slice().to_vec()),
            steps: take.transforms.iter().map(step).collect::<Result<_>>()?,
            split: take.split.clone(),
            table: table.map(|(name, table)| (name.clone(), Arc::clone(table))),
            unmatched: take.unmatched,
        })
    }

    /// The values for a row, in their order and each once; what could not be read goes to the problems.
    pub fn values(&self, cells: &[String], problems: &mut Vec<Problem>) -> Vec<String> {
        let mut values = Vec::new();
        for text in self.texts(cells) {
            match self.transform(&text, cells) {
                Ok(text) if text.is_empty() => {}
                Ok(text) => self.split_and_map(&text, &mut values, problems),
                Err(problem) => problems.push(self.place(problem)),
            }
        }
        if values.is_empty() {
            values.clone_from(&self.constant);
        }
        values
    }

    fn texts(&self, cells: &[String]) -> Vec<String> {
        if let Some(template) = &self.template {
            return vec![template.fill(cells)];
        }
        let filled = self.columns.iter().map(|at| cell(cells, *at)).filter(|text| !text.is_empty());
        match &self.join {
            Some(join) => vec![filled.collect::<Vec<_>>().join(join)],
            None => filled.map(str::to_owned).collect(),
        }
    }

    fn transform(&self, text: &str, cells: &[String]) -> Result<String, Problem> {
        let mut text = text.trim().to_owned();
        for step in &self.steps {
            text = match step {
                _ if text.is_empty() => return Ok(text),
                Step::Plain(transform) => transform.apply(&text)?,
                Step::Suffix(end) => text.strip_suffix(&end.fill(cells)).unwrap_or(&text).trim().to_owned(),
            };
        }
        Ok(text)
    }

    fn split_and_map(&self, text: &str, values: &mut Vec<String>, problems: &mut Vec<Problem>) {
        if let Some(found) = self.look_up(text) {
            return add_all(values, found);
        }
        for part in split(text, &self.split) {
            match self.look_up(part) {
                Some(found) => add_all(values, found),
                None if self.table.is_none() || self.unmatched == Unmatched::Keep => add(values, part),
                None if self.unmatched == Unmatched::Ignore => {}
                None => problems.push(self.not_in_table(part)),
            }
        }
    }

    fn look_up(&self, text: &str) -> Option<&[String]> {
        let (_, table) = self.table.as_ref()?;
        table.get(&cell_key(text)).map(Vec::as_slice)
    }

    fn not_in_table(&self, text: &str) -> Problem {
        let severity = if self.unmatched == Unmatched::Reject { Severity::Error } else { Severity::Warning };
        let table = self.table.as_ref().map_or("", |(name, _)| name);
        let problem = Problem::warning(ProblemCode::ValueUnmatched).value(text).expected(table);
        Problem { severity, ..self.place(problem) }
    }

    /// Says where a problem is; a value that cannot be read refuses the row only where one is required.
    pub fn place(&self, problem: Problem) -> Problem {
        let severity = if self.required { Severity::Error } else { Severity::Warning };
        Problem { field: Some(self.field), column: self.column.clone(), severity, ..problem }
    }
}

fn split<'a>(text: &'a str, marks: &'a [String]) -> Vec<&'a str> {
    let mut parts = vec![text];
    for mark in marks.iter().filter(|mark| !mark.is_empty()) {
        parts = parts.into_iter().flat_map(|part| part.split(mark.as_str())).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn add_all(values: &mut Vec<String>, found: &[String]) {
    for value in found {
        add(values, value);
    }
}

fn add(values: &mut Vec<String>, value: &str) {
    if !values.iter().any(|known| known == value) {
        values.push(value.to_owned());
    }
}
