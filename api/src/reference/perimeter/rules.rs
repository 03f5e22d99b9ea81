use std::collections::HashMap;

use entity::{MemberId, TerritoryId, territory};
use serde_json::json;

use crate::access::{Actor, Scope};
use crate::db::{fold, sort_key};
use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, id_text};
use crate::reference::{conflict, unknown};
use crate::trail::FieldChange;

/// Most characters of a name.
const LONGEST_NAME: usize = 200;

/// Most parts: more than a région has EPCI or a département has communes.
pub const MOST_PARTS: usize = 2_000;

/// What the database says of the territories and the name that somebody writes.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// The parts that exist.
    pub parts: HashMap<TerritoryId, territory::Model>,
    /// The perimeter itself and those that it is a part of, at any depth.
    pub above: Vec<TerritoryId>,
    /// Whether another perimeter of the vintage has the name.
    pub taken: bool,
    /// Whether the perimeter or one that it is a part of is registered.
    pub registered: bool,
}

/// Parts as somebody writes them: the text of each id, and the id if it is a territory's.
pub type Written = Vec<(String, Option<TerritoryId>)>;

/// Somebody who may write perimeters; made by the rules only.
#[derive(Clone, Copy, Debug)]
pub struct Maker {
    member: Option<MemberId>,
}

impl Maker {
    /// A coordinator makes perimeters for its member structure, an administrator for the network.
    pub fn of(actor: &Actor) -> Result<Self, UserError> {
        let member = actor.works_for().filter(|member| actor.coordinates(*member));
        if !actor.has(Scope::NetworkManage) || (member.is_none() && !actor.administers()) {
            return Err(Actor::not_allowed(""));
        }
        Ok(Self { member })
    }

    /// A coordinator changes those of its member structure, an administrator all.
    fn check(self, perimeter: &territory::Model) -> Result<(), UserError> {
        let may = self.member.is_none() || self.member == perimeter.created_by;
        if may { Ok(()) } else { Err(Actor::not_allowed("id")) }
    }
}

/// A perimeter that may be made.
#[derive(Debug)]
pub struct Creation {
    name: Name,
    vintage: i32,
    member: Option<MemberId>,
    parts: Vec<TerritoryId>,
}

impl Creation {
    /// Its name.
    pub const fn name(&self) -> &Name {
        &self.name
    }

    /// The vintage of all its parts.
    pub const fn vintage(&self) -> i32 {
        self.vintage
    }

    /// The member structure that makes it; none for the network itself.
    pub const fn member(&self) -> Option<MemberId> {
        self.member
    }

    /// What it is made of.
    pub fn parts(&self) -> &[TerritoryId] {
        &self.parts
    }
}

/// A change of a perimeter that may be made.
#[derive(Debug)]
pub struct Revision {
    id: TerritoryId,
    name: Option<Name>,
    parts: Option<Vec<TerritoryId>>,
    changes: Vec<FieldChange>,
}

impl Revision {
    /// Of which one.
    pub const fn id(&self) -> TerritoryId {
        self.id
    }

    /// Its new name.
    pub const fn name(&self) -> Option<&Name> {
        self.name.as_ref()
    }

    /// Its new parts, all of them.
    pub fn parts(&self) -> Option<&[TerritoryId]> {
        self.parts.as_deref()
    }

    /// What differs; nothing when all is as it was.
    pub fn changes(&self) -> &[FieldChange] {
        &self.changes
    }
}

/// The removal of a perimeter that may be made.
#[derive(Debug)]
pub struct Removal {
    id: TerritoryId,
}

impl Removal {
    /// Of which one.
    pub const fn id(&self) -> TerritoryId {
        self.id
    }
}

/// A name, as it is shown, searched and sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is shown.
    pub text: String,
    /// As it is searched.
    pub folded: String,
    /// As it is sorted.
    pub sort_key: String,
}

impl Name {
    /// A name with a letter or a digit at least.
    pub fn read(text: &str) -> Result<Self, UserError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = fold(&text);
        if folded.is_empty() {
            return Err(UserError::new(UserErrorCode::Required, "name"));
        }
        if text.chars().count() > LONGEST_NAME {
            return Err(UserError::new(UserErrorCode::TooLong, "name").with("max", LONGEST_NAME));
        }
        Ok(Self { sort_key: sort_key(&text), text, folded })
    }

    /// The code that a new perimeter takes from its name.
    pub fn code(&self) -> String {
        self.folded.replace(' ', "-")
    }
}

/// A new perimeter.
pub fn create(
    maker: Maker,
    name: Result<Name, UserError>,
    parts: &Written,
    around: &Surroundings,
) -> Result<Creation, Refusal> {
    let mut mistakes = UserErrors::default();
    let name = mistakes.check(name.and_then(|name| free(name, around)));
    let parts = made_of(parts, None, around, &mut mistakes);
    mistakes.finish()?;
    let vintage = parts.first().and_then(|id| around.parts.get(id)).map(|part| part.vintage);
    match name.zip(vintage) {
        Some((name, vintage)) => Ok(Creation { name, vintage, member: maker.member, parts }),
        None => Err(UserError::new(UserErrorCode::Required, "parts").into()),
    }
}

/// What somebody wants to change: each field only if it is given.
#[derive(Debug)]
pub struct Wish {
    /// The version that was seen.
    pub expected_version: i32,
    /// A new name.
    pub name: Option<Result<Name, UserError>>,
    /// New parts, all of them.
    pub parts: Option<Written>,
}

/// A change of a perimeter, made of `before`.
pub fn update(
    maker: Maker,
    perimeter: &territory::Model,
    before: &[TerritoryId],
    wish: Wish,
    around: &Surroundings,
) -> Result<Revision, Refusal> {
    maker.check(perimeter)?;
    if perimeter.version != wish.expected_version {
        return Err(conflict(perimeter.version, wish.expected_version).into());
    }
    let mut mistakes = UserErrors::default();
    let name = wish.name.map(|name| name.and_then(|name| free(name, around)));
    let name = name.and_then(|name| mistakes.check(name)).filter(|name| name.text != perimeter.name);
    let parts = wish.parts.map(|parts| made_of(&parts, Some(perimeter.vintage), around, &mut mistakes));
    mistakes.finish()?;
    let parts =
        parts.filter(|parts| parts.len() != before.len() || !parts.iter().all(|part| before.contains(part)));
    if parts.is_some() && around.registered {
        return Err(registered("parts", perimeter).into());
    }
    let changes = changes(perimeter, before, name.as_ref(), parts.as_deref());
    Ok(Revision { id: perimeter.id, name, parts, changes })
}

/// The removal of a perimeter.
pub fn remove(maker: Maker, perimeter: &territory::Model, expected: i32) -> Result<Removal, Refusal> {
    maker.check(perimeter)?;
    if perimeter.version != expected {
        return Err(conflict(perimeter.version, expected).into());
    }
    if perimeter.registered {
        return Err(registered("id", perimeter).into());
    }
    Ok(Removal { id: perimeter.id })
}

/// Tables have shown a registered perimeter: what it is made of is what later ones are judged against.
fn registered(field: &str, perimeter: &territory::Model) -> UserError {
    UserError::new(UserErrorCode::PerimeterRegistered, field).with("value", &perimeter.name)
}

fn free(name: Name, around: &Surroundings) -> Result<Name, UserError> {
    if around.taken {
        return Err(UserError::new(UserErrorCode::AlreadyExists, "name").with("value", name.text));
    }
    Ok(name)
}

/// The parts that may be taken, each once, all of one vintage: that of the perimeter, or of the first part.
fn made_of(
    written: &Written,
    vintage: Option<i32>,
    around: &Surroundings,
    mistakes: &mut UserErrors,
) -> Vec<TerritoryId> {
    if written.is_empty() {
        mistakes.add(UserError::new(UserErrorCode::Required, "parts"));
    }
    if written.len() > MOST_PARTS {
        mistakes.add(UserError::new(UserErrorCode::TooMany, "parts").with("max", MOST_PARTS));
        return Vec::new();
    }
    let mut parts = Vec::with_capacity(written.len());
    let mut vintage = vintage;
    for (place, (text, id)) in written.iter().enumerate() {
        let field = format!("parts.{place}");
        let known = id.and_then(|id| around.parts.get(&id)).ok_or_else(|| unknown(text, &field));
        let part = mistakes.check(known.and_then(|part| fitting(part, vintage, around, &field)));
        let Some(part) = part.filter(|part| !parts.contains(&part.id)) else { continue };
        vintage = Some(part.vintage);
        parts.push(part.id);
    }
    parts
}

fn fitting<'a>(
    part: &'a territory::Model,
    vintage: Option<i32>,
    around: &Surroundings,
    field: &str,
) -> Result<&'a territory::Model, UserError> {
    if around.above.contains(&part.id) {
        return Err(UserError::new(UserErrorCode::ContainsItself, field).with("value", &part.name));
    }
    let Some(vintage) = vintage.filter(|vintage| *vintage != part.vintage) else { return Ok(part) };
    let error = UserError::new(UserErrorCode::MixedVintages, field);
    Err(error.with("value", &part.name).with("vintage", vintage))
}

fn changes(
    perimeter: &territory::Model,
    before: &[TerritoryId],
    name: Option<&Name>,
    parts: Option<&[TerritoryId]>,
) -> Vec<FieldChange> {
    let ids = |parts: &[TerritoryId]| json!(parts.iter().map(|part| id_text(*part).0).collect::<Vec<_>>());
    let name = name.map(|name| FieldChange {
        field: "name",
        before: json!(perimeter.name),
        after: json!(name.text),
    });
    let parts = parts.map(|parts| FieldChange { field: "parts", before: ids(before), after: ids(parts) });
    name.into_iter().chain(parts).collect()
}
