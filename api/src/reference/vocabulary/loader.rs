use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use entity::{TermId, VocabularyId};

use super::object::{Term, TermMatchLabel, Vocabulary};
use super::store;
use crate::access::Loaders;
use crate::error::Error;

impl Loader<TermId> for Loaders {
    type Value = Term;
    type Error = Error;

    async fn load(&self, ids: &[TermId]) -> Result<HashMap<TermId, Term>, Error> {
        let rows = store::find_by_ids(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Term::new(row))).collect())
    }
}

impl Loader<VocabularyId> for Loaders {
    type Value = Vocabulary;
    type Error = Error;

    async fn load(&self, ids: &[VocabularyId]) -> Result<HashMap<VocabularyId, Vocabulary>, Error> {
        let rows = store::find_vocabularies(self.0.db.reader(), ids).await?;
        Ok(rows.into_iter().map(|row| (row.id, Vocabulary(Arc::new(row)))).collect())
    }
}

/// Key: what a term contains directly.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NarrowerOf(pub TermId);

impl Loader<NarrowerOf> for Loaders {
    type Value = Vec<Term>;
    type Error = Error;

    async fn load(&self, keys: &[NarrowerOf]) -> Result<HashMap<NarrowerOf, Vec<Term>>, Error> {
        let ids: Vec<TermId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<NarrowerOf, Vec<Term>> = HashMap::new();
        for (broader, row) in store::narrower(self.0.db.reader(), &ids).await? {
            found.entry(NarrowerOf(broader)).or_default().push(Term::new(row));
        }
        Ok(found)
    }
}

/// Key: what corresponds to a term in other vocabularies.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct MatchesOf(pub TermId);

impl Loader<MatchesOf> for Loaders {
    type Value = Vec<TermMatchLabel>;
    type Error = Error;

    async fn load(&self, keys: &[MatchesOf]) -> Result<HashMap<MatchesOf, Vec<TermMatchLabel>>, Error> {
        let ids: Vec<TermId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<MatchesOf, Vec<TermMatchLabel>> = HashMap::new();
        for (of, kind, row) in store::matches(self.0.db.reader(), &ids).await? {
            let matched = TermMatchLabel { kind: kind.into(), term: Term::new(row) };
            found.entry(MatchesOf(of)).or_default().push(matched);
        }
        Ok(found)
    }
}
