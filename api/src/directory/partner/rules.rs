use entity::{AccountId, MemberId, PartnerId, StructureId, partner};

use super::card::{Absence, Card, TermField};
use super::input::PartnerSaid;
use crate::access::Actor;
use crate::directory::reading::{LONG, Reading, address};
use crate::directory::structure::Contributor;
use crate::graphql::{Refusal, UserError, UserErrorCode, check, id_text};
use crate::trail::FieldChange;

/// Most characters of a description.
const LONGEST: usize = 10_000;

/// What the database says of what a card would name.
#[derive(Debug, Default)]
pub struct Found {
    /// The structure named, and whether the writer meets it in full.
    pub structure: Option<(StructureId, bool)>,
    /// The partner that this structure is already.
    pub taken: Option<PartnerId>,
    /// The account named, where an external partner acts by it.
    pub account: Option<AccountId>,
}

/// A partner that may be added.
#[derive(Debug)]
pub struct Creation {
    card: Card,
    member: MemberId,
}

impl Creation {
    /// What it says.
    pub const fn card(&self) -> &Card {
        &self.card
    }

    /// Who contributes it.
    pub const fn member(&self) -> MemberId {
        self.member
    }
}

/// A change of a partner that may be made.
#[derive(Debug)]
pub struct Revision {
    id: PartnerId,
    version: i32,
    card: Card,
    same: bool,
    changes: Vec<FieldChange>,
}

impl Revision {
    /// Of which partner.
    pub const fn id(&self) -> PartnerId {
        self.id
    }

    /// The version it changes.
    pub const fn version(&self) -> i32 {
        self.version
    }

    /// What the card then says.
    pub const fn card(&self) -> &Card {
        &self.card
    }

    /// Whether all is as it was.
    pub const fn is_nothing(&self) -> bool {
        self.same
    }

    /// What the history keeps of it.
    pub fn changes(&self) -> &[FieldChange] {
        &self.changes
    }
}

/// A partner that may be removed.
#[derive(Debug)]
pub struct Removal {
    id: PartnerId,
    version: i32,
}

impl Removal {
    /// Which one.
    pub const fn id(&self) -> PartnerId {
        self.id
    }

    /// The version removed.
    pub const fn version(&self) -> i32 {
        self.version
    }
}

/// An addition with what is odd about it.
pub type Odd<T> = Result<(T, Vec<UserError>), Refusal>;

/// A partner to add for the writer's member structure.
pub fn create(by: &Contributor, said: PartnerSaid, found: &Found, reading: Reading<'_>) -> Odd<Creation> {
    let member = by.member().ok_or_else(|| Actor::not_allowed(""))?;
    let (card, warnings) = read(&Card::default(), said, (found, None), reading)?;
    Ok((Creation { card, member }, warnings))
}

/// A change of a partner that the writer's member structure contributed.
pub fn update(
    (by, expected): (&Contributor, i32),
    (row, before): (&partner::Model, &Card),
    said: PartnerSaid,
    found: &Found,
    reading: Reading<'_>,
) -> Odd<Revision> {
    own(by, row)?;
    check::version(expected, row.version)?;
    let (card, warnings) = read(before, said, (found, Some(row.id)), reading)?;
    let (same, changes) = (card == *before, before.changes(&card));
    Ok((Revision { id: row.id, version: row.version, card, same, changes }, warnings))
}

/// The removal of a partner that the writer's member structure contributed.
pub fn remove(by: &Contributor, row: &partner::Model, expected: i32) -> Result<Removal, UserError> {
    own(by, row)?;
    check::version(expected, row.version)?;
    Ok(Removal { id: row.id, version: row.version })
}

fn own(by: &Contributor, row: &partner::Model) -> Result<(), UserError> {
    if by.member() == Some(row.member_id) { Ok(()) } else { Err(Actor::not_allowed("id")) }
}

/// The card that follows another.
fn read(
    before: &Card,
    said: PartnerSaid,
    (found, own): (&Found, Option<PartnerId>),
    mut reading: Reading<'_>,
) -> Odd<Card> {
    let mut card = before.clone();
    for field in TermField::ALL {
        let mut terms = card.terms.remove(&field).unwrap_or_default();
        reading.terms(&mut terms, said.terms(field).clone(), field.scheme(), field.name());
        if !terms.is_empty() {
            card.terms.insert(field, terms);
        }
    }
    let named = said.name.value().is_some_and(|name| !name.trim().is_empty()) || said.structure.is_value();
    reading.link(&mut card.structure, said.structure, "structure", |id| structure(id, found, own));
    reading.link(&mut card.account, said.account, "account", |id| {
        let known = found.account == Some(id);
        if known { Ok(()) } else { Err(check::not_found("account", &id_text(id))) }
    });
    reading.text_or_none(&mut card.name, said.name, LONG, "name");
    reading.text_or_none(&mut card.description, said.description, LONGEST, "description");
    reading.text_or_none(&mut card.rates, said.rates, LONGEST, "rates");
    reading.list(&mut card.web, said.web, "web", |text, at| address(&text, at));
    reading.places(&mut card.zones, said.zones, "zones");
    reading.list(&mut card.absences, said.absences, "absences", |period, at| {
        let late = || UserError::new(UserErrorCode::EndsBeforeStart, &format!("{at}.to"));
        if period.from < period.to { Ok(Absence { from: period.from, to: period.to }) } else { Err(late()) }
    });
    card.absences.sort();
    if card.structure.is_none() && card.name.is_none() && !named {
        reading.check::<()>(Err(UserError::new(UserErrorCode::Required, "name")));
    }
    reading.finish_with(card)
}

/// A structure that the writer meets in full and that is no partner yet.
fn structure(id: StructureId, found: &Found, own: Option<PartnerId>) -> Result<(), UserError> {
    match found.structure {
        Some((known, true)) if known == id => {}
        Some((known, false)) if known == id => return Err(Actor::not_allowed("structure")),
        _ => return Err(check::not_found("structure", &id_text(id))),
    }
    match found.taken.filter(|other| Some(*other) != own) {
        Some(other) => {
            Err(UserError::new(UserErrorCode::AlreadyExists, "structure")
                .with("value", id_text(other).as_str()))
        }
        None => Ok(()),
    }
}
