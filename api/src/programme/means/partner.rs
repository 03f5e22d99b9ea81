use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::edition_partner;

use crate::access::Request;
use crate::db::KeyPart;
use crate::directory::partner::Partner;
use crate::error::Result;
use crate::graphql::id_text;
use crate::programme::edition::Edition;
use crate::programme::record::record;
use crate::programme::rules::Steered;
use crate::programme::store::with_edition;
use crate::reference::vocabulary::Term;

/// A partner's part in an edition.
#[derive(Clone, Debug)]
pub struct EditionPartner(pub Arc<edition_partner::Model>);

record! {
    edition_partner::Model, EditionPartnerId, EditionPartner in "edition_partner" of Steered by edition_id,
    below edition_id: EditionId, seen with_edition, for Network,
    Ascending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// A partner's part in an edition: as what, and for how many days.
#[Object]
impl EditionPartner {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// The partner; null where the reader may not see it.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        Request::load(ctx, self.0.partner_id).await
    }

    /// As what: a term of the vocabulary `partner-kind`.
    async fn kind(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Request::load(ctx, self.0.kind_id).await
    }

    /// For how many days at most; null where nothing limits it.
    async fn days(&self) -> Option<f64> {
        self.0.days
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
