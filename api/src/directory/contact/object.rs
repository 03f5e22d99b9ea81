use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use entity::contact;

use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::directory::partner::Partner;
use crate::directory::structure::Structure;
use crate::error::Result;
use crate::graphql::{Date, Node, id_text};
use crate::network::member::Member;

/// Why data of a person may be kept (GDPR, article 6).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::LegalBasis")]
pub enum LegalBasis {
    /// Task of public interest.
    PublicInterest,
    /// Legitimate interest of the network.
    LegitimateInterest,
    /// The person agreed.
    Consent,
    /// A contract with the person or with whom it works for.
    Contract,
}

/// Whom to write to.
#[derive(Clone, Debug)]
pub struct Contact(pub Arc<contact::Model>);

impl Node for Contact {
    fn key(&self, _order: &str) -> Key {
        vec![KeyPart::Text(self.0.sort_key.clone()), KeyPart::Id(self.0.id.0)]
    }
}

/// Whom to write to at a structure or a partner, by professional channels; seen by members. Of a person who objected,
/// nothing is kept but the objection, which its own member reads.
#[Object]
impl Contact {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The person's name; null once the person objected.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// What the person does there.
    async fn role(&self) -> Option<&str> {
        self.0.role.as_deref()
    }

    /// Professional e-mail address.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// Professional telephone number.
    async fn phone(&self) -> Option<&str> {
        self.0.phone.as_deref()
    }

    /// Where the data come from; null once the person objected.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// Why they may be kept.
    async fn legal_basis(&self) -> LegalBasis {
        self.0.legal_basis.into()
    }

    /// The day on which somebody made sure that it is still right.
    async fn verified_on(&self) -> Option<Date> {
        self.0.verified_on.map(Date)
    }

    /// The structure; null for a contact of a partner.
    async fn structure(&self, ctx: &Context<'_>) -> Result<Option<Structure>> {
        match self.0.structure_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The partner; null for a contact of a structure.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        match self.0.partner_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The member structure that contributed it.
    async fn contributed_by(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.member_id).await
    }

    /// When the person objected; null where nobody did.
    async fn objected_at(&self) -> Option<DateTime<Utc>> {
        self.0.objected_at
    }

    /// What the person said when objecting.
    async fn objection_reason(&self) -> Option<&str> {
        self.0.objection_reason.as_deref()
    }

    /// Grows by one with each change; give it back as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was changed last.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}
