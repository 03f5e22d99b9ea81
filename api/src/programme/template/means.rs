use std::collections::HashMap;

use entity::{
    FundingStatus, PartnerId, ResourceId, SessionId, edition, edition_partner, funding_line, session,
};

use super::store;
use crate::access::Request;
use crate::db::Tx;
use crate::directory::partner::find_by_ids;
use crate::error::Result;
use crate::programme::record::store::all;

/// What goes over from an edition to the next beside its blueprint, for its team: the partners and their days, the money as
/// hoped for again, the rooms, equipment and people of its sessions.
#[derive(Clone, Debug, Default)]
pub struct Means {
    /// Those whom the team may see still.
    pub partners: Vec<edition_partner::Model>,
    /// Lines of funding.
    pub funding: Vec<funding_line::Model>,
    /// Positions (from 0) of sessions, and what each takes up.
    pub things: Vec<(usize, ResourceId)>,
}

impl Means {
    /// Reads them.
    pub async fn read(request: &Request, tx: &Tx, of: &edition::Model) -> Result<Self> {
        let partners = all::<edition_partner::Model>(&**tx, of.id).await?;
        let ids: Vec<PartnerId> = partners.iter().map(|row| row.partner_id).collect();
        let seen = find_by_ids(&**tx, &request.actor, &ids).await?;
        let is_seen = |id: PartnerId| seen.iter().any(|partner| partner.row.id == id);
        let funding = all::<funding_line::Model>(&**tx, of.id).await?;
        let hoped = |row: funding_line::Model| funding_line::Model {
            partner_id: row.partner_id.filter(|id| is_seen(*id)),
            status: FundingStatus::Planned,
            asked_on: None,
            deadline: None,
            decided_on: None,
            ..row
        };
        let sessions = all::<session::Model>(&**tx, of.id).await?;
        let sessions = sessions.into_iter().filter(|row| row.cancelled_at.is_none());
        let places: HashMap<SessionId, usize> =
            sessions.enumerate().map(|(place, row)| (row.id, place)).collect();
        let things = store::things_of(tx, &places.keys().copied().collect::<Vec<_>>()).await?;
        let placed = |(session, thing): (SessionId, ResourceId)| Some((*places.get(&session)?, thing));
        Ok(Self {
            funding: funding.into_iter().map(hoped).collect(),
            partners: partners.into_iter().filter(|row| is_seen(row.partner_id)).collect(),
            things: things.into_iter().filter_map(placed).collect(),
        })
    }
}
