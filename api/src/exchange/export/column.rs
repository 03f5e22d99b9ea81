use serde_json::Value;

/// A column of a CSV file: its name, and what fills it from a record's JSON; several values are joined by ` | `.
#[derive(Debug)]
pub struct Column {
    /// Its name, as mappings of imports name fields.
    pub name: &'static str,
    /// Where its values are, one after the other.
    pub from: &'static [From],
}

/// Where values are, as JSON pointers.
#[derive(Debug)]
pub enum From {
    /// One value.
    At(&'static str),
    /// Of each item of a list, or of a single object, one value.
    Each(&'static str, &'static str),
    /// Of items alike: list, pointer, what stands there, value.
    Where(&'static str, &'static str, &'static str, &'static str),
    /// Of each item of a list, two values with a colon between.
    Pairs(&'static str, &'static str, &'static str),
}

/// What joins the values of a cell.
const JOIN: &str = " | ";

impl Column {
    /// The text of the cell.
    pub fn text(&self, record: &Value) -> String {
        let values: Vec<String> = self.from.iter().flat_map(|from| from.values(record)).collect();
        values.join(JOIN)
    }
}

impl From {
    fn values(&self, record: &Value) -> Vec<String> {
        match self {
            Self::At(pointer) => at(record, pointer).into_iter().collect(),
            Self::Each(list, pointer) => {
                items(record, list).iter().filter_map(|item| at(item, pointer)).collect()
            }
            Self::Where(list, key, wanted, pointer) => {
                let alike = |item: &&Value| at(item, key).as_deref() == Some(*wanted);
                items(record, list).iter().filter(alike).filter_map(|item| at(item, pointer)).collect()
            }
            Self::Pairs(list, first, second) => {
                let pair = |item: &Value| Some(format!("{}:{}", at(item, first)?, at(item, second)?));
                items(record, list).iter().filter_map(pair).collect()
            }
        }
    }
}

fn items<'a>(record: &'a Value, list: &str) -> &'a [Value] {
    match record.pointer(list) {
        Some(Value::Array(items)) => items,
        Some(object @ Value::Object(_)) => std::slice::from_ref(object),
        _ => &[],
    }
}

fn at(record: &Value, pointer: &str) -> Option<String> {
    match record.pointer(pointer)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
