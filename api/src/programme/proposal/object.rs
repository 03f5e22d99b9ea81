use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::programme_proposal;

use crate::access::Request;
use crate::db::{KeyPart, columns};
use crate::error::Result;
use crate::graphql::{Json, id_text};
use crate::network::account::NameOf;
use crate::network::member::Member;
use crate::programme::frame::Programme;
use crate::programme::record::record;
use crate::programme::rules::Led;
use crate::programme::store::with_leads;

/// What became of a proposal.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::ProposalStatus")]
pub enum ProposalStatus {
    /// To be answered.
    Open,
    /// Taken over into the programme.
    Accepted,
    /// Not taken over.
    Refused,
    /// Taken back by its author.
    Withdrawn,
}

columns!(programme_proposal::Model: id, programme_id, member_id, account_id, changes, comment, base_version, status,
    answer, answered_by, answered_at, version, created_at);

/// A change of a programme's frame that somebody proposes.
#[derive(Clone, Debug)]
pub struct ProgrammeProposal(pub Arc<programme_proposal::Model>);

record! {
    programme_proposal::Model, ProgrammeProposalId, ProgrammeProposal in "programme_proposal" of Led by programme_id,
    below programme_id: ProgrammeId, seen with_leads, for Private,
    Descending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// A field of a frame, now and as it is proposed.
#[derive(SimpleObject)]
pub struct ProposedChange {
    /// The field's name.
    field: String,
    /// What it said when this was proposed: terms and territories by their ids.
    before: Option<Json>,
    /// What it is to say.
    after: Option<Json>,
}

/// A change of a programme's frame that somebody of its team proposes to the other structures that lead it.
#[Object]
impl ProgrammeProposal {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The programme.
    async fn programme(&self, ctx: &Context<'_>) -> Result<Option<Programme>> {
        Request::load(ctx, self.0.programme_id).await
    }

    /// The member structure whose people propose it.
    async fn member(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        Request::load(ctx, self.0.member_id).await
    }

    /// Who proposes it: the name.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.account_id {
            Some(id) => Request::load(ctx, NameOf(id)).await,
            None => Ok(None),
        }
    }

    /// Why.
    async fn comment(&self) -> &str {
        &self.0.comment
    }

    /// What changes.
    async fn changes(&self) -> Vec<ProposedChange> {
        let changes = self.0.changes.as_array().into_iter().flatten();
        let part =
            |change: &serde_json::Value, name| change.get(name).filter(|part| !part.is_null()).cloned();
        let read = |change: &serde_json::Value| ProposedChange {
            field: change.get("field").and_then(|field| field.as_str()).unwrap_or_default().to_owned(),
            before: part(change, "before").map(Json),
            after: part(change, "after").map(Json),
        };
        changes.map(read).collect()
    }

    /// Version of the programme that it was written from.
    async fn base_version(&self) -> i32 {
        self.0.base_version
    }

    /// What became of it.
    async fn status(&self) -> ProposalStatus {
        self.0.status.into()
    }

    /// What was answered.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }

    /// The member structure that answered, or took it back.
    async fn answered_by(&self, ctx: &Context<'_>) -> Result<Option<Member>> {
        match self.0.answered_by {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// When.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered_at
    }

    /// Number of its present version: pass it as `expectedVersion` to answer it.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
