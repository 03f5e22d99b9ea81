use entity::{MemberId, Role};

use crate::access::{Actor, Scope};

/// What an actor runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charge {
    /// Nothing but what is its own.
    Nothing,
    /// A member structure's part of the network.
    Structure(MemberId),
    /// The network itself, and a structure until it has its first coordinator.
    Network,
}

impl Charge {
    /// What this actor runs: a coordinator its structure, an administrator the network; a key only with the
    /// scope for it.
    pub(super) fn of(actor: &Actor) -> Self {
        let Some(known) = actor.identity().filter(|_| actor.has(Scope::NetworkManage)) else {
            return Self::Nothing;
        };
        match (known.role, known.member) {
            (Role::Administrator, _) => Self::Network,
            (Role::Coordinator, Some(member)) => Self::Structure(member),
            _ => Self::Nothing,
        }
    }
}
