//! Root fields asked for twice under one key: the specification merges them and runs them once; the library
//! (async-graphql 7.2) runs each, so that a mutation would be written as often as it is repeated.

use std::collections::HashSet;

use async_graphql::{
    Positioned, ServerError,
    parser::types::{DocumentOperations, ExecutableDocument, Field, OperationType, Selection},
};

use super::{document::Operation, finish::fault};
use crate::error::Error;

/// Merges what stands side by side in the operation itself, with the same arguments and no directives. What
/// differs is left for validation to refuse.
pub(super) fn merge_root(document: &mut ExecutableDocument) {
    match &mut document.operations {
        DocumentOperations::Single(operation) => merge(&mut operation.node.selection_set.node.items),
        DocumentOperations::Multiple(operations) => {
            for operation in operations.values_mut() {
                merge(&mut operation.node.selection_set.node.items);
            }
        }
    }
}

fn merge(items: &mut Vec<Positioned<Selection>>) {
    let mut kept: Vec<Positioned<Selection>> = Vec::with_capacity(items.len());
    for item in items.drain(..) {
        let Selection::Field(field) = item.node else {
            kept.push(item);
            continue;
        };
        let same = kept.iter_mut().find_map(|known| match &mut known.node {
            Selection::Field(known) if is_same(&known.node, &field.node) => Some(known),
            _ => None,
        });
        match same {
            Some(known) => known.node.selection_set.node.items.extend(field.node.selection_set.node.items),
            None => kept.push(Positioned::new(Selection::Field(field), item.pos)),
        }
    }
    *items = kept;
}

fn is_same(one: &Field, other: &Field) -> bool {
    let arguments = |field: &Field| -> Vec<_> {
        field.arguments.iter().map(|(name, value)| (name.node.clone(), value.node.clone())).collect()
    };
    one.response_key().node == other.response_key().node
        && one.name.node == other.name.node
        && one.directives.is_empty()
        && other.directives.is_empty()
        && arguments(one) == arguments(other)
}

/// Refuses a mutation that asks for one key twice in a way that is not merged: by fragments or directives.
pub(super) fn check_mutation(operation: &Operation) -> Result<(), ServerError> {
    if operation.kind != OperationType::Mutation {
        return Ok(());
    }
    let mut keys = HashSet::new();
    let twice = |field: &&Positioned<Field>| !keys.insert(field.node.response_key().node.clone());
    let fields = operation.root_fields();
    let Some(field) = fields.into_iter().find(twice) else { return Ok(()) };
    let key = &field.node.response_key().node;
    let error = Error::bad_input(
        format!("Une mutation ne demande qu'une fois « {key} » : donner un alias à chacune."),
        format!("A mutation asks for \"{key}\" once only: give each an alias."),
    );
    Err(fault(error, Some(field.pos)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graphql::limits::Limits;

    fn keys(text: &str) -> Result<Vec<String>, ()> {
        let operation = Operation::parse(text, None, &Limits::default()).map_err(drop)?;
        let fields = operation.root_fields();
        Ok(fields.iter().map(|field| field.node.response_key().node.to_string()).collect())
    }

    #[test]
    fn one_key_is_run_once_and_what_it_selects_comes_together() {
        assert_eq!(
            keys("mutation { a(n: 1) { x } a(n: 1) { y } b: a(n: 1) { x } }"),
            Ok(vec!["a".into(), "b".into()])
        );
        assert_eq!(
            keys("{ a { x } ...F a { z } } fragment F on Q { a { y } }"),
            Ok(vec!["a".into(), "a".into()])
        );
    }

    #[test]
    fn a_mutation_that_repeats_a_key_otherwise_is_refused() {
        assert_eq!(keys("mutation { a(n: 1) { x } a(n: 2) { y } }"), Err(()));
        assert_eq!(keys("mutation { a { x } ...F } fragment F on M { a { y } }"), Err(()));
        assert_eq!(keys("mutation { a { x } a @include(if: true) { y } }"), Err(()));
    }
}
