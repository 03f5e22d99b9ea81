use serde_json::Value;

/// What the server said.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer(pub Value);

impl Answer {
    /// What stands at a JSON pointer below `data`; a top-level error fails the test.
    pub fn at(&self, pointer: &str) -> &Value {
        assert!(self.0.get("errors").is_none(), "{}", self.0);
        self.0["data"].pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer} in {}", self.0))
    }

    /// The text at a pointer.
    pub fn text(&self, pointer: &str) -> &str {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer} in {}", self.0))
    }

    /// The values of one field in a list.
    pub fn each(&self, list: &str, field: &str) -> Vec<String> {
        let items = self.at(list).as_array().unwrap_or_else(|| panic!("no list at {list} in {}", self.0));
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        items.iter().map(|item| text(item.pointer(field).unwrap_or(&Value::Null))).collect()
    }

    /// The code of the first top-level error.
    pub fn code(&self) -> &str {
        self.0["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("no error in {}", self.0))
    }

    /// Codes of the user errors of a mutation.
    pub fn mistakes(&self, mutation: &str) -> Vec<String> {
        self.each(&format!("/{mutation}/userErrors"), "/code")
    }

    /// Codes of the warnings of a mutation.
    pub fn warnings(&self, mutation: &str) -> Vec<String> {
        self.each(&format!("/{mutation}/userWarnings"), "/code")
    }
}
