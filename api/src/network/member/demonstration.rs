use entity::MemberId;

use super::mutation::written;
use super::rules::NewMember;
use super::store;
use crate::db::{Db, write_tx};
use crate::error::Result;
use crate::trail::{Act, Change, Stamp};
use crate::world::World;

/// Makes a member structure that is labelled as invented. The API offers no such thing: nobody who works in a
/// network may say of a structure that it is not real.
pub async fn invent(db: &Db, world: &World, name: &str) -> Result<MemberId> {
    let stamp = &Stamp::of_the_server(world, "demo");
    let new = &NewMember::demonstration(name);
    write_tx(db, |tx| async move {
        let row = store::add(&tx, stamp, new).await?;
        stamp.leave(&tx, Act::new("createMember", written(&row, Change::Created))).await?;
        Ok(row.id)
    })
    .await
}
