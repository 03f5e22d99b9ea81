//! Media types: what a client sends and what it accepts.

use axum::http::{HeaderMap, header};

/// A media type of answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/json`, whose status says whether the request was well-formed and no more.
    #[default]
    Json,
    /// `application/graphql-response+json`, whose status says whether anything was executed.
    GraphqlResponse,
}

impl Media {
    /// The best of those that `Accept` allows; none when it allows neither.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut ranges =
            headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
        if ranges.peek().is_none() {
            return Some(Self::default());
        }
        let mut best = (None, 0.0);
        for range in ranges.flat_map(|value| value.split(',')) {
            let (media, weight) = Self::of_range(range);
            if media.is_some() && weight > best.1 {
                best = (media, weight);
            }
        }
        best.0
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    fn of_range(range: &str) -> (Option<Self>, f32) {
        let mut parts = range.split(';').map(str::trim);
        let media = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "application/graphql-response+json" => Some(Self::GraphqlResponse),
            "application/json" | "application/*" | "*/*" => Some(Self::Json),
            _ => None,
        };
        let mut weight = 1.0;
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name.to_ascii_lowercase().as_str() {
                "q" => weight = value.parse().unwrap_or(0.0),
                "charset" if !is_utf8(value) => return (None, 0.0),
                _ => {}
            }
        }
        (media, weight)
    }
}

/// Whether a body is announced as JSON in UTF-8. A browser cannot send that to another origin unasked.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    let json = parts.next().is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"));
    json && parts
        .filter_map(|part| part.split_once('='))
        .all(|(name, value)| !name.eq_ignore_ascii_case("charset") || is_utf8(value))
}

fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim_matches('"');
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn accept_is_obeyed_and_json_is_the_default() {
        let (json, graphql) = (Some(Media::Json), Some(Media::GraphqlResponse));
        assert_eq!(Media::accepted(&HeaderMap::new()), json);
        let cases = [
            ("*/*", json),
            ("application/json", json),
            ("application/graphql-response+json", graphql),
            ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", graphql),
            ("application/json, application/graphql-response+json", json),
            ("application/json;q=0.5, application/graphql-response+json", graphql),
            ("application/graphql-response+json,application/json;q=0.9", graphql),
            ("text/html, */*;q=0.1", json),
            ("text/html", None),
            ("application/json;charset=latin1", None),
            ("application/json;q=0", None),
        ];
        for (accept, expected) in cases {
            assert_eq!(Media::accepted(&headers(header::ACCEPT, accept)), expected, "{accept}");
        }
    }

    #[test]
    fn only_json_in_utf8_is_a_body() {
        let cases = [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/json; charset=iso-8859-1", false),
            ("application/jsonp", false),
            ("text/plain", false),
            ("application/x-www-form-urlencoded", false),
        ];
        for (value, expected) in cases {
            assert_eq!(is_json(&headers(header::CONTENT_TYPE, value)), expected, "{value}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
