use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{accompaniment_follow_up, accompaniment_hand_over, engineering_mission, joined_edition};
use futures_util::future::try_join_all;

use super::follow_up::AccompanimentFollowUp;
use super::hand_over::AccompanimentHandOver;
use super::joining::JoinedEdition;
use super::loader::{ObservationsOf, StepsOf};
use super::mission::EngineeringMission;
use super::stage::{AccompanimentDelay, AccompanimentStage, AccompanimentStep, CommitteeOpinion};
use super::view::Seen;
use crate::access::Request;
use crate::db::{Key, KeyPart};
use crate::directory::structure::Structure;
use crate::error::Result;
use crate::graphql::{Connection, Date, Node, PageArguments, id_text};
use crate::network::member::Member;
use crate::observation::needs::NeedsObservation;
use crate::programme::colleague::{Colleague, ColleagueOf};
use crate::programme::record;
use crate::reference::vocabulary::Term;

/// One beneficiary's way through the stages of a DLA.
#[derive(Clone, Debug)]
pub struct Accompaniment(pub Arc<Seen>);

impl Accompaniment {
    /// Wraps what the reader may see.
    pub fn new(seen: Seen) -> Self {
        Self(Arc::new(seen))
    }

    async fn term(ctx: &Context<'_>, id: Option<entity::TermId>) -> Result<Option<Term>> {
        match id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }
}

impl Node for Accompaniment {
    fn key(&self, order: &str) -> Key {
        let row = &self.0.row;
        let never = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
        let part = |name| match name {
            "STAGE_ENTERED_ON" => KeyPart::Date(row.stage_entered_on),
            "STAGE_DUE_ON" => KeyPart::Date(row.stage_due_on.unwrap_or(never)),
            "UPDATED_AT" => KeyPart::Instant(row.updated_at),
            _ => KeyPart::Date(row.received_on),
        };
        order.split(',').map(part).chain([KeyPart::Id(row.id.0)]).collect()
    }
}

/// One beneficiary's way through the stages of a DLA, seen by those who work for its member structure alone: a
/// diagnosis belongs to the accompanied structure.
#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl Accompaniment {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.row.id)
    }

    /// The member structure that accompanies.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.row.member_id).await
    }

    /// The structure accompanied; null where the beneficiary has no card in the directory.
    async fn structure(&self, ctx: &Context<'_>) -> Result<Option<Structure>> {
        match self.0.row.structure_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The project holder accompanied, by its name; null where it is a structure of the directory.
    async fn holder(&self) -> Option<&str> {
        self.0.row.holder.as_deref()
    }

    /// Who follows it for the member structure.
    async fn referent(&self, ctx: &Context<'_>) -> Result<Option<Colleague>> {
        Request::load(ctx, ColleagueOf(self.0.row.referent_id)).await
    }

    /// What is asked for.
    async fn request(&self) -> &str {
        &self.0.row.request
    }

    /// How the request came in: a term of the vocabulary `dla-channel`.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Self::term(ctx, self.0.row.channel_id).await
    }

    /// When the request came in.
    async fn received_on(&self) -> Date {
        self.0.row.received_on.into()
    }

    /// Where it stands.
    async fn stage(&self) -> AccompanimentStage {
        self.0.row.stage.into()
    }

    /// When its stage began.
    async fn stage_entered_on(&self) -> Date {
        self.0.row.stage_entered_on.into()
    }

    /// Until when its stage is due; null where nothing was set.
    async fn stage_due_on(&self) -> Option<Date> {
        self.0.row.stage_due_on.map(Into::into)
    }

    /// Until when the next follow-up is due: what the last one said.
    async fn follow_up_due_on(&self) -> Option<Date> {
        self.0.follow_up_due.map(Into::into)
    }

    /// What should have been done by now; empty where nothing is late.
    #[expect(clippy::unused_async, reason = "resolvers are async")]
    async fn delays(&self, ctx: &Context<'_>) -> Result<Vec<AccompanimentDelay>> {
        let today = Request::of(ctx)?.world.today();
        let late = self.0.late(today).into_iter();
        Ok(late.map(|(what, due)| AccompanimentDelay::new(what, due, today)).collect())
    }

    /// The stages it reached, the first one first.
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<AccompanimentStep>> {
        let key = StepsOf(self.0.row.id, self.0.row.version);
        let steps = Request::load(ctx, key).await?.unwrap_or_default();
        Ok(steps.into_iter().map(AccompanimentStep::from).collect())
    }

    /// What was decided of its eligibility and orientation.
    async fn orientation(&self) -> Option<&str> {
        self.0.row.orientation.as_deref()
    }

    /// The shared diagnosis.
    async fn diagnosis(&self) -> Option<&str> {
        self.0.row.diagnosis.as_deref()
    }

    /// When the diagnosis was written.
    async fn diagnosis_drafted_on(&self) -> Option<Date> {
        self.0.row.diagnosis_drafted_on.map(Into::into)
    }

    /// When the structure validated it; null until then.
    async fn diagnosis_validated_on(&self) -> Option<Date> {
        self.0.row.diagnosis_validated_on.map(Into::into)
    }

    /// Which body of the structure validated it: its board, its general assembly...
    async fn diagnosis_validated_by(&self) -> Option<&str> {
        self.0.row.diagnosis_validated_by.as_deref()
    }

    /// The plan.
    async fn plan(&self) -> Option<&str> {
        self.0.row.plan.as_deref()
    }

    /// What the advisory committee thinks of the plan; its day is that of the step.
    async fn opinion(&self) -> Option<CommitteeOpinion> {
        self.0.row.opinion.map(Into::into)
    }

    /// The committee's opinion in its own words.
    async fn opinion_text(&self) -> Option<&str> {
        self.0.row.opinion_text.as_deref()
    }

    /// How it was left: a term of the vocabulary `dla-exit`; null where it goes on, or was completed.
    async fn exit(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        Self::term(ctx, self.0.row.exit_id).await
    }

    /// Why it was left.
    async fn exit_reason(&self) -> Option<&str> {
        self.0.row.exit_reason.as_deref()
    }

    /// The observations it answers (at most 50), as far as the reader may see them.
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<NeedsObservation>> {
        let key = ObservationsOf(self.0.row.id, self.0.row.version);
        let ids = Request::load(ctx, key).await?.unwrap_or_default();
        let found = try_join_all(ids.into_iter().map(|id| Request::load(ctx, id))).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Its missions of engineering, in the order in which they were noted.
    async fn missions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<EngineeringMission>> {
        let page = PageArguments { first, after, last, before };
        record::page::<engineering_mission::Model>(ctx, self.0.row.id, page).await
    }

    /// Its follow-ups, the last one first.
    async fn follow_ups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AccompanimentFollowUp>> {
        let page = PageArguments { first, after, last, before };
        record::page::<accompaniment_follow_up::Model>(ctx, self.0.row.id, page).await
    }

    /// From whom to whom it was handed over, the last time first.
    async fn hand_overs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AccompanimentHandOver>> {
        let page = PageArguments { first, after, last, before };
        record::page::<accompaniment_hand_over::Model>(ctx, self.0.row.id, page).await
    }

    /// The collective editions that it joined and that the reader sees, the last joined first.
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<JoinedEdition>> {
        let page = PageArguments { first, after, last, before };
        record::page::<joined_edition::Model>(ctx, self.0.row.id, page).await
    }

    /// Its version: pass it as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.0.row.version
    }

    /// When it was noted.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }

    /// When it was last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.row.updated_at
    }
}
