mod contacts;
mod lists;
mod masks;
mod partners;
mod structure;
mod upsert;
mod writes;

use serde_json::{Value, json};

use crate::harness::{Answer, User};

const CREATE: &str = "mutation($input: CreateStructureInput!) { createStructure(input: $input) {
    structure { id version name restricted territory { name } identifiers { scheme value check } }
    userErrors { code field message } userWarnings { code field message values { name value } } } }";

const UPDATE: &str = "mutation($input: UpdateStructureInput!) { updateStructure(input: $input) {
    structure { id version name description kinds { code } identifiers { value } }
    userErrors { code field message values { name value } } userWarnings { code } } }";

const DELETE: &str = "mutation($input: DeleteStructureInput!) { deleteStructure(input: $input) {
    deletedStructureId userErrors { code field } } }";

/// Tries to add a structure.
async fn create(user: &User<'_>, input: Value) -> Answer {
    user.ask_with(CREATE, json!({ "input": input })).await
}

/// Adds a structure; its id.
async fn added(user: &User<'_>, input: Value) -> String {
    create(user, input).await.text("/createStructure/structure/id").to_owned()
}

async fn update(user: &User<'_>, input: Value) -> Answer {
    user.ask_with(UPDATE, json!({ "input": input })).await
}

async fn delete(user: &User<'_>, input: Value) -> Answer {
    user.ask_with(DELETE, json!({ "input": input })).await
}

/// A commune by its code.
fn commune(code: &str) -> Value {
    json!({ "code": { "kind": "COMMUNE", "code": code } })
}
