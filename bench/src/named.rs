//! The files of `bench/sql`, whose parameters have names (`:sector`), and those of `bench/documents`.

use std::path::Path;

use anyhow::{Context, Result};

/// The text of a file of this folder.
pub fn file(path: &str) -> Result<String> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&place).with_context(|| place.display().to_string())
}

/// A statement for one driver.
#[derive(Debug, PartialEq, Eq)]
pub struct Statement {
    /// With `$1` or `?1` in the place of names.
    pub text: String,
    /// Names in the order of their numbers.
    pub names: Vec<String>,
}

/// The statements of a file, comments left out.
pub fn statements(file: &str) -> Vec<String> {
    let lines = file.lines().filter(|line| !line.trim_start().starts_with("--"));
    let text = lines.collect::<Vec<_>>().join("\n");
    text.split(';').map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// Numbers the parameters with this mark; a name that comes twice has one number.
pub fn numbered(text: &str, mark: char) -> Statement {
    let mut names: Vec<String> = Vec::new();
    let text = replaced(text, |name| {
        let known = names.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        format!("{mark}{}", place + 1)
    });
    Statement { text, names }
}

/// Puts something in the place of each `:name`; `::type` stays.
pub fn replaced(text: &str, mut put: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(':') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix(':') {
            out.push_str("::");
            rest = after;
            continue;
        }
        let end = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let (name, after) = after.split_at(end.unwrap_or(after.len()));
        out.push_str(&put(name));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_numbers_and_casts_stay() {
        let found = numbered("select :a, :b::text where x = :a", '$');
        assert_eq!(found.text, "select $1, $2::text where x = $1");
        assert_eq!(found.names, ["a", "b"]);
    }

    #[test]
    fn a_file_holds_statements_and_comments() {
        assert_eq!(statements("-- why; so\nselect 1;\n\nselect\n2;\n"), ["select 1", "select\n2"]);
    }
}
