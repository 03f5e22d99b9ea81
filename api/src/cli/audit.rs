use clap::Subcommand;

use super::print;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::trail::{self, Broken, Head};

/// What to do about the audit trail.
#[derive(Clone, Copy, Subcommand)]
pub enum Command {
    /// Walks the chain of the audit trail from its start. Exit code 3: it is broken, at the position told.
    Verify,
}

/// The chain does not hold.
#[derive(Debug, thiserror::Error)]
#[error("the audit trail is broken at position {0}: an entry was changed, removed or put in there")]
pub struct BrokenChain(pub i64);

/// Runs it.
pub async fn run(command: Command, db: &Db) -> anyhow::Result<()> {
    match command {
        Command::Verify => match look(db).await.map_err(Error::into_anyhow)? {
            (Some(Broken { position }), _) => Err(BrokenChain(position).into()),
            (None, head) => print(&told(&head)),
        },
    }
}

async fn look(db: &Db) -> Result<(Option<Broken>, Head)> {
    Ok((trail::verify(db).await?, trail::head(db).await?))
}

fn told(head: &Head) -> String {
    let Head { position, hash, open } = head;
    format!(
        "the audit trail holds up to position {position}, hash {hash}; {open} entries are not sealed yet\n"
    )
}
