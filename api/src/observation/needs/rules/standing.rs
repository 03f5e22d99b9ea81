use entity::{AuthorisationId, ObservationStatus as Status, TerritoryId, Visibility};

use super::check::Located;
use crate::graphql::{UserError, UserErrorCode};
use crate::observation::authorisation::{Consent, Subject};
use crate::observation::needs::content::Content;
use crate::observation::needs::transition::illegal;

/// How far an observation is seen and what others then read of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish<'a> {
    /// How far.
    pub visibility: Visibility,
    /// The authorisation it rests on, if any.
    pub consent: Option<&'a Consent>,
}

/// The level granted, and whether texts and the exact territory go with it; made by [`stand`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    visibility: Visibility,
    authorisation: Option<AuthorisationId>,
    authorised: bool,
}

impl Standing {
    /// How far it is seen.
    pub const fn visibility(&self) -> Visibility {
        self.visibility
    }

    /// The authorisation it rests on.
    pub const fn authorisation(&self) -> Option<AuthorisationId> {
        self.authorisation
    }

    /// Whether others who see it read its texts and its exact territory.
    pub const fn authorised(&self) -> bool {
        self.authorised
    }
}

/// Grants a level, or says what is missing: a draft is never shared, and what concerns somebody needs an
/// authorisation that covers them and reaches that level.
pub fn stand(subject: Subject, status: Status, wish: Wish<'_>, field: &str) -> Result<Standing, UserError> {
    let Wish { visibility, consent } = wish;
    let authorised = consent.is_some_and(|consent| consent.allows(subject, visibility));
    let refusal = |code| UserError::new(code, field).with("level", visibility.as_str());
    if visibility > Visibility::Private {
        if status == Status::Draft {
            return Err(illegal(status, field));
        }
        let covered = consent.is_some_and(|consent| consent.covers(subject));
        match (subject.needs_consent() && !authorised, covered) {
            (true, false) => return Err(refusal(UserErrorCode::AuthorisationRequired)),
            (true, true) => return Err(refusal(UserErrorCode::AuthorisationTooNarrow)),
            (false, _) => {}
        }
    }
    Ok(Standing { visibility, authorisation: consent.map(|consent| consent.id), authorised })
}

/// Whom it is about.
pub(super) const fn subject(content: &Content) -> Subject {
    Subject { structure: content.structure, identifiable: content.identifiable }
}

pub(super) const fn shared(place: Located, standing: Standing) -> TerritoryId {
    if standing.authorised { place.territory } else { place.coarse }
}
