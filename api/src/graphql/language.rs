//! The reader's language: French unless they ask for English.

use async_graphql::{Context, Enum};

/// A language the server can answer in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::Language")]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

impl Language {
    /// The language that an `Accept-Language` header likes best; the first one named wins a tie.
    pub fn from_accept(header: &str) -> Self {
        let mut best = (Self::default(), 0.0);
        for range in header.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>);
            if let (Some(language), Ok(weight)) = (Self::from_tag(tag), weight)
                && weight > best.1
            {
                best = (language, weight);
            }
        }
        best.0
    }

    /// The language of the request a resolver works for.
    pub fn of(ctx: &Context<'_>) -> Self {
        ctx.data_opt::<Self>().copied().unwrap_or_default()
    }

    /// The text of two that this reader understands.
    pub fn pick<T>(self, fr: T, en: T) -> T {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }

    fn from_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "fr" | "*" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, En, Fr};

    #[test]
    fn the_best_weighted_language_wins_and_french_is_the_default() {
        let cases = [
            ("", Fr),
            ("en", En),
            ("en-GB,en;q=0.9", En),
            ("de, en;q=0.3", En),
            ("fr;q=0.5, en;q=0.8", En),
            ("fr, en", Fr),
            ("en;q=0, fr;q=0.1", Fr),
            ("en;q=0", Fr),
            ("de", Fr),
            ("en;q=nonsense", Fr),
        ];
        for (header, expected) in cases {
            assert_eq!(Language::from_accept(header), expected, "{header}");
        }
    }
}
