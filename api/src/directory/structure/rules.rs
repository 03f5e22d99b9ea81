use chrono::NaiveDate;
use entity::{MemberId, Role, StructureId, structure};

use super::card::{Card, Reference};
use super::codebook::Codebook;
use super::revise::{Findings, distinct, revise};
use super::wish::{Edit, Wish};
use crate::access::{Actor, Scope};
use crate::graphql::{Refusal, UserError, UserErrorCode, check};
use crate::network::charter::Standing;
use crate::trail::FieldChange;

/// Whether an actor meets only the mask of a structure: no name, no identifier, nothing finer than the
/// département.
pub fn is_masked(row: &structure::Model, actor: &Actor) -> bool {
    let reader = actor.works_for_with(Scope::DirectoryRead);
    let own = |member: Option<MemberId>| member.is_some() && member == reader;
    row.restricted && !own(row.contributed_by) && !own(row.member_id)
}

/// Whether an actor reads what the directory does not show to everybody: the network and its partners do.
pub fn reads_inside(actor: &Actor) -> bool {
    let partner = actor.role() == Some(Role::Partner) && actor.has(Scope::DirectoryRead);
    partner || actor.reads_network(Scope::DirectoryRead)
}

/// Most characters of a reason.
const LONGEST_REASON: usize = 1_000;

/// Someone who may write in the directory; made by the rules only.
#[derive(Clone, Debug)]
pub struct Contributor {
    member: Option<MemberId>,
    coordinates: bool,
}

impl Contributor {
    /// Advisors and coordinators contribute for their member structure, once it has accepted the charter.
    pub fn of(actor: &Actor, charter: Standing) -> Result<Self, UserError> {
        let member = actor.works_for_with(Scope::DirectoryWrite);
        let member = member.ok_or_else(|| Actor::not_allowed(""))?;
        charter.required()?;
        Ok(Self { member: Some(member), coordinates: actor.coordinates(member) })
    }

    /// Whoever runs the server writes for a member structure, or for none: for the command line only.
    pub const fn operator(member: Option<MemberId>) -> Self {
        Self { member, coordinates: true }
    }

    /// The member structure it contributes for.
    pub const fn member(&self) -> Option<MemberId> {
        self.member
    }

    /// What its member contributed, and its member's own card.
    pub fn may_edit(&self, row: &structure::Model) -> bool {
        row.contributed_by == self.member
            || (self.coordinates && self.member.is_some() && row.member_id == self.member)
    }
}

/// A structure that may be added.
#[derive(Debug)]
pub struct Creation {
    card: Card,
    contributed_by: Option<MemberId>,
}

impl Creation {
    /// What it says.
    pub const fn card(&self) -> &Card {
        &self.card
    }

    /// Who contributes it.
    pub const fn contributed_by(&self) -> Option<MemberId> {
        self.contributed_by
    }
}

/// A change of a structure that may be made.
#[derive(Debug)]
pub struct Revision {
    id: StructureId,
    version: i32,
    contributed_by: Option<MemberId>,
    after: Card,
    changes: Vec<FieldChange>,
}

impl Revision {
    /// Of which structure.
    pub const fn id(&self) -> StructureId {
        self.id
    }

    /// The version it changes.
    pub const fn version(&self) -> i32 {
        self.version
    }

    /// Who contributed the structure.
    pub const fn contributed_by(&self) -> Option<MemberId> {
        self.contributed_by
    }

    /// What the card then says.
    pub const fn card(&self) -> &Card {
        &self.after
    }

    /// What differs; nothing when all is as it was.
    pub fn changes(&self) -> &[FieldChange] {
        &self.changes
    }
}

/// A structure that may be removed.
#[derive(Debug)]
pub struct Removal {
    id: StructureId,
    version: i32,
    contributed_by: Option<MemberId>,
    reason: String,
}

impl Removal {
    /// Which one.
    pub const fn id(&self) -> StructureId {
        self.id
    }

    /// The version removed.
    pub const fn version(&self) -> i32 {
        self.version
    }

    /// Who contributed it.
    pub const fn contributed_by(&self) -> Option<MemberId> {
        self.contributed_by
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Where wishes are judged: by whom, with which terms and territories, on which day.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Who writes.
    pub contributor: &'a Contributor,
    /// Terms and territories.
    pub book: &'a Codebook,
    /// The present day.
    pub today: NaiveDate,
}

impl Desk<'_> {
    /// The card that a wish makes of another, with what was found.
    fn draft(&self, before: &Card, wish: &Wish) -> (Card, Findings) {
        let (mut card, mut found) = revise(before, wish, self.book, self.today);
        if let Edit::Set(own) = wish.own_member {
            let member = self.contributor.member.filter(|_| self.contributor.coordinates);
            match (own, member) {
                (true, Some(member)) => card.member = Some(member),
                (false, Some(member)) => card.member = card.member.filter(|other| *other != member),
                (_, None) => found.mistakes.push(Actor::not_allowed("ownMember")),
            }
        }
        (card, found)
    }

    /// A new structure: it needs a name at least.
    pub fn create(&self, wish: &Wish) -> Result<(Creation, Vec<UserError>), Refusal> {
        let (card, mut found) = self.draft(&Card::default(), wish);
        if card.name.is_empty() && found.mistakes.iter().all(|mistake| mistake.field != ["name"]) {
            found.mistakes.push(UserError::new(UserErrorCode::Required, "name"));
        }
        refuse(found.mistakes)?;
        Ok((Creation { card, contributed_by: self.contributor.member }, found.warnings))
    }

    /// A change of a structure as it stands, seen at `expected`.
    pub fn update(
        &self,
        row: &structure::Model,
        before: &Card,
        expected: i32,
        wish: &Wish,
    ) -> Result<(Revision, Vec<UserError>), Refusal> {
        if !self.contributor.may_edit(row) {
            return Err(Actor::not_allowed("id").into());
        }
        check::version(expected, row.version)?;
        let (after, found) = self.draft(before, wish);
        refuse(found.mistakes)?;
        Ok((Revision::new(row, before, after), found.warnings))
    }

    /// What an import's row makes of the structure with a key in another system: all but the name is written
    /// as far as it goes, and what does not go is a warning. Identifiers are added to those that are there.
    pub fn import(
        &self,
        before: &Card,
        key: &Reference,
        wish: &Wish,
    ) -> Result<(Card, Vec<UserError>), Vec<UserError>> {
        let (mut card, mut found) = self.draft(before, wish);
        if card.name.is_empty() {
            found.mistakes.retain(|mistake| mistake.field == ["name"]);
            if found.mistakes.is_empty() {
                found.mistakes.push(UserError::new(UserErrorCode::Required, "name"));
            }
            return Err(found.mistakes);
        }
        if matches!(wish.identifiers, Edit::Set(_)) {
            card.identifiers = distinct([before.identifiers.clone(), card.identifiers].concat());
        }
        if !card.references.contains(key) {
            card.references.push(key.clone());
            card.references.sort();
        }
        found.mistakes.append(&mut found.warnings);
        Ok((card, found.mistakes))
    }

    /// The addition of a card that an import made of nothing.
    pub(super) fn add(&self, card: Card) -> Creation {
        Creation { card, contributed_by: self.contributor.member }
    }

    /// The change that an import made of a card, if it may.
    pub(super) fn replace(
        &self,
        row: &structure::Model,
        before: &Card,
        after: Card,
    ) -> Result<Revision, UserError> {
        if !self.contributor.may_edit(row) {
            return Err(Actor::not_allowed("externalReferences"));
        }
        Ok(Revision::new(row, before, after))
    }
}

impl Revision {
    fn new(row: &structure::Model, before: &Card, after: Card) -> Self {
        let changes = before.changes(&after);
        Self { id: row.id, version: row.version, contributed_by: row.contributed_by, after, changes }
    }
}

/// Coordinators remove what their member contributed, with a reason; nobody else removes anything.
pub fn remove(
    actor: &Actor,
    row: &structure::Model,
    expected: i32,
    reason: &str,
) -> Result<Removal, Refusal> {
    let coordinates = row.contributed_by.is_some_and(|member| actor.coordinates(member));
    if !actor.has(Scope::DirectoryWrite) || !coordinates {
        return Err(Actor::not_allowed("id").into());
    }
    check::version(expected, row.version)?;
    if reason.trim().is_empty() {
        return Err(UserError::new(UserErrorCode::ReasonRequired, "reason").into());
    }
    let reason = check::text("reason", reason, LONGEST_REASON)?;
    let (id, version, contributed_by) = (row.id, row.version, row.contributed_by);
    Ok(Removal { id, version, contributed_by, reason })
}

pub(super) fn refuse(mistakes: Vec<UserError>) -> Result<(), Refusal> {
    if mistakes.is_empty() { Ok(()) } else { Err(Refusal::Mistakes(mistakes)) }
}
