use entity::{ConsultationId, MemberId, TypedId, Visibility, consultation};

use crate::access::Request;
use crate::db::Tx;
use crate::graphql::{Refusal, UserError, check, id_text};
use crate::programme::record::{Held, store};
use crate::programme::rules::Steered;

/// A consultation held by the team of its edition.
#[derive(Clone, Debug)]
pub struct Consulting {
    /// The edition.
    pub steered: Steered,
    /// As it stands.
    pub consultation: consultation::Model,
}

impl Held for Consulting {
    type Id = ConsultationId;

    async fn hold(request: &Request, tx: &Tx, id: ConsultationId) -> Result<Self, Refusal> {
        let ids = &[id];
        let find = || store::find_by_ids::<consultation::Model>(&**tx, &request.actor, ids);
        let before = find().await?.pop().ok_or_else(|| unknown(id))?;
        let steered = Steered::hold(request, tx, before.edition_id).await?;
        // Read again: somebody may have decided before the edition was held.
        let consultation = find().await?.pop().ok_or_else(|| unknown(id))?;
        Ok(Self { steered, consultation })
    }

    fn member(&self) -> MemberId {
        self.steered.lead()
    }

    fn audience(&self) -> Visibility {
        Visibility::Private
    }
}

fn unknown<T: TypedId>(id: T) -> UserError {
    check::not_found("id", &id_text(id))
}
