use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::{AccountId, edition_referent};
use sea_orm::ConnectionTrait;

use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Date, id_text};
use crate::network::account::{Account, NameOf};
use crate::programme::colleague;
use crate::programme::edition::Edition;
use crate::programme::frame::store::leading;
use crate::programme::record::record;
use crate::programme::rules::Steered;
use crate::programme::store::with_team;

/// Somebody who is or was the referent of an edition.
#[derive(Clone, Debug)]
pub struct EditionReferent(pub Arc<edition_referent::Model>);

record! {
    edition_referent::Model, EditionReferentId, EditionReferent in "edition_referent" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Descending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// Somebody who is or was the referent of an edition; known to its team.
#[Object]
impl EditionReferent {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Who: the name.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Request::load(ctx, NameOf(self.0.account_id)).await
    }

    /// Their account, for those who may see it.
    async fn account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        Request::load(ctx, self.0.account_id).await
    }

    /// Since when.
    async fn since(&self) -> Date {
        self.0.since.into()
    }

    /// What the one before left to know.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}

/// Whether an account works for one of the member structures that lead a programme: those who may be its referent, or
/// be given something to do.
pub async fn people(
    db: &impl ConnectionTrait,
    account: AccountId,
    programme: entity::ProgrammeId,
) -> Result<bool> {
    let members = leading(db, programme).await?;
    colleague::store::works_for(db, &members, account).await
}
