//! Hand-overs of an accompaniment: from whom to whom, when, and what the next referent should know. They are noted
//! when the referent changes, and stay.

mod object;
mod store;

use entity::{Visibility, accompaniment_hand_over as hand_over};

pub use object::AccompanimentHandOver;

use super::rules::{Handing, Stored};
use crate::access::Request;
use crate::db::Tx;
use crate::error::Result;
use crate::programme::record;
use crate::trail::{Act, Change, Written};

/// Notes a hand-over.
pub(super) async fn note(request: &Request, tx: &Tx, before: &Stored, handing: Handing) -> Result<()> {
    let accompaniment = &before.seen.row;
    let row = hand_over::Model {
        id: request.world.id(),
        accompaniment_id: accompaniment.id,
        from_id: accompaniment.referent_id,
        to_id: handing.to,
        handed_on: handing.on,
        note: handing.note,
        version: 1,
        created_at: request.now,
    };
    record::store::add(tx, &row).await?;
    let written = Written::new(row.id, Change::Created, Visibility::Private, Some(accompaniment.member_id));
    request.stamp().leave(tx, Act::new("handOverAccompaniment", written)).await
}
