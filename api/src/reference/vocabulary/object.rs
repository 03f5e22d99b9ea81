use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use entity::{TermId, VocabularyId, term, vocabulary};

use super::loader::{MatchesOf, NarrowerOf};
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::error::Result;
use crate::graphql::{Date, Language, Node, id_text};

/// How close the terms of two vocabularies are (SKOS mapping relations).
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::MatchKind")]
pub enum MatchKind {
    /// Same meaning.
    Exact,
    /// Near enough for many uses.
    Close,
    /// The other term is broader.
    Broad,
    /// The other term is narrower.
    Narrow,
}

/// A term of another vocabulary, and how close it is.
#[derive(SimpleObject, Clone, Debug)]
pub struct TermMatchLabel {
    /// How close it is.
    pub kind: MatchKind,
    /// The other term.
    pub term: Term,
}

/// A vocabulary.
#[derive(Clone, Debug)]
pub struct Vocabulary(pub Arc<vocabulary::Model>);

impl Node for Vocabulary {
    fn key(&self, _order: &str) -> Key {
        vec![
            KeyPart::Text(self.0.scheme.clone()),
            KeyPart::Text(self.0.version.clone()),
            KeyPart::Id(self.0.id.0),
        ]
    }
}

/// A version of a vocabulary: a list of terms with its source.
#[Object]
impl Vocabulary {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// What it lists: `sector`, `need-theme`, `legal-form`...
    async fn scheme(&self) -> &str {
        &self.0.scheme
    }

    /// Its version, as its publisher names it.
    async fn version(&self) -> &str {
        &self.0.version
    }

    /// Its title.
    async fn title(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In this language; the request's by default.")] lang: Option<Language>,
    ) -> &str {
        lang.unwrap_or_else(|| Language::of(ctx)).pick(&self.0.title_fr, &self.0.title_en)
    }

    /// Page of its publisher; null for the lists that no authority publishes.
    async fn uri(&self) -> Option<&str> {
        self.0.uri.as_deref()
    }

    /// Who publishes it.
    async fn source(&self) -> &str {
        &self.0.source
    }

    /// Under which it may be reused.
    async fn licence(&self) -> &str {
        &self.0.licence
    }

    /// First day on which this version takes the place of the one before; always in force when null.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }

    /// Whether the network may add narrower terms of its own.
    async fn extensible(&self) -> bool {
        self.0.extensible
    }
}

/// A term of a vocabulary.
#[derive(Clone, Debug)]
pub struct Term(pub Arc<term::Model>);

impl Term {
    /// Wraps a row.
    pub fn new(row: term::Model) -> Self {
        Self(Arc::new(row))
    }

    async fn neighbour(ctx: &Context<'_>, id: Option<TermId>) -> Result<Option<Self>> {
        match id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }
}

impl Node for Term {
    fn key(&self, _order: &str) -> Key {
        vec![
            KeyPart::Text(self.0.scheme.clone()),
            KeyPart::Text(self.0.sort_key.clone()),
            KeyPart::Id(self.0.id.0),
        ]
    }
}

/// A term of a vocabulary.
#[Object]
impl Term {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The list it belongs to: `sector`, `need-theme`, `legal-form`...
    async fn scheme(&self) -> &str {
        &self.0.scheme
    }

    /// Its code, never translated; unique in a version of its scheme.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// Its label.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In this language; the request's by default.")] lang: Option<Language>,
    ) -> &str {
        lang.unwrap_or_else(|| Language::of(ctx)).pick(&self.0.label_fr, &self.0.label_en)
    }

    /// How often it was written; the version of its list is that of `vocabulary`.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The vocabulary it belongs to, with its version and source.
    async fn vocabulary(&self, ctx: &Context<'_>) -> Result<Option<Vocabulary>> {
        let id: VocabularyId = self.0.vocabulary_id;
        Request::load(ctx, id).await
    }

    /// The term that contains it.
    async fn broader(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Self::neighbour(ctx, self.0.broader_id).await
    }

    /// The terms it contains directly, in the order in which they are shown (at most 100).
    async fn narrower(&self, ctx: &Context<'_>) -> Result<Vec<Term>> {
        Ok(Request::load(ctx, NarrowerOf(self.0.id)).await?.unwrap_or_default())
    }

    /// The term to use instead.
    async fn replaced_by(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Self::neighbour(ctx, self.0.replaced_by_id).await
    }

    /// Terms of other vocabularies that correspond to it (at most 100). A match suggests; it decides nothing.
    async fn matches(&self, ctx: &Context<'_>) -> Result<Vec<TermMatchLabel>> {
        Ok(Request::load(ctx, MatchesOf(self.0.id)).await?.unwrap_or_default())
    }

    /// First day of use; always in use when null.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }

    /// Last day of use; still in use when null.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }

    /// What to know when using it, in French.
    async fn notes(&self) -> Option<&str> {
        self.0.notes.as_deref()
    }
}
