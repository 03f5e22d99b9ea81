use async_graphql::{Context, ID, InputObject, Object, OneofObject};
use entity::{AgreementId, PartnerId, StructureId};
use sea_orm::Value;

use super::rules::{self, Known, Party, Who};
use super::store;
use crate::access::Request;
use crate::db::Tx;
use crate::directory::partner::{self, Partner};
use crate::directory::structure::Structure;
use crate::error::Result;
use crate::graphql::{Cents, Refusal, UserError, UserErrors, check};
use crate::network::member::{self, Member};
use crate::observation::input::id;
use crate::observation::store as shared;
use crate::programme::frame::store::leading;
use crate::programme::record::Links;
use crate::programme::rules::Led;

/// Who agrees, and as what.
#[derive(Clone, Debug)]
pub struct AgreementParty(pub Party);

/// Who agrees, and as what: a member structure of the network, a partner, or a structure of the directory.
#[Object]
impl AgreementParty {
    /// The member structure; null where it is another party.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.who {
            Who::Member(id) => Request::load(ctx, id).await,
            Who::Partner(_) | Who::Structure(_) => Ok(None),
        }
    }

    /// The partner; null where it is another party, or one that the reader may not see.
    async fn partner(&self, ctx: &Context<'_>) -> Result<Option<Partner>> {
        match self.0.who {
            Who::Partner(id) => Request::load(ctx, id).await,
            Who::Member(_) | Who::Structure(_) => Ok(None),
        }
    }

    /// The structure of the directory; null where it is another party.
    async fn structure(&self, ctx: &Context<'_>) -> Result<Option<Structure>> {
        match self.0.who {
            Who::Structure(id) => Request::load(ctx, id).await,
            Who::Member(_) | Who::Partner(_) => Ok(None),
        }
    }

    /// As what it agrees.
    async fn role(&self) -> &str {
        &self.0.role
    }

    /// What it pays or is paid, its part of the amount of the agreement, in cents.
    async fn amount(&self) -> Option<Cents> {
        self.0.amount.map(Cents)
    }
}

/// Who agrees, and as what.
#[derive(InputObject, Clone)]
pub struct AgreementPartyInput {
    /// Who.
    party: AgreementPartyReference,
    /// As what it agrees: coordinates, pays, hosts... (at most 300 characters).
    role: String,
    /// What it pays or is paid, its part of the amount of the agreement, in cents: from 0 to 2^53.
    amount: Option<Cents>,
}

/// Who agrees.
#[derive(OneofObject, Clone)]
pub enum AgreementPartyReference {
    /// A member structure of the network.
    Member(ID),
    /// A partner.
    Partner(ID),
    /// A structure of the directory.
    Structure(ID),
}

impl AgreementPartyInput {
    fn read(&self, index: usize) -> Result<Party, UserError> {
        let field = format!("parties.{index}.party");
        let who = match &self.party {
            AgreementPartyReference::Member(text) => Who::Member(id(text, &field)?),
            AgreementPartyReference::Partner(text) => Who::Partner(id(text, &field)?),
            AgreementPartyReference::Structure(text) => Who::Structure(id(text, &field)?),
        };
        let role = check::text(&format!("parties.{index}.role"), &self.role, 300)?;
        let within =
            |cents: Cents| check::between(&format!("parties.{index}.amount"), cents.0, 0, Cents::MOST);
        Ok(Party { who, role, amount: self.amount.map(within).transpose()? })
    }
}

/// Reads the parties of an agreement of a programme; `present` are known whatever became of them.
pub async fn read(
    request: &Request,
    tx: &Tx,
    (led, present): (&Led, &[Party]),
    said: &[AgreementPartyInput],
) -> Result<Vec<Party>, Refusal> {
    let mut errors = UserErrors::default();
    let named = said.iter().enumerate().filter_map(|(index, party)| errors.check(party.read(index)));
    let named: Vec<Party> = named.collect();
    errors.finish()?;
    let mut known = known(request, tx, &named).await?;
    known.leading = leading(&**tx, led.programme.id).await?;
    known.parties.extend(present.iter().map(|party| (party.who, party.who)));
    rules::parties(&named, &known)?;
    Ok(named)
}

/// Those of the parties that the caller knows, each with the organisation it is.
async fn known(request: &Request, tx: &Tx, named: &[Party]) -> Result<Known, Refusal> {
    let (mut members, mut partners, mut structures) = (Vec::new(), Vec::new(), Vec::new());
    for party in named {
        match party.who {
            Who::Member(id) => members.push(id),
            Who::Partner(id) => partners.push(id),
            Who::Structure(id) => structures.push(id),
        }
    }
    let members = member::belonging(&**tx, &members).await?;
    let partners = partner::find_by_ids(&**tx, &request.actor, &partners).await?;
    let structures = shared::structures(&**tx, structures).await?;
    let same = |who: Who| (who, who);
    let organisation = |id: PartnerId, structure: Option<StructureId>| {
        (Who::Partner(id), structure.map_or(Who::Partner(id), Who::Structure))
    };
    let parties = members.into_iter().map(Who::Member).map(same);
    let parties = parties.chain(structures.into_iter().map(Who::Structure).map(same));
    let partners = partners.into_iter().map(|seen| organisation(seen.row.id, seen.row.structure_id));
    Ok(Known { parties: parties.chain(partners).collect(), ..Known::default() })
}

/// The parties that an agreement has.
pub async fn present(tx: &Tx, of: AgreementId) -> Result<Vec<Party>> {
    Ok(store::parties_of(&**tx, &[of]).await?.remove(&of).unwrap_or_default())
}

/// The links of an agreement with its parties.
pub fn links(of: AgreementId, parties: &[Party]) -> Links {
    let row = |(rank, party): (i32, &Party)| -> Vec<Value> {
        let (mut member, mut partner, mut structure) = (None, None, None);
        match party.who {
            Who::Member(id) => member = Some(id),
            Who::Partner(id) => partner = Some(id),
            Who::Structure(id) => structure = Some(id),
        }
        vec![
            of.into(),
            rank.into(),
            member.into(),
            partner.into(),
            structure.into(),
            party.role.clone().into(),
            party.amount.into(),
        ]
    };
    Links {
        table: "agreement_party",
        columns: &["agreement_id", "rank", "member_id", "partner_id", "structure_id", "role", "amount"],
        rows: (1..).zip(parties).map(row).collect(),
    }
}
