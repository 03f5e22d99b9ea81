//! Holds an operation against the limits before the library validates it.
//!
//! The library walks every spread of every fragment, so a document of 700 bytes can take it seconds;
//! here each fragment is measured once, and its measure added wherever it is spread.

use std::collections::HashMap;

use async_graphql::{
    Pos, Positioned, ServerError,
    parser::types::{Field, Selection, SelectionSet},
};

use super::{
    document::{NESTING, Operation, too_large},
    finish::fault,
    limits::Limits,
};
use crate::error::Error;

/// What a selection set amounts to with its fragments expanded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Measure {
    selections: u64,
    aliases: u64,
    directives: u64,
    depth: u64,
    nesting: usize,
}

impl Measure {
    /// Beside another: counts add up, the deeper one tells the depth.
    fn beside(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            depth: self.depth.max(other.depth),
            nesting: self.nesting.max(other.nesting),
        }
    }
}

/// Refuses an operation that exceeds a limit, or whose fragments go in circles.
pub(super) fn check(operation: &Operation, limits: &Limits) -> Result<(), ServerError> {
    if operation.document.fragments.len() > limits.fragments {
        return Err(fault(too_large("fragments", "fragments", limits.fragments), None));
    }
    let mut ruler = Ruler { operation, limits, known: HashMap::new(), open: Vec::new() };
    // Fragments that nobody spreads are walked too: the library validates them all.
    for (name, fragment) in &operation.document.fragments {
        ruler.fragment(name, fragment.pos, 1)?;
    }
    let Some(definition) = operation.definition() else { return Ok(()) };
    let mut total = ruler.selection_set(&definition.selection_set.node, definition.selection_set.pos, 1)?;
    total.directives += definition.directives.len() as u64;
    compare(total, limits)
}

fn compare(total: Measure, limits: &Limits) -> Result<(), ServerError> {
    let rows = [
        (
            total.selections,
            limits.expanded_selections,
            "sélections, fragments développés",
            "selections, fragments expanded",
        ),
        (total.aliases, limits.aliases, "alias", "aliases"),
        (total.directives, limits.directives, "directives", "directives"),
        (total.depth, limits.depth, "niveaux de profondeur", "levels of depth"),
    ];
    for (found, most, fr, en) in rows {
        if found > most {
            return Err(fault(too_large(fr, en, most), None));
        }
    }
    Ok(())
}

/// Refuses an operation that runs one root field too often; each that is left after merging is run.
pub(super) fn check_root_fields(operation: &Operation, limits: &Limits) -> Result<(), ServerError> {
    let mut times: HashMap<&str, u64> = HashMap::new();
    for field in operation.root_fields() {
        let found = times.entry(field.node.name.node.as_str()).or_default();
        *found += 1;
        if *found > limits.root_field {
            let error =
                too_large("fois le même champ à la racine", "times the same root field", limits.root_field);
            return Err(fault(error, Some(field.pos)));
        }
    }
    Ok(())
}

struct Ruler<'a> {
    operation: &'a Operation,
    limits: &'a Limits,
    known: HashMap<&'a str, Measure>,
    open: Vec<&'a str>,
}

impl<'a> Ruler<'a> {
    fn selection_set(
        &mut self,
        set: &'a SelectionSet,
        pos: Pos,
        level: usize,
    ) -> Result<Measure, ServerError> {
        if level > NESTING {
            return Err(fault(too_large("niveaux d'imbrication", "levels of nesting", NESTING), Some(pos)));
        }
        let mut total = Measure::default();
        for item in &set.items {
            let mut measure = match &item.node {
                Selection::Field(field) => self.field(field, level)?,
                Selection::InlineFragment(inline) => {
                    self.selection_set(&inline.node.selection_set.node, item.pos, level + 1)?
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node, item.pos, level + 1)?
                }
            };
            measure.selections = measure.selections.saturating_add(1);
            measure.directives = measure.directives.saturating_add(item.node.directives().len() as u64);
            measure.nesting += 1;
            total = total.beside(measure);
        }
        // Told early, so that an enormous set is not walked to its end.
        if total.selections > self.limits.expanded_selections {
            compare(total, self.limits)?;
        }
        Ok(total)
    }

    fn field(&mut self, field: &'a Positioned<Field>, level: usize) -> Result<Measure, ServerError> {
        let Field { alias, name, selection_set, .. } = &field.node;
        let mut measure = self.selection_set(&selection_set.node, field.pos, level + 1)?;
        measure.aliases += u64::from(alias.is_some());
        measure.depth = match name.node.as_str() {
            "edges" | "node" | "nodes" => measure.depth,
            name if name.starts_with("__") => 0,
            _ => measure.depth + 1,
        };
        Ok(measure)
    }

    fn fragment(&mut self, name: &'a str, pos: Pos, level: usize) -> Result<Measure, ServerError> {
        if let Some(&measure) = self.known.get(name) {
            if level + measure.nesting > NESTING {
                return Err(fault(
                    too_large("niveaux d'imbrication", "levels of nesting", NESTING),
                    Some(pos),
                ));
            }
            return Ok(measure);
        }
        if self.open.contains(&name) {
            return Err(fault(circle(name), Some(pos)));
        }
        // An unknown fragment is for validation to name.
        let Some(fragment) = self.operation.document.fragments.get(name) else {
            return Ok(Measure::default());
        };
        self.open.push(name);
        let mut measure = self.selection_set(&fragment.node.selection_set.node, fragment.pos, level)?;
        self.open.pop();
        measure.directives = measure.directives.saturating_add(fragment.node.directives.len() as u64);
        self.known.insert(name, measure);
        Ok(measure)
    }
}

fn circle(name: &str) -> Error {
    Error::bad_input(
        format!("Le fragment « {name} » se contient lui-même."),
        format!("Fragment \"{name}\" contains itself."),
    )
}

#[cfg(test)]
mod tests {
    use std::{fmt::Write, time::Instant};

    use super::*;
    use crate::error::Code;

    fn verdict(text: &str) -> Result<(), Code> {
        match Operation::parse(text, None, &Limits::default()) {
            Ok(_) => Ok(()),
            Err(errors) => Err(errors[0].source::<Error>().unwrap().code),
        }
    }

    /// `levels` fragments, each spreading the next one `width` times.
    fn bomb(levels: usize, width: usize) -> String {
        let mut text = String::from("{ x { ...F0 } }");
        for level in 0..levels {
            let next = format!("...F{} ", level + 1).repeat(width);
            write!(text, " fragment F{level} on Q {{ {next} }}").unwrap();
        }
        write!(text, " fragment F{levels} on Q {{ a }}").unwrap();
        text
    }

    #[test]
    fn ten_levels_of_twelve_spreads_are_refused_at_once() {
        let text = bomb(10, 12);
        let start = Instant::now();
        assert_eq!(verdict(&text), Err(Code::QueryTooComplex));
        assert!(start.elapsed().as_millis() < 50, "{:?}", start.elapsed());
    }

    #[test]
    fn expanded_selections_are_counted_not_written_ones() {
        assert_eq!(verdict(&bomb(3, 9)), Ok(()));
        assert_eq!(verdict(&bomb(3, 13)), Err(Code::QueryTooComplex));
    }

    #[test]
    fn fragments_in_circles_are_refused_even_when_nobody_spreads_them() {
        let circle = "fragment A on Q { ...B } fragment B on Q { ...A }";
        assert_eq!(verdict(&format!("{{ ...A }} {circle}")), Err(Code::BadUserInput));
        assert_eq!(verdict(&format!("{{ a }} {circle}")), Err(Code::BadUserInput));
        assert_eq!(verdict("{ ...A } fragment A on Q { ...A }"), Err(Code::BadUserInput));
    }

    #[test]
    fn a_chain_of_fragments_does_not_hide_nesting() {
        let mut text = String::from("{ ...F0 }");
        for level in 0..150 {
            write!(text, " fragment F{level} on Q {{ ...F{} }}", level + 1).unwrap();
        }
        text.push_str(" fragment F150 on Q { a }");
        assert_eq!(verdict(&text), Err(Code::QueryTooComplex));
    }

    fn many(count: usize, text: impl Fn(usize) -> String) -> String {
        (0..count).map(text).collect()
    }

    #[test]
    fn each_limit_lets_its_own_number_pass_and_not_one_more() {
        type Document = fn(usize) -> String;
        let wrap = |n: usize, field: &str| format!("{}{}", format!("{{ {field} ").repeat(n), "}".repeat(n));
        let cases: [(Document, usize); 5] = [
            (|n| format!("{{ x {{ {} }} }}", many(n, |i| format!("a{i}: a "))), 30),
            (|n| format!("{{ {} }}", many(n, |i| format!("a{i}: a "))), 5),
            (|n| format!("{{ a {} }}", "@d ".repeat(n)), 50),
            (|n| format!("{{ a }} {}", many(n, |i| format!("fragment F{i} on Q {{ a }} "))), 200),
            (|n| format!("{}{}", "{ a ".repeat(n), "}".repeat(n)), 12),
        ];
        for (document, most) in cases {
            assert_eq!(verdict(&document(most)), Ok(()), "{}", document(most));
            assert_eq!(verdict(&document(most + 1)), Err(Code::QueryTooComplex), "{}", document(most + 1));
        }
        for free in ["edges", "node", "nodes"] {
            assert_eq!(verdict(&wrap(30, free)), Ok(()));
        }
        assert_eq!(verdict(&format!("{{ __schema {} }}", wrap(30, "ofType"))), Ok(()));
        assert_eq!(verdict(&format!("{{ {} }}", "a ".repeat(20))), Ok(()));
    }
}
