//! Documents already read and validated, by the hash of their text; persisted queries name the same hash.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
};

use lru::LruCache;
use sha2::{Digest, Sha256};

use super::{document::Operation, limits::Limits, shape::Shape};

/// The SHA-256 of a document's text.
pub(super) type Hash = [u8; 32];

/// The hash of `text`.
pub(super) fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// One operation of one text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub text: Hash,
    pub operation: Option<String>,
}

/// What is remembered of it.
#[derive(Debug)]
pub(super) struct Known {
    pub operation: Operation,
    pub shape: Shape,
}

/// A bounded memory: the documents used longest ago leave first.
pub(super) struct Cache {
    most_bytes: usize,
    inner: Mutex<Inner>,
}

struct Inner {
    documents: LruCache<Key, Arc<Known>>,
    bytes: usize,
}

impl Cache {
    pub fn new(limits: &Limits) -> Self {
        let most = NonZeroUsize::new(limits.cached_documents).unwrap_or(NonZeroUsize::MIN);
        Self {
            most_bytes: limits.cached_bytes,
            inner: Mutex::new(Inner { documents: LruCache::new(most), bytes: 0 }),
        }
    }

    pub fn get(&self, key: &Key) -> Option<Arc<Known>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).documents.get(key).cloned()
    }

    pub fn insert(&self, key: Key, known: Arc<Known>) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.bytes += known.operation.bytes;
        if let Some((_, replaced)) = inner.documents.push(key, known) {
            inner.bytes -= replaced.operation.bytes;
        }
        while inner.bytes > self.most_bytes {
            let Some((_, oldest)) = inner.documents.pop_lru() else { return };
            inner.bytes -= oldest.operation.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_memory_is_bounded_in_documents_and_in_bytes() {
        let kept = |limits: Limits, texts: &[&str]| {
            let cache = Cache::new(&limits);
            let key = |text| Key { text: hash(text), operation: None };
            for text in texts {
                let operation = Operation::parse(text, None, &limits).unwrap();
                cache.insert(key(text), Arc::new(Known { operation, shape: Shape::default() }));
            }
            texts.iter().filter(|text| cache.get(&key(text)).is_some()).count()
        };
        let texts = ["{ a }", "{ b }", "{ a }", "{ c }", "{ d }"];
        assert_eq!(kept(Limits::default(), &texts), 5);
        assert_eq!(kept(Limits { cached_documents: 2, ..Limits::default() }, &texts), 2);
        assert_eq!(kept(Limits { cached_bytes: 15, ..Limits::default() }, &texts), 4);
    }
}
