use entity::{EditionId, PhaseId, phase};
use sea_orm::ConnectionTrait;

use crate::db::{Row, Sql, Values, columns};
use crate::error::Result;

columns!(phase::Model: id, edition_id, rank, kind_id, title, aim, modality_id, tools, starts_on, ends_on, version,
    created_at);

/// Which of these phases wait for which others, by rank.
pub async fn dependencies_of(db: &impl ConnectionTrait, of: &[PhaseId]) -> Result<Vec<(PhaseId, PhaseId)>> {
    let mut sql = Sql::new(
        "select d.phase_id, d.depends_on_id from phase_dependency d join phase x on x.id = d.depends_on_id \
         where d.phase_id",
    );
    sql.within(of.iter().copied().collect::<Values>()).push(" order by x.rank, x.id");
    pairs(db, sql).await
}

/// All dependencies of editions: which phase waits for which.
pub async fn dependencies_in(
    db: &impl ConnectionTrait,
    editions: &[EditionId],
) -> Result<Vec<(PhaseId, PhaseId)>> {
    let mut sql = Sql::new(
        "select d.phase_id, d.depends_on_id from phase_dependency d join phase x on x.id = d.phase_id \
         where x.edition_id",
    );
    sql.within(editions.iter().copied().collect::<Values>());
    pairs(db, sql).await
}

async fn pairs(db: &impl ConnectionTrait, sql: Sql) -> Result<Vec<(PhaseId, PhaseId)>> {
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, row.take()?))).collect()
}

/// Those of these phases that belong to the edition.
pub async fn belonging(
    db: &impl ConnectionTrait,
    edition: EditionId,
    phases: &[PhaseId],
) -> Result<Vec<PhaseId>> {
    let mut sql = Sql::new("select id from phase where edition_id = ");
    sql.bind(edition).push(" and id").within(phases.iter().copied().collect::<Values>());
    sql.all(db).await?.iter_mut().map(Row::take).collect()
}

/// Whether a phase belongs to the edition.
pub async fn belongs(db: &impl ConnectionTrait, edition: EditionId, phase: PhaseId) -> Result<bool> {
    Ok(!belonging(db, edition, &[phase]).await?.is_empty())
}
