/// Puts values where a sentence says `{name}`.
pub(super) fn fill(sentence: &str, values: &[(&'static str, String)]) -> String {
    values.iter().fold(sentence.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
