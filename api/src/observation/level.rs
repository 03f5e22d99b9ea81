//! How far a contributed record is seen, as the API names it.

use async_graphql::Enum;

/// Who may see a contributed record, from the narrowest to the widest.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::Visibility")]
pub enum Visibility {
    /// Its own member structure only: the default.
    Private,
    /// Others meet it inside protected figures only.
    AggregateOnly,
    /// Every member of the network reads it.
    Network,
    /// Everybody reads it.
    Public,
}
