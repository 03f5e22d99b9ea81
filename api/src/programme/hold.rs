use entity::{EditionId, EditionStatus, MemberId, ProgrammeId, TypedId, Visibility, edition, programme};

use super::record::Held;
use super::rules::{Led, Steered, Team};
use super::store;
use crate::access::{Request, Scope};
use crate::db::Tx;
use crate::graphql::{Refusal, UserError, check, id_text};
use crate::observation::rules::Contributor;

impl Held for Steered {
    type Id = EditionId;

    async fn hold(request: &Request, tx: &Tx, id: EditionId) -> Result<Self, Refusal> {
        let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
        store::touch(tx, id, request.now).await?;
        let found = store::edition(&**tx, &request.actor, id).await?;
        let (edition, programme, sight) = found.ok_or_else(|| unknown(id))?;
        Ok(Self { team: Team::of(by, sight)?, edition, programme })
    }

    fn member(&self) -> MemberId {
        self.lead()
    }

    fn audience(&self) -> Visibility {
        followed_by(&self.edition, &self.programme)
    }
}

/// Who may follow an edition, at the most: a draft is followed by its team alone.
pub fn followed_by(edition: &edition::Model, programme: &programme::Model) -> Visibility {
    if edition.status == EditionStatus::Draft { Visibility::Private } else { programme.visibility }
}

impl Held for Led {
    type Id = ProgrammeId;

    async fn hold(request: &Request, tx: &Tx, id: ProgrammeId) -> Result<Self, Refusal> {
        let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
        let found = store::programme(&**tx, &request.actor, id).await?;
        let (programme, sight) = found.ok_or_else(|| unknown(id))?;
        Ok(Self { team: Team::of(by, sight)?, programme })
    }

    fn member(&self) -> MemberId {
        self.programme.member_id
    }

    fn audience(&self) -> Visibility {
        self.programme.visibility
    }
}

fn unknown<T: TypedId>(id: T) -> UserError {
    check::not_found("id", &id_text(id))
}
