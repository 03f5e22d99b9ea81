use chrono::NaiveDate;
use entity::{CommitteeOpinion, TermId, accompaniment};

use super::transition::Transition;
use super::{Revision, Stored, not_before, scheme};
use crate::graphql::{Refusal, UserErrors, check, id_text};
use crate::observation::rules::{KnownTerms, optional_text, past, required_reason};

/// What a step says.
#[derive(Clone, Debug)]
pub enum Told {
    /// What was decided of its eligibility and orientation.
    Orientation(String),
    /// That the shared diagnosis begins.
    DiagnosisStarted,
    /// The diagnosis.
    Diagnosis(String),
    /// Which body of the structure validated it.
    Validation(String),
    /// The plan.
    Plan(String),
    /// What the committee thinks, in a word and in its own.
    Opinion(CommitteeOpinion, Option<String>),
    /// That the missions begin.
    EngineeringStarted,
    /// That the follow-up begins.
    FollowUpStarted,
    /// That it is completed.
    Completed,
    /// How it is left (a code or an id), and why.
    Exit(String, String),
}

impl Told {
    /// The step that says it.
    pub const fn transition(&self) -> Transition {
        match self {
            Self::Orientation(_) => Transition::Orient,
            Self::DiagnosisStarted => Transition::StartDiagnosis,
            Self::Diagnosis(_) => Transition::DraftDiagnosis,
            Self::Validation(_) => Transition::ValidateDiagnosis,
            Self::Plan(_) => Transition::AdoptPlan,
            Self::Opinion(..) => Transition::RecordOpinion,
            Self::EngineeringStarted => Transition::StartEngineering,
            Self::FollowUpStarted => Transition::StartFollowUp,
            Self::Completed => Transition::Complete,
            Self::Exit(..) => Transition::Exit,
        }
    }
}

/// A step somebody wants to make.
#[derive(Clone, Debug)]
pub struct Move {
    /// Its day.
    pub on: NaiveDate,
    /// Until when the next one is due.
    pub due_on: Option<NaiveDate>,
    /// What it says.
    pub told: Told,
}

const LONGEST_TEXT: usize = 20_000;
const LONGEST_NAME: usize = 300;

/// Allows a step.
pub fn step(
    before: &Stored,
    wanted: &Move,
    terms: &KnownTerms,
    expected: i32,
    today: NaiveDate,
) -> Result<Revision, Refusal> {
    let (row, transition) = (&before.seen.row, wanted.told.transition());
    check::version(expected, row.version)?;
    transition.check(row)?;
    let mut errors = UserErrors::default();
    errors.check(past(wanted.on, today, "on"));
    errors.check(not_before(wanted.on, earliest(row, transition), "on"));
    if let Some(due) = wanted.due_on {
        errors.check(not_before(due, wanted.on, "dueOn"));
    }
    let mut revision = Revision::of(before, transition.name());
    write(&mut revision.row, wanted, terms, &mut errors);
    errors.finish()?;
    enter(&mut revision, wanted);
    tell(&mut revision, row);
    Ok(revision)
}

/// The first day on which a step may be made: that of the stage it leaves, and no validation before the draft.
fn earliest(row: &accompaniment::Model, transition: Transition) -> NaiveDate {
    let drafted = row.diagnosis_drafted_on.filter(|_| transition == Transition::ValidateDiagnosis);
    let validated = row.diagnosis_validated_on.filter(|_| transition == Transition::AdoptPlan);
    let known = [drafted, validated].into_iter().flatten();
    known.fold(row.stage_entered_on, NaiveDate::max)
}

fn write(row: &mut accompaniment::Model, wanted: &Move, terms: &KnownTerms, errors: &mut UserErrors) {
    match &wanted.told {
        Told::Orientation(text) => {
            row.orientation = errors.check(check::text("orientation", text, LONGEST_TEXT));
        }
        Told::Diagnosis(text) => {
            row.diagnosis = errors.check(check::text("diagnosis", text, LONGEST_TEXT));
            row.diagnosis_drafted_on = Some(wanted.on);
        }
        Told::Validation(body) => {
            row.diagnosis_validated_by = errors.check(check::text("body", body, LONGEST_NAME));
            row.diagnosis_validated_on = Some(wanted.on);
        }
        Told::Plan(text) => row.plan = errors.check(check::text("plan", text, LONGEST_TEXT)),
        Told::Opinion(opinion, text) => {
            row.opinion = Some(*opinion);
            row.opinion_text =
                errors.check(optional_text("text", text.as_deref(), LONGEST_TEXT)).unwrap_or_default();
        }
        Told::Exit(exit, reason) => {
            row.exit_id = errors.check(terms.named(scheme::EXIT, exit, "exit"));
            row.exit_reason = errors.check(required_reason(reason));
        }
        Told::DiagnosisStarted | Told::EngineeringStarted | Told::FollowUpStarted | Told::Completed => {}
    }
}

/// Puts it at the stage it is led to; said anew at the same stage, a step keeps what is due.
fn enter(revision: &mut Revision, wanted: &Move) {
    let Some(stage) = wanted.told.transition().to() else { return };
    let row = &mut revision.row;
    row.stage_due_on = wanted.due_on.or(row.stage_due_on.filter(|_| row.stage == stage));
    row.stage = stage;
    row.stage_entered_on = wanted.on;
    let due = row.stage_due_on;
    revision.mark(stage, wanted.on, due);
}

/// The history of what is no free text: those may name people.
fn tell(revision: &mut Revision, before: &accompaniment::Model) {
    let after = revision.row.clone();
    revision.note("stage", before.stage.as_str(), after.stage.as_str());
    revision.note("stageEnteredOn", before.stage_entered_on, after.stage_entered_on);
    revision.note("stageDueOn", before.stage_due_on, after.stage_due_on);
    revision.note("diagnosisDraftedOn", before.diagnosis_drafted_on, after.diagnosis_drafted_on);
    revision.note("diagnosisValidatedOn", before.diagnosis_validated_on, after.diagnosis_validated_on);
    let word = |opinion: Option<CommitteeOpinion>| opinion.map(CommitteeOpinion::as_str);
    revision.note("opinion", word(before.opinion), word(after.opinion));
    let term = |id: Option<TermId>| id.map(|id| id_text(id).0);
    revision.note("exit", term(before.exit_id), term(after.exit_id));
}
