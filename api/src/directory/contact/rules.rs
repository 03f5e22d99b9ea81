use chrono::{DateTime, Utc};
use entity::{ContactId, LegalBasis, MemberId, PartnerId, StructureId, contact};
use sha2::{Digest, Sha256};

use super::input::ContactSaid;
use crate::access::Actor;
use crate::db::sort_key;
use crate::directory::reading::{LONG, Reading};
use crate::directory::structure::Contributor;
use crate::graphql::{Refusal, UserError, UserErrorCode, check, id_text};
use crate::network::account::email;

/// Most characters of a telephone number, of a reason.
const LONGEST_PHONE: usize = 40;
const LONGEST_REASON: usize = 1_000;
/// A national number has at least so many digits.
const FEWEST_DIGITS: usize = 6;

/// Whose contact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A structure's.
    Structure(StructureId),
    /// A partner's.
    Partner(PartnerId),
}

/// Where somebody wants to add a contact, and what the database says of it.
#[derive(Debug, Default)]
pub struct Wanted<'a> {
    /// The structure as it was named.
    pub structure: Option<&'a str>,
    /// The partner as it was named.
    pub partner: Option<&'a str>,
    /// The structure, and whether the writer meets it in full.
    pub found_structure: Option<(StructureId, bool)>,
    /// The partner, where the writer sees it.
    pub found_partner: Option<PartnerId>,
}

impl Wanted<'_> {
    /// One of the two, and one that the writer meets in full.
    pub fn place(&self) -> Result<Place, UserError> {
        match (self.structure, self.partner) {
            (None, None) => Err(UserError::new(UserErrorCode::Required, "structure")),
            (Some(_), Some(_)) => Err(UserError::new(UserErrorCode::TooMany, "partner").with("max", 1)),
            (Some(named), None) => match self.found_structure {
                Some((id, true)) => Ok(Place::Structure(id)),
                Some((_, false)) => Err(Actor::not_allowed("structure")),
                None => Err(check::not_found("structure", named)),
            },
            (None, Some(named)) => {
                self.found_partner.map(Place::Partner).ok_or_else(|| check::not_found("partner", named))
            }
        }
    }
}

/// Who has an address already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Others {
    /// The person objected.
    pub objected: bool,
    /// Another contact of the same structure or partner.
    pub same: Option<ContactId>,
}

impl Others {
    /// Refuses an address whose person objected, and one that stands there already.
    pub fn free(&self) -> Result<(), UserError> {
        if self.objected {
            return Err(UserError::new(UserErrorCode::PersonObjected, "email"));
        }
        match self.same {
            Some(other) => Err(taken(id_text(other).as_str())),
            None => Ok(()),
        }
    }
}

/// The address stands there already; it is not repeated in the sentence.
pub fn taken(other: &str) -> UserError {
    UserError::new(UserErrorCode::AlreadyExists, "email").with("value", other)
}

/// All that is said of a contact; made by the rules only.
#[derive(Clone, Debug)]
pub struct Writing {
    row: contact::Model,
    warnings: Vec<UserError>,
}

impl Writing {
    /// The row to write; of a change, with the version it was made from.
    pub const fn row(&self) -> &contact::Model {
        &self.row
    }

    /// What is odd about it.
    pub fn warnings(&self) -> Vec<UserError> {
        self.warnings.clone()
    }
}

/// A contact without anything said of it yet.
fn blank(id: ContactId, member: MemberId, place: Place, now: DateTime<Utc>) -> contact::Model {
    let (structure_id, partner_id) = match place {
        Place::Structure(id) => (Some(id), None),
        Place::Partner(id) => (None, Some(id)),
    };
    contact::Model {
        id,
        member_id: member,
        structure_id,
        partner_id,
        name: None,
        sort_key: String::new(),
        role: None,
        email: None,
        email_key: None,
        phone: None,
        source: None,
        legal_basis: LegalBasis::LegitimateInterest,
        verified_on: None,
        objected_at: None,
        objection_reason: None,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// A contact to add for the writer's member structure.
pub fn create(
    by: &Contributor,
    (id, now): (ContactId, DateTime<Utc>),
    wanted: &Wanted<'_>,
    said: ContactSaid,
    mut reading: Reading<'_>,
) -> Result<Writing, Refusal> {
    let member = by.member().ok_or_else(|| Actor::not_allowed(""))?;
    let Some(place) = reading.check(wanted.place()) else {
        // what else is wrong is told too, whatever the place
        let nowhere = Place::Structure(StructureId(id.0));
        read(blank(id, member, nowhere, now), said, reading)?;
        return Err(Actor::not_allowed("").into());
    };
    read(blank(id, member, place, now), said, reading)
}

/// A change of a contact that the writer's member structure contributed.
pub fn update(
    (by, expected): (&Contributor, i32),
    before: &contact::Model,
    said: ContactSaid,
    reading: Reading<'_>,
) -> Result<Writing, Refusal> {
    own(by, before, expected)?;
    read(before.clone(), said, reading)
}

fn own(by: &Contributor, row: &contact::Model, expected: i32) -> Result<(), UserError> {
    if by.member() != Some(row.member_id) || row.objected_at.is_some() {
        return Err(Actor::not_allowed("id"));
    }
    check::version(expected, row.version)
}

fn read(mut row: contact::Model, said: ContactSaid, mut reading: Reading<'_>) -> Result<Writing, Refusal> {
    reading.text(&mut row.name, said.name, LONG, "name");
    reading.text(&mut row.source, said.source, LONG, "source");
    let mut basis = row.legal_basis;
    reading.must(&mut basis, said.legal_basis.map_value(Into::into), "legalBasis");
    row.legal_basis = basis;
    reading.text_or_none(&mut row.role, said.role, LONG, "role");
    reading.read_or_none(&mut row.email, said.email, |text| email("email", text));
    reading.read_or_none(&mut row.phone, said.phone, phone);
    reading.past_or_none(&mut row.verified_on, said.verified_on.map_value(Into::into), "verifiedOn");
    row.sort_key = row.name.as_deref().map(sort_key).unwrap_or_default();
    row.email_key = row.email.as_deref().map(email_key);
    let (row, warnings) = reading.finish_with(row)?;
    Ok(Writing { row, warnings })
}

/// What is kept of an address after an objection: enough to know it again, whatever its case.
pub fn email_key(address: &str) -> String {
    format!("{:x}", Sha256::digest(address.to_lowercase()))
}

/// Digits with what people put between them.
fn phone(text: &str) -> Result<String, UserError> {
    let text = check::text("phone", text, LONGEST_PHONE)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || " +.-()/".contains(c));
    if plain && digits >= FEWEST_DIGITS {
        return Ok(text);
    }
    Err(UserError::new(UserErrorCode::InvalidFormat, "phone").with("value", text))
}

/// A contact that leaves the lists, by an objection or for good.
#[derive(Debug)]
pub struct Leaving {
    id: ContactId,
    version: i32,
    reason: Option<String>,
}

impl Leaving {
    /// Which one.
    pub const fn id(&self) -> ContactId {
        self.id
    }

    /// The version it leaves from.
    pub const fn version(&self) -> i32 {
        self.version
    }

    /// What the person said.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// The objection of the person of a contact that the writer's member structure contributed.
pub fn object(
    (by, expected): (&Contributor, i32),
    row: &contact::Model,
    reason: Option<&str>,
) -> Result<Leaving, UserError> {
    own(by, row, expected)?;
    let said = reason.filter(|said| !said.trim().is_empty());
    let reason = said.map(|said| check::text("reason", said, LONGEST_REASON)).transpose()?;
    Ok(Leaving { id: row.id, version: row.version, reason })
}

/// The removal of a contact that the writer's member structure contributed; an objection stays.
pub fn remove((by, expected): (&Contributor, i32), row: &contact::Model) -> Result<Leaving, UserError> {
    own(by, row, expected)?;
    Ok(Leaving { id: row.id, version: row.version, reason: None })
}
