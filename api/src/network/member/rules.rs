use entity::member;

use super::super::rules::Charge;
use crate::access::Actor;
use crate::graphql::{Refusal, UserErrors, check};

const LONGEST_NAME: usize = 200;

/// A member structure that may be made.
#[derive(Debug)]
pub(super) struct NewMember {
    name: String,
    demonstration: bool,
}

impl NewMember {
    /// Its name, and whether it is invented.
    pub(super) fn parts(&self) -> (&str, bool) {
        (&self.name, self.demonstration)
    }

    /// One that the server itself makes for a demonstration.
    pub(super) fn demonstration(name: &str) -> Self {
        Self { name: name.to_owned(), demonstration: true }
    }
}

/// Who runs the network makes members.
pub(super) fn create(actor: &Actor, name: &str) -> Result<NewMember, Refusal> {
    let mut errors = UserErrors::default();
    if Charge::of(actor) != Charge::Network {
        errors.add(Actor::not_allowed(""));
    }
    let name = errors.check(check::text("name", name, LONGEST_NAME));
    errors.finish()?;
    Ok(NewMember { name: name.unwrap_or_default(), demonstration: false })
}

/// A new name that may be given.
#[derive(Debug)]
pub(super) struct NewName(String);

impl NewName {
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// A member is renamed by its coordinator, or by who runs the network.
pub(super) fn rename(
    actor: &Actor,
    member: &member::Model,
    name: &str,
    expected_version: i32,
) -> Result<NewName, Refusal> {
    let mut errors = UserErrors::default();
    if ![Charge::Network, Charge::Structure(member.id)].contains(&Charge::of(actor)) {
        errors.add(Actor::not_allowed(""));
    }
    errors.check(check::version(expected_version, member.version));
    let name = errors.check(check::text("name", name, LONGEST_NAME));
    errors.finish()?;
    Ok(NewName(name.unwrap_or_default()))
}
