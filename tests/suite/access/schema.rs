use serde_json::Value;

use crate::harness::Network;

/// A field of an object type, as far as the matrix needs it.
pub struct Field {
    pub name: String,
    /// Its type, lists and non-null taken off.
    pub of: String,
    /// Whether something must be selected in it.
    pub composite: bool,
    /// Whether it can be asked without arguments.
    pub free: bool,
}

/// An object type with its fields, in the order of names.
pub struct Type {
    pub name: String,
    pub fields: Vec<Field>,
    pub is_node: bool,
}

/// The object types of the schema, read from the server itself.
pub async fn types(network: &Network) -> Vec<Type> {
    let document = "{ __schema { types { kind name interfaces { name } fields { name args { type { kind } defaultValue } \
        type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }";
    let answer = network.anonymous().ask(document).await;
    let all = answer.at("/__schema/types").as_array().unwrap();
    let objects = all
        .iter()
        .filter(|kind| kind["kind"] == "OBJECT" && !kind["name"].as_str().unwrap().starts_with("__"));
    let mut types: Vec<Type> = objects.map(read).collect();
    types.sort_by(|a, b| a.name.cmp(&b.name));
    types
}

fn read(kind: &Value) -> Type {
    let mut fields: Vec<Field> = kind["fields"].as_array().unwrap().iter().map(field).collect();
    fields.sort_by(|a, b| a.name.cmp(&b.name));
    let interfaces = kind["interfaces"].as_array().unwrap();
    Type {
        name: kind["name"].as_str().unwrap().to_owned(),
        fields,
        is_node: interfaces.iter().any(|interface| interface["name"] == "Node"),
    }
}

fn field(field: &Value) -> Field {
    let required =
        |argument: &Value| argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null();
    Field {
        name: field["name"].as_str().unwrap().to_owned(),
        of: named(&field["type"])["name"].as_str().unwrap().to_owned(),
        composite: ["OBJECT", "INTERFACE", "UNION"]
            .contains(&named(&field["type"])["kind"].as_str().unwrap()),
        free: !field["args"].as_array().unwrap().iter().any(required),
    }
}

fn named(kind: &Value) -> &Value {
    if kind["ofType"].is_null() { kind } else { named(&kind["ofType"]) }
}
