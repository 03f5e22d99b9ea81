use async_graphql::Enum;

/// Which way a list runs.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderDirection {
    /// From the first to the last.
    Asc,
    /// From the last to the first.
    Desc,
}

/// The sorts asked for, the weightiest first, and whether each descends; a sort named again says nothing.
pub fn sorts<S: Copy + PartialEq>(
    asked: impl Iterator<Item = (S, OrderDirection)>,
    otherwise: (S, OrderDirection),
) -> Vec<(S, bool)> {
    let mut sorts: Vec<(S, bool)> = Vec::new();
    for (sort, direction) in asked {
        if sorts.iter().all(|(other, _)| *other != sort) {
            sorts.push((sort, direction == OrderDirection::Desc));
        }
    }
    if sorts.is_empty() {
        sorts.push((otherwise.0, otherwise.1 == OrderDirection::Desc));
    }
    sorts
}
