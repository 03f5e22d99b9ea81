use disclosure::{Axis, Month, Node};
use entity::TerritoryId;
use uuid::Uuid;

use super::answer::Answer;
use crate::access::{Audience, Request};
use crate::db::{Row, Sql, Values};
use crate::error::Result;
use crate::insight::figures::{Atlas, scheme};

/// Organisations of the directory that are alike: main sector, legal form and bracket of staff.
pub struct Sort {
    /// Main sector, legal form, bracket of staff.
    pub terms: [Option<Uuid>; 3],
    /// How many there are.
    pub all: i64,
    /// How many of them the visible part names.
    pub observed: i64,
}

/// The organisations in the territories of a table, by sort, and how many of them its visible part names.
pub async fn sample(request: &Request, answer: &Answer) -> Result<Vec<Sort>> {
    let mut sql = Sql::new(
        "select g.main_sector_id, g.legal_form_id, g.staff_bracket_id, count(*), sum(g.observed) from \
         (select s.main_sector_id, s.legal_form_id, s.staff_bracket_id, case when exists (",
    );
    observed(&mut sql, request, answer);
    sql.push(
        ") then 1 else 0 end as observed from structure s \
         where s.deleted_at is null and s.merged_into is null",
    );
    if let Some(ids) = territories(answer) {
        // A masked structure is found by its département only.
        sql.push(" and case when s.restricted then s.shared_territory_id else s.territory_id end");
        sql.push(" in (select descendant_id from territory_closure where ancestor_id").within(ids).push(")");
    }
    sql.push(") g group by g.main_sector_id, g.legal_form_id, g.staff_bracket_id");
    let read = |row: &mut Row| {
        Ok(Sort { terms: [row.take()?, row.take()?, row.take()?], all: row.take()?, observed: row.take()? })
    };
    sql.all(request.db.reader()).await?.iter_mut().map(read).collect()
}

fn territories(answer: &Answer) -> Option<Values> {
    let (atlas, nodes) = (&answer.state.atlas, &answer.question.query.filter.nodes);
    let id = |node: &Node| Some(TerritoryId(atlas.name(Axis::Territory, *node)?.id));
    nodes.get(&Axis::Territory).map(|nodes| nodes.iter().filter_map(id).collect())
}

/// The rows of the table that may name the structure `s` to its audience.
fn observed(sql: &mut Sql, request: &Request, answer: &Answer) {
    let question = &answer.question;
    let states = question.selection.statuses.iter().map(|state| state.as_str().to_owned()).collect();
    sql.push("select 1 from observation o where o.structure_id = s.id and o.deleted_at is null");
    sql.push(" and o.status").within(Values::Texts(states));
    match (question.selection.audience, request.actor.works_for()) {
        (Some(Audience::Members), _) => {
            sql.push(" and o.authorised and o.visibility in ('NETWORK', 'PUBLIC')")
        }
        (None, Some(member)) => sql.push(" and o.member_id = ").bind(member),
        _ => sql.push(" and o.authorised and o.visibility = 'PUBLIC'"),
    };
    if let Some((first, last)) = question.span {
        let number = |month: Month| month.0.div_euclid(12) * 100 + month.0.rem_euclid(12) + 1;
        sql.push(" and o.month between ").bind(number(first)).push(" and ").bind(number(last));
    }
    for (axis, nodes) in &question.query.filter.nodes {
        counted(sql, &answer.state.atlas, *axis, nodes);
    }
}

/// Narrows the rows to those that lie in some nodes of an axis; where the structures are is narrowed elsewhere.
fn counted(sql: &mut Sql, atlas: &Atlas, axis: Axis, nodes: &[Node]) {
    let column = match axis {
        Axis::Territory => return,
        Axis::Contributor => {
            let names = nodes.iter().filter_map(|node| atlas.name(axis, *node));
            let ids = Values::Ids(names.map(|name| name.id).collect());
            sql.push(" and o.member_id").within(ids);
            return;
        }
        Axis::Theme => "main_theme_id",
        Axis::Sector => "main_sector_id",
        Axis::Kind => "organisation_kind_id",
        Axis::Stage => "career_stage_id",
        Axis::Method => "method_id",
    };
    // All versions of a vocabulary share the nodes of a table, so terms are found by their codes.
    let codes = nodes.iter().filter_map(|node| Some(atlas.name(axis, *node)?.code.to_string())).collect();
    sql.push(format!(
        " and o.{column} in (with recursive inside (id) as (select id from term where scheme = "
    ));
    sql.bind(scheme(axis).unwrap_or_default()).push(" and code").within(Values::Texts(codes));
    sql.push(" union select t.id from term t join inside i on t.broader_id = i.id) select id from inside)");
}
