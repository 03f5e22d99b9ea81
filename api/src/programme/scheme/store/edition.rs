use entity::{EditionId, TermId};
use sea_orm::ConnectionTrait;

use super::super::matched::Asked;
use crate::access::Actor;
use crate::db::{Row, Sql};
use crate::error::Result;
use crate::programme::frame;
use crate::programme::store;

/// An edition that the actor may see, as who looks for funding: where it takes place and whom its programme is for, under
/// the legal form of the structure that is the member which made it.
pub async fn profile(db: &impl ConnectionTrait, actor: &Actor, id: EditionId) -> Result<Option<Asked>> {
    let Some((edition, programme, _)) = store::edition(db, actor, id).await? else { return Ok(None) };
    let content = frame::store::content(db, &programme).await?;
    let mut forms = Sql::new(
        "select distinct s.legal_form_id from structure s where s.deleted_at is null and s.merged_into is null \
         and s.legal_form_id is not null and s.member_id = ",
    );
    forms.bind(programme.member_id);
    let legal_forms: Vec<TermId> = forms.all(db).await?.iter_mut().map(Row::take).collect::<Result<_>>()?;
    let mut territories = vec![edition.territory_id];
    territories.extend(content.zones.into_iter().filter(|zone| *zone != edition.territory_id));
    Ok(Some(Asked {
        territories,
        legal_forms,
        sectors: content.sectors.into_iter().collect(),
        publics: content.publics.into_iter().collect(),
        starts_on: Some(edition.starts_on),
    }))
}
