use entity::{AuthorisationId, ObservationId, Visibility};

use crate::db::{Row, Sql, Tx};
use crate::error::Result;
use crate::observation::authorisation::Withdrawn;
use crate::trail::Stamp;

/// An observation that others no longer see, and how far it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Which one.
    pub id: ObservationId,
    /// Its visibility before.
    pub before: Visibility,
}

/// Hides whatever rests on a withdrawn authorisation: `PRIVATE`, no texts, nothing finer than the département.
/// What was private already only loses the authorisation.
pub async fn hide(tx: &Tx, stamp: &Stamp, withdrawn: &Withdrawn) -> Result<Vec<Hidden>> {
    let resting: AuthorisationId = withdrawn.id();
    let mut sql =
        Sql::new("select id, visibility from observation where deleted_at is null and authorisation_id = ");
    sql.bind(resting).push(" and visibility <> 'PRIVATE' order by id");
    let read = |row: &mut Row| Ok(Hidden { id: row.take()?, before: row.take()? });
    let hidden = sql.all(&**tx).await?.iter_mut().map(read).collect::<Result<Vec<_>>>()?;
    let mut sql = Sql::new(
        "update observation set visibility = 'PRIVATE', authorised = false, version = version + 1, shared_territory_id = \
         (select case when t.kind in ('COUNTRY', 'REGION', 'DEPARTMENT') then t.id \
         else coalesce(t.department_id, t.region_id, t.country_id) end \
         from territory t where t.id = observation.territory_id), updated_at = ",
    );
    sql.bind(stamp.at).push(" where deleted_at is null and authorisation_id = ").bind(resting);
    sql.run(&**tx).await?;
    Ok(hidden)
}
