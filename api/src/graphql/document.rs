//! One operation of a document, parsed once.

use std::collections::HashSet;

use async_graphql::{
    Name, Positioned, ServerError,
    parser::{
        self,
        types::{
            DocumentOperations, ExecutableDocument, Field, FragmentSpread, OperationDefinition,
            OperationType, Selection, SelectionSet,
        },
    },
};

use super::{
    finish::fault,
    guard,
    limits::Limits,
    merge,
    tokens::{self, Tally},
};
use crate::error::{Code, Error};

/// Brackets within brackets that a document may hold; the guard applies it again once fragments are expanded.
pub(super) const NESTING: usize = 64;

/// The operation asked for, with the fragments it can reach.
#[derive(Debug)]
pub(super) struct Operation {
    /// Its name, for the log.
    pub name: Option<String>,
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// The document without its other operations.
    pub document: ExecutableDocument,
    /// Bytes of the text it came from.
    pub bytes: usize,
}

impl Operation {
    /// Reads `text`, keeps the operation called `name` (or the only one), and holds it against the limits.
    pub fn parse(text: &str, name: Option<&str>, limits: &Limits) -> Result<Self, Vec<ServerError>> {
        check_size(text, limits)?;
        let document = parser::parse_query(text).map_err(|error| syntax_error(&error))?;
        let mut operation = choose(document, name, text.len())?;
        guard::check(&operation, limits)?;
        merge::merge_root(&mut operation.document);
        guard::check_root_fields(&operation, limits)?;
        merge::check_mutation(&operation)?;
        Ok(operation)
    }

    /// The definition of the operation itself.
    pub fn definition(&self) -> Option<&OperationDefinition> {
        self.document.operations.iter().next().map(|(_, operation)| &operation.node)
    }

    /// Fields at the root, those of fragments included.
    pub fn root_fields(&self) -> Vec<&Positioned<Field>> {
        let mut fields = Vec::new();
        if let Some(operation) = self.definition() {
            self.collect_fields(&operation.selection_set.node, &mut fields);
        }
        fields
    }

    fn collect_fields<'a>(&'a self, set: &'a SelectionSet, fields: &mut Vec<&'a Positioned<Field>>) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => fields.push(field),
                Selection::InlineFragment(inline) => {
                    self.collect_fields(&inline.node.selection_set.node, fields);
                }
                Selection::FragmentSpread(spread) => {
                    self.spread(spread).into_iter().for_each(|(_, set)| self.collect_fields(set, fields));
                }
            }
        }
    }

    /// The type that a spread fragment stands on and what it selects; nothing when it is unknown.
    pub fn spread(&self, spread: &Positioned<FragmentSpread>) -> Option<(&str, &SelectionSet)> {
        let fragment = self.document.fragments.get(&spread.node.fragment_name.node)?;
        Some((fragment.node.type_condition.node.on.node.as_str(), &fragment.node.selection_set.node))
    }
}

fn check_size(text: &str, limits: &Limits) -> Result<(), ServerError> {
    if text.len() > limits.document_bytes {
        return Err(fault(too_large("octets", "bytes", limits.document_bytes), None));
    }
    let Tally { tokens, nesting } = tokens::tally(text);
    if tokens > limits.tokens {
        return Err(fault(too_large("lexèmes", "tokens", limits.tokens), None));
    }
    if nesting > NESTING {
        return Err(fault(too_large("niveaux d'imbrication", "levels of nesting", NESTING), None));
    }
    Ok(())
}

/// The fault of a document that holds more of something than it may.
pub(super) fn too_large(fr: &str, en: &str, most: impl std::fmt::Display) -> Error {
    Error {
        code: Code::QueryTooComplex,
        ..Error::bad_input(
            format!("Document trop complexe : {most} {fr} au plus."),
            format!("Document too complex: at most {most} {en}."),
        )
    }
}

/// The parser's own text quotes the document over several lines; a place and the client's eyes do better.
fn syntax_error(error: &parser::Error) -> Vec<ServerError> {
    let error_here = match error {
        parser::Error::MultipleOperations { .. } => Error::bad_input(
            "Une opération sans nom doit être seule dans le document.",
            "An operation without a name must be alone in the document.",
        ),
        parser::Error::OperationDuplicated { operation: name, .. } => Error::bad_input(
            format!("L'opération « {name} » est définie deux fois."),
            format!("Operation \"{name}\" is defined twice."),
        ),
        parser::Error::FragmentDuplicated { fragment: name, .. } => Error::bad_input(
            format!("Le fragment « {name} » est défini deux fois."),
            format!("Fragment \"{name}\" is defined twice."),
        ),
        parser::Error::MissingOperation => {
            Error::bad_input("Le document ne contient aucune opération.", "The document holds no operation.")
        }
        parser::Error::RecursionLimitExceeded => {
            too_large("niveaux d'imbrication", "levels of nesting", NESTING)
        }
        _ => Error::bad_input("Erreur de syntaxe dans le document.", "Syntax error in the document."),
    };
    let mut out = fault(error_here, None);
    out.locations = error.positions().collect();
    vec![out]
}

fn choose(
    document: ExecutableDocument,
    wanted: Option<&str>,
    bytes: usize,
) -> Result<Operation, Vec<ServerError>> {
    let ExecutableDocument { operations, mut fragments } = document;
    let used_by = |set: &SelectionSet| reachable(set, &fragments);
    let mut elsewhere = HashSet::new();
    let chosen = match operations {
        DocumentOperations::Single(operation) if wanted.is_none() => DocumentOperations::Single(operation),
        DocumentOperations::Multiple(mut all) if wanted.is_some() || all.len() == 1 => {
            let name = wanted.map(Name::new).or_else(|| all.keys().next().cloned());
            let found = name.and_then(|name| all.remove_entry(&name)).ok_or_else(|| unknown(wanted))?;
            for other in all.values() {
                elsewhere.extend(used_by(&other.node.selection_set.node));
            }
            DocumentOperations::Multiple([found].into())
        }
        _ => return Err(unknown(wanted)),
    };
    let Some((name, kind, here)) = chosen.iter().next().map(|(name, operation)| {
        (name.map(ToString::to_string), operation.node.ty, used_by(&operation.node.selection_set.node))
    }) else {
        return Err(unknown(wanted));
    };
    // Fragments nobody uses stay: that is for validation to say.
    fragments.retain(|name, _| here.contains(name) || !elsewhere.contains(name));
    Ok(Operation { name, kind, document: ExecutableDocument { operations: chosen, fragments }, bytes })
}

fn unknown(wanted: Option<&str>) -> Vec<ServerError> {
    let error = match wanted {
        Some(_) => Error::bad_input(
            "Le document ne contient pas l'opération demandée par operationName.",
            "The document does not hold the operation that operationName asks for.",
        ),
        None => Error::bad_input(
            "Le document contient plusieurs opérations : préciser operationName.",
            "The document holds several operations: say which one with operationName.",
        ),
    };
    vec![fault(error, None)]
}

type Fragments = std::collections::HashMap<Name, Positioned<parser::types::FragmentDefinition>>;

fn reachable(set: &SelectionSet, fragments: &Fragments) -> HashSet<Name> {
    let mut found = HashSet::new();
    let mut waiting = vec![set];
    while let Some(set) = waiting.pop() {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => waiting.push(&field.node.selection_set.node),
                Selection::InlineFragment(inline) => waiting.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let new = found.insert(name.clone()).then(|| fragments.get(name)).flatten();
                    waiting.extend(new.map(|fragment| &fragment.node.selection_set.node));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, name: Option<&str>) -> Result<Operation, Vec<ServerError>> {
        Operation::parse(text, name, &Limits::default())
    }

    #[test]
    fn only_the_operation_asked_for_and_its_fragments_are_kept() {
        let text = "query A { ...F } query B { ...G } fragment F on Q { a } fragment G on Q { b } fragment H on Q { c }";
        let operation = parse(text, Some("B")).unwrap();
        let mut kept: Vec<_> = operation.document.fragments.keys().map(Name::as_str).collect();
        kept.sort_unstable();
        assert_eq!(kept, ["G", "H"]);
        assert_eq!(operation.name.as_deref(), Some("B"));
        assert_eq!(operation.document.operations.iter().count(), 1);
    }

    #[test]
    fn an_operation_that_cannot_be_told_is_refused() {
        for (text, name) in [
            ("query A { a } query B { b }", None),
            ("query A { a }", Some("C")),
            ("{ a }", Some("C")),
            ("{ a } query B { b }", None),
            ("fragment F on Q { a }", None),
            ("{ a", None),
        ] {
            let errors = parse(text, name).unwrap_err();
            assert_eq!(errors[0].source::<Error>().unwrap().code, Code::BadUserInput, "{text}");
        }
    }

    #[test]
    fn a_document_too_long_or_too_nested_is_refused_before_it_is_parsed() {
        for text in [
            format!("{{ a(b: \"{}\") }}", "x".repeat(17_000)),
            format!("{{ {} }}", "a ".repeat(2_001)),
            format!("{{ a(b: {}) }}", "[".repeat(8_000)),
            format!("query ($a: {}Int) {{ a }}", "[".repeat(8_000)),
            "{a".repeat(900),
        ] {
            let errors = parse(&text, None).unwrap_err();
            assert_eq!(errors[0].source::<Error>().unwrap().code, Code::QueryTooComplex);
        }
    }
}
