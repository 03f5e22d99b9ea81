use std::sync::{Mutex, PoisonError};

use entity::{AuthorisationId, ImportRunId, MemberId, Visibility};
use sha2::{Digest, Sha256};

use super::ground::ground;
use super::halt::Halt;
use super::shipped::Recipe;
use super::store::{self, Key, Progress};
use super::target::{Judged, Target};
use super::witness::{Start, Witness};
use crate::db::{Db, Tx, met_duplicate, write_tx};
use crate::error::{Code, Error};
use crate::exchange::import::draft::Draft;
use crate::exchange::import::{
    Import, Input, Limits, Line, Outcome, Remark, Result as ReadResult, RowResult, Verdict,
};
use crate::trail::{Act, Change, Stamp, Written};

/// Rows of one transaction.
const BATCH: usize = 500;
/// Tries of a batch that met the writes of somebody else.
const TRIES: u32 = 3;

/// What is to be imported, and how.
#[derive(Clone, Debug)]
pub struct Order {
    /// Name of the file, for those who look at it later.
    pub file_name: String,
    /// The mapping.
    pub recipe: Recipe,
    /// Whom observations are shown to where a row does not say it.
    pub visibility: Visibility,
    /// Judge everything, write nothing.
    pub dry_run: bool,
    /// Begin again where an interrupted import would be taken up.
    pub restart: bool,
}

impl Order {
    /// By what the import is recognised when it comes again: the visibility changes what rows mean.
    fn key(&self, member: MemberId, file_hash: &str) -> Key {
        let mapping = format!("{}:{}", self.recipe.hash, self.visibility.as_str());
        let kind = self.recipe.mapping.kind.as_str();
        let mapping_hash = format!("{:x}", Sha256::digest(mapping));
        Key { member, kind, file_hash: file_hash.to_owned(), mapping_hash }
    }
}

/// Where an import stands when it begins.
#[derive(Default)]
struct Begun {
    id: Option<ImportRunId>,
    ground: Option<AuthorisationId>,
    progress: Progress,
}

/// Brings a file in, batch by batch. Rows, trail and progress of a batch are committed together, so that an
/// import that was cut anywhere goes on behind its last committed row and doubles none.
pub struct Runner<'a, T> {
    /// Where to.
    pub db: &'a Db,
    /// Who writes; each batch has its own instant.
    pub stamp: Stamp,
    /// What reads the drafts.
    pub target: &'a T,
    /// For whom.
    pub member: MemberId,
    /// What, and how.
    pub order: &'a Order,
}

impl<T: Target> Runner<'_, T> {
    /// Imports the file that `open` gives; it is read through once before the first row is written, so that a
    /// file which cannot be read to its end changes nothing. A dry run has no id.
    pub async fn run<F: Input>(
        &self,
        open: impl Fn() -> std::io::Result<F>,
        witness: &mut impl Witness,
    ) -> Result<Option<ImportRunId>, Halt> {
        let rows = self.open(&open)?.try_fold(0, |rows, row| row.map(|_| rows + 1))?;
        let mut import = self.open(&open)?;
        let key = self.order.key(self.member, import.sha256());
        let Begun { id, ground, mut progress } = self.begin(&key).await?;
        let behind = Some(progress.row).filter(|row| *row > 0);
        witness.start(&Start { id, behind, rows }).map_err(Halt::Report)?;
        let mut ahead = T::Ahead::default();
        while let Some(batch) = next(&mut import, progress.row)? {
            progress = match id {
                Some(id) => self.commit((id, ground), &progress, &batch, witness).await?,
                None => self.foresee(&progress, &batch, &mut ahead, witness).await?,
            };
            witness.settle(&progress.tally).map_err(Halt::Report)?;
        }
        if let Some(id) = id {
            let (stamp, id) = (&self.now(), id);
            write_tx(self.db, |tx| async move { store::finish(&tx, stamp, id).await }).await?;
        }
        Ok(id)
    }

    fn open<F: Input>(&self, open: impl Fn() -> std::io::Result<F>) -> ReadResult<Import> {
        Import::open(open()?, &self.order.recipe.mapping, Limits::default())
    }

    fn now(&self) -> Stamp {
        Stamp { at: self.stamp.world.now(), ..self.stamp.clone() }
    }

    /// Takes up the interrupted import of the same file, or begins a new one; a dry run is none.
    async fn begin(&self, key: &Key) -> Result<Begun, Halt> {
        if self.order.dry_run {
            return Ok(Begun::default());
        }
        let stamp = &self.now();
        write_tx(self.db, |tx| async move {
            let ground = match &self.order.recipe.mapping.authorisation {
                Some(licensed) => Some(ground(&tx, stamp, self.member, licensed).await?),
                None => None,
            };
            let last = if self.order.restart { None } else { store::last(&*tx, key).await? };
            if let Some(run) = last.filter(|run| run.finished_at.is_none()) {
                return Ok(Begun { id: Some(run.id), ground, progress: Progress::of(&run)? });
            }
            let id = store::add(&tx, stamp, key, &self.order.file_name).await?;
            let written = Written::new(id, Change::Created, Visibility::Private, Some(self.member));
            stamp.leave_private(&tx, Act::new("startImport", written)).await?;
            Ok::<_, Halt>(Begun { id: Some(id), ground, progress: Progress::default() })
        })
        .await
    }

    async fn commit(
        &self,
        (run, ground): (ImportRunId, Option<AuthorisationId>),
        before: &Progress,
        batch: &[RowResult],
        witness: &mut impl Witness,
    ) -> Result<Progress, Halt> {
        let stamp = &self.now();
        let witness = &Mutex::new(witness);
        let mut tries = 1;
        loop {
            let written = write_tx(self.db, |tx| async move {
                let judged = self.target.write(&tx, stamp, &drafts(batch), ground).await?;
                let lines = lines(batch, judged)?;
                let after = advanced(before, &lines);
                witness
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .propose(&lines)
                    .map_err(Halt::Report)?;
                self.note(&tx, stamp, run, (before.row, &after)).await?;
                Ok::<_, Halt>(after)
            });
            match written.await {
                Err(Halt::Broken(error)) if tries < TRIES && is_overtaken(&error) => tries += 1,
                outcome => return outcome,
            }
        }
    }

    async fn note(
        &self,
        tx: &Tx,
        stamp: &Stamp,
        run: ImportRunId,
        (from, after): (u64, &Progress),
    ) -> Result<(), Halt> {
        if store::advance(tx, stamp, run, (from, after)).await? {
            return Ok(());
        }
        let twice = "the same file is being imported by another process";
        Err(Halt::Broken(Error { code: Code::Unavailable, ..Error::internal(anyhow::anyhow!(twice)) }))
    }

    async fn foresee(
        &self,
        before: &Progress,
        batch: &[RowResult],
        ahead: &mut T::Ahead,
        witness: &mut impl Witness,
    ) -> Result<Progress, Halt> {
        let judged = self.target.preview(self.db.reader(), &drafts(batch), ahead).await?;
        let lines = lines(batch, judged)?;
        witness.propose(&lines).map_err(Halt::Report)?;
        Ok(advanced(before, &lines))
    }
}

/// Somebody changed the same records meanwhile, or made a record of the same key: read again, then write.
fn is_overtaken(error: &Error) -> bool {
    error.code == Code::Conflict || met_duplicate(error)
}

/// The next rows behind one; nothing at the end of the file.
fn next(import: &mut Import, behind: u64) -> ReadResult<Option<Vec<RowResult>>> {
    let fresh = import.by_ref().filter(|row| row.as_ref().map_or(true, |row| row.row > behind));
    let batch: Vec<RowResult> = fresh.take(BATCH).collect::<ReadResult<_>>()?;
    Ok(Some(batch).filter(|batch| !batch.is_empty()))
}

fn drafts(batch: &[RowResult]) -> Vec<&Draft> {
    let outcomes = batch.iter().map(|row| &row.outcome);
    outcomes
        .filter_map(|outcome| if let Outcome::Draft(draft) = outcome { Some(draft) } else { None })
        .collect()
}

/// What the report says: each draft takes the next judgement.
fn lines(batch: &[RowResult], judged: Vec<Judged>) -> Result<Vec<Line>, Error> {
    let missing = || Error::internal(anyhow::anyhow!("a row was not judged"));
    let mut judged = judged.into_iter();
    let line = |row: &RowResult| {
        let mut remarks: Vec<Remark> = row.problems.iter().map(Remark::from).collect();
        let (verdict, external_id, skip) = match &row.outcome {
            Outcome::Skipped(skip) => (Verdict::Skipped, None, Some(skip.clone())),
            Outcome::Rejected => (Verdict::Rejected, None, None),
            Outcome::Draft(draft) => {
                let judged = judged.next().ok_or_else(missing)?;
                remarks.extend(judged.remarks);
                (judged.verdict, Some(draft.external_id().to_owned()), None)
            }
        };
        Ok(Line { row: row.row, external_id, verdict, skip, remarks })
    };
    batch.iter().map(line).collect()
}

fn advanced(before: &Progress, lines: &[Line]) -> Progress {
    let mut after = before.clone();
    for line in lines {
        after.tally.add(line);
        after.row = line.row;
    }
    after
}
