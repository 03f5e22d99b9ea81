use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use entity::funding_line;

use crate::access::Request;
use crate::db::KeyPart;
use crate::directory::partner::Partner;
use crate::error::Result;
use crate::graphql::{Cents, Date, id_text};
use crate::programme::edition::Edition;
use crate::programme::record::record;
use crate::programme::rules::Steered;
use crate::programme::scheme::FundingScheme;
use crate::programme::store::with_team;
use crate::reference::vocabulary::Term;

/// How sure money is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::FundingStatus")]
pub enum FundingStatus {
    /// Hoped for.
    Planned,
    /// Asked for.
    Requested,
    /// Promised in writing.
    Granted,
    /// Paid in advance, in part.
    Advance,
    /// Paid in full.
    Balance,
    /// Accounted for to the funder.
    Justified,
    /// Refused.
    Refused,
}

/// Money for an edition.
#[derive(Clone, Debug)]
pub struct FundingLine(pub Arc<funding_line::Model>);

record! {
    funding_line::Model, FundingLineId, FundingLine in "funding_line" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Ascending ["x.rank" = |row| KeyPart::Integer(row.rank.into())]
}

/// Money for an edition, and how sure it is; known to its team.
#[Object]
impl FundingLine {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// What it is, in words.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// Who pays: a term of the vocabulary `funder`.
    async fn funder(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        match self.0.funder_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The partner who pays.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        match self.0.partner_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The funding scheme it is asked of.
    async fn scheme(&self, ctx: &Context<'_>) -> Result<Option<FundingScheme>> {
        match self.0.scheme_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// How much, in cents.
    async fn amount(&self) -> Cents {
        Cents(self.0.amount)
    }

    /// How sure it is.
    async fn status(&self) -> FundingStatus {
        self.0.status.into()
    }

    /// The day it was asked for.
    async fn asked_on(&self) -> Option<Date> {
        self.0.asked_on.map(Into::into)
    }

    /// The last day to ask for it.
    async fn deadline(&self) -> Option<Date> {
        self.0.deadline.map(Into::into)
    }

    /// The day the funder decided.
    async fn decided_on(&self) -> Option<Date> {
        self.0.decided_on.map(Into::into)
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
