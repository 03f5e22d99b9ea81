use std::collections::BTreeMap;

use async_graphql::{Enum, SimpleObject};
use disclosure::Axis;
use entity::{TermId, TerritoryId};
use uuid::Uuid;

use super::answer::Answer;
use crate::access::{Audience, Request};
use crate::db::{Sql, Values};
use crate::directory::structure::reads_inside;
use crate::error::Result;
use crate::graphql::Language;
use crate::insight::cut::COUNTED;

/// By what organisations are compared with the directory.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedsSampleTrait {
    /// Main sector, by domain or filière.
    Sector,
    /// Legal form.
    LegalForm,
    /// Bracket of staff.
    Size,
}

/// The organisations of one sort: those of the directory, and those observed.
#[derive(SimpleObject, Clone, Debug)]
pub struct NeedsSampleStats {
    /// By what they are compared.
    by: NeedsSampleTrait,
    /// Code of the sort; null where the directory does not say.
    code: Option<String>,
    /// Its name in the reader's language.
    label: Option<String>,
    /// In the directory, in the territories of the table.
    directory: i64,
    /// Of these, those that an observation of the visible part names.
    observed: i64,
}

/// Compares the organisations that the visible part names with the directory's, in one statement.
pub async fn of(request: &Request, answer: &Answer) -> Result<Vec<NeedsSampleStats>> {
    let mut sql = Sql::new(
        "select g.main_sector_id, g.legal_form_id, g.staff_bracket_id, count(*), sum(g.observed) from \
         (select s.main_sector_id, s.legal_form_id, s.staff_bracket_id, case when exists (",
    );
    observed(&mut sql, request, answer);
    sql.push(
        ") then 1 else 0 end as observed from structure s \
         where s.deleted_at is null and s.merged_into is null",
    );
    let territories = answer.question.query.filter.nodes.get(&Axis::Territory);
    let ids: Option<Values> = territories.map(|nodes| {
        let atlas = &answer.state.atlas;
        nodes.iter().filter_map(|node| Some(TerritoryId(atlas.name(Axis::Territory, *node)?.id))).collect()
    });
    if let Some(ids) = ids {
        // A masked structure is found by its département only.
        sql.push(" and case when s.restricted then s.shared_territory_id else s.territory_id end");
        sql.push(" in (select descendant_id from territory_closure where ancestor_id").within(ids).push(")");
    }
    sql.push(") g group by g.main_sector_id, g.legal_form_id, g.staff_bracket_id");
    let traits = [NeedsSampleTrait::Sector, NeedsSampleTrait::LegalForm, NeedsSampleTrait::Size];
    // Brackets of staff are for those who read whole cards.
    let inside = reads_inside(&request.actor);
    let mut sums: BTreeMap<(NeedsSampleTrait, Option<Uuid>), (i64, i64)> = BTreeMap::new();
    for mut row in sql.all(request.db.reader()).await? {
        let terms: [Option<Uuid>; 3] = [row.take()?, row.take()?, row.take()?];
        let (all, named): (i64, i64) = (row.take()?, row.take()?);
        for key in traits.into_iter().zip(terms).filter(|(by, _)| inside || *by != NeedsSampleTrait::Size) {
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + all, sum.1 + named);
        }
    }
    named(request, sums).await
}

/// The rows of the table that may name the structure `s` to its audience.
fn observed(sql: &mut Sql, request: &Request, answer: &Answer) {
    let states: Vec<String> = COUNTED.iter().map(|state| format!("'{}'", state.as_str())).collect();
    sql.push("select 1 from observation o where o.structure_id = s.id and o.deleted_at is null");
    sql.push(format!(" and o.status in ({})", states.join(", ")));
    match (answer.question.selection.audience, request.actor.works_for()) {
        (Some(Audience::Members), _) => {
            sql.push(" and o.authorised and o.visibility in ('NETWORK', 'PUBLIC')")
        }
        (None, Some(member)) => sql.push(" and o.member_id = ").bind(member),
        _ => sql.push(" and o.authorised and o.visibility = 'PUBLIC'"),
    };
    if let Some((first, last)) = answer.question.span {
        let number = |month: disclosure::Month| month.0.div_euclid(12) * 100 + month.0.rem_euclid(12) + 1;
        sql.push(" and o.month between ").bind(number(first)).push(" and ").bind(number(last));
    }
}

async fn named(
    request: &Request,
    sums: BTreeMap<(NeedsSampleTrait, Option<Uuid>), (i64, i64)>,
) -> Result<Vec<NeedsSampleStats>> {
    let ids: Vec<TermId> = sums.keys().filter_map(|(_, id)| id.map(TermId)).collect();
    let terms = crate::reference::vocabulary::find_by_ids(request.db.reader(), &ids).await?;
    let stats = sums.into_iter().map(|((by, id), (directory, observed))| {
        let term = id.and_then(|id| terms.iter().find(|term| term.id.0 == id));
        let label = |term: &entity::term::Model| match request.language {
            Language::Fr => term.label_fr.clone(),
            Language::En => term.label_en.clone(),
        };
        let code = term.map(|term| term.code.clone());
        NeedsSampleStats { by, code, label: term.map(label), directory, observed }
    });
    Ok(stats.collect())
}
