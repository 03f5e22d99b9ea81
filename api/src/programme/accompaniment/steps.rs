use async_graphql::{Context, ID, InputObject, Object};

use super::change::change;
use super::object::Accompaniment;
use super::rules::{self, Move, Told, scheme};
use super::stage::CommitteeOpinion;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Date, Outcome, payload};
use crate::observation::store as shared;

struct Step {
    id: ID,
    expected_version: i32,
    wanted: Move,
}

/// Declares the input of each step, and its payload: what all have, what it says, and whether a next stage may be due.
macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident -> $payload:ident
        { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* } $(due $due:ident)? = $told:expr;)*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// Which accompaniment.
            id: ID,
            /// Its version as it was read.
            expected_version: i32,
            /// The day of the step: not to come, not before the present stage began.
            on: Date,
            $(
                /// Until when the stage that begins is due.
                $due: Option<Date>,
            )?
            $($(#[$field_doc])* $field: $kind,)*
        }

        impl From<$name> for Step {
            fn from(input: $name) -> Self {
                let $name { id, expected_version, on, $($due,)? $($field,)* } = input;
                let due: &[Option<Date>] = &[$($due)?];
                let due_on = due.iter().flatten().next().map(|day| (*day).into());
                let wanted = Move { on: on.into(), due_on, told: $told };
                Self { id, expected_version, wanted }
            }
        }

        payload! {
            /// The accompaniment after the step.
            $payload {
                /// The accompaniment.
                accompaniment: Accompaniment
            }
        }
    )*};
}

steps! {
    /// What was decided of the eligibility and orientation of a beneficiary.
    OrientAccompanimentInput -> OrientAccompanimentPayload {
        /// The decision, in words (at most 20,000 characters).
        orientation: String
    } due due_on = Told::Orientation(orientation);
    /// A shared diagnosis that begins.
    StartDiagnosisInput -> StartDiagnosisPayload {} due due_on = Told::DiagnosisStarted;
    /// A shared diagnosis as it is written.
    DraftDiagnosisInput -> DraftDiagnosisPayload {
        /// The diagnosis (at most 20,000 characters).
        diagnosis: String
    } = Told::Diagnosis(diagnosis);
    /// A diagnosis that the structure validated.
    ValidateDiagnosisInput -> ValidateDiagnosisPayload {
        /// Which body of the structure validated it: its board, its general assembly... (at most 300 characters).
        body: String
    } = Told::Validation(body);
    /// A plan that is adopted.
    AdoptPlanInput -> AdoptPlanPayload {
        /// The plan (at most 20,000 characters).
        plan: String
    } due due_on = Told::Plan(plan);
    /// What the advisory committee thinks of the plan.
    RecordCommitteeOpinionInput -> RecordCommitteeOpinionPayload {
        /// In a word.
        opinion: CommitteeOpinion,
        /// In its own words (at most 20,000 characters).
        text: Option<String>
    } due due_on = Told::Opinion(opinion.into(), text);
    /// Missions of engineering that begin.
    StartEngineeringInput -> StartEngineeringPayload {} due due_on = Told::EngineeringStarted;
    /// A follow-up that begins.
    StartFollowUpInput -> StartFollowUpPayload {} due due_on = Told::FollowUpStarted;
    /// An accompaniment that came to its end.
    CompleteAccompanimentInput -> CompleteAccompanimentPayload {} = Told::Completed;
    /// An accompaniment that is left on the way.
    ExitAccompanimentInput -> ExitAccompanimentPayload {
        /// How: a code of `dla-exit`, or the id of a term.
        exit: ID,
        /// Why (at most 1,000 characters).
        reason: String
    } = Told::Exit(exit.0, reason);
}

/// The way of accompaniments.
#[derive(Default)]
pub struct AccompanimentStepMutation;

#[Object]
impl AccompanimentStepMutation {
    /// Says that a beneficiary is eligible, and how it is oriented; said again, it replaces what was said.
    async fn orient_accompaniment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and the decision.")] input: OrientAccompanimentInput,
    ) -> Result<OrientAccompanimentPayload> {
        OrientAccompanimentPayload::of(step(ctx, input.into()).await)
    }

    /// Begins the diagnosis that is shared with the structure.
    async fn start_diagnosis(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: StartDiagnosisInput,
    ) -> Result<StartDiagnosisPayload> {
        StartDiagnosisPayload::of(step(ctx, input.into()).await)
    }

    /// Writes the diagnosis, or writes it anew until it is validated.
    async fn draft_diagnosis(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and the diagnosis.")] input: DraftDiagnosisInput,
    ) -> Result<DraftDiagnosisPayload> {
        DraftDiagnosisPayload::of(step(ctx, input.into()).await)
    }

    /// Says which body of the structure validated the diagnosis; from then on it stays as it is.
    async fn validate_diagnosis(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and by whom.")] input: ValidateDiagnosisInput,
    ) -> Result<ValidateDiagnosisPayload> {
        ValidateDiagnosisPayload::of(step(ctx, input.into()).await)
    }

    /// Adopts the plan, once the diagnosis is validated; adopted again before the committee, it replaces the former.
    async fn adopt_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and the plan.")] input: AdoptPlanInput,
    ) -> Result<AdoptPlanPayload> {
        AdoptPlanPayload::of(step(ctx, input.into()).await)
    }

    /// Notes what the advisory committee thinks of the plan; given again, it replaces the former opinion. It
    /// advises: what follows is the member structure's to decide.
    async fn record_committee_opinion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and the opinion.")] input: RecordCommitteeOpinionInput,
    ) -> Result<RecordCommitteeOpinionPayload> {
        RecordCommitteeOpinionPayload::of(step(ctx, input.into()).await)
    }

    /// Begins the missions of engineering.
    async fn start_engineering(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: StartEngineeringInput,
    ) -> Result<StartEngineeringPayload> {
        StartEngineeringPayload::of(step(ctx, input.into()).await)
    }

    /// Begins the follow-up.
    async fn start_follow_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: StartFollowUpInput,
    ) -> Result<StartFollowUpPayload> {
        StartFollowUpPayload::of(step(ctx, input.into()).await)
    }

    /// Says that a followed up accompaniment came to its end.
    async fn complete_accompaniment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: CompleteAccompanimentInput,
    ) -> Result<CompleteAccompanimentPayload> {
        CompleteAccompanimentPayload::of(step(ctx, input.into()).await)
    }

    /// Leaves an accompaniment at whatever stage it stands, and says why.
    async fn exit_accompaniment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, how and why.")] input: ExitAccompanimentInput,
    ) -> Result<ExitAccompanimentPayload> {
        ExitAccompanimentPayload::of(step(ctx, input.into()).await)
    }
}

async fn step(ctx: &Context<'_>, step: Step) -> Outcome<Accompaniment> {
    let request = Request::of(ctx)?;
    request.require_account()?;
    let Step { id, expected_version, wanted } = step;
    let (request, wanted) = (&request, &wanted);
    change(request, &id, |tx, holding| async move {
        let today = request.world.today();
        let named = match &wanted.told {
            Told::Exit(exit, _) => vec![(scheme::EXIT, exit.clone())],
            _ => Vec::new(),
        };
        let terms = shared::terms(&*tx, &named, [], today).await?;
        rules::step(&holding.stored, wanted, &terms, expected_version, today)
    })
    .await
}
