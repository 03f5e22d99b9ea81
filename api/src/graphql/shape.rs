//! The shape an answer must have, and the pass that gives it that shape.
//!
//! Measured on async-graphql 7.2.1: a field that fails is left out of `data` (clients expect null), a
//! null in a non-null place stays where it is (it belongs to the nearest nullable parent), and fields
//! come in the order in which they were ready (the specification wants the order of the document).

use async_graphql::{
    Name, PathSegment, ServerError, Value,
    indexmap::IndexMap,
    parser::types::{BaseType, Selection, SelectionSet, Type},
};

use super::{document::Operation, types::Types};

/// Keys of an object in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Shape {
    keys: IndexMap<Name, Slot>,
}

#[derive(Debug)]
struct Slot {
    /// Unknown for introspection, which does not fail.
    of: Option<Type>,
    inside: Shape,
}

/// Selection sets that are merged into one object, each with the type it stands on.
type Sets<'a> = Vec<(&'a str, &'a SelectionSet)>;

impl Shape {
    /// What `operation` asks for. Runs after the guard, so the fragments it expands are bounded.
    pub fn of(operation: &Operation, types: &Types) -> Self {
        let Some(definition) = operation.definition() else { return Self::default() };
        let root = types.root(operation.kind);
        Builder { operation, types }.shape(vec![(root, &definition.selection_set.node)])
    }

    /// Puts nulls where `errors` say that fields failed, lets them rise to where they may stand, and
    /// orders every object.
    pub fn mend(&self, data: &mut Value, errors: &[ServerError]) {
        for error in errors {
            place_null(data, &error.path);
        }
        for error in errors {
            self.settle(data, None, &error.path);
        }
        self.order(data);
    }

    /// Whether `value`, of type `of`, cannot stand where it is: null and not nullable.
    fn settle(&self, value: &mut Value, of: Option<&Type>, path: &[PathSegment]) -> bool {
        let broken = match (path, &mut *value) {
            ([PathSegment::Field(key), rest @ ..], Value::Object(map)) => {
                match (map.get_mut(key.as_str()), self.keys.get(key.as_str())) {
                    (Some(child), Some(slot)) => slot.inside.settle(child, slot.of.as_ref(), rest),
                    _ => false,
                }
            }
            ([PathSegment::Index(index), rest @ ..], Value::List(items)) => {
                items.get_mut(*index).is_some_and(|item| self.settle(item, of.and_then(item_type), rest))
            }
            _ => false,
        };
        if broken {
            *value = Value::Null;
        }
        *value == Value::Null && of.is_some_and(|of| !of.nullable)
    }

    fn order(&self, value: &mut Value) {
        match value {
            Value::List(items) => items.iter_mut().for_each(|item| self.order(item)),
            Value::Object(map) => self.order_object(map),
            _ => {}
        }
    }

    fn order_object(&self, map: &mut IndexMap<Name, Value>) {
        let (mut last, mut ordered) = (0, true);
        for (name, value) in map.iter_mut() {
            let Some((at, _, slot)) = self.keys.get_full(name) else { continue };
            ordered &= last <= at;
            last = at;
            if !slot.inside.keys.is_empty() {
                slot.inside.order(value);
            }
        }
        if !ordered {
            map.sort_by_cached_key(|name, _| self.keys.get_index_of(name));
        }
    }
}

fn item_type(of: &Type) -> Option<&Type> {
    match &of.base {
        BaseType::List(item) => Some(item),
        BaseType::Named(_) => None,
    }
}

/// Adds the key that a failed field left out. An object whose fields all failed has become null itself.
fn place_null(value: &mut Value, path: &[PathSegment]) {
    match (path, &mut *value) {
        ([PathSegment::Field(_), ..], Value::Null) => {
            *value = Value::Object(IndexMap::new());
            place_null(value, path);
        }
        ([PathSegment::Field(key), rest @ ..], Value::Object(map)) => match map.get_mut(key.as_str()) {
            Some(child) => place_null(child, rest),
            None => drop(map.insert(Name::new(key), Value::Null)),
        },
        ([PathSegment::Index(index), rest @ ..], Value::List(items)) => {
            if let Some(item) = items.get_mut(*index) {
                place_null(item, rest);
            }
        }
        _ => {}
    }
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    operation: &'a Operation,
    types: &'a Types,
}

impl<'a> Builder<'a> {
    fn shape(self, sets: Sets<'a>) -> Shape {
        let mut found = IndexMap::new();
        for (parent, set) in sets {
            self.collect(parent, set, &mut found);
        }
        let slot = |(of, inside)| Slot { of, inside: self.shape(inside) };
        Shape { keys: found.into_iter().map(|(name, found)| (name, slot(found))).collect() }
    }

    fn collect(
        self,
        parent: &'a str,
        set: &'a SelectionSet,
        found: &mut IndexMap<Name, (Option<Type>, Sets<'a>)>,
    ) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => {
                    let known = self.types.field(parent, &field.node.name.node);
                    let key = field.node.response_key().node.clone();
                    let (_, sets) =
                        found.entry(key).or_insert_with(|| (known.map(|known| known.of.clone()), Vec::new()));
                    sets.push((known.map_or("", |known| known.named()), &field.node.selection_set.node));
                }
                Selection::InlineFragment(inline) => {
                    let on =
                        inline.node.type_condition.as_ref().map_or(parent, |on| on.node.on.node.as_str());
                    self.collect(on, &inline.node.selection_set.node, found);
                }
                Selection::FragmentSpread(spread) => {
                    self.operation
                        .spread(spread)
                        .into_iter()
                        .for_each(|(on, set)| self.collect(on, set, found));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::graphql::{limits::Limits, types::Weights};

    const SDL: &str = "
        type Query { maybe: Thing sure: Thing! list: [Thing!]! holes: [Thing]! }
        type Thing { name: String id: ID! inner: Thing! }
        schema { query: Query }";

    fn path(text: &str) -> ServerError {
        let segment = |part: &str| match part.parse() {
            Ok(index) => PathSegment::Index(index),
            Err(_) => PathSegment::Field(part.to_owned()),
        };
        ServerError::new("x", None).with_path(text.split('.').map(segment).collect())
    }

    fn mended(query: &str, data: serde_json::Value, paths: &[&str]) -> String {
        let types = Types::read(SDL, &Weights::default()).unwrap();
        let operation = Operation::parse(query, None, &Limits::default()).unwrap();
        let mut data = Value::from_json(data).unwrap();
        let errors: Vec<_> = paths.iter().map(|text| path(text)).collect();
        Shape::of(&operation, &types).mend(&mut data, &errors);
        data.to_string()
    }

    #[test]
    fn a_failed_field_is_null_where_it_may_be_and_rises_where_it_may_not() {
        let cases: [(&str, serde_json::Value, &[&str], &str); 9] = [
            (
                "{ maybe { name id } }",
                json!({ "maybe": { "id": "1" } }),
                &["maybe.name"],
                r#"{maybe: {name: null, id: "1"}}"#,
            ),
            ("{ maybe { name id } }", json!({ "maybe": { "name": "a" } }), &["maybe.id"], "{maybe: null}"),
            ("{ maybe { name } }", json!({ "maybe": null }), &["maybe.name"], "{maybe: {name: null}}"),
            ("{ maybe { name } }", json!(null), &["maybe"], "{maybe: null}"),
            ("{ sure { id } }", json!({ "sure": { } }), &["sure.id"], "null"),
            (
                "{ maybe { inner { inner { id } } } }",
                json!({ "maybe": { "inner": null } }),
                &["maybe.inner.inner.id"],
                "{maybe: null}",
            ),
            (
                "{ holes { id name } }",
                json!({ "holes": [{ "name": "a" }, { "id": "2" }] }),
                &["holes.0.id", "holes.1.name"],
                r#"{holes: [null, {id: "2", name: null}]}"#,
            ),
            ("{ list { id } maybe { id } }", json!({ "maybe": { "id": "1" } }), &["list.3"], "null"),
            (
                "{ a: maybe { ...F } } fragment F on Thing { b: name }",
                json!({ "a": null }),
                &["a.b"],
                "{a: {b: null}}",
            ),
        ];
        for (query, data, paths, expected) in cases {
            assert_eq!(mended(query, data, paths), expected, "{query}");
        }
    }

    #[test]
    fn fields_come_in_the_order_of_the_document() {
        let query = "{ list { ...F id } maybe { id } list { inner { id } } } fragment F on Thing { name }";
        let data =
            json!({ "maybe": { "id": "1" }, "list": [{ "inner": { "id": "3" }, "id": "2", "name": "a" }] });
        let expected = r#"{list: [{name: "a", id: "2", inner: {id: "3"}}], maybe: {id: "1"}}"#;
        assert_eq!(mended(query, data, &[]), expected);
    }
}
