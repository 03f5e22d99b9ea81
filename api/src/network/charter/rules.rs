use entity::{CharterId, MemberId, charter};

use super::super::rules::Charge;
use crate::access::Actor;
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check};

const LONGEST_TEXT: usize = 100_000;

/// How a member structure stands to the charter in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It accepted the version in force.
    Accepted,
    /// It has still to accept this version.
    Pending(i32),
    /// The network has not published any yet.
    Unpublished,
}

impl Standing {
    /// Refuses a contribution before the charter in force is accepted.
    pub fn required(self) -> Result<(), UserError> {
        match self {
            Self::Accepted => Ok(()),
            Self::Pending(version) => {
                Err(UserError::new(UserErrorCode::CharterNotAccepted, "").with("version", version))
            }
            Self::Unpublished => Err(UserError::new(UserErrorCode::CharterNotPublished, "")),
        }
    }
}

/// A version that may be published.
#[derive(Debug)]
pub(super) struct NewCharter {
    pub(super) version: i32,
    pub(super) text_fr: String,
    pub(super) text_en: String,
    _proof: (),
}

/// Who runs the network publishes versions.
pub(super) fn publish(
    actor: &Actor,
    (text_fr, text_en): (&str, &str),
    last: Option<&charter::Model>,
) -> Result<NewCharter, Refusal> {
    let mut errors = UserErrors::default();
    if Charge::of(actor) != Charge::Network {
        errors.add(Actor::not_allowed(""));
    }
    let text_fr = errors.check(check::text("textFr", text_fr, LONGEST_TEXT));
    let text_en = errors.check(check::text("textEn", text_en, LONGEST_TEXT));
    errors.finish()?;
    let version = last.map_or(1, |last| last.version + 1);
    let (text_fr, text_en) = (text_fr.unwrap_or_default(), text_en.unwrap_or_default());
    Ok(NewCharter { version, text_fr, text_en, _proof: () })
}

/// An acceptance that may be recorded.
#[derive(Debug)]
pub(super) struct Acceptance {
    pub(super) member: MemberId,
    pub(super) charter: CharterId,
    _proof: (),
}

/// A coordinator accepts the version in force for its structure.
pub(super) fn accept(
    actor: &Actor,
    asked: &str,
    charter: Option<&charter::Model>,
    in_force: Option<&charter::Model>,
) -> Result<Acceptance, UserError> {
    let Charge::Structure(member) = Charge::of(actor) else { return Err(Actor::not_allowed("")) };
    let found = charter.filter(|charter| in_force.is_some_and(|last| last.id == charter.id));
    let charter = found.ok_or_else(|| check::not_found("charter", asked))?.id;
    Ok(Acceptance { member, charter, _proof: () })
}
