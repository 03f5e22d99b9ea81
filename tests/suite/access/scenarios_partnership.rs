use super::scenarios::{Scenario, read, write};

macro_rules! step {
    ($name:literal, $about:literal, $variables:literal) => {
        read(
            $name,
            $about,
            concat!(
                "mutation ($input: SolicitationStepInput!) { it: ",
                $name,
                "(input: $input) { userErrors { code } } }"
            ),
            concat!("{\"input\": ", $variables, "}"),
        )
    };
}

/// Partners who are asked, and who works with whom.
pub const PARTNERSHIP: &[Scenario] = &[
    read(
        "collaborations",
        "of the commune",
        "query ($id: ID!) { it: collaborations(territory: $id) { links { totalCount } } }",
        r#"{"id": "$territory:commune$"}"#,
    ),
    read("solicitationsDue", "all", "query { it: solicitationsDue { totalCount } }", "{}"),
    read("solicitationsReceived", "all", "query { it: solicitationsReceived { totalCount } }", "{}"),
    read(
        "solicitationByToken",
        "sent",
        "query ($token: String!) { it: solicitationByToken(token: $token) { id } }",
        r#"{"token": "$solicitationtoken:sent$"}"#,
    ),
    read("solicitationByToken", "unknown", r#"query { it: solicitationByToken(token: "x") { id } }"#, "{}"),
    read(
        "node",
        "a solicitation that was sent",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$solicitation:sent$"}"#,
    ),
    write!(
        "draftSolicitation",
        "of a person",
        "DraftSolicitationInput",
        r#"{"edition": "$edition:opened$", "partner": "$partner:a person$", "kind": "consultant"}"#
    ),
    write!(
        "updateSolicitation",
        "a draft",
        "UpdateSolicitationInput",
        r#"{"id": "$solicitation:drafted$", "expectedVersion": 1, "role": "Former"}"#
    ),
    step!("sendSolicitation", "a draft", r#"{"id": "$solicitation:drafted$", "expectedVersion": 1}"#),
    step!("renewSolicitationLink", "sent", r#"{"id": "$solicitation:sent$", "expectedVersion": 2}"#),
    step!("remindSolicitation", "sent", r#"{"id": "$solicitation:sent$", "expectedVersion": 2}"#),
    step!("withdrawSolicitation", "sent", r#"{"id": "$solicitation:sent$", "expectedVersion": 2}"#),
    write!(
        "markSolicitationSeen",
        "by its id",
        "MarkSolicitationSeenInput", r#"{"id": "$solicitation:sent$"}"#
    ),
    write!(
        "markSolicitationSeen",
        "by its link",
        "MarkSolicitationSeenInput", r#"{"token": "$solicitationtoken:sent$"}"#
    ),
    write!(
        "answerSolicitation",
        "by its id",
        "AnswerSolicitationInput", r#"{"id": "$solicitation:sent$", "answer": "ACCEPT"}"#
    ),
    write!(
        "answerSolicitation",
        "by its link",
        "AnswerSolicitationInput", r#"{"token": "$solicitationtoken:sent$", "answer": "ACCEPT"}"#
    ),
    write!(
        "answerSolicitation",
        "by an unknown link",
        "AnswerSolicitationInput", r#"{"token": "x", "answer": "ACCEPT"}"#
    ),
];
