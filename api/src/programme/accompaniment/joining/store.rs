use entity::joined_edition;

use super::super::store::visible_to;
use crate::access::Actor;
use crate::db::{Sql, columns};
use crate::programme::store::edition_seen;

columns!(joined_edition::Model: id, accompaniment_id, edition_id, joined_on, aim, version, created_at);

/// Joins and condition behind a tie `x`: both its ends are seen.
pub fn between_both(actor: &Actor) -> Sql {
    let mut sql = Sql::new(
        " join accompaniment a on a.id = x.accompaniment_id join edition e on e.id = x.edition_id \
         join programme p on p.id = e.programme_id where ",
    );
    sql.append(visible_to(actor)).push(" and ").append(edition_seen(actor));
    sql
}
