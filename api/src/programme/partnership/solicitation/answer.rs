use async_graphql::{Context, Enum, ID, InputObject, Object};
use entity::{
    EditionPartnerId, SolicitationId, SolicitationStatus, TypedId, Visibility, edition_partner, solicitation,
};

use super::received::ReceivedSolicitation;
use super::rules::{self, Reply};
use super::store::{self, Door, Received};
use crate::access::{Actor, Request, Scope};
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, payload};
use crate::observation::input::id;
use crate::programme::hold::followed_by;
use crate::programme::means;
use crate::programme::record;
use crate::programme::store::touch;
use crate::trail::{Act, Change, Written};

/// What a partner answers.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Reply")]
pub enum SolicitationAnswer {
    /// It takes part.
    Accept,
    /// It does not; a reason is to be given.
    Decline,
}

/// A solicitation that its partner has seen: named by its id or by the secret of its link.
#[derive(InputObject)]
pub struct MarkSolicitationSeenInput {
    /// Which one, for somebody who answers for the partner by an account.
    id: Option<ID>,
    /// The secret of the link, which needs no account.
    token: Option<String>,
}

/// The answer to a solicitation: named by its id or by the secret of its link.
#[derive(InputObject)]
pub struct AnswerSolicitationInput {
    /// Which one, for somebody who answers for the partner by an account.
    id: Option<ID>,
    /// The secret of the link, which needs no account.
    token: Option<String>,
    /// Whether the partner takes part.
    answer: SolicitationAnswer,
    /// Why it does not; or what it wishes to say when it does (at most 1,000 characters).
    reason: Option<String>,
}

payload! {
    /// The solicitation seen.
    MarkSolicitationSeenPayload {
        /// The solicitation as its partner meets it.
        solicitation: ReceivedSolicitation
    }
    /// The solicitation answered.
    AnswerSolicitationPayload {
        /// The solicitation as its partner meets it.
        solicitation: ReceivedSolicitation
    }
}

/// Answering.
#[derive(Default)]
pub struct AnswerMutation;

#[Object]
impl AnswerMutation {
    /// Notes that the partner has seen a solicitation; a second time changes nothing. Without an account by the secret
    /// of the personal link.
    async fn mark_solicitation_seen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: MarkSolicitationSeenInput,
    ) -> Result<MarkSolicitationSeenPayload> {
        let request = Request::of(ctx)?;
        let seen = |received: &Received, _: &str| {
            Ok(rules::see(received.row.clone(), (request.world.today(), request.now)))
        };
        let named = Named { id: input.id, token: input.token };
        MarkSolicitationSeenPayload::of(take(&request, &named, "markSolicitationSeen", seen).await)
    }

    /// Answers a solicitation, once, by its day. Who accepts becomes a partner of the edition, and a speaker of the session
    /// it was asked for. Without an account by the secret of the personal link.
    async fn answer_solicitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one, and the answer.")] input: AnswerSolicitationInput,
    ) -> Result<AnswerSolicitationPayload> {
        let request = Request::of(ctx)?;
        let said = (input.answer.into(), input.reason.as_deref());
        let answered = |received: &Received, field: &str| {
            let at = (field, (request.world.today(), request.now));
            rules::answer(received.row.clone(), received.edition.status, said, at)
        };
        let named = Named { id: input.id, token: input.token };
        AnswerSolicitationPayload::of(take(&request, &named, "answerSolicitation", answered).await)
    }
}

/// By what a partner names a solicitation.
struct Named {
    id: Option<ID>,
    token: Option<String>,
}

impl Named {
    /// One of both, and the field it stands in.
    fn door<'a>(&'a self, actor: &'a Actor) -> Result<(Door<'a>, &'static str), Refusal> {
        match (&self.id, &self.token) {
            (None, Some(token)) => Ok((Door::Token(token), "token")),
            (Some(text), None) => {
                let wanted: SolicitationId = id(text, "id")?;
                Ok((Door::Id(wanted, actor), "id"))
            }
            (None, None) | (Some(_), Some(_)) => Err(UserError::new(UserErrorCode::Required, "token").into()),
        }
    }

    /// The same for one that is unknown, void or taken back; a secret is not repeated.
    fn unknown(&self) -> UserError {
        self.id.as_ref().map_or_else(|| check::not_found("token", "…"), |text| check::not_found("id", text))
    }
}

/// Takes a solicitation a step further by its partner, as the rule decides.
async fn take<F>(
    request: &Request,
    named: &Named,
    act: &'static str,
    rule: F,
) -> Outcome<ReceivedSolicitation>
where
    F: Fn(&Received, &str) -> Result<solicitation::Model, UserError> + Sync,
{
    if named.id.is_some() {
        request.require_account()?;
        if !request.actor.has(Scope::ProgrammesWrite) {
            return Err(Actor::not_allowed("").into());
        }
    }
    let (rule, (door, field)) = (&rule, named.door(&request.actor)?);
    let taken = write_tx(&request.db, |tx| async move {
        let found = store::find(&*tx, door).await?.ok_or_else(|| named.unknown())?;
        // Whoever touches the edition first goes first; what the other did is read behind it.
        touch(&tx, found.edition.id, request.now).await?;
        let before = store::find(&*tx, door).await?.ok_or_else(|| named.unknown())?;
        let row = rule(&before, field)?;
        if row == before.row {
            return Ok::<_, Refusal>(before);
        }
        let acts = Acts { request, act, received: &before };
        let conflict = || named.unknown();
        let row = record::store::revise(&tx, row).await?.ok_or_else(conflict)?;
        acts.leave(&tx, row.id, Change::Updated, Visibility::Private).await?;
        if row.status == SolicitationStatus::Accepted {
            engage(&tx, &acts).await?;
        }
        Ok(Received { row, ..before })
    })
    .await?;
    Ok((ReceivedSolicitation::new(taken), Vec::new()))
}

/// What is done of one solicitation, as the trail keeps it.
struct Acts<'a> {
    request: &'a Request,
    act: &'static str,
    received: &'a Received,
}

impl Acts<'_> {
    async fn leave<T: TypedId>(&self, tx: &Tx, id: T, change: Change, audience: Visibility) -> Result<()> {
        let written = Written::new(id, change, audience, Some(self.received.programme.member_id));
        self.request.stamp().leave(tx, Act::new(self.act, written)).await
    }
}

/// Makes the partner one of the edition's, unless it is, and a speaker of the session it was asked for, if that stands.
async fn engage(tx: &Tx, acts: &Acts<'_>) -> Result<(), Refusal> {
    let Received { row, edition, programme, session, .. } = acts.received;
    if means::engaged(&**tx, row.edition_id, &[row.partner_id]).await?.is_empty() {
        let id: EditionPartnerId = acts.request.world.id();
        let part = edition_partner::Model {
            id,
            edition_id: row.edition_id,
            partner_id: row.partner_id,
            kind_id: row.kind_id,
            days: None,
            version: 1,
            created_at: acts.request.now,
        };
        record::store::add(tx, &part).await?;
        let audience = followed_by(edition, programme).min(Visibility::Network);
        acts.leave(tx, id, Change::Created, audience).await?;
    }
    if let Some(session) = session.as_ref().filter(|session| session.cancelled_at.is_none()) {
        store::let_speak(tx, (session.id, row.partner_id), acts.request.now).await?;
    }
    Ok(())
}
