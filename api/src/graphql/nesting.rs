use crate::error::{Error, Result};

const DEEPEST: usize = 5;
const MOST: usize = 50;

/// A filter made of others of its kind (`and`, `or`, `not`).
pub trait Nesting: Sized {
    /// Those that it is made of.
    fn parts(&self) -> impl Iterator<Item = &Self>;

    /// How many levels it has.
    fn depth(&self) -> usize {
        1 + self.parts().map(Self::depth).max().unwrap_or_default()
    }

    /// How many there are in it, itself included.
    fn size(&self) -> usize {
        1 + self.parts().map(Self::size).sum::<usize>()
    }

    /// Refuses a filter of more than 5 levels or 50 parts.
    fn check(&self) -> Result<()> {
        if self.depth() <= DEEPEST && self.size() <= MOST {
            return Ok(());
        }
        Err(Error::bad_input(
            format!("Un filtre a au plus {DEEPEST} niveaux et {MOST} parties."),
            format!("A filter has at most {DEEPEST} levels and {MOST} parts."),
        ))
    }
}
