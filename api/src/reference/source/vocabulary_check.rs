//! Vocabularies as a whole: every code named exists, no code stands twice, a term stands behind those it names
//! (so that none contains itself, and each can be stored as it comes).

use std::collections::{HashMap, HashSet};

use super::{SchemeSource, SourceError, TermSource};

type Terms<'a> = HashMap<&'a str, &'a TermSource>;

pub(super) fn check(schemes: &[SchemeSource]) -> Result<(), SourceError> {
    let indexed: HashMap<&str, Terms<'_>> = schemes.iter().map(|s| (s.code.as_str(), index(s))).collect();
    for scheme in schemes {
        check_terms(scheme)?;
        for bridge in &scheme.matches {
            let other =
                indexed.get(bridge.scheme.as_str()).is_some_and(|t| t.contains_key(bridge.code.as_str()));
            if !other || bridge.scheme == scheme.code {
                let what = format!("matches {}:{}, which is in no other scheme", bridge.scheme, bridge.code);
                return Err(wrong(scheme, &bridge.term, &what));
            }
        }
    }
    Ok(())
}

fn index(scheme: &SchemeSource) -> Terms<'_> {
    scheme.terms.iter().map(|term| (term.code.as_str(), term)).collect()
}

fn check_terms(scheme: &SchemeSource) -> Result<(), SourceError> {
    let terms = index(scheme);
    let mut folded = HashSet::new();
    let mut before = HashSet::new();
    for term in &scheme.terms {
        if !folded.insert(term.code.to_lowercase()) {
            return Err(wrong(scheme, &term.code, "stands twice"));
        }
        if let Some(what) = fault(term, &terms) {
            return Err(wrong(scheme, &term.code, what));
        }
        if [&term.broader, &term.replaced_by].into_iter().flatten().any(|named| !before.contains(named)) {
            return Err(wrong(scheme, &term.code, "stands before a term it names"));
        }
        before.insert(&term.code);
    }
    Ok(())
}

fn fault(term: &TermSource, terms: &Terms<'_>) -> Option<&'static str> {
    let absent = |code: &Option<String>| code.as_ref().is_some_and(|code| !terms.contains_key(code.as_str()));
    let backwards = term.valid_from.zip(term.valid_to).is_some_and(|(from, to)| from > to);
    match term {
        _ if term.code.is_empty() => Some("is empty"),
        _ if term.label_fr.trim().is_empty() || term.label_en.trim().is_empty() => Some("lacks a label"),
        _ if absent(&term.broader) => Some("has a broader term that is not there"),
        _ if absent(&term.replaced_by) => Some("is replaced by a term that is not there"),
        _ if backwards => Some("ends before it begins"),
        _ => None,
    }
}

fn wrong(scheme: &SchemeSource, term: &str, what: &str) -> SourceError {
    SourceError::inconsistent(&format!("{}.toml", scheme.code), format!("{term} {what}"))
}
