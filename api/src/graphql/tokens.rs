//! Counts tokens and brackets before anything is parsed: the parser calls itself once per bracket,
//! so a document of brackets alone could exhaust the stack.

/// What a text holds, lexically.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Names, numbers, strings and punctuators.
    pub tokens: usize,
    /// The deepest nesting of brackets.
    pub nesting: usize,
}

/// Counts `text`, well-formed or not.
pub fn tally(text: &str) -> Tally {
    let (mut tally, mut open) = (Tally::default(), 0_usize);
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = match rest {
            [b'#', ..] => skip_while(after, |b| b != b'\n'),
            [b' ' | b'\t' | b'\n' | b'\r' | b',' | 0xEF | 0xBB | 0xBF, ..] => after,
            [b'"', b'"', b'"', inner @ ..] => after_block(inner),
            [b'"', ..] => after_string(after),
            [b'.', b'.', b'.', tail @ ..] => tail,
            _ if is_word(byte) => skip_while(after, is_word),
            _ => after,
        };
        match byte {
            b'#' | b' ' | b'\t' | b'\n' | b'\r' | b',' | 0xEF | 0xBB | 0xBF => continue,
            b'{' | b'(' | b'[' => open += 1,
            b'}' | b')' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        tally.tokens += 1;
        tally.nesting = tally.nesting.max(open);
    }
    tally
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+')
}

fn skip_while(bytes: &[u8], keep: impl Fn(u8) -> bool) -> &[u8] {
    let end = bytes.iter().position(|&b| !keep(b)).unwrap_or(bytes.len());
    bytes.get(end..).unwrap_or_default()
}

fn after_string(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = match rest {
            [] => return rest,
            [b'"' | b'\n', tail @ ..] => return tail,
            [b'\\', _, tail @ ..] | [_, tail @ ..] => tail,
        };
    }
}

fn after_block(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = match rest {
            [] => return rest,
            [b'"', b'"', b'"', tail @ ..] => return tail,
            [b'\\', b'"', b'"', b'"', tail @ ..] | [_, tail @ ..] => tail,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, tally};

    #[test]
    fn strings_comments_and_commas_do_not_hide_or_make_tokens() {
        let cases = [
            ("{ a }", 3, 1),
            ("{ a, b } # c { d", 4, 1),
            (r#"{ a(b: "x { y \" {") }"#, 8, 2),
            (r#"{ a(b: """x "{" \""" {""") }"#, 8, 2),
            ("{ ...F }", 4, 1),
            ("{ a(b: -1.5e+3) }", 10, 2),
            ("[[[[", 4, 4),
            ("\"unfinished", 1, 0),
        ];
        for (text, tokens, nesting) in cases {
            assert_eq!(tally(text), Tally { tokens, nesting }, "{text}");
        }
    }
}
