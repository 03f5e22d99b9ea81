use std::collections::HashMap;
use std::hash::Hash;

use crate::db::{Page, Slice};
use crate::error::Result;

/// Key of a nested connection: one page, the same for all parents that ask with the same arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Nested<P, A> {
    /// Whose list.
    pub parent: P,
    /// What is asked of it besides the page.
    pub arguments: A,
    /// Which part.
    pub page: Page,
}

/// Answers the keys with one call of `load` for each set of arguments, whatever the number of parents.
pub async fn load_nested<P, A, T, F, Fut>(
    keys: &[Nested<P, A>],
    load: F,
) -> Result<HashMap<Nested<P, A>, Slice<T>>>
where
    P: Copy + Eq + Hash,
    A: Clone + Eq + Hash,
    F: Fn(Vec<P>, A, Page) -> Fut,
    Fut: Future<Output = Result<HashMap<P, Slice<T>>>>,
{
    let mut groups: HashMap<(&A, &Page), Vec<P>> = HashMap::new();
    for key in keys {
        groups.entry((&key.arguments, &key.page)).or_default().push(key.parent);
    }
    let mut found = HashMap::new();
    for ((arguments, page), parents) in groups {
        for (parent, slice) in load(parents, arguments.clone(), page.clone()).await? {
            found.insert(Nested { parent, arguments: arguments.clone(), page: page.clone() }, slice);
        }
    }
    Ok(found)
}
