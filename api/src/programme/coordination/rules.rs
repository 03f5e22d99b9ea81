use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use entity::{PhaseId, Visibility, phase, session};

use crate::graphql::{UserError, UserErrorCode, check};

/// Characters of an address.
const LONGEST_ADDRESS: usize = 2_000;

/// Refuses to do twice what is done once.
pub fn once(done_at: Option<DateTime<Utc>>, state: &'static str) -> Result<(), UserError> {
    match done_at {
        Some(_) => Err(UserError::new(UserErrorCode::IllegalTransition, "id")
            .with("state", state)
            .with("allowed", "–")),
        None => Ok(()),
    }
}

/// An address of the web, of http or https: nothing that a reader's browser would run.
pub fn web_address(field: &str, url: &str) -> Result<(), UserError> {
    let url = check::text(field, url, LONGEST_ADDRESS)?;
    let lower = url.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = url.chars().all(|sign| !sign.is_whitespace() && !sign.is_control());
    if plain && !host.is_empty() && !host.contains('@') {
        return Ok(());
    }
    Err(UserError::new(UserErrorCode::InvalidFormat, field).with("value", url))
}

/// How far a document is known; it is no figure, so that it cannot be met in figures alone.
pub fn confidential(level: Visibility) -> Result<(), UserError> {
    match level {
        Visibility::Private | Visibility::Network | Visibility::Public => Ok(()),
        Visibility::AggregateOnly => Err(UserError::new(UserErrorCode::InvalidFormat, "confidentiality")
            .with("value", Visibility::AggregateOnly.as_str())),
    }
}

/// The phases that are not over and wait for others that are not over: which, and for which.
pub fn blocked(
    phases: &[phase::Model],
    sessions: &[session::Model],
    waits: &[(PhaseId, PhaseId)],
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Vec<(PhaseId, Vec<PhaseId>)> {
    let mut last: HashMap<PhaseId, DateTime<Utc>> = HashMap::new();
    for row in sessions.iter().filter(|row| row.cancelled_at.is_none()) {
        let Some(phase) = row.phase_id else { continue };
        let end = last.entry(phase).or_insert(row.ends_at);
        *end = row.ends_at.max(*end);
    }
    let ahead = |row: &&phase::Model| !over(row, last.get(&row.id).copied(), now, today);
    let open: HashSet<PhaseId> = phases.iter().filter(ahead).map(|row| row.id).collect();
    let of = |row: &phase::Model| {
        let behind = waits.iter().filter(|(waiting, other)| *waiting == row.id && open.contains(other));
        (row.id, behind.map(|(_, other)| *other).collect::<Vec<_>>())
    };
    phases.iter().filter(ahead).map(of).filter(|(_, behind)| !behind.is_empty()).collect()
}

/// Whether a phase is over: its last day and its last session have passed; one that has neither is not.
fn over(row: &phase::Model, last: Option<DateTime<Utc>>, now: DateTime<Utc>, today: NaiveDate) -> bool {
    let planned = row.ends_on.is_some() || last.is_some();
    planned && row.ends_on.is_none_or(|day| day < today) && last.is_none_or(|end| end <= now)
}

#[cfg(test)]
mod tests {
    use super::{confidential, web_address};
    use entity::Visibility;

    #[test]
    fn only_addresses_of_the_web_are_taken() {
        for good in ["https://example.org", "http://example.org/a?b#c", "HTTPS://Example.org/é"] {
            assert!(web_address("url", good).is_ok(), "{good}");
        }
        let wrong = [
            "",
            "example.org",
            "javascript:alert(1)",
            "ftp://example.org",
            "file:///etc/passwd",
            "https://",
            "https:///a",
            "https://a b.example",
            "https://ana:secret@example.org",
            "data:text/html,x",
        ];
        for wrong in wrong {
            assert!(web_address("url", wrong).is_err(), "{wrong}");
        }
        assert!(web_address("url", &format!("https://example.org/{}", "a".repeat(2_000))).is_err());
    }

    #[test]
    fn a_document_is_met_in_no_figure() {
        assert!(confidential(Visibility::AggregateOnly).is_err());
        assert!(confidential(Visibility::Private).is_ok());
    }
}
