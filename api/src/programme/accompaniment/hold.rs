use entity::{AccompanimentId, MemberId};

use super::rules::Stored;
use super::store;
use crate::access::{Request, Scope};
use crate::db::Tx;
use crate::graphql::{Refusal, check, id_text};
use crate::observation::rules::Contributor;
use crate::programme::record::Held;

/// An accompaniment held for a change by somebody who works for its member.
#[derive(Clone, Debug)]
pub struct Holding {
    /// Who changes it.
    pub by: Contributor,
    /// As it stands.
    pub stored: Stored,
}

impl Held for Holding {
    type Id = AccompanimentId;

    async fn hold(request: &Request, tx: &Tx, id: AccompanimentId) -> Result<Self, Refusal> {
        let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
        store::touch(tx, id, request.now).await?;
        let found = store::lookup(tx, &request.actor, id).await?;
        let stored = found.ok_or_else(|| check::not_found("id", &id_text(id)))?;
        Ok(Self { by, stored })
    }

    fn member(&self) -> MemberId {
        self.stored.seen.row.member_id
    }
}
