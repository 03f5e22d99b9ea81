//! Text out of what was written for a browser.

/// Tags behind which a new line begins.
const BLOCKS: [&str; 10] = ["p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3"];

/// Entities that texts of administrations hold; a number of a character is read too.
const ENTITIES: [(&str, char); 14] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("euro", '€'),
];

/// The text without its tags, entities read, each line without spaces around it and without runs of them, no line
/// empty.
pub fn plain_text(html: &str) -> String {
    let bare = untagged(html);
    let text = read_entities(&bare);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A `<` that opens no tag is a sign like others.
fn untagged(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        if let Some((tag, behind)) = after.split_once('>').filter(|(tag, _)| is_tag(tag)) {
            text.push_str(if BLOCKS.contains(&name(tag).as_str()) { "\n" } else { "" });
            rest = behind;
        } else {
            text.push('<');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

fn is_tag(tag: &str) -> bool {
    let opens = tag.strip_prefix('/').unwrap_or(tag);
    !tag.contains('<') && opens.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
}

fn name(tag: &str) -> String {
    let letters = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

fn read_entities(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        read.push_str(before);
        let found = after.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind)));
        if let Some((letter, behind)) = found {
            read.push(letter);
            rest = behind;
        } else {
            read.push('&');
            rest = after;
        }
    }
    read.push_str(rest);
    read
}

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter);
    };
    let hexadecimal = number.strip_prefix(['x', 'X']);
    let code = hexadecimal.map_or_else(|| number.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok());
    char::from_u32(code?).filter(|letter| !letter.is_control())
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn tags_go_blocks_leave_lines_and_entities_are_read() {
        let html = "<p class=\"x\">Aide&nbsp;à  l&rsquo;achat</p><ul><li>50&#8239;% <b>max</b></li><li>R&D</li></ul>";
        assert_eq!(plain_text(html), "Aide à l’achat\n50 % max\nR&D");
    }

    #[test]
    fn a_sign_that_opens_no_tag_stays() {
        assert_eq!(
            plain_text("moins de < 5 000 habitants, a<b & c &truc;"),
            "moins de < 5 000 habitants, a<b & c &truc;"
        );
        assert_eq!(plain_text("une\u{a0}ligne     longue\n\n  \nautre"), "une ligne longue\nautre");
    }
}
