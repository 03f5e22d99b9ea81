//! Variables left out: absent is not null, so what they stood for is taken out of the document.

use std::collections::HashSet;

use async_graphql::{
    Name, Positioned, Value, Variables,
    parser::types::{DocumentOperations, ExecutableDocument, Field, Selection, SelectionSet},
};
use async_graphql_value::Value as InputValue;

/// Variables that fit their definitions, and which of them were left out.
#[derive(Debug, Default)]
pub(super) struct Coerced {
    pub variables: Variables,
    /// Variables without a value nor a default.
    pub absent: HashSet<Name>,
}

impl Coerced {
    /// Takes arguments and input fields out of `document` whose variable was left out: absent is not null.
    pub fn prune(&self, document: &mut ExecutableDocument) {
        if self.absent.is_empty() {
            return;
        }
        for fragment in document.fragments.values_mut() {
            self.prune_set(&mut fragment.node.selection_set.node);
        }
        match &mut document.operations {
            DocumentOperations::Single(operation) => self.prune_set(&mut operation.node.selection_set.node),
            DocumentOperations::Multiple(operations) => {
                for operation in operations.values_mut() {
                    self.prune_set(&mut operation.node.selection_set.node);
                }
            }
        }
    }

    fn prune_set(&self, set: &mut SelectionSet) {
        for item in &mut set.items {
            match &mut item.node {
                Selection::Field(field) => self.prune_field(field),
                Selection::InlineFragment(inline) => self.prune_set(&mut inline.node.selection_set.node),
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn prune_field(&self, field: &mut Positioned<Field>) {
        field.node.arguments.retain_mut(|(_, value)| self.keeps(&mut value.node));
        self.prune_set(&mut field.node.selection_set.node);
    }

    fn keeps(&self, value: &mut InputValue) -> bool {
        match value {
            InputValue::Variable(name) => return !self.absent.contains(name),
            InputValue::Object(fields) => fields.retain(|_, value| self.keeps(value)),
            InputValue::List(items) => items.iter_mut().for_each(|item| self.null_if_absent(item)),
            _ => {}
        }
        true
    }

    /// An item of a list cannot be absent, so it is null.
    fn null_if_absent(&self, item: &mut InputValue) {
        if !self.keeps(item) {
            *item = InputValue::Null;
        }
    }

    /// The value of an argument, its variables filled in; nothing when it was left out.
    pub fn constant(&self, value: &InputValue) -> Option<Value> {
        let mut value = value.clone();
        if !self.keeps(&mut value) {
            return None;
        }
        value.into_const_with(|name| self.variables.get(&name).cloned().ok_or(())).ok()
    }
}
