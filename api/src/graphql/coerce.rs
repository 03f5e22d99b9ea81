//! Variables made right before anything is validated or executed.
//!
//! The library meets a missing or ill-typed variable in the middle of an execution, after earlier
//! mutations of the document ran, and reads an absent one as null, which would erase what a patch
//! leaves out.

use std::collections::HashMap;

use async_graphql::{
    InputType, Name, Pos, Positioned, ServerError, Value, Variables,
    parser::types::{BaseType, Field, OperationType, Type, VariableDefinition},
};
use async_graphql_value::Value as InputValue;

use super::{
    absent::Coerced,
    document::Operation,
    finish::fault,
    types::{Argument, Input, Types},
};
use crate::error::Error;

type Check = fn(Value) -> bool;

/// How to tell a good value of each custom scalar.
#[derive(Clone, Debug, Default)]
pub struct Scalars(HashMap<String, Check>);

impl Scalars {
    /// Values of `T` are held against its own parser.
    #[must_use]
    pub fn with<T: InputType>(mut self) -> Self {
        self.0.insert(T::type_name().into_owned(), |value| T::parse(Some(value)).is_ok());
        self
    }
}

/// Holds variables and arguments against the types of the schema.
#[derive(Clone, Copy)]
pub(super) struct Coercion<'a> {
    pub types: &'a Types,
    pub scalars: &'a Scalars,
}

/// Where a value went wrong, and in which words.
struct Wrong {
    path: String,
    fr: String,
    en: String,
}

type Verdict = Result<(), Wrong>;

impl Coercion<'_> {
    /// The variables `operation` defines, defaults filled in. Every wrong one is told.
    pub fn variables(self, operation: &Operation, mut given: Variables) -> Result<Coerced, Vec<ServerError>> {
        let mut out = Coerced::default();
        let mut errors = Vec::new();
        for definition in operation.definition().map_or(&[][..], |operation| &operation.variable_definitions)
        {
            let name = &definition.node.name.node;
            match self.variable(&definition.node, given.remove(name)) {
                Ok(Some(value)) => drop(out.variables.insert(name.clone(), value)),
                Ok(None) => drop(out.absent.insert(name.clone())),
                Err(wrong) => errors.push(wrong.told_of("Variable", definition.pos)),
            }
        }
        if errors.is_empty() { Ok(out) } else { Err(errors) }
    }

    fn variable(self, definition: &VariableDefinition, given: Option<Value>) -> Result<Option<Value>, Wrong> {
        let of = &definition.var_type.node;
        let path = format!("${}", definition.name.node);
        match (given, &definition.default_value) {
            (Some(value), _) => self.value(of, &value, &path).map(|()| Some(value)),
            (None, Some(default)) => Ok(Some(default.node.clone())),
            (None, None) if of.nullable => Ok(None),
            (None, None) => Err(required(path)),
        }
    }

    /// The arguments of a mutation's own fields, so that a document is refused whole or executed whole.
    pub fn mutation_arguments(
        self,
        operation: &Operation,
        coerced: &Coerced,
    ) -> Result<(), Vec<ServerError>> {
        if operation.kind != OperationType::Mutation {
            return Ok(());
        }
        let errors: Vec<_> = operation
            .root_fields()
            .into_iter()
            .flat_map(|field| self.arguments(&field.node, coerced))
            .collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn arguments(self, field: &Field, coerced: &Coerced) -> Vec<ServerError> {
        let Some(known) = self.types.field(self.types.root(OperationType::Mutation), &field.name.node) else {
            return Vec::new();
        };
        let wrong = |(name, value): &(Positioned<Name>, Positioned<InputValue>)| {
            let argument = known.arguments.get(name.node.as_str())?;
            let verdict = self.value(&argument.of, &coerced.constant(&value.node)?, &name.node);
            verdict.err().map(|wrong| wrong.told_of("Argument", value.pos))
        };
        field.arguments.iter().filter_map(wrong).collect()
    }

    fn value(self, of: &Type, value: &Value, path: &str) -> Verdict {
        match (&of.base, value) {
            (_, Value::Null) if of.nullable => Ok(()),
            (_, Value::Null) => Err(required(path.into())),
            (BaseType::List(inner), Value::List(items)) => items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| self.value(inner, item, &format!("{path}.{index}"))),
            (BaseType::List(inner), single) => self.value(inner, single, path),
            (BaseType::Named(name), value) => self.named(name, value, path),
        }
    }

    fn named(self, name: &str, value: &Value, path: &str) -> Verdict {
        let fits = match (self.types.input(name), value) {
            (Some(Input::Object { fields, one_of }), Value::Object(given)) => {
                return self.object(fields, *one_of, given, path);
            }
            (Some(Input::Enum(values)), Value::Enum(given)) => values.contains(given.as_str()),
            (Some(Input::Enum(values)), Value::String(given)) => values.contains(given),
            (Some(Input::Object { .. } | Input::Enum(_)), _) => false,
            _ => self.scalar(name, value),
        };
        if fits { Ok(()) } else { Err(ill_typed(path, name)) }
    }

    fn scalar(self, name: &str, value: &Value) -> bool {
        match (name, value) {
            ("Int", Value::Number(number)) => {
                number.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
            }
            ("Float", Value::Number(_))
            | ("String" | "ID", Value::String(_))
            | ("Boolean", Value::Boolean(_)) => true,
            ("ID", Value::Number(number)) => number.is_i64() || number.is_u64(),
            ("Int" | "Float" | "String" | "Boolean" | "ID", _) => false,
            // An unknown name is no input type: validation says so.
            _ => self.scalars.0.get(name).is_none_or(|fits| fits(value.clone())),
        }
    }

    fn object(
        self,
        fields: &HashMap<String, Argument>,
        one_of: bool,
        given: &async_graphql::indexmap::IndexMap<Name, Value>,
        path: &str,
    ) -> Verdict {
        if let Some(unknown) = given.keys().find(|name| !fields.contains_key(name.as_str())) {
            return Err(Wrong {
                path: format!("{path}.{unknown}"),
                fr: "champ inconnu".into(),
                en: "unknown field".into(),
            });
        }
        if one_of && (given.len() != 1 || given.values().any(|value| *value == Value::Null)) {
            return Err(Wrong {
                path: path.into(),
                fr: "un seul champ doit être donné".into(),
                en: "exactly one field must be given".into(),
            });
        }
        let mut fields = fields.iter();
        fields.try_for_each(|(name, field)| match given.get(name.as_str()) {
            Some(value) => self.value(&field.of, value, &format!("{path}.{name}")),
            None if field.of.nullable || field.has_default => Ok(()),
            None => Err(required(format!("{path}.{name}"))),
        })
    }
}

impl Wrong {
    fn told_of(self, what: &str, pos: Pos) -> ServerError {
        let Self { path, fr, en } = self;
        let error =
            Error::bad_input(format!("{what} « {path} » : {fr}."), format!("{what} \"{path}\": {en}."));
        fault(error, Some(pos))
    }
}

fn required(path: String) -> Wrong {
    Wrong { path, fr: "une valeur est requise".into(), en: "a value is required".into() }
}

fn ill_typed(path: &str, name: &str) -> Wrong {
    Wrong {
        path: path.into(),
        fr: format!("valeur refusée pour le type {name}"),
        en: format!("value refused for type {name}"),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::types::{ExecutableDocument, Selection};
    use serde_json::json;

    use super::*;
    use crate::graphql::{limits::Limits, types::Weights};

    const SDL: &str = "
        scalar Day
        enum Kind { A B }
        input Patch { name: String note: String kind: Kind! = A tags: [String!] notes: [String] day: Day inner: Patch }
        input One @oneOf { a: Int b: Int }
        type Query { q(i: Int, s: String): Int }
        type Mutation { m(input: Patch!, one: One): Int }
        schema { query: Query mutation: Mutation }";

    fn coerce(text: &str, given: serde_json::Value) -> Result<(Coerced, ExecutableDocument), String> {
        let types = Types::read(SDL, &Weights::default()).unwrap();
        let scalars =
            Scalars(HashMap::from([("Day".to_owned(), (|value| value == Value::from("monday")) as Check)]));
        let operation = Operation::parse(text, None, &Limits::default()).unwrap();
        let coercion = Coercion { types: &types, scalars: &scalars };
        let english =
            |errors: Vec<ServerError>| errors[0].source::<Error>().unwrap().text.clone().unwrap().en;
        let coerced = coercion.variables(&operation, Variables::from_json(given)).map_err(english)?;
        coercion.mutation_arguments(&operation, &coerced).map_err(english)?;
        let mut document = operation.document;
        coerced.prune(&mut document);
        Ok((coerced, document))
    }

    #[test]
    fn a_value_that_does_not_fit_is_named_by_its_path() {
        let cases = [
            ("query($i: Int!) { q(i: $i) }", json!({}), "\"$i\": a value is required"),
            ("query($i: Int!) { q(i: $i) }", json!({ "i": null }), "\"$i\": a value is required"),
            ("query($i: Int) { q(i: $i) }", json!({ "i": "1" }), "\"$i\": value refused for type Int"),
            ("query($i: Int) { q(i: $i) }", json!({ "i": 2_147_483_648_u32 }), "\"$i\": value refused"),
            ("query($i: Int) { q(i: $i) }", json!({ "i": 1.5 }), "\"$i\": value refused"),
            ("query($s: String) { q(s: $s) }", json!({ "s": 1 }), "\"$s\": value refused"),
            (
                "mutation($p: Patch!) { m(input: $p) }",
                json!({ "p": { "kind": "C" } }),
                "\"$p.kind\": value refused",
            ),
            (
                "mutation($p: Patch!) { m(input: $p) }",
                json!({ "p": { "nope": 1 } }),
                "\"$p.nope\": unknown field",
            ),
            (
                "mutation($p: Patch!) { m(input: $p) }",
                json!({ "p": { "tags": ["a", null] } }),
                "\"$p.tags.1\": a value",
            ),
            (
                "mutation($p: Patch!) { m(input: $p) }",
                json!({ "p": { "inner": { "day": "x" } } }),
                "\"$p.inner.day\"",
            ),
            (
                "mutation($o: One) { m(input: {}, one: $o) }",
                json!({ "o": { "a": 1, "b": 2 } }),
                "\"$o\": exactly one",
            ),
            (
                "mutation { m(input: { day: \"tuesday\" }) }",
                json!({}),
                "Argument \"input.day\": value refused",
            ),
        ];
        for (text, given, expected) in cases {
            let error = coerce(text, given.clone()).unwrap_err();
            assert!(error.contains(expected), "{text} {given}: {error}");
        }
    }

    #[test]
    fn what_fits_passes_with_defaults_filled_in() {
        let (coerced, _) =
            coerce("query($i: Int = 3, $s: String) { q(i: $i, s: $s) }", json!({ "x": 1 })).unwrap();
        assert_eq!(coerced.variables, Variables::from_json(json!({ "i": 3 })));
        let patch = json!({ "p": { "name": null, "tags": "one", "kind": "B", "day": "monday" } });
        assert!(coerce("mutation($p: Patch!) { m(input: $p) }", patch).is_ok());
    }

    #[test]
    fn a_variable_left_out_is_absent_and_not_null() {
        let text = "mutation($n: String, $t: String) { m(input: { name: $n, note: $t, notes: [$n] }) }";
        let (_, document) = coerce(text, json!({ "t": null })).unwrap();
        let operation = document.operations.iter().next().unwrap().1;
        let Selection::Field(field) = &operation.node.selection_set.node.items[0].node else { panic!() };
        assert_eq!(field.node.arguments[0].1.node.to_string(), "{note: $t, notes: [null]}");
    }
}
