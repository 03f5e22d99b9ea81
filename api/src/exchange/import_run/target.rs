use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use entity::AuthorisationId;
use sea_orm::ConnectionTrait;

use crate::db::Tx;
use crate::directory::structure as directory;
use crate::error::Result;
use crate::exchange::import::draft::Draft;
use crate::exchange::import::{Remark, Verdict};
use crate::graphql::UserError;
use crate::trail::Stamp;

/// What became of a draft, and what there is to say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What became of it: never skipped.
    pub verdict: Verdict,
    /// Why it was rejected, or what is odd.
    pub remarks: Vec<Remark>,
}

/// A kind of record that files bring in.
pub trait Target: Send + Sync {
    /// Records as the earlier batches of a dry run would have left them.
    type Ahead: Default + Send;

    /// What would become of a batch; writes nothing.
    fn preview(
        &self,
        db: &impl ConnectionTrait,
        drafts: &[&Draft],
        ahead: &mut Self::Ahead,
    ) -> impl Future<Output = Result<Vec<Judged>>> + Send;

    /// Writes a batch, its trail included; one judgement for each draft, in order. `ground` is the record of the
    /// open licence under which the file was published.
    fn write(
        &self,
        tx: &Tx,
        stamp: &Stamp,
        drafts: &[&Draft],
        ground: Option<AuthorisationId>,
    ) -> impl Future<Output = Result<Vec<Judged>>> + Send;
}

/// The judgement of a concept's rules, behind what was odd in reading the row.
pub fn verdict<'a>(
    outcome: directory::Verdict,
    mut remarks: Vec<Remark>,
    found: impl Iterator<Item = &'a UserError>,
) -> Judged {
    let verdict = match outcome {
        directory::Verdict::Created => Verdict::Created,
        directory::Verdict::Updated => Verdict::Updated,
        directory::Verdict::Unchanged => Verdict::Unchanged,
        directory::Verdict::Rejected => Verdict::Rejected,
    };
    remarks.extend(found.map(Remark::from));
    Judged { verdict, remarks }
}

/// Keys that earlier batches of a dry run brought, with a hash of what the last row said.
#[derive(Debug, Default)]
pub struct Seen(HashMap<String, u64>);

impl Seen {
    /// Corrects verdicts of a batch that could not see the batches before it.
    pub fn behind(&mut self, drafts: &[&Draft], mut judged: Vec<Judged>) -> Vec<Judged> {
        for (draft, judged) in drafts.iter().zip(&mut judged) {
            if judged.verdict == Verdict::Rejected {
                continue;
            }
            let mut said = DefaultHasher::new();
            format!("{draft:?}").hash(&mut said);
            let said = said.finish();
            let before = self.0.insert(draft.external_id().to_owned(), said);
            if let Some(before) = before.filter(|_| judged.verdict == Verdict::Created) {
                judged.verdict = if before == said { Verdict::Unchanged } else { Verdict::Updated };
            }
        }
        judged
    }
}
