use std::collections::HashMap;

use async_graphql::ID;
use entity::{ObservationId, TermId, term};
use sea_orm::ConnectionTrait;

use crate::db::{Columns, Sql, Values};
use crate::error::Result;
use crate::graphql::{id_text, parse_id};

/// Further themes, further sectors and publics of these observations, in the order in which terms are shown.
pub async fn further_terms(
    db: &impl ConnectionTrait,
    of: &[ObservationId],
) -> Result<Vec<(ObservationId, term::Model)>> {
    let mut sql = Sql::new(format!(
        "select x.observation_id, {} from observation_term x join term t on t.id = x.term_id where x.observation_id",
        term::Model::list("t")
    ));
    sql.within(of.iter().copied().collect::<Values>()).push(" order by t.sort_key, t.id");
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, term::Model::read(&mut row)?))).collect()
}

/// Terms that a filter names: scheme, and code or id.
pub type Names = Vec<(&'static str, String)>;

/// What the names in a filter stand for.
#[derive(Debug, Default)]
pub struct Named(HashMap<(String, String), Vec<(TermId, bool)>>);

impl Named {
    /// The terms of these names, of every version of the scheme, and all that are narrower if asked.
    pub fn terms(&self, scheme: &str, names: &[ID], narrower: bool) -> Vec<TermId> {
        let found = names.iter().filter_map(|name| self.0.get(&(scheme.to_owned(), name.0.clone())));
        let mut ids: Vec<TermId> =
            found.flatten().filter(|(_, itself)| *itself || narrower).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Looks up the terms of these names and all that are narrower.
pub async fn named(db: &impl ConnectionTrait, names: &Names) -> Result<Named> {
    if names.is_empty() {
        return Ok(Named::default());
    }
    let ids: Values = names.iter().filter_map(|(_, name)| parse_id::<TermId>(name)).collect();
    let (schemes, codes) = names.iter().map(|(scheme, code)| ((*scheme).to_owned(), code.clone())).unzip();
    let mut sql = Sql::new(
        "with recursive narrower(root, scheme, code, id) as (select id, scheme, code, id from term where scheme",
    );
    sql.within(Values::Texts(schemes)).push(" and (code").within(Values::Texts(codes));
    sql.push(" or id").within(ids).push(
        ") union select n.root, n.scheme, n.code, t.id from narrower n join term t on t.broader_id = n.id) \
         select root, scheme, code, id from narrower",
    );
    let mut found: HashMap<(String, String), Vec<(TermId, bool)>> = HashMap::new();
    for mut row in sql.all(db).await? {
        let root: TermId = row.take()?;
        let (scheme, code, id): (String, String, TermId) = (row.take()?, row.take()?, row.take()?);
        found.entry((scheme.clone(), id_text(root).0)).or_default().push((id, id == root));
        found.entry((scheme, code)).or_default().push((id, id == root));
    }
    Ok(Named(found))
}
