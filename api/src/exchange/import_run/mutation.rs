use std::io::Cursor;

use async_graphql::{Context, InputObject, Object, OneofObject};
use base64::{Engine, engine::general_purpose::STANDARD};
use entity::{MemberId, Visibility};

use super::halt::Halt;
use super::object::ImportRun;
use super::observations::Observations;
use super::report::ImportReport;
use super::runner::{Order, Runner};
use super::schemes::Schemes;
use super::shipped::Recipe;
use super::store;
use super::structures::Structures;
use super::target::Target;
use crate::access::{Request, Scope};
use crate::directory::structure::contributor;
use crate::error::{Error, Result};
use crate::exchange::import::{Fault, Kind, ProblemCode};
use crate::graphql::{Language, Outcome, Refusal, UserError, UserErrorCode, payload};
use crate::network::charter;
use crate::observation::level::Visibility as Level;
use crate::observation::rules as observation;

/// A file's content, as text or in base64.
#[derive(OneofObject, Clone, Debug)]
pub enum ImportContent {
    /// CSV as text.
    Text(String),
    /// CSV in any encoding, or xlsx, in base64.
    Base64(String),
}

/// A file to import, at most what fits into a request (1 MB); larger ones go by the command line.
#[derive(InputObject, Clone, Debug)]
pub struct ImportStructuresInput {
    /// The file.
    content: ImportContent,
    /// Its name, for those who look at the import later (at most 300 characters).
    file_name: String,
    /// The mapping: its text in TOML, or the name of a shipped one.
    mapping: String,
    /// Judge every row and write nothing. Rows see what earlier rows of the file would have written.
    #[graphql(default)]
    dry_run: bool,
}

/// A file to import, at most what fits into a request (1 MB); larger ones go by the command line.
#[derive(InputObject, Clone, Debug)]
pub struct ImportObservationsInput {
    /// The file.
    content: ImportContent,
    /// Its name, for those who look at the import later (at most 300 characters).
    file_name: String,
    /// The mapping: its text in TOML, or the name of a shipped one.
    mapping: String,
    /// Who may see new observations whose row does not say it; more than one's own member is the coordinator's to
    /// say.
    #[graphql(default_with = "Level::Private")]
    visibility: Level,
    /// Judge every row and write nothing. Rows see what earlier rows of the file would have written.
    #[graphql(default)]
    dry_run: bool,
}

/// A file to import, at most what fits into a request (1 MB); larger ones go by the command line.
#[derive(InputObject, Clone, Debug)]
pub struct ImportFundingSchemesInput {
    /// The file.
    content: ImportContent,
    /// Its name, for those who look at the import later (at most 300 characters).
    file_name: String,
    /// The mapping: its text in TOML, or the name of a shipped one.
    mapping: String,
    /// Judge every row and write nothing. Rows see what earlier rows of the file would have written.
    #[graphql(default)]
    dry_run: bool,
}

payload! {
    /// What `importStructures` did.
    ImportStructuresPayload {
        /// Verdicts.
        report: ImportReport
    }
    /// What `importObservations` did.
    ImportObservationsPayload {
        /// Verdicts.
        report: ImportReport
    }
    /// What `importFundingSchemes` did.
    ImportFundingSchemesPayload {
        /// Verdicts.
        report: ImportReport
    }
}

/// Imports.
#[derive(Default)]
pub struct ImportMutation;

#[Object]
impl ImportMutation {
    /// Imports structures of a file for the caller's member structure: records are known by their key in the
    /// mapping's system. An import that a time limit interrupts is taken up when the same call comes again.
    async fn import_structures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: ImportStructuresInput,
    ) -> Result<ImportStructuresPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        ImportStructuresPayload::of(Box::pin(structures(&request, input)).await)
    }

    /// Imports observations of a file for the caller's member structure, which must have accepted the charter.
    /// Records are known by their key in the mapping's system, or by file and row. An import that a time limit
    /// interrupts is taken up when the same call comes again.
    async fn import_observations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: ImportObservationsInput,
    ) -> Result<ImportObservationsPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        ImportObservationsPayload::of(Box::pin(observations(&request, input)).await)
    }

    /// Imports funding schemes of a file for the caller's member structure: records are known by their key in the
    /// mapping's system. An import that a time limit interrupts is taken up when the same call comes again.
    async fn import_funding_schemes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: ImportFundingSchemesInput,
    ) -> Result<ImportFundingSchemesPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        ImportFundingSchemesPayload::of(Box::pin(schemes(&request, input)).await)
    }
}

async fn structures(request: &Request, input: ImportStructuresInput) -> Outcome<ImportReport> {
    let contributor = contributor(request).await?;
    let said = |halt: Halt| refusal(halt, request.language);
    let recipe = Recipe::read(&input.mapping, Kind::Structures).map_err(|fault| said(fault.into()))?;
    let target = Structures::prepare(request.db.reader(), contributor, &recipe.mapping, &request.world).await;
    let target = target.map_err(said)?;
    let (visibility, dry_run) = (Visibility::Private, input.dry_run);
    let order = Order { file_name: name(&input.file_name)?, recipe, visibility, dry_run, restart: false };
    run(request, &target, (target.member(), &order), input.content).await
}

async fn observations(request: &Request, input: ImportObservationsInput) -> Outcome<ImportReport> {
    let contributor = observation::Contributor::of(&request.actor)?;
    charter::standing(request.db.reader(), contributor.member()).await?.required()?;
    let said = |halt: Halt| refusal(halt, request.language);
    let recipe = Recipe::read(&input.mapping, Kind::Observations).map_err(|fault| said(fault.into()))?;
    let (visibility, dry_run) = (input.visibility.into(), input.dry_run);
    let (db, world) = (request.db.reader(), &request.world);
    let target = Observations::prepare(db, contributor, &recipe.mapping, visibility, world).await;
    let target = target.map_err(said)?;
    let order = Order { file_name: name(&input.file_name)?, recipe, visibility, dry_run, restart: false };
    run(request, &target, (target.member(), &order), input.content).await
}

async fn schemes(request: &Request, input: ImportFundingSchemesInput) -> Outcome<ImportReport> {
    let by = observation::Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let said = |halt: Halt| refusal(halt, request.language);
    let recipe = Recipe::read(&input.mapping, Kind::Schemes).map_err(|fault| said(fault.into()))?;
    let target = Schemes::prepare(request.db.reader(), by, &recipe.mapping, &request.world).await;
    let target = target.map_err(said)?;
    let (visibility, dry_run) = (Visibility::Public, input.dry_run);
    let order = Order { file_name: name(&input.file_name)?, recipe, visibility, dry_run, restart: false };
    run(request, &target, (target.member(), &order), input.content).await
}

async fn run(
    request: &Request,
    target: &impl Target,
    (member, order): (MemberId, &Order),
    content: ImportContent,
) -> Outcome<ImportReport> {
    let bytes: std::sync::Arc<[u8]> = bytes(content)?.into();
    let mut report = ImportReport::default();
    let runner = Runner { db: &request.db, stamp: request.stamp(), target, member, order };
    let done = runner.run(|| Ok(Cursor::new(std::sync::Arc::clone(&bytes))), &mut report).await;
    let id = done.map_err(|halt| refusal(halt, request.language))?;
    if let Some(id) = id {
        let run = store::find_by_ids(request.db.reader(), &request.actor, &[id]).await?;
        report.run = run.into_iter().next().map(ImportRun::new);
    }
    Ok((report, Vec::new()))
}

const LONGEST_NAME: usize = 300;

fn name(said: &str) -> Result<String, UserError> {
    let name = said.trim();
    if name.chars().count() > LONGEST_NAME {
        return Err(UserError::new(UserErrorCode::TooLong, "fileName").with("max", LONGEST_NAME));
    }
    Ok(name.to_owned())
}

fn bytes(content: ImportContent) -> Result<Vec<u8>, UserError> {
    match content {
        ImportContent::Text(text) => Ok(text.into_bytes()),
        ImportContent::Base64(text) => STANDARD.decode(text.trim()).map_err(|error| {
            UserError::new(UserErrorCode::UnreadableFile, "content.base64").with("value", error)
        }),
    }
}

/// What the user can mend, in the reader's words.
fn refusal(halt: Halt, language: Language) -> Refusal {
    match halt {
        Halt::File(fault) => unreadable(&fault, language).into(),
        Halt::Refused(mistakes) => Refusal::Mistakes(mistakes),
        Halt::Broken(error) => Refusal::Fault(error),
        Halt::Report(error) => Refusal::Fault(Error::internal(error)),
    }
}

fn unreadable(fault: &Fault, language: Language) -> UserError {
    let text = fault.problem.text();
    let said = if language == Language::Fr { text.fr } else { text.en };
    let field = match fault.problem.code {
        ProblemCode::MappingInvalid
        | ProblemCode::CodeUnknown
        | ProblemCode::AbsentColumn
        | ProblemCode::AmbiguousColumn
        | ProblemCode::AbsentSheet => "mapping",
        _ => "content",
    };
    let error =
        UserError::new(UserErrorCode::UnreadableFile, field).with("value", said.trim_end_matches('.'));
    let error = error.with("code", fault.problem.code.as_str());
    if let Some(row) = fault.row { error.with("row", row) } else { error }
}
