//! What a question is refused with, in French and in English.

use disclosure::QueryError;

use super::input::Measure;
use crate::error::Error;
use crate::graphql::id_text;
use crate::reference::territory::Named;

pub(super) fn unknown_territory(named: &Named) -> Error {
    let written = match named {
        Named::Id(id) => id_text(*id).to_string(),
        Named::Code(_, code) => code.clone(),
    };
    Error::bad_input(
        format!(
            "Le territoire « {written} » est inconnu des tableaux : ni au code officiel géographique, ni périmètre enregistré."
        ),
        format!(
            "The territory “{written}” is unknown to tables: neither in the official geographic code nor a registered perimeter."
        ),
    )
}

pub(super) fn unknown_term(code: &str, scheme: &str) -> Error {
    Error::bad_input(
        format!("« {code} » n'est pas un terme du vocabulaire {scheme}."),
        format!("“{code}” is not a term of the vocabulary {scheme}."),
    )
}

pub(super) fn unknown_member(id: &str) -> Error {
    Error::bad_input(
        format!("« {id} » n'est pas l'identifiant d'une structure membre."),
        format!("“{id}” is not the id of a member structure."),
    )
}

pub(super) fn empty_list() -> Error {
    Error::bad_input(
        "Une liste du filtre est vide : retirez-la ou nommez ce qui compte.",
        "A list of the filter is empty: leave it out or name what counts.",
    )
}

pub(super) fn no_measure() -> Error {
    Error::bad_input("Nommez au moins une mesure.", "Name at least one measure.")
}

pub(super) fn repeated_measure(measure: Measure) -> Error {
    let name = measure.name().to_uppercase();
    Error::bad_input(
        format!("La mesure {name} est nommée deux fois : chacune une seule."),
        format!("The measure {name} is named twice: each only once."),
    )
}

pub(super) fn no_member() -> Error {
    Error::bad_input(
        "MINE compte les observations de votre structure membre : vous n'agissez pour aucune.",
        "MINE counts your own member structure's observations: you act for none.",
    )
}

pub(super) fn refused(error: QueryError) -> Error {
    match error {
        QueryError::Dimensions => Error::bad_input(
            "Un tableau a trois dimensions au plus, chacune sur un autre axe.",
            "A table has three dimensions at most, each on another axis.",
        ),
        QueryError::PeriodsNeeded => Error::bad_input(
            "Un tableau par année, trimestre ou mois demande un début : filter.from.",
            "A table by year, quarter or month needs a beginning: filter.from.",
        ),
        QueryError::TooLarge => Error::bad_input(
            "Le tableau aurait trop de cellules : restreignez le filtre, retirez une dimension ou une mesure.",
            "The table would have too many cells: narrow the filter, leave out a dimension or a measure.",
        ),
        QueryError::EmptyList(_) => empty_list(),
        QueryError::UnknownNode(..) => Error::internal(error),
    }
}
