use std::collections::{HashMap, HashSet};

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::{EnrolmentId, EnrolmentStatus, ParticipantId, StructureId, Visibility, enrolment, participant};

use super::enrolment::Enrolment;
use super::hold::Enrolling;
use super::input::{AddApplicationInput, EnrolCohortInput, ParticipantReference};
use super::steps::{promote, wrap, written};
use super::{rules, store};
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, UserError, UserErrorCode, UserErrors, check, id_text, payload};
use crate::observation::input::id;
use crate::observation::store as shared;
use crate::programme::record::{self, held};
use crate::trail::{Act, Change, Written};

payload! {
    /// The application added.
    AddApplicationPayload {
        /// The application.
        enrolment: Enrolment
    }
    /// The cohort enrolled; a warning `EDITION_FULL` for each that waits for a place.
    EnrolCohortPayload {
        /// Those enrolled, and who got a place from the waiting list.
        enrolments: Vec<Enrolment>
    }
}

/// Ways into an edition.
#[derive(Default)]
pub struct EnrolMutation;

#[Object]
impl EnrolMutation {
    /// Notes that somebody wishes to take part in an edition that one's own member structure leads; whoever was refused or left
    /// may come again, in a new turn.
    async fn add_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and in what.")] input: AddApplicationInput,
    ) -> Result<AddApplicationPayload> {
        let mut wanted = Cohort::of(&input.edition, EnrolmentStatus::Applied, "addApplication");
        wanted.applied_on = input.applied_on;
        wanted.participants = vec![("participant".to_owned(), input.participant)];
        let outcome = enter(&Request::of_account(ctx)?, wanted).await;
        let first = outcome.and_then(|(mut rows, warnings)| {
            let missing = || crate::error::Error::internal(anyhow::anyhow!("an application is not there"));
            Ok((rows.pop().ok_or_else(missing)?, warnings))
        });
        AddApplicationPayload::of(first)
    }

    /// Enrols a whole cohort at once, known or new, in an edition that one's own member structure leads: all or nobody.
    /// Who waits already comes first.
    async fn enrol_cohort(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and in what.")] input: EnrolCohortInput,
    ) -> Result<EnrolCohortPayload> {
        let mut wanted = Cohort::of(&input.edition, EnrolmentStatus::Waitlisted, "enrolCohort");
        wanted.applied_on = input.applied_on;
        wanted.waiting_list = input.waiting_list;
        let field = |(index, said)| (format!("participants.{index}"), said);
        wanted.participants = input.participants.into_iter().enumerate().map(field).collect();
        EnrolCohortPayload::of(enter(&Request::of_account(ctx)?, wanted).await)
    }
}

/// Who enters an edition.
struct Cohort<'a> {
    edition: &'a ID,
    status: EnrolmentStatus,
    act: &'static str,
    applied_on: Option<Date>,
    waiting_list: bool,
    participants: Vec<(String, ParticipantReference)>,
}

impl<'a> Cohort<'a> {
    const fn of(edition: &'a ID, status: EnrolmentStatus, act: &'static str) -> Self {
        Self { edition, status, act, applied_on: None, waiting_list: true, participants: Vec::new() }
    }
}

async fn enter(request: &Request, cohort: Cohort<'_>) -> Outcome<Vec<Enrolment>> {
    rules::amount(cohort.participants.len(), "participants")?;
    let cohort = &cohort;
    let (rows, warnings) = write_tx(&request.db, |tx| async move {
        let enrolling = held::<Enrolling>(request, &tx, ("edition", cohort.edition)).await?;
        rules::taking(&enrolling.0.edition, "edition")?;
        let who = participants(request, &tx, (&enrolling, cohort)).await?;
        let rows = apply(request, &tx, (&enrolling, cohort), &who).await?;
        let ids: Vec<EnrolmentId> = rows.iter().map(|row| row.id).collect();
        let promoted = match cohort.status {
            EnrolmentStatus::Waitlisted => promote(request, &tx, &enrolling).await?,
            _ => ids.clone(),
        };
        let waiting = ids.iter().zip(&cohort.participants).filter(|(id, _)| !promoted.contains(id));
        let full = waiting.map(|(_, (field, _))| rules::full(&enrolling.0.edition, field));
        let warnings: Vec<UserError> = full.collect();
        if !cohort.waiting_list && !warnings.is_empty() {
            return Err(Refusal::Mistakes(warnings));
        }
        let change = |row: &enrolment::Model| {
            (row.id, if row.version == 1 { Change::Created } else { Change::Updated })
        };
        let changes: Vec<_> = rows.iter().map(change).collect();
        let rows = written(request, &tx, &enrolling, (cohort.act, &changes, promoted)).await?;
        Ok((rows, warnings))
    })
    .await?;
    Ok((wrap(rows), warnings))
}

/// The participants meant, in order: those known, who may be seen, and those new, entered here. Nobody twice.
async fn participants(
    request: &Request,
    tx: &Tx,
    (enrolling, cohort): (&Enrolling, &Cohort<'_>),
) -> Result<Vec<ParticipantId>, Refusal> {
    let (mut errors, mut named, mut new) = (UserErrors::default(), Vec::new(), Vec::new());
    for (field, said) in &cohort.participants {
        let read = match said {
            ParticipantReference::Known(text) => id(text, field).map_err(Refusal::from),
            ParticipantReference::New(said) => {
                let member = enrolling.0.team.by().member();
                let blank = rules::blank(request.world.id(), member, request.now);
                let row = rules::read(said.clone().said(), blank, request.world.today());
                row.map(|row| {
                    let id = row.id;
                    new.push((row, format!("{field}.new.structure")));
                    id
                })
            }
        };
        match read {
            Ok(id) => named.push((id, field.as_str())),
            Err(Refusal::Mistakes(mistakes)) => {
                for mistake in mistakes {
                    errors.add(below(field, mistake));
                }
            }
            Err(fault @ Refusal::Fault(_)) => return Err(fault),
        }
    }
    errors.finish()?;
    tie(tx, new.iter().map(|(row, field)| (row.structure_id, field.clone()))).await?;
    let new: Vec<participant::Model> = new.into_iter().map(|(row, _)| row).collect();
    unknown_or_twice(request, tx, (enrolling, &new), &named).await?;
    store::add(tx, &new).await?;
    let written = |row: &participant::Model| {
        Act::new(cohort.act, Written::new(row.id, Change::Created, Visibility::Private, Some(row.member_id)))
    };
    request.stamp().leave_many(tx, &new.iter().map(written).collect::<Vec<_>>()).await?;
    Ok(named.into_iter().map(|(id, _)| id).collect())
}

/// A mistake of a new participant's card, where the input says it; of a known one's id, as it is.
fn below(field: &str, mistake: UserError) -> UserError {
    let own = mistake.field.join(".");
    if own == field {
        return mistake;
    }
    let path = UserError::new(mistake.code, &format!("{field}.new.{own}")).field;
    UserError { field: path, ..mistake }
}

/// Refuses those who may not be seen or were erased, and who is in the edition already or named twice.
async fn unknown_or_twice(
    request: &Request,
    tx: &Tx,
    (enrolling, new): (&Enrolling, &[participant::Model]),
    named: &[(ParticipantId, &str)],
) -> Result<(), Refusal> {
    let ids: Vec<ParticipantId> = named.iter().map(|(id, _)| *id).collect();
    let known = store::find_by_ids(&**tx, &request.actor, &ids).await?;
    let standing = known.into_iter().filter(|row| row.erased_at.is_none()).map(|row| row.id);
    let there: HashSet<ParticipantId> = standing.chain(new.iter().map(|row| row.id)).collect();
    let enrolled = store::of_participants(tx, enrolling.0.edition.id, &ids).await?;
    let taken = enrolled.iter().filter(|row| !rules::GONE.contains(&row.status));
    let mut taken: HashSet<ParticipantId> = taken.map(|row| row.participant_id).collect();
    let mut errors = UserErrors::default();
    for (id, field) in named {
        let text = id_text(*id);
        if !there.contains(id) {
            errors.add(check::not_found(field, &text));
        } else if !taken.insert(*id) {
            errors.add(UserError::new(UserErrorCode::AlreadyExists, field).with("value", &*text));
        }
    }
    errors.finish()
}

/// Refuses ties to structures that the directory does not hold.
pub(super) async fn tie(
    tx: &Tx,
    ties: impl IntoIterator<Item = (Option<StructureId>, String)>,
) -> Result<(), Refusal> {
    let ties: HashMap<StructureId, String> =
        ties.into_iter().filter_map(|(structure, field)| Some((structure?, field))).collect();
    let known = shared::structures(&**tx, ties.keys().copied().collect()).await?;
    let mut errors = UserErrors::default();
    for (structure, field) in ties.iter().filter(|(structure, _)| !known.contains(structure)) {
        errors.add(check::not_found(field, &id_text(*structure)));
    }
    errors.finish()
}

/// Adds their enrolments, in turn; whoever comes again takes up the former one.
async fn apply(
    request: &Request,
    tx: &Tx,
    (enrolling, cohort): (&Enrolling, &Cohort<'_>),
    who: &[ParticipantId],
) -> Result<Vec<enrolment::Model>, Refusal> {
    let edition = &enrolling.0.edition;
    let today = request.world.today();
    let applied_on = cohort.applied_on.map_or(today, NaiveDate::from);
    let former = store::of_participants(tx, edition.id, who).await?;
    let former: HashMap<ParticipantId, enrolment::Model> =
        former.into_iter().map(|row| (row.participant_id, row)).collect();
    let last = record::store::highest::<enrolment::Model>(tx, edition.id, "turn").await?.unwrap_or(0);
    let row = |(turn, participant): (i32, &ParticipantId)| {
        let former = former.get(participant);
        let blank = enrolment::Model {
            id: former.map_or_else(|| request.world.id(), |row| row.id),
            edition_id: edition.id,
            participant_id: *participant,
            status: cohort.status,
            turn,
            reason: None,
            applied_on,
            decided_at: (cohort.status != EnrolmentStatus::Applied).then_some(request.now),
            version: former.map_or(1, |row| row.version.saturating_add(1)),
            created_at: former.map_or(request.now, |row| row.created_at),
        };
        rules::application(edition, &blank, (applied_on, today))
    };
    let rows = (last.saturating_add(1)..).zip(who).map(row).collect::<Result<Vec<_>, _>>()?;
    store::enrol(tx, &rows).await?;
    Ok(rows)
}
