//! What an operation costs: scalar 0, object 1, list = size x child.
//!
//! Runs after the guard, so the fragments it expands are bounded.

use async_graphql::{
    Value, Variables,
    parser::types::{Field, Selection, SelectionSet},
};
use async_graphql_value::Value as InputValue;

use super::{
    document::Operation,
    limits::Limits,
    types::{OutputField, Shape, Types},
};

/// Points of one operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// Of the schema's own fields.
    pub points: u64,
    /// Of introspection.
    pub introspection: u64,
    /// Rows of the longest page asked for: no points.
    pub page: u64,
}

/// Counts `operation` with the page sizes that its literals and `variables` give.
pub(super) fn of(operation: &Operation, types: &Types, variables: &Variables, limits: &Limits) -> Cost {
    let Some(definition) = operation.definition() else { return Cost::default() };
    let meter = Meter { operation, types, variables, limits };
    meter.selection_set(&definition.selection_set.node, Place { parent: types.root(operation.kind), rows: 1 })
}

/// Where a selection stands: on which type, and how long the connection it belongs to is.
#[derive(Clone, Copy)]
struct Place<'a> {
    parent: &'a str,
    rows: u64,
}

struct Meter<'a> {
    operation: &'a Operation,
    types: &'a Types,
    variables: &'a Variables,
    limits: &'a Limits,
}

impl Cost {
    fn plus(self, other: Self) -> Self {
        Self {
            points: self.points.saturating_add(other.points),
            introspection: self.introspection.saturating_add(other.introspection),
            page: self.page.max(other.page),
        }
    }

    fn times(self, rows: u64) -> Self {
        Self {
            points: self.points.saturating_mul(rows),
            introspection: self.introspection.saturating_mul(rows),
            page: self.page,
        }
    }
}

impl<'a> Meter<'a> {
    fn selection_set(&self, set: &'a SelectionSet, place: Place<'a>) -> Cost {
        let cost = |item: &'a Selection| match item {
            Selection::Field(field) => self.field(&field.node, place),
            Selection::InlineFragment(inline) => {
                let on =
                    inline.node.type_condition.as_ref().map_or(place.parent, |on| on.node.on.node.as_str());
                self.selection_set(&inline.node.selection_set.node, Place { parent: on, ..place })
            }
            Selection::FragmentSpread(spread) => {
                self.operation.spread(spread).map_or_else(Cost::default, |(parent, set)| {
                    self.selection_set(set, Place { parent, ..place })
                })
            }
        };
        set.items.iter().fold(Cost::default(), |sum, item| sum.plus(cost(&item.node)))
    }

    fn field(&self, field: &'a Field, place: Place<'a>) -> Cost {
        let name = field.name.node.as_str();
        if name.starts_with("__") {
            let introspection = self.introspection(&field.selection_set.node);
            return Cost { introspection, ..Cost::default() };
        }
        // An unknown field costs nothing: validation refuses it.
        let Some(known) = self.types.field(place.parent, name) else { return Cost::default() };
        let own = Cost { points: known.cost, ..Cost::default() }.times(self.items(field, known));
        let inside =
            |rows| self.selection_set(&field.selection_set.node, Place { parent: known.named(), rows });
        match known.shape {
            Shape::Leaf => own,
            Shape::Object => own.plus(inside(1)),
            Shape::Connection => {
                let page = self.asked(field, known).unwrap_or_default();
                own.plus(inside(self.rows(field, known))).plus(Cost { page, ..Cost::default() })
            }
            // `edges { node }` and `nodes` are the same rows: an edge itself is free.
            Shape::List if name == "edges" => inside(1).times(place.rows),
            Shape::List if name == "nodes" && known.arguments.is_empty() => {
                own.plus(inside(1)).times(place.rows)
            }
            Shape::List => own.plus(inside(1)).times(self.rows(field, known)),
        }
    }

    /// Items of the argument that multiplies the field's own points.
    fn items(&self, field: &Field, known: &OutputField) -> u64 {
        let argument = known.each.and_then(|name| field.get_argument(name));
        argument.and_then(|argument| self.length(&argument.node)).unwrap_or(1).max(1)
    }

    /// Rows that the arguments ask for: `first`, `last`, or the length of `ids`.
    fn asked(&self, field: &Field, known: &OutputField) -> Option<u64> {
        ["first", "last", "ids"].iter().find_map(|name| {
            let argument = known.arguments.contains_key(*name).then(|| field.get_argument(name))??;
            self.length(&argument.node)
        })
    }

    fn rows(&self, field: &Field, known: &OutputField) -> u64 {
        self.asked(field, known).or(known.size).unwrap_or(self.limits.list).min(self.limits.page)
    }

    fn length(&self, value: &InputValue) -> Option<u64> {
        match value {
            InputValue::Variable(name) => constant_length(self.variables.get(name)?),
            InputValue::List(items) => Some(items.len() as u64),
            InputValue::Number(number) => Some(number.as_u64().unwrap_or_default()),
            _ => None,
        }
    }

    /// Introspection is not in the text of the schema, so its lists have sizes of their own.
    fn introspection(&self, set: &'a SelectionSet) -> u64 {
        let cost = |item: &'a Selection| match item {
            Selection::Field(field) if field.node.selection_set.node.items.is_empty() => 0,
            Selection::Field(field) => {
                let rows: u64 = match field.node.name.node.as_str() {
                    "types" => 200,
                    "fields" => 10,
                    "args" | "directives" | "enumValues" | "inputFields" | "interfaces" | "possibleTypes" => {
                        5
                    }
                    _ => 1,
                };
                rows.saturating_mul(self.introspection(&field.node.selection_set.node).saturating_add(1))
            }
            Selection::InlineFragment(inline) => self.introspection(&inline.node.selection_set.node),
            Selection::FragmentSpread(spread) => {
                self.operation.spread(spread).map_or(0, |(_, set)| self.introspection(set))
            }
        };
        set.items.iter().fold(0, |sum, item| sum.saturating_add(cost(&item.node)))
    }
}

fn constant_length(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => Some(number.as_u64().unwrap_or_default()),
        Value::List(items) => Some(items.len() as u64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::types::Weights;

    const SDL: &str = "
        type Query { things(first: Int, last: Int): ThingConnection! all: [Thing!]! nodes(ids: [ID!]!): [Thing]!
            table(by: String): Table! }
        type ThingConnection { edges: [ThingEdge!]! nodes: [Thing!]! pageInfo: PageInfo! totalCount: Int! }
        type ThingEdge { node: Thing! cursor: String! }
        type PageInfo { endCursor: String }
        type Thing { name: String tags: [String!]! place: Place parts(first: Int): ThingConnection! few: [Place!]! }
        type Place { name: String }
        type Table { cell: String }
        schema { query: Query }";

    fn cost(text: &str, variables: serde_json::Value) -> Cost {
        let weights = Weights::default().cost("Query.table", 50).size("Thing.few", 3);
        let limits = Limits::default();
        let types = Types::read(SDL, &weights).unwrap();
        let operation = Operation::parse(text, None, &limits).unwrap();
        of(&operation, &types, &Variables::from_json(variables), &limits)
    }

    #[test]
    fn rows_come_from_literals_variables_weights_or_the_default() {
        let cases = [
            ("{ __typename }", 0),
            ("{ table(by: \"x\") { cell } }", 50),
            ("{ all { name tags } }", 20),
            ("{ all { place { name } } }", 40),
            ("{ all { few { name } } }", 20 * 4),
            ("{ nodes(ids: [1, 2, 3]) { place { name } } }", 6),
            ("{ nodes(ids: $ids) { name } }", 2),
            ("{ things { nodes { name } } }", 1 + 20),
            ("{ things(first: 50) { nodes { place { name } } totalCount } }", 1 + 100),
            (
                "{ things(last: $n) { edges { node { place { name } } cursor } pageInfo { endCursor } } }",
                1 + 1 + 20,
            ),
            (
                "{ things(first: 9) { ...P } } fragment P on ThingConnection { nodes { ...T } } fragment T on Thing { name }",
                10,
            ),
            ("{ things(first: 10) { nodes { parts(first: 5) { nodes { name } } } } }", 1 + 10 * (1 + 1 + 5)),
            ("{ things(first: 100000) { nodes { name } } }", 1 + 100),
            ("{ things(first: -1) { nodes { name } } }", 1),
        ];
        for (text, points) in cases {
            assert_eq!(
                cost(text, serde_json::json!({ "n": 10, "ids": ["a", "b"] })).points,
                points,
                "{text}"
            );
        }
    }

    #[test]
    fn lists_of_introspection_multiply_on_their_own_account() {
        let found = cost("{ __schema { types { fields { args { name } } } } }", serde_json::json!({}));
        assert_eq!(found, Cost { introspection: 200 * (1 + 10 * (1 + 5)), ..Cost::default() });
    }
}
