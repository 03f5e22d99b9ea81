use entity::{AuthorisationId, ObservationStatus as Status, TerritoryId, Visibility, observation};
use serde_json::json;

use super::check::{Checked, Located};
use super::standing::{Standing, Wish, shared, stand, subject};
use crate::graphql::{UserError, check, id_text};
use crate::network::charter::Standing as CharterStanding;
use crate::observation::authorisation::Consent;
use crate::observation::needs::content::Content;
use crate::observation::needs::transition::Transition;
use crate::observation::rules::{Contributor, optional_text, required_reason};
use crate::trail::{Change, FieldChange};

/// An observation that may be added.
#[derive(Debug)]
pub struct New {
    /// Who contributes it.
    pub(in crate::observation::needs) by: Contributor,
    /// What it says.
    pub(in crate::observation::needs) content: Content,
    /// Where others find it.
    pub(in crate::observation::needs) shared: TerritoryId,
    /// How far it is seen.
    pub(in crate::observation::needs) standing: Standing,
    /// Its state.
    pub(in crate::observation::needs) status: Status,
}

/// Allows a new observation; only a coordinator contributes one that others see at once.
pub fn create(
    by: Contributor,
    charter: CharterStanding,
    checked: Checked,
    status: Status,
    wish: Wish<'_>,
) -> Result<New, UserError> {
    charter.required()?;
    if wish.visibility > Visibility::Private {
        by.coordinating("visibility")?;
    }
    let Checked { content, place } = checked;
    let standing = stand(subject(&content), status, wish, "visibility")?;
    let shared = shared(place, standing);
    Ok(New { by, content, shared, standing, status })
}

/// An observation as it stands, read for a change.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its row.
    pub row: observation::Model,
    /// What it says.
    pub content: Content,
    /// The authorisation it rests on.
    pub consent: Option<Consent>,
    /// Its territory and the coarser one.
    pub place: Located,
}

/// A change of an observation that may be made.
#[derive(Debug)]
pub struct Revision {
    /// The row after it.
    pub(in crate::observation::needs) row: observation::Model,
    /// What it says afterwards, where that changed.
    pub(in crate::observation::needs) content: Option<Content>,
    /// Name of the mutation.
    pub(in crate::observation::needs) act: &'static str,
    /// What became of it.
    pub(in crate::observation::needs) change: Change,
    /// Who follows the change: those who saw it before or see it after.
    pub(in crate::observation::needs) audience: Visibility,
    /// Fields that changed.
    pub(in crate::observation::needs) fields: Vec<FieldChange>,
}

impl Revision {
    /// Whether it leaves a tombstone.
    pub fn deletes(&self) -> bool {
        self.change == Change::Deleted
    }

    /// Whether everything stays as it was.
    pub fn changes_nothing(&self) -> bool {
        self.fields.is_empty() && !self.deletes()
    }

    fn of(before: &Stored, act: &'static str) -> Self {
        let row = before.row.clone();
        let audience = row.visibility;
        Self { row, content: None, act, change: Change::Updated, audience, fields: Vec::new() }
    }

    fn stand(&mut self, standing: Standing, place: Located) {
        if standing.visibility() < self.row.visibility {
            self.change = Change::Hidden;
        } else {
            self.audience = standing.visibility();
        }
        self.row.visibility = standing.visibility();
        self.row.authorisation_id = standing.authorisation();
        self.row.authorised = standing.authorised();
        self.row.shared_territory_id = shared(place, standing);
    }

    fn note(&mut self, field: &'static str, before: impl serde::Serialize, after: impl serde::Serialize) {
        let (before, after) = (json!(before), json!(after));
        if before != after {
            self.fields.push(FieldChange { field, before, after });
        }
    }
}

/// Allows other words; what is shared must still be allowed to be.
pub fn update(
    by: Contributor,
    before: &Stored,
    checked: Checked,
    expected: i32,
) -> Result<Revision, UserError> {
    by.own(before.row.member_id)?;
    check::version(expected, before.row.version)?;
    let Checked { content, place } = checked;
    let mut revision = Revision::of(before, "updateObservation");
    let field = if content.structure == before.content.structure { "identifiable" } else { "structure" };
    let wish = Wish { visibility: before.row.visibility, consent: before.consent.as_ref() };
    revision.stand(stand(subject(&content), before.row.status, wish, field)?, place);
    revision.fields = content.changes(&before.content);
    content.clone().write_into(&mut revision.row);
    revision.content = Some(content);
    Ok(revision)
}

/// Allows another level: the coordinator's alone; the charter is needed to widen it.
pub fn share(
    by: Contributor,
    charter: CharterStanding,
    before: &Stored,
    wish: Wish<'_>,
    expected: i32,
) -> Result<Revision, UserError> {
    by.own(before.row.member_id)?;
    by.coordinating("")?;
    check::version(expected, before.row.version)?;
    if wish.visibility > before.row.visibility {
        charter.required()?;
    }
    let standing = stand(subject(&before.content), before.row.status, wish, "visibility")?;
    let mut revision = Revision::of(before, "shareObservation");
    revision.note("visibility", before.row.visibility.as_str(), standing.visibility().as_str());
    let link = |id: Option<AuthorisationId>| id.map(|id| id_text(id).0);
    revision.note("authorisation", link(before.row.authorisation_id), link(standing.authorisation()));
    revision.stand(standing, before.place);
    Ok(revision)
}

/// Allows a step in its life.
pub fn step(
    by: Contributor,
    before: &Stored,
    transition: Transition,
    reason: Option<&str>,
    expected: i32,
) -> Result<Revision, UserError> {
    by.own(before.row.member_id)?;
    check::version(expected, before.row.version)?;
    let status = transition.apply(before.row.status)?;
    let reason = if transition.needs_reason() {
        Some(required_reason(reason.unwrap_or_default())?)
    } else {
        optional_text("reason", reason, 1_000)?
    };
    let mut revision = Revision::of(before, transition.name());
    revision.note("status", before.row.status.as_str(), status.as_str());
    revision.note("statusReason", &before.row.status_reason, &reason);
    revision.row.status = status;
    revision.row.status_reason = reason;
    Ok(revision)
}

/// Allows its deletion, which leaves a tombstone.
pub fn delete(by: Contributor, before: &Stored, expected: i32) -> Result<Revision, UserError> {
    by.own(before.row.member_id)?;
    check::version(expected, before.row.version)?;
    Ok(Revision { change: Change::Deleted, ..Revision::of(before, "deleteObservation") })
}
