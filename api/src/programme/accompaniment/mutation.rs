use async_graphql::{Context, ID, InputObject, Object};
use entity::{AccountId, Visibility};

use super::change::change;
use super::content::Content;
use super::hand_over;
use super::object::Accompaniment;
use super::rules::{self, Handing};
use super::said::{CreateAccompanimentInput, UpdateAccompanimentInput};
use super::store;
use crate::access::{Request, Scope};
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, payload};
use crate::observation::input::id;
use crate::observation::rules::Contributor;
use crate::observation::store as shared;
use crate::programme::colleague;
use crate::trail::{Act, Change, Written};

/// An accompaniment to hand over.
#[derive(InputObject)]
pub struct HandOverAccompanimentInput {
    /// Which accompaniment.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
    /// To whom: an account that works for one's own member structure.
    to: ID,
    /// When.
    on: Date,
    /// What the next referent should know (at most 5,000 characters).
    note: Option<String>,
}

payload! {
    /// The accompaniment begun.
    CreateAccompanimentPayload {
        /// The accompaniment.
        accompaniment: Accompaniment
    }
    /// The accompaniment changed.
    UpdateAccompanimentPayload {
        /// The accompaniment.
        accompaniment: Accompaniment
    }
    /// The accompaniment handed over.
    HandOverAccompanimentPayload {
        /// The accompaniment.
        accompaniment: Accompaniment
    }
}

/// Beginning accompaniments, changing what they say, handing them over.
#[derive(Default)]
pub struct AccompanimentMutation;

#[Object]
impl AccompanimentMutation {
    /// Begins an accompaniment at its reception. Only those who work for one's own member structure will see it.
    async fn create_accompaniment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The request received.")] input: CreateAccompanimentInput,
    ) -> Result<CreateAccompanimentPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        CreateAccompanimentPayload::of(create(&request, input).await)
    }

    /// Changes what is said of an accompaniment, whatever the stage it stands at.
    async fn update_accompaniment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateAccompanimentInput,
    ) -> Result<UpdateAccompanimentPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdateAccompanimentPayload::of(update(&request, input).await)
    }

    /// Hands an open accompaniment over to another referent.
    async fn hand_over_accompaniment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom, and when.")] input: HandOverAccompanimentInput,
    ) -> Result<HandOverAccompanimentPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        HandOverAccompanimentPayload::of(hand_over(&request, input).await)
    }
}

async fn create(request: &Request, input: CreateAccompanimentInput) -> Outcome<Accompaniment> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let named = input.referent.as_ref().map(|text| id(text, "referent")).transpose()?;
    let referent: AccountId = named.or(by.account()).ok_or_else(|| crate::access::Actor::not_allowed(""))?;
    let said = &input.said();
    let seen = write_tx(&request.db, |tx| async move {
        let today = request.world.today();
        let terms = shared::terms(&*tx, &said.codes(), [], today).await?;
        let content = said.over(Content::default(), &terms)?;
        let known = store::known(&tx, &request.actor, &content, (by.member(), referent)).await?;
        let new = rules::create(by, content, referent, &known, today)?;
        let seen = store::add(&tx, &request.stamp(), new).await?;
        let written = Written::new(seen.row.id, Change::Created, Visibility::Private, Some(by.member()));
        request.stamp().leave(&tx, Act::new("createAccompaniment", written)).await?;
        Ok::<_, Refusal>(seen)
    })
    .await?;
    Ok((Accompaniment::new(seen), Vec::new()))
}

async fn update(request: &Request, input: UpdateAccompanimentInput) -> Outcome<Accompaniment> {
    let (which, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    change(request, &which, |tx, holding| async move {
        let today = request.world.today();
        let row = &holding.stored.seen.row;
        let terms = shared::terms(&*tx, &said.codes(), [], today).await?;
        let content = said.over(Content::of(row), &terms)?;
        let parties = (row.member_id, row.referent_id);
        let known = store::known(&tx, &request.actor, &content, parties).await?;
        rules::update(&holding.stored, content, &known, expected, today)
    })
    .await
}

async fn hand_over(request: &Request, input: HandOverAccompanimentInput) -> Outcome<Accompaniment> {
    let HandOverAccompanimentInput { id: which, expected_version, to, on, note } = input;
    let to = &to;
    let wanted = |to| Handing { to, on: on.into(), note: note.clone() };
    let wanted = &wanted;
    change(request, &which, |tx, holding| async move {
        let wanted = wanted(id(to, "to")?);
        let today = request.world.today();
        let member = holding.stored.seen.row.member_id;
        let works_here = colleague::store::works_for(&*tx, &[member], wanted.to).await?;
        let (revision, handing) =
            rules::hand_over(&holding.stored, &wanted, works_here, expected_version, today)?;
        hand_over::note(request, &tx, &holding.stored, handing).await?;
        Ok(revision)
    })
    .await
}
