//! Reads a GraphQL request out of a body or a query string. No text of the JSON reader is repeated.

use async_graphql::Variables;
use axum::{extract::Query, http::Uri};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::reply::{Fault, Outcome};
use crate::graphql::Call;

/// The request that a POST carries.
pub(super) fn post(body: &[u8]) -> Result<Call, Fault> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(entries)) => call(entries, false),
        Ok(Value::Array(_)) => Err(malformed(
            "Une seule opération par requête : les lots ne sont pas admis.",
            "One operation per request: batches are not allowed.",
        )),
        Ok(_) => Err(malformed("Le corps doit être un objet JSON.", "The body must be a JSON object.")),
        Err(_) => Err(malformed("Le corps n'est pas du JSON valide.", "The body is not valid JSON.")),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

/// The request that a GET carries; it may not change anything.
pub(super) fn get(uri: &Uri) -> Result<Call, Fault> {
    let Ok(Query(parameters)) = Query::<Parameters>::try_from_uri(uri) else {
        return Err(malformed(
            "Paramètres d'adresse illisibles.",
            "The parameters of the address cannot be read.",
        ));
    };
    let mut entries = Map::new();
    let texts = [("query", parameters.query), ("operationName", parameters.operation_name)];
    for (name, text) in texts {
        entries.insert(name.into(), text.into());
    }
    for (name, text) in [("variables", parameters.variables), ("extensions", parameters.extensions)] {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        let value =
            serde_json::from_str(&text).map_err(|_not_json| must_be(name, "du JSON valide", "valid JSON"))?;
        entries.insert(name.into(), value);
    }
    call(entries, true)
}

fn call(mut entries: Map<String, Value>, read_only: bool) -> Result<Call, Fault> {
    let query = text(&mut entries, "query")?;
    let operation_name = text(&mut entries, "operationName")?.filter(|name| !name.is_empty());
    let variables = object(&mut entries, "variables")?;
    let mut extensions = object(&mut entries, "extensions")?;
    let persisted = extensions.remove("persistedQuery").as_ref().map(persisted).transpose()?;
    if query.is_none() && persisted.is_none() {
        return Err(malformed("Il manque le document (« query »).", "The document (\"query\") is missing."));
    }
    let variables = Variables::from_json(Value::Object(variables));
    Ok(Call { query, persisted, operation_name, variables, read_only })
}

fn text(entries: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Fault> {
    match entries.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(must_be(name, "un texte", "a string")),
    }
}

fn object(entries: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, Fault> {
    match entries.remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(must_be(name, "un objet", "an object")),
    }
}

/// The hash of `{ "version": 1, "sha256Hash": "64 hexadecimal digits" }`.
fn persisted(value: &Value) -> Result<[u8; 32], Fault> {
    let wrong = || {
        must_be(
            "extensions.persistedQuery",
            "de version 1, avec un sha256Hash de 64 chiffres hexadécimaux",
            "of version 1, with a sha256Hash of 64 hexadecimal digits",
        )
    };
    let digits = value
        .get("sha256Hash")
        .and_then(Value::as_str)
        .filter(|digits| digits.len() == 64)
        .ok_or_else(wrong)?;
    if value.get("version") != Some(&Value::from(1)) {
        return Err(wrong());
    }
    let mut hash = [0; 32];
    for (byte, pair) in hash.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let pair =
            std::str::from_utf8(pair).ok().filter(|pair| pair.bytes().all(|digit| digit.is_ascii_hexdigit()));
        *byte = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).ok_or_else(wrong)?;
    }
    Ok(hash)
}

fn must_be(name: &str, fr: &str, en: &str) -> Fault {
    malformed(&format!("« {name} » doit être {fr}."), &format!("\"{name}\" must be {en}."))
}

fn malformed(fr: &str, en: &str) -> Fault {
    Fault::new(Outcome::Malformed, fr, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_get_is_read_only_and_decoded() {
        let uri = "/graphql?query=%7Ba%7D&operationName=&variables=%7B%22a%22%3A1%7D".parse().unwrap();
        let call = get(&uri).unwrap();
        assert_eq!((call.query.as_deref(), call.operation_name, call.read_only), (Some("{a}"), None, true));
        assert_eq!(call.variables, Variables::from_json(serde_json::json!({ "a": 1 })));
    }

    #[test]
    fn what_is_no_graphql_request_is_malformed() {
        let bodies = [
            "",
            "[]",
            "1",
            "{",
            "{}",
            r#"{"query":1}"#,
            r#"{"query":null}"#,
            r#"{"query":"{a}","variables":[]}"#,
            r#"{"query":"{a}","variables":"{}"}"#,
            r#"{"query":"{a}","operationName":1}"#,
            r#"{"query":"{a}","extensions":"x"}"#,
            r#"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"zz"}}}"#,
            r#"{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"0000000000000000000000000000000000000000000000000000000000000000"}}}"#,
        ];
        for body in bodies {
            assert_eq!(post(body.as_bytes()).unwrap_err().outcome, Outcome::Malformed, "{body}");
        }
    }
}
