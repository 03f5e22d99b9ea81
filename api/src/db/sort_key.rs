use std::fmt::Write;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

static FRENCH: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    Collator::try_new(icu_locale_core::locale!("fr").into(), CollatorOptions::default()).ok()
});

/// The French collation key of a text, in hexadecimal: byte order of keys is dictionary order of texts.
///
/// Keys are cut at 240 characters: longer texts that begin alike are told apart by their id.
pub fn sort_key(text: &str) -> String {
    let mut bytes = Vec::new();
    let Some(()) = FRENCH.as_ref().and_then(|collator| collator.write_sort_key_to(text, &mut bytes).ok())
    else {
        return fold(text);
    };
    bytes.iter().take(120).fold(String::with_capacity(240), |mut key, byte| {
        // Writing into a String cannot fail.
        let _ = write!(key, "{byte:02x}");
        key
    })
}

/// A text as searched: without accents, case, ligatures or punctuation, words separated by one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)) {
        match character {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            letter if letter.is_alphanumeric() => folded.extend(letter.to_lowercase()),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Most words of a search that are looked at, and most bytes of one: no word is longer, and SQLite refuses long
/// patterns.
const MOST_WORDS: usize = 8;
const LONGEST_WORD: usize = 200;

/// The folded words that a text searches.
pub fn search_words(text: &str) -> Vec<String> {
    let cut =
        |word: &str| word.char_indices().take_while(|(at, _)| *at < LONGEST_WORD).map(|(_, c)| c).collect();
    fold(text).split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_ligatures_and_case_are_folded() {
        assert_eq!(fold("  L'Œuvre d’ÉTÉ — Saint-Étienne "), "l oeuvre d ete saint etienne");
        assert_eq!(fold("¡!"), "");
    }

    #[test]
    fn names_sort_as_in_a_french_dictionary() {
        let mut names =
            vec!["Zoé", "Étang", "etage", "Étable", "cote", "côté", "coté", "côte", "Œuvre", "ode"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["cote", "coté", "côte", "côté", "Étable", "etage", "Étang", "ode", "Œuvre", "Zoé"]
        );
    }
}
