use entity::{LeadStatus, MemberId, Visibility, programme};

use super::content::Content;
use crate::graphql::{UserError, UserErrorCode, check};
use crate::observation::rules::Contributor;
use crate::programme::rules::Led;
use crate::trail::{Change, FieldChange};

/// A programme that may begin.
#[derive(Debug)]
pub struct New {
    pub(super) by: Contributor,
    pub(super) content: Content,
}

/// Allows an advisor or a coordinator to begin a programme, private to its member structure.
pub const fn create(by: Contributor, content: Content) -> New {
    New { by, content }
}

/// A change of the frame that may be made; made here only.
#[derive(Debug)]
pub struct Revision {
    pub(super) row: programme::Model,
    pub(super) content: Option<Content>,
    pub(super) act: &'static str,
    pub(super) change: Change,
    pub(super) audience: Visibility,
    pub(super) fields: Vec<FieldChange>,
}

impl Revision {
    fn of(row: programme::Model, act: &'static str) -> Self {
        let audience = row.visibility;
        Self { row, content: None, act, change: Change::Updated, audience, fields: Vec::new() }
    }

    /// Whether everything stays as it was.
    pub fn changes_nothing(&self) -> bool {
        self.fields.is_empty() && self.change == Change::Updated
    }
}

/// Allows its team another frame.
pub fn update(led: Led, before: &Content, content: Content, act: &'static str) -> Revision {
    let mut revision = Revision::of(led.programme, act);
    revision.fields = content.changes(before);
    content.write_into(&mut revision.row);
    revision.content = Some(content);
    revision
}

/// Allows the coordinator of the structure that made it to say who sees it.
pub fn share(led: Led, visibility: Visibility) -> Result<Revision, UserError> {
    led.own()?;
    led.team.coordinating("")?;
    let before = led.programme.visibility;
    let mut revision = Revision::of(led.programme, "shareProgramme");
    if visibility < before {
        revision.change = Change::Hidden;
    } else {
        revision.audience = visibility;
    }
    if visibility != before {
        let (before, after) = (before.as_str().into(), visibility.as_str().into());
        revision.fields.push(FieldChange { field: "visibility", before, after });
    }
    revision.row.visibility = visibility;
    Ok(revision)
}

/// Allows the coordinator of the structure that made it to delete it while no edition was opened.
pub fn delete(led: Led, opened: bool) -> Result<Revision, UserError> {
    led.own()?;
    led.team.coordinating("")?;
    if opened {
        return Err(UserError::new(UserErrorCode::StillUsed, "id").with("value", &led.programme.title));
    }
    Ok(Revision { change: Change::Deleted, ..Revision::of(led.programme, "deleteProgramme") })
}

/// A member structure's part in leading a programme, that may be written; made here only.
#[derive(Debug)]
pub struct Part {
    pub(super) led: programme::Model,
    pub(super) member: MemberId,
    pub(super) status: LeadStatus,
    pub(super) act: &'static str,
}

/// Allows a coordinator of the team to invite another member structure to lead with it.
pub fn invite(led: Led, member: MemberId, present: Option<LeadStatus>) -> Result<Part, UserError> {
    led.team.coordinating("")?;
    if matches!(present, Some(LeadStatus::Invited | LeadStatus::Accepted)) {
        let twice = UserError::new(UserErrorCode::AlreadyExists, "member");
        return Err(twice.with("value", crate::graphql::id_text(member).0));
    }
    Ok(Part { led: led.programme, member, status: LeadStatus::Invited, act: "inviteCoLead" })
}

/// Allows the coordinator of an invited structure to answer, once.
pub fn answer(
    by: Contributor,
    programme: programme::Model,
    present: Option<LeadStatus>,
    accepts: bool,
) -> Result<Part, UserError> {
    by.coordinating("")?;
    if present != Some(LeadStatus::Invited) {
        return Err(UserError::new(UserErrorCode::Expired, "programme"));
    }
    let (status, act) = if accepts {
        (LeadStatus::Accepted, "acceptCoLead")
    } else {
        (LeadStatus::Declined, "declineCoLead")
    };
    Ok(Part { led: programme, member: by.member(), status, act })
}

/// Allows the coordinator of a co-leading structure to leave, and that of the structure that made it to let one go.
pub fn leave(led: Led, member: MemberId, present: Option<LeadStatus>) -> Result<Part, UserError> {
    led.team.coordinating("")?;
    let own = led.team.by().own(member).is_ok();
    if !own {
        led.own()?;
    }
    let made_it = member == led.programme.member_id;
    if made_it || !matches!(present, Some(LeadStatus::Invited | LeadStatus::Accepted)) {
        return Err(check::not_found("member", &crate::graphql::id_text(member)));
    }
    Ok(Part { led: led.programme, member, status: LeadStatus::Declined, act: "endCoLead" })
}
