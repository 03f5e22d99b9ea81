use std::collections::BTreeSet;
use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::{EnrolmentId, EnrolmentStatus, Visibility, enrolment};

use super::enrolment::Enrolment;
use super::hold::Enrolling;
use super::input::{
    ActivateEnrolmentsInput, ApplicationDecision, CompleteEnrolmentsInput, DecideApplicationsInput,
    EnrolmentVersionInput, PromoteWaitingListInput, WithdrawEnrolmentInput,
};
use super::rules::{self, Step};
use super::store::{self, Turn};
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, id_text, payload};
use crate::observation::input::id;
use crate::observation::rules::{optional_text, required_reason};
use crate::programme::record::{self, held};
use crate::trail::{Act, Change, Written};

payload! {
    /// The applications decided on; a warning `EDITION_FULL` for each that waits for a place.
    DecideApplicationsPayload {
        /// Those decided on, and who got a place from the waiting list.
        enrolments: Vec<Enrolment>
    }
    /// The enrolment withdrawn.
    WithdrawEnrolmentPayload {
        /// The one withdrawn, and who got the place from the waiting list.
        enrolments: Vec<Enrolment>
    }
    /// The enrolments that begin.
    ActivateEnrolmentsPayload {
        /// Those that begin.
        enrolments: Vec<Enrolment>
    }
    /// The enrolments that were followed to the end.
    CompleteEnrolmentsPayload {
        /// Those that were followed to the end.
        enrolments: Vec<Enrolment>
    }
    /// The waiting list served.
    PromoteWaitingListPayload {
        /// Who got a place.
        enrolments: Vec<Enrolment>
    }
}

/// The life of enrolments.
#[derive(Default)]
pub struct EnrolmentStepMutation;

#[Object]
impl EnrolmentStepMutation {
    /// Accepts or refuses applications to an edition that one's own member structure leads. Who is accepted takes a
    /// place in the order of the waiting list, or waits for one.
    async fn decide_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones, and what becomes of them.")] input: DecideApplicationsInput,
    ) -> Result<DecideApplicationsPayload> {
        DecideApplicationsPayload::of(decide(&Request::of_account(ctx)?, &input).await)
    }

    /// Notes that somebody leaves, for a reason; the first of the waiting list gets the place.
    async fn withdraw_enrolment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and why.")] input: WithdrawEnrolmentInput,
    ) -> Result<WithdrawEnrolmentPayload> {
        WithdrawEnrolmentPayload::of(withdraw(&Request::of_account(ctx)?, &input).await)
    }

    /// Notes that those who have a place take part.
    async fn activate_enrolments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] input: ActivateEnrolmentsInput,
    ) -> Result<ActivateEnrolmentsPayload> {
        let asked = Asked::several(&input.edition, &input.enrolments, Step::Activate);
        ActivateEnrolmentsPayload::of(take(&Request::of_account(ctx)?, asked).await)
    }

    /// Notes that those who take part did so to the end.
    async fn complete_enrolments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones.")] input: CompleteEnrolmentsInput,
    ) -> Result<CompleteEnrolmentsPayload> {
        let asked = Asked::several(&input.edition, &input.enrolments, Step::Complete);
        CompleteEnrolmentsPayload::of(take(&Request::of_account(ctx)?, asked).await)
    }

    /// Gives the places that are free to the first of the waiting list, after the capacity of the edition has grown.
    async fn promote_waiting_list(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which edition.")] input: PromoteWaitingListInput,
    ) -> Result<PromoteWaitingListPayload> {
        PromoteWaitingListPayload::of(serve(&Request::of_account(ctx)?, &input.edition).await)
    }
}

/// Enrolments to take a step further.
struct Asked<'a> {
    edition: (&'static str, &'a ID),
    enrolments: Vec<(&'a ID, i32)>,
    one: bool,
    step: Step,
    reason: Option<String>,
    waiting_list: bool,
}

impl<'a> Asked<'a> {
    fn several(edition: &'a ID, enrolments: &'a [EnrolmentVersionInput], step: Step) -> Self {
        let enrolments = enrolments.iter().map(|one| (&one.id, one.expected_version)).collect();
        Self { edition: ("edition", edition), enrolments, one: false, step, reason: None, waiting_list: true }
    }

    /// Where the input says something of one of them.
    fn path(&self, index: usize, field: &str) -> String {
        if self.one { field.to_owned() } else { format!("enrolments.{index}.{field}") }
    }

    /// Each named once.
    fn ids(&self) -> Result<Vec<EnrolmentId>, Refusal> {
        rules::amount(self.enrolments.len(), "enrolments")?;
        let (mut ids, mut once) = (Vec::new(), BTreeSet::new());
        for (index, (text, _)) in self.enrolments.iter().enumerate() {
            let field = self.path(index, "id");
            let id = id(text, &field)?;
            if !once.insert(id) {
                return Err(UserError::new(UserErrorCode::AlreadyExists, &field)
                    .with("value", &***text)
                    .into());
            }
            ids.push(id);
        }
        Ok(ids)
    }

    /// All of them belong to the edition, are as they were read, and may take the step.
    fn check(&self, ids: &[EnrolmentId], rows: &[enrolment::Model]) -> Result<(), Refusal> {
        for (index, (id, (text, expected))) in ids.iter().zip(&self.enrolments).enumerate() {
            let field = self.path(index, "id");
            let row = rows.iter().find(|row| row.id == *id);
            let row = row.ok_or_else(|| check::not_found(&field, text))?;
            check::version(*expected, row.version).map_err(|mistake| {
                let at = self.path(index, "expectedVersion");
                UserError { field: UserError::new(mistake.code, &at).field, ..mistake }
            })?;
            self.step.check(row.status, &field)?;
        }
        Ok(())
    }
}

async fn decide(request: &Request, input: &DecideApplicationsInput) -> Outcome<Vec<Enrolment>> {
    let step = match input.decision {
        ApplicationDecision::Accept => Step::Accept,
        ApplicationDecision::Refuse => Step::Refuse,
    };
    let reason = optional_text("reason", input.reason.as_deref(), 1_000)?;
    let reason = reason.filter(|_| step == Step::Refuse);
    let asked = Asked::several(&input.edition, &input.enrolments, step);
    take(request, Asked { reason, waiting_list: input.waiting_list, ..asked }).await
}

async fn withdraw(request: &Request, input: &WithdrawEnrolmentInput) -> Outcome<Vec<Enrolment>> {
    let reason = Some(required_reason(&input.reason)?);
    let ids = [id(&input.id, "id")?];
    let found =
        record::store::find_by_ids::<enrolment::Model>(request.db.reader(), &request.actor, &ids).await?;
    let row = found.first().ok_or_else(|| check::not_found("id", &input.id))?;
    let edition = id_text(row.edition_id);
    let enrolments = vec![(&input.id, input.expected_version)];
    let step = Step::Withdraw;
    let edition = ("id", &edition);
    take(request, Asked { edition, enrolments, one: true, step, reason, waiting_list: true }).await
}

async fn take(request: &Request, asked: Asked<'_>) -> Outcome<Vec<Enrolment>> {
    let (asked, ids) = (&asked, &asked.ids()?);
    let (rows, warnings) = write_tx(&request.db, |tx| async move {
        let enrolling = held::<Enrolling>(request, &tx, asked.edition).await?;
        let edition = &enrolling.0.edition;
        rules::stepping(edition, asked.step, asked.edition.0)?;
        asked.check(ids, &store::of_edition(&tx, edition.id, ids).await?)?;
        let decided_at = asked.step.decides().then_some(request.now);
        let turn = Turn { to: asked.step.to(), reason: asked.reason.as_deref(), decided_at };
        store::turn(&tx, ids, turn).await?;
        let promoted = promote(request, &tx, &enrolling).await?;
        let mut warnings = Vec::new();
        if asked.step == Step::Accept {
            let fields = (0..ids.len()).map(|index| asked.path(index, "id"));
            let waiting = ids.iter().zip(fields).filter(|(id, _)| !promoted.contains(id));
            warnings = waiting.map(|(_, field)| rules::full(edition, &field)).collect();
        }
        if !asked.waiting_list && !warnings.is_empty() {
            return Err(Refusal::Mistakes(warnings));
        }
        let changes: Vec<_> = ids.iter().map(|id| (*id, Change::Updated)).collect();
        let rows = written(request, &tx, &enrolling, (asked.step.name(), &changes, promoted)).await?;
        Ok((rows, warnings))
    })
    .await?;
    Ok((wrap(rows), warnings))
}

async fn serve(request: &Request, edition: &ID) -> Outcome<Vec<Enrolment>> {
    let rows = write_tx(&request.db, |tx| async move {
        let enrolling = held::<Enrolling>(request, &tx, ("edition", edition)).await?;
        rules::taking(&enrolling.0.edition, "edition")?;
        let promoted = promote(request, &tx, &enrolling).await?;
        written(request, &tx, &enrolling, ("promoteWaitingList", &[], promoted)).await
    })
    .await?;
    Ok((wrap(rows), Vec::new()))
}

/// Gives the places that are free to the first who wait, while the edition takes people.
pub(super) async fn promote(
    request: &Request,
    tx: &Tx,
    enrolling: &Enrolling,
) -> Result<Vec<EnrolmentId>, Refusal> {
    let edition = &enrolling.0.edition;
    if rules::taking(edition, "").is_err() {
        return Ok(Vec::new());
    }
    let free = rules::free(edition, store::taken(&**tx, edition.id).await?);
    let promoted = store::waiting(tx, edition.id, free).await?;
    let turn = Turn { to: EnrolmentStatus::Enrolled, reason: None, decided_at: Some(request.now) };
    store::turn(tx, &promoted, turn).await?;
    Ok(promoted)
}

/// Leaves the trail of what was done to enrolments, those promoted included, and reads them again.
pub(super) async fn written(
    request: &Request,
    tx: &Tx,
    enrolling: &Enrolling,
    (act, changes, promoted): (&'static str, &[(EnrolmentId, Change)], Vec<EnrolmentId>),
) -> Result<Vec<enrolment::Model>, Refusal> {
    let named = |id: &EnrolmentId| changes.iter().any(|(changed, _)| changed == id);
    let others = promoted.into_iter().filter(|id| !named(id)).map(|id| (id, Change::Updated));
    let all: Vec<(EnrolmentId, Change)> = changes.iter().copied().chain(others).collect();
    let written = |(id, change): &(EnrolmentId, Change)| {
        Act::new(act, Written::new(*id, *change, Visibility::Private, Some(enrolling.0.lead())))
    };
    request.stamp().leave_many(tx, &all.iter().map(written).collect::<Vec<_>>()).await?;
    let all: Vec<EnrolmentId> = all.into_iter().map(|(id, _)| id).collect();
    Ok(store::of_edition(tx, enrolling.0.edition.id, &all).await?)
}

pub(super) fn wrap(rows: Vec<enrolment::Model>) -> Vec<Enrolment> {
    rows.into_iter().map(|row| Enrolment(Arc::new(row))).collect()
}
