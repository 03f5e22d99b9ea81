//! Words for faults that bring none: the closed list of codes, and what the library says of documents.

use super::language::Language;
use crate::error::Code;

/// A sentence for `code` alone, in French and in English.
pub(super) const fn of_code(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::Unauthenticated => ("Authentification requise.", "Authentication is required."),
        Code::Forbidden => ("Cette action ne vous est pas permise.", "You may not do this."),
        Code::NotFound => ("Introuvable.", "Not found."),
        Code::BadUserInput => ("Requête mal formée.", "Malformed request."),
        Code::Conflict => {
            ("La même requête est en cours de traitement.", "The same request is already being processed.")
        }
        Code::IdempotencyMismatch => (
            "Cette clé d'idempotence a déjà servi avec d'autres paramètres.",
            "This idempotency key was already used with other parameters.",
        ),
        Code::RateLimited => {
            ("Trop de requêtes : réessayez plus tard.", "Too many requests: try again later.")
        }
        Code::QueryTooComplex => ("Document trop complexe.", "Document too complex."),
        Code::PersistedQueryNotFound => {
            ("Requête enregistrée inconnue : envoyez son texte.", "Unknown persisted query: send its text.")
        }
        Code::Timeout => ("La requête a pris trop de temps.", "The request took too long."),
        Code::Unavailable => {
            ("Service momentanément indisponible.", "The service is unavailable for a moment.")
        }
        Code::Internal => ("Erreur interne.", "Internal error."),
    }
}

/// A message of the library, without the suggestions it may add, in the reader's language.
pub(super) fn of_library(message: &str, language: Language) -> String {
    let message = message.split(" Did you mean").next().unwrap_or(message);
    if language == Language::En {
        return message.to_owned();
    }
    let (words, values): (Vec<_>, Vec<_>) = message.split('"').enumerate().partition(|(at, _)| at % 2 == 0);
    let skeleton = words.into_iter().map(|(_, word)| word).collect::<Vec<_>>().join("{}");
    match FRENCH.iter().find(|(english, _)| *english == skeleton) {
        Some((_, french)) => fill(french, values.into_iter().map(|(_, value)| value)),
        None => format!("Document refusé : {message}"),
    }
}

/// Puts `values` where `template` says `{}`, in order.
fn fill<'a>(template: &str, mut values: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::with_capacity(template.len() + 40);
    for (at, part) in template.split("{}").enumerate() {
        if at > 0 {
            out.push_str(values.next().unwrap_or_default());
        }
        out.push_str(part);
    }
    out
}

/// What the library's validation says, quoted values taken out.
const FRENCH: &[(&str, &str)] = &[
    ("Unknown field {} on type {}.", "Champ « {} » inconnu sur le type « {} »."),
    (
        "Unknown argument {} on field {} of type {}.",
        "Argument « {} » inconnu sur le champ « {} » du type « {} ».",
    ),
    ("Unknown argument {} on directive {}.", "Argument « {} » inconnu sur la directive « {} »."),
    ("Unknown type {}", "Type « {} » inconnu."),
    ("Unknown fragment: {}", "Fragment « {} » inconnu."),
    ("Unknown directive {}", "Directive « {} » inconnue."),
    ("Duplicate directive {}", "Directive « {} » répétée."),
    ("Directive {} may not be used on {}", "La directive « {} » ne va pas à cet endroit (« {} »)."),
    ("Fragment {} is never used", "Le fragment « {} » ne sert nulle part."),
    (
        "Fragment {} cannot condition non composite type {}",
        "Le fragment « {} » ne peut porter sur le type « {} », qui n'a pas de champs.",
    ),
    (
        "Fragment cannot condition non composite type {}",
        "Un fragment ne peut porter sur le type « {} », qui n'a pas de champs.",
    ),
    (
        "Fragment {} cannot be spread here as objects of type {} can never be of type {}",
        "Le fragment « {} » ne va pas ici : un objet « {} » n'est jamais un « {} ».",
    ),
    (
        "Fragment cannot be spread here as objects of type {} can never be of type {}",
        "Ce fragment ne va pas ici : un objet « {} » n'est jamais un « {} ».",
    ),
    (
        "Field {} argument {} of type {} is required but not provided",
        "Le champ « {} » demande l'argument « {} » (type « {} »).",
    ),
    (
        "Directive {} argument {} of type {} is required but not provided",
        "La directive « {} » demande l'argument « {} » de type « {} ».",
    ),
    (
        "Field {} must not have a selection since type {} has no subfields",
        "Le champ « {} » ne prend pas de sélection : le type « {} » n'a pas de champs.",
    ),
    (
        "Field {} of type {} must have a selection of subfields",
        "Le champ « {} », de type « {} », demande une sélection de champs.",
    ),
    ("There can only be one argument named {}", "L'argument « {} » est donné deux fois."),
    ("There can only be one variable named {}", "La variable « {} » est définie deux fois."),
    (
        "Variable {} is not defined by operation {}",
        "La variable « {} » n'est pas définie par l'opération « {} ».",
    ),
    ("Variable {} is not defined", "La variable « {} » n'est pas définie."),
    ("Variable {} is not used by operation {}", "La variable « {} » ne sert pas dans l'opération « {} »."),
    ("Variable {} is not used", "La variable « {} » ne sert pas."),
    (
        "Variable {} cannot be of non-input type {}",
        "La variable « {} » ne peut être du type « {} », qui n'est pas un type d'entrée.",
    ),
    (
        "Variable {} of type {} used in position expecting type {}",
        "La variable « {} » sert à une place de type « {} », mais elle est de type « {} ».",
    ),
    (
        "Fields {} conflict because {} and {} are different fields. Use different aliases on the fields to fetch both if this was intentional.",
        "La clé « {} » désigne deux champs, « {} » et « {} » : donner un alias à l'un d'eux.",
    ),
    (
        "Fields {} conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional.",
        "La clé « {} » désigne deux fois un champ avec d'autres arguments : donner un alias à l'un d'eux.",
    ),
    (
        "Invalid value for argument {}, expected type {}",
        "L'argument « {} » demande une valeur de type « {} ».",
    ),
    (
        "Invalid value for argument {}, enumeration type {} does not contain the value {}",
        "L'argument « {} » est du type « {} », qui n'a pas la valeur « {} ».",
    ),
    (
        "Invalid value for argument {}, field {} of type {} is required but not provided",
        "Dans l'argument « {} », le champ « {} » du type « {} » est requis.",
    ),
    (
        "Invalid value for argument {}, unknown field {} of type {}",
        "Dans l'argument « {} », le champ « {} » est inconnu du type « {} ».",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_library_says_is_told_in_the_readers_language_without_suggestions() {
        let said = "Unknown field \"nme\" on type \"Structure\". Did you mean \"name\"?";
        assert_eq!(of_library(said, Language::En), "Unknown field \"nme\" on type \"Structure\".");
        assert_eq!(of_library(said, Language::Fr), "Champ « nme » inconnu sur le type « Structure ».");
        assert_eq!(of_library("Something new", Language::Fr), "Document refusé : Something new");
    }
}
