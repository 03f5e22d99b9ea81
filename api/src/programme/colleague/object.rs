use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};
use entity::AccountId;

use crate::db::{Key, KeyPart};
use crate::graphql::{Node, id_text};

/// A person who works or worked for one's own member structure, or works for one that leads a programme with it.
#[derive(Clone, Debug)]
pub struct Colleague {
    /// Its account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// Since when it has an account.
    pub since: DateTime<Utc>,
}

impl Node for Colleague {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Instant(self.since), KeyPart::Id(self.account.0)]
    }
}

/// A person who works or worked for one's own member structure, or works for one that leads a programme with it, by its name
/// alone.
#[Object]
impl Colleague {
    /// Id of its account: what makes it a referent.
    pub async fn id(&self) -> ID {
        id_text(self.account)
    }

    /// The person's name.
    async fn name(&self) -> &str {
        &self.name
    }
}
