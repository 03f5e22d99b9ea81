use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{ConsultationId, PartnerId, consultation, consultation_offer, invited_provider};
use sea_orm::ConnectionTrait;

use crate::access::Actor;
use crate::db::{Columns, Sql, Tx, Values, columns};
use crate::error::Result;
use crate::programme::record::store::seen;
use crate::programme::store::led;

columns!(consultation::Model: id, edition_id, title, terms_of_reference, url, criteria, offers_by, ceiling, status,
    decided_on, reason, chosen_offer_id, version, created_at);
columns!(invited_provider::Model: id, consultation_id, partner_id, invited_on, version, created_at);
columns!(consultation_offer::Model: id, consultation_id, partner_id, received_on, days, price, with_vat, method, url,
    version, created_at);

/// Records `x` of a consultation for the team of its edition alone.
pub fn behind(actor: &Actor) -> Sql {
    let mut sql = Sql::new(
        " join consultation c on c.id = x.consultation_id join edition e on e.id = c.edition_id \
         join programme p on p.id = e.programme_id where p.deleted_at is null and ",
    );
    sql.append(led(actor));
    sql
}

/// The offers of these consultations that the actor may see.
pub async fn offers_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    of: &[ConsultationId],
) -> Result<HashMap<ConsultationId, Vec<consultation_offer::Model>>> {
    let mut sql = seen::<consultation_offer::Model>(actor, &consultation_offer::Model::list("x"));
    sql.push(" and x.consultation_id").within(of.iter().copied().collect::<Values>());
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for mut row in sql.all(db).await? {
        let offer = consultation_offer::Model::read(&mut row)?;
        found.entry(offer.consultation_id).or_default().push(offer);
    }
    Ok(found)
}

/// The day on which the last offer of a consultation was received.
pub async fn last_received(tx: &Tx, of: ConsultationId) -> Result<Option<NaiveDate>> {
    let mut sql = Sql::new("select max(received_on) from consultation_offer where consultation_id = ");
    sql.bind(of);
    sql.first(&**tx).await?.map_or(Ok(None), |mut row| row.take())
}

/// How many providers a consultation invites.
pub async fn invited(tx: &Tx, of: ConsultationId) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from invited_provider where consultation_id = ");
    sql.bind(of);
    sql.first(&**tx).await?.map_or(Ok(0), |mut row| row.take())
}

/// Whether a partner is invited to a consultation.
pub async fn invites(tx: &Tx, of: ConsultationId, partner: PartnerId) -> Result<bool> {
    stands(tx, "select id from invited_provider where consultation_id = ", of, partner).await
}

/// Whether a partner has made its offer in a consultation.
pub async fn answered(tx: &Tx, of: ConsultationId, partner: PartnerId) -> Result<bool> {
    stands(tx, "select id from consultation_offer where consultation_id = ", of, partner).await
}

async fn stands(tx: &Tx, select: &'static str, of: ConsultationId, partner: PartnerId) -> Result<bool> {
    let mut sql = Sql::new(select);
    sql.bind(of).push(" and partner_id = ").bind(partner);
    Ok(sql.first(&**tx).await?.is_some())
}
