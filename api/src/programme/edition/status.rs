use async_graphql::Enum;

/// Life of an edition.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::EditionStatus")]
pub enum EditionStatus {
    /// Being designed; known to its team.
    Draft,
    /// Open to those who wish to take part.
    Open,
    /// It has begun.
    Running,
    /// Over.
    Closed,
    /// Given up, with a reason.
    Cancelled,
}
