use std::sync::Arc;

use async_graphql::Context;

use super::account::Hasher;
use super::session::Throttle;
use crate::access::{Authenticator, Keyring};
use crate::error::{Error, Result};

/// What signing in needs: the keys of tokens, the password hasher, the memory of failed attempts. One per
/// server, given to each request.
#[derive(Clone)]
pub struct Identity(Arc<Parts>);

struct Parts {
    authenticator: Authenticator,
    hasher: Hasher,
    throttle: Throttle,
}

impl Identity {
    /// Signs with the keys of this authenticator.
    pub fn new(authenticator: Authenticator) -> Self {
        Self(Arc::new(Parts { authenticator, hasher: Hasher::default(), throttle: Throttle::default() }))
    }

    /// That of the server that answers.
    pub fn of(ctx: &Context<'_>) -> Result<Self> {
        let missing = || Error::internal(anyhow::anyhow!("no identity in the context"));
        ctx.data_opt::<Self>().cloned().ok_or_else(missing)
    }

    /// Turns credentials into the actor.
    pub fn authenticator(&self) -> &Authenticator {
        &self.0.authenticator
    }

    pub(super) fn keyring(&self) -> &Keyring {
        self.0.authenticator.keyring()
    }

    pub(super) fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    pub(super) fn throttle(&self) -> &Throttle {
        &self.0.throttle
    }
}
