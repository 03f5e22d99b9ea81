//! Relay connections, written once.

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::Arc;

use async_graphql::{Object, ObjectType, OutputType, SimpleObject, TypeName};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::future::BoxFuture;
use sha2::{Digest, Sha256};

use crate::db::{Key, KeyPart, Page, Slice};
use crate::error::{Error, Result};

const DEFAULT_SIZE: u64 = 20;
/// No setting allows more.
const LARGEST_SIZE: i32 = 100;
const LONGEST_CURSOR: usize = 1_000;

/// What stands in a connection: knows its place in the order asked for.
pub trait Node: OutputType + ObjectType {
    /// The values of the order's columns, the id last.
    fn key(&self, order: &str) -> Key;
}

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageArguments {
    /// At most so many from the start (default 20, at most 100).
    pub first: Option<i32>,
    /// Only those behind this cursor.
    pub after: Option<String>,
    /// At most so many from the end (at most 100).
    pub last: Option<i32>,
    /// Only those before this cursor.
    pub before: Option<String>,
}

/// What a cursor is bound to: the list, its filter and its order.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The order's name, as `Node::key` understands it.
    pub order: String,
    list: String,
}

impl Binding {
    /// Binds to a list's name, its order and all that filters it.
    pub fn new(list: &str, order: &str, filter: &impl std::fmt::Debug) -> Self {
        Self { order: order.to_owned(), list: format!("{list}|{order}|{filter:?}") }
    }

    /// Covers the kinds of the key's parts too: a key of another shape would be a fault of the statement.
    fn fingerprint(&self, key: &Key) -> String {
        let shape: Vec<_> = key.iter().map(std::mem::discriminant).collect();
        let hash = Sha256::digest(format!("{}|{shape:?}", self.list));
        URL_SAFE_NO_PAD.encode(hash.get(..6).unwrap_or_default())
    }

    fn cursor(&self, key: &Key) -> String {
        let text = serde_json::to_vec(&(self.fingerprint(key), key)).unwrap_or_default();
        URL_SAFE_NO_PAD.encode(text)
    }

    fn read(&self, cursor: &str) -> Result<Key> {
        let invalid = || Error::bad_input("Ce curseur n'est pas valide.", "This cursor is not valid.");
        if cursor.len() > LONGEST_CURSOR {
            return Err(invalid());
        }
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().ok_or_else(invalid)?;
        let (fingerprint, key): (String, Key) = serde_json::from_slice(&bytes).ok().ok_or_else(invalid)?;
        if key.iter().any(|part| matches!(part, KeyPart::Text(text) if text.contains('\0'))) {
            return Err(invalid());
        }
        if fingerprint == self.fingerprint(&key) {
            return Ok(key);
        }
        Err(Error::bad_input(
            "Ce curseur appartient à une autre requête (autre liste, filtre ou ordre).",
            "This cursor belongs to another query (another list, filter or order).",
        ))
    }
}

impl PageArguments {
    /// The page asked for, or what is wrong with the arguments.
    pub fn page(&self, binding: &Binding) -> Result<Page> {
        if self.first.is_some() && self.last.is_some() {
            return Err(Error::bad_input(
                "`first` et `last` ne vont pas ensemble.",
                "`first` and `last` do not go together.",
            ));
        }
        let limit = match self.first.or(self.last) {
            None => DEFAULT_SIZE,
            Some(size) if (0..=LARGEST_SIZE).contains(&size) => u64::from(size.unsigned_abs()),
            Some(size) => return Err(page_out_of_bounds(size, LARGEST_SIZE)),
        };
        let key = |cursor: &Option<String>| cursor.as_deref().map(|text| binding.read(text)).transpose();
        Ok(Page {
            limit,
            backward: self.last.is_some(),
            after: key(&self.after)?,
            before: key(&self.before)?,
        })
    }
}

/// The fault of a page that is too long, or shorter than nothing.
pub(super) fn page_out_of_bounds(size: impl Display, most: impl Display) -> Error {
    Error::bad_input(
        format!("La taille d'une page va de 0 à {most} ; reçu : {size}."),
        format!("A page's size goes from 0 to {most}; received: {size}."),
    )
}

/// How a connection counts, when asked.
pub type Count = Arc<dyn Fn() -> BoxFuture<'static, Result<i64>> + Send + Sync>;

/// A page of a list.
pub struct Connection<T: Node> {
    edges: Vec<Edge<T>>,
    info: PageInfo,
    count: Count,
}

impl<T: Node> Connection<T> {
    /// Wraps a slice; `count` runs only when `totalCount` is selected.
    pub fn new(slice: Slice<T>, binding: &Binding, count: Count) -> Self {
        let Slice { rows, has_previous, has_next } = slice;
        let edge = |node: T| Edge { cursor: binding.cursor(&node.key(&binding.order)), node };
        let edges: Vec<Edge<T>> = rows.into_iter().map(edge).collect();
        let info = PageInfo {
            has_previous_page: has_previous,
            has_next_page: has_next,
            start_cursor: edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: edges.last().map(|edge| edge.cursor.clone()),
        };
        Self { edges, info, count }
    }

    /// A list that holds nothing for this caller.
    pub fn empty() -> Self {
        let info =
            PageInfo { has_previous_page: false, has_next_page: false, start_cursor: None, end_cursor: None };
        Self { edges: Vec::new(), info, count: Self::counting(|| async { Ok(0) }) }
    }

    /// Makes a count of an async function.
    pub fn counting<F, Fut>(count: F) -> Count
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<i64>> + Send + 'static,
    {
        Arc::new(move || Box::pin(count()))
    }
}

impl<T: Node> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", <T as OutputType>::type_name()).into()
    }
}

impl<T: Node> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", <T as OutputType>::type_name()).into()
    }
}

/// A page of a list.
#[Object(name_type)]
impl<T: Node> Connection<T> {
    /// The items with their cursors.
    async fn edges(&self) -> &[Edge<T>] {
        &self.edges
    }

    /// The items alone.
    async fn nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> &PageInfo {
        &self.info
    }

    /// How many items the whole list has for this caller; counted only when selected.
    async fn total_count(&self) -> Result<i64> {
        (self.count)().await
    }
}

/// An item of a page.
pub struct Edge<T: Node> {
    cursor: String,
    node: T,
}

/// An item of a page, with its place.
#[Object(name_type)]
impl<T: Node> Edge<T> {
    /// The place of this item: pass it as `after` or `before`.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The item.
    async fn node(&self) -> &T {
        &self.node
    }
}

/// Where a page stands in its list.
#[derive(SimpleObject, Clone, Debug)]
pub struct PageInfo {
    /// Whether items come before this page.
    pub has_previous_page: bool,
    /// Whether items come after this page.
    pub has_next_page: bool,
    /// Cursor of the first item; null on an empty page.
    pub start_cursor: Option<String>,
    /// Cursor of the last item; null on an empty page.
    pub end_cursor: Option<String>,
}
