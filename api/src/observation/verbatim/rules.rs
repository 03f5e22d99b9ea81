use entity::{MemberId, ObservationId, VerbatimId};

use crate::graphql::{Refusal, UserErrors, check};
use crate::observation::rules::{Contributor, optional_text};

/// Words as they are brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What was said.
    pub text: String,
    /// Who said it.
    pub speaker: Option<String>,
    /// Whether the speaker agrees that others read it.
    pub shareable: bool,
}

const LONGEST: usize = 5_000;
const LONGEST_SPEAKER: usize = 200;

/// Words that were checked.
#[derive(Debug)]
pub struct Checked {
    pub(super) said: Said,
}

/// Checks words.
pub fn checked(said: &Said) -> Result<Checked, Refusal> {
    let mut errors = UserErrors::default();
    let words = errors.check(check::text("text", &said.text, LONGEST));
    let speaker = errors.check(optional_text("speaker", said.speaker.as_deref(), LONGEST_SPEAKER));
    let shareable = said.shareable;
    let said = words.zip(speaker).map(|(text, speaker)| Said { text, speaker, shareable });
    errors.finish_with(said.map(|said| Checked { said }))
}

/// Words that may be added to an observation.
#[derive(Debug)]
pub struct Added {
    pub(super) observation: ObservationId,
    pub(super) checked: Checked,
}

/// Allows words on one's own observation.
pub fn add(
    by: Contributor,
    observation: ObservationId,
    member: MemberId,
    said: &Said,
) -> Result<Added, Refusal> {
    by.own(member)?;
    Ok(Added { observation, checked: checked(said)? })
}

/// Words that may be removed.
#[derive(Debug)]
pub struct Removed {
    pub(super) id: VerbatimId,
}

/// Allows removing the words of one's own observation.
pub fn remove(by: Contributor, id: VerbatimId, member: MemberId) -> Result<Removed, Refusal> {
    by.own(member)?;
    Ok(Removed { id })
}
