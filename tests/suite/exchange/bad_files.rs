use base64::{Engine, engine::general_purpose::STANDARD};

use super::ways::{ASSOCIATIONS, HEADER, count};
use crate::harness::{Answer, Network};

/// Code, row and sentence of what stopped a file.
fn told(answer: &Answer) -> (String, Option<String>, String) {
    let values = "/importStructures/userErrors/0/values";
    let named = |name: &str| {
        let names = answer.each(values, "/name");
        names.iter().position(|known| known == name).map(|at| answer.each(values, "/value")[at].clone())
    };
    let message = answer.text("/importStructures/userErrors/0/message").to_owned();
    (named("code").unwrap_or_default(), named("row"), message)
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_in_both_languages_and_changes_nothing() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let wrong_separator =
        ASSOCIATIONS.replace("[authorisation]", "[file]\nseparator = \"|\"\n[authorisation]");
    let absent = ASSOCIATIONS.replace("\"site\"", "\"adresse\"");
    let unknown = ASSOCIATIONS.replace("\"theatre\"", "\"teatro\"");
    let whole = format!("{HEADER}1;A;;;;;;\n");
    let open = format!("{HEADER}1;A;;;;;;\n2;\"B;;;;;;\n");
    let cases = [
        (whole.as_str(), wrong_separator.as_str(), "WRONG_SEPARATOR", Some("1"), "content"),
        (&open, ASSOCIATIONS, "FILE_TRUNCATED", Some("3"), "content"),
        (&whole, &absent, "ABSENT_COLUMN", None, "mapping"),
        (&whole, &unknown, "CODE_UNKNOWN", None, "mapping"),
        (&whole, "nom = 1", "MAPPING_INVALID", None, "mapping"),
        ("", ASSOCIATIONS, "FILE_EMPTY", None, "content"),
    ];
    let (french, english) =
        (network.coordinator(member).await, network.coordinator(member).await.in_english());
    for (file, mapping, code, row, field) in cases {
        let (fr, en) = (french.import_file(file, mapping).await, english.import_file(file, mapping).await);
        assert_eq!(fr.mistakes("importStructures"), ["UNREADABLE_FILE"], "{code}");
        assert_eq!(fr.text("/importStructures/userErrors/0/field/0"), field, "{code}");
        let (found, at, message) = told(&fr);
        assert_eq!((found.as_str(), at.as_deref()), (code, row));
        assert_ne!(message, told(&en).2, "{code}");
    }
    assert_eq!((count(&network, "structure").await, count(&network, "import_run").await), (0, 0));
}

#[tokio::test]
async fn bytes_that_are_not_utf8_reject_their_row_only() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    let mut file = format!("{HEADER}1;Été éternel;;;;;;\n2;Caf").into_bytes();
    file.extend(b"\xE9;;;;;;\n3;Th\xC3\xA9;;;;;;\n");
    let answer = ana.import_bytes(&STANDARD.encode(file)).await;
    assert_eq!(answer.verdicts(), ["2:CREATED", "3:REJECTED", "4:CREATED"]);
    assert_eq!(answer.text("/importStructures/report/verdicts/1/notes/0/code"), "INVALID_UTF8");
}

#[tokio::test]
async fn a_last_row_that_stops_short_is_rejected_as_truncated() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let ana = network.coordinator(member).await;
    let answer = ana.import("1;A;;;;;;\n2;B;;").await;
    assert_eq!(answer.verdicts(), ["2:CREATED", "3:REJECTED"]);
    assert_eq!(answer.text("/importStructures/report/verdicts/1/notes/0/code"), "ROW_TRUNCATED");
}
