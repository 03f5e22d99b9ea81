use std::collections::HashMap;

use entity::{StructureId, TermId, structure_identifier, term, territory};
use sea_orm::ConnectionTrait;

use super::KIND;
use crate::db::{Columns, Row, Sql, Values, columns};
use crate::directory::structure::card::Reference;
use crate::error::Result;

columns!(structure_identifier::Model: id, structure_id, scheme, value, source, valid_from, valid_to,
    check_result, created_at);

/// What hangs on each structure.
type Of<T> = HashMap<StructureId, Vec<T>>;

/// Runs a statement whose rows begin with the structure they hang on.
pub(super) async fn gather<T>(
    db: &impl ConnectionTrait,
    sql: Sql,
    read: impl Fn(&mut Row) -> Result<T>,
) -> Result<Of<T>> {
    let mut found: Of<T> = HashMap::new();
    for mut row in sql.all(db).await? {
        found.entry(row.take()?).or_default().push(read(&mut row)?);
    }
    Ok(found)
}

fn ids(of: &[StructureId]) -> Values {
    of.iter().copied().collect()
}

/// Their kinds, other sectors and functions, activities, in the order in which terms are shown.
pub(in crate::directory::structure) async fn terms_of(
    db: &impl ConnectionTrait,
    of: &[StructureId],
) -> Result<Of<term::Model>> {
    let mut sql = Sql::new(format!(
        "select l.structure_id, {} from structure_term l join term t on t.id = l.term_id where l.structure_id",
        term::Model::list("t")
    ));
    sql.within(ids(of)).push(" order by t.sort_key, t.id");
    gather(db, sql, term::Model::read).await
}

/// The same as they are stored: scheme and term.
pub(super) async fn term_ids_of(
    db: &impl ConnectionTrait,
    of: &[StructureId],
) -> Result<Of<(String, TermId)>> {
    let mut sql = Sql::new("select structure_id, scheme, term_id from structure_term where structure_id");
    sql.within(ids(of));
    gather(db, sql, |row| Ok((row.take()?, row.take()?))).await
}

/// Their identifiers.
pub(in crate::directory::structure) async fn identifiers_of(
    db: &impl ConnectionTrait,
    of: &[StructureId],
) -> Result<Of<structure_identifier::Model>> {
    let mut sql = Sql::new(format!(
        "select i.structure_id, {} from structure_identifier i where i.structure_id",
        structure_identifier::Model::list("i")
    ));
    sql.within(ids(of)).push(" order by i.scheme, i.value");
    gather(db, sql, structure_identifier::Model::read).await
}

/// Where they intervene.
pub(in crate::directory::structure) async fn zones_of(
    db: &impl ConnectionTrait,
    of: &[StructureId],
) -> Result<Of<territory::Model>> {
    let mut sql = Sql::new(format!(
        "select z.structure_id, {} from structure_zone z join territory t on t.id = z.territory_id \
         where z.structure_id",
        territory::Model::list("t")
    ));
    sql.within(ids(of)).push(" order by t.kind, t.code");
    gather(db, sql, territory::Model::read).await
}

/// Their keys in other systems.
pub(in crate::directory::structure) async fn references_of(
    db: &impl ConnectionTrait,
    of: &[StructureId],
) -> Result<Of<Reference>> {
    let mut sql = Sql::new("select object_id, system, value from external_reference where object_type = ");
    sql.bind(KIND).push(" and object_id").within(ids(of)).push(" order by system, value");
    gather(db, sql, |row| Ok(Reference { system: row.take()?, external_id: row.take()? })).await
}
