use entity::{EditionId, MemberId, TypedId};

use crate::access::{Request, Scope};
use crate::db::Tx;
use crate::graphql::{Refusal, UserError, check, id_text};
use crate::observation::rules::Contributor;
use crate::programme::record::Held;
use crate::programme::rules::{Steered, Team};
use crate::programme::store;

/// An edition whose team enrols and notes who was there: held for participants, whose data other keys than those for
/// programmes open.
#[derive(Clone, Debug)]
pub struct Enrolling(pub Steered);

impl Held for Enrolling {
    type Id = EditionId;

    async fn hold(request: &Request, tx: &Tx, id: EditionId) -> Result<Self, Refusal> {
        let by = writer(request)?;
        store::touch(tx, id, request.now).await?;
        let found = store::edition(&**tx, &request.actor, id).await?;
        let (edition, programme, sight) = found.ok_or_else(|| unknown(id))?;
        Ok(Self(Steered { team: Team::of(by, sight)?, edition, programme }))
    }

    fn member(&self) -> MemberId {
        self.0.lead()
    }
}

/// Refuses who may not write of participants; who writes reads too.
pub fn writer(request: &Request) -> Result<Contributor, UserError> {
    Contributor::with(&request.actor, Scope::ParticipantsRead)?;
    Contributor::with(&request.actor, Scope::ParticipantsWrite)
}

fn unknown<T: TypedId>(id: T) -> UserError {
    check::not_found("id", &id_text(id))
}
