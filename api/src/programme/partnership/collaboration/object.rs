use std::collections::HashSet;

use async_graphql::{Context, Enum, ID, Object};

use super::store::{End, Kind, Link};
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::directory::partner::Partner;
use crate::error::Result;
use crate::graphql::{Connection, Date, Node, id_text};
use crate::network::member::Member;

/// How two work together.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Kind")]
pub enum CollaborationKind {
    /// Both lead a programme.
    CoLead,
    /// The other is a partner of an edition.
    Partner,
    /// The other speaks at a session.
    Speaker,
    /// The other pays: granted, and paid or not yet; known to who leads the edition alone.
    Funder,
}

/// That two work together in one way.
#[derive(Clone, Debug)]
pub struct Collaboration(pub Link);

impl Node for Collaboration {
    fn key(&self, _order: &str) -> Key {
        let to = match self.0.to {
            End::Member(id) => id.0,
            End::Partner(id) => id.0,
        };
        let kind = KeyPart::Integer(self.0.kind.rank().into());
        vec![KeyPart::Date(self.0.last_on), kind, KeyPart::Id(self.0.from.0), KeyPart::Id(to)]
    }
}

/// That a member structure and another, or a partner, work together in one way.
#[Object]
impl Collaboration {
    /// How.
    async fn kind(&self) -> CollaborationKind {
        self.0.kind.into()
    }

    /// The member structure that leads.
    async fn from(&self) -> CollaborationParty {
        CollaborationParty(End::Member(self.0.from))
    }

    /// The other: who leads too, takes part, speaks or pays.
    async fn to(&self) -> CollaborationParty {
        CollaborationParty(self.0.to)
    }

    /// First day of the first of their editions.
    async fn first_on(&self) -> Date {
        self.0.first_on.into()
    }

    /// Last day of the last of their editions.
    async fn last_on(&self) -> Date {
        self.0.last_on.into()
    }

    /// In how many editions.
    async fn editions(&self) -> i64 {
        self.0.editions
    }
}

/// Who works with others: a member structure or a partner.
#[derive(Clone, Copy, Debug)]
pub struct CollaborationParty(End);

/// Who works with others: a member structure of the network, or a partner of its directory.
#[Object]
impl CollaborationParty {
    /// Id of the member structure or the partner.
    async fn id(&self) -> ID {
        match self.0 {
            End::Member(id) => id_text(id),
            End::Partner(id) => id_text(id),
        }
    }

    /// The name it goes by.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(match self.0 {
            End::Member(id) => Request::load(ctx, id).await?.map(|member| member.0.name.clone()),
            End::Partner(id) => Request::load(ctx, id).await?.map(|partner| partner.named().to_owned()),
        })
    }

    /// The member structure, where it is one.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0 {
            End::Member(id) => Request::load(ctx, id).await,
            End::Partner(_) => Ok(None),
        }
    }

    /// The partner, where it is one.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        match self.0 {
            End::Partner(id) => Request::load(ctx, id).await,
            End::Member(_) => Ok(None),
        }
    }
}

/// A page of who works with whom.
pub struct CollaborationGraph {
    parties: Vec<CollaborationParty>,
    links: Connection<Collaboration>,
}

impl CollaborationGraph {
    /// The links of a page, and who stands at their ends.
    pub fn new<'a>(links: Connection<Collaboration>, page: impl Iterator<Item = &'a Link>) -> Self {
        let mut known = HashSet::new();
        let ends = page.flat_map(|link| [End::Member(link.from), link.to]);
        let parties = ends.filter(|end| known.insert(*end)).map(CollaborationParty).collect();
        Self { parties, links }
    }
}

/// A page of who works with whom: links, and who stands at their ends.
#[Object]
impl CollaborationGraph {
    /// Who stands at the ends of the links of this page, each once.
    async fn parties(&self) -> &[CollaborationParty] {
        &self.parties
    }

    /// The links, each of two and in one way once, the latest first.
    async fn links(&self) -> &Connection<Collaboration> {
        &self.links
    }
}
