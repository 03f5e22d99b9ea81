use std::collections::BTreeMap;

use async_graphql::{Enum, SimpleObject};
use disclosure::Axis;
use entity::TermId;
use uuid::Uuid;

use super::answer::Answer;
use super::store;
use crate::access::Request;
use crate::directory::structure::reads_inside;
use crate::error::Result;
use crate::graphql::Language;
use crate::insight::figures::{Atlas, WIDE};

/// By what organisations are compared with the directory.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedsSampleTrait {
    /// Domain of the main sector.
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
    /// Of these, those that an observation counted in the visible part of the table names.
    observed: i64,
}

/// Compares the organisations that the visible part names with the directory's.
pub async fn of(request: &Request, answer: &Answer) -> Result<Vec<NeedsSampleStats>> {
    let atlas = &answer.state.atlas;
    let traits = [NeedsSampleTrait::Sector, NeedsSampleTrait::LegalForm, NeedsSampleTrait::Size];
    // Brackets of staff are for those who read whole cards.
    let inside = reads_inside(&request.actor);
    let mut sums: BTreeMap<(NeedsSampleTrait, Option<Uuid>), (i64, i64)> = BTreeMap::new();
    for sort in store::sample(request, answer).await? {
        let [sector, legal_form, size] = sort.terms;
        let terms = [sector.map(|id| domain(atlas, id)), legal_form, size];
        for key in traits.into_iter().zip(terms).filter(|(by, _)| inside || *by != NeedsSampleTrait::Size) {
            let sum = sums.entry(key).or_default();
            *sum = (sum.0 + sort.all, sum.1 + sort.observed);
        }
    }
    named(request, sums).await
}

/// The domain that a sector lies in; itself if it is none of the vocabulary's.
fn domain(atlas: &Atlas, sector: Uuid) -> Uuid {
    let node = atlas.find(sector).and_then(|node| atlas.axes.sector.at_level(node, WIDE));
    node.and_then(|node| atlas.name(Axis::Sector, node)).map_or(sector, |name| name.id)
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
