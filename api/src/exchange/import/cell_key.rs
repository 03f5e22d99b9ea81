//! Cells compared as people mean them.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Without case, accents, typographic quotes and dashes, ligatures or runs of spaces: `L’Œuvre  Été` and
/// `l'oeuvre ete` are one. Punctuation stays, unlike in [`crate::db::fold`]: `-`, `#N/A` and `A+` mean something
/// in a cell.
pub fn cell_key(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if letter.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            folded.push(' ');
        }
        push(&mut folded, letter);
    }
    folded
}

fn push(folded: &mut String, letter: char) {
    match letter {
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' => folded.push('\''),
        '\u{201C}' | '\u{201D}' | '«' | '»' => folded.push('"'),
        '\u{2010}'..='\u{2015}' => folded.push('-'),
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        'ß' => folded.push_str("ss"),
        other => folded.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::cell_key;

    #[test]
    fn case_accents_quotes_ligatures_and_spaces_do_not_count() {
        assert_eq!(cell_key("  L’Œuvre\u{a0} ÉTÉ –  Val d’Oise\n"), "l'oeuvre ete - val d'oise");
        assert_eq!(cell_key("Île de ’Ua Pou"), "ile de 'ua pou");
    }
}
