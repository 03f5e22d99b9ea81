use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::{PolicyFrameworkId, Visibility, policy_framework};

use super::input::{CreatePolicyFrameworkInput, Said, UpdatePolicyFrameworkInput};
use super::object::PolicyFramework;
use super::rules::{self, Content, Revision};
use super::store;
use crate::access::{Request, Scope};
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, payload};
use crate::observation::input::id;
use crate::observation::rules::Contributor;
use crate::observation::store::terms;
use crate::programme::scheme::Meanings;
use crate::reference::territory::Places;
use crate::trail::{Act, Change, Written};

payload! {
    /// The framework entered.
    CreatePolicyFrameworkPayload {
        /// The framework.
        policy_framework: PolicyFramework
    }
    /// The framework changed.
    UpdatePolicyFrameworkPayload {
        /// The framework.
        policy_framework: PolicyFramework
    }
}

/// Entering and changing policy frameworks.
#[derive(Default)]
pub struct FrameworkMutation;

#[Object]
impl FrameworkMutation {
    /// Enters a policy framework; everybody reads it.
    async fn create_policy_framework(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The framework.")] input: CreatePolicyFrameworkInput,
    ) -> Result<CreatePolicyFrameworkPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        CreatePolicyFrameworkPayload::of(create(&request, input).await)
    }

    /// Changes a policy framework that one's own member structure entered.
    async fn update_policy_framework(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdatePolicyFrameworkInput,
    ) -> Result<UpdatePolicyFrameworkPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        UpdatePolicyFrameworkPayload::of(update(&request, input).await)
    }
}

async fn create(request: &Request, input: CreatePolicyFrameworkInput) -> Outcome<PolicyFramework> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let said = &input.said();
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let meanings = meanings(request, &tx, said).await?;
        let (content, warnings) = said.clone().over(Content::blank(), &meanings)?;
        let row = store::add(&tx, &request.stamp(), rules::create(by, content)?).await?;
        let act = Act::new("createPolicyFramework", written(&row, Change::Created));
        request.stamp().leave(&tx, act).await?;
        Ok::<_, Refusal>((row, warnings))
    })
    .await?;
    Ok((PolicyFramework(Arc::new(row)), warnings))
}

async fn update(request: &Request, input: UpdatePolicyFrameworkInput) -> Outcome<PolicyFramework> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let (text, expected) = (&input.id.clone(), input.expected_version);
    let framework: PolicyFrameworkId = id(text, "id")?;
    let said = &input.said();
    let (row, warnings) = write_tx(&request.db, |tx| async move {
        let before = store::lookup(&*tx, framework).await?;
        let before = before.ok_or_else(|| check::not_found("id", text))?;
        by.own(before.row.member_id)?;
        check::version(expected, before.row.version)?;
        let meanings = meanings(request, &tx, said).await?;
        let (content, warnings) = said.clone().over(before.content.clone(), &meanings)?;
        let revision = rules::revise(by, before, content)?;
        Ok::<_, Refusal>((save(request, &tx, &revision).await?, warnings))
    })
    .await?;
    Ok((PolicyFramework(Arc::new(row)), warnings))
}

async fn save(request: &Request, tx: &Tx, revision: &Revision) -> Result<policy_framework::Model, Refusal> {
    let before = &revision.before.row;
    if revision.fields.is_empty() {
        return Ok(before.clone());
    }
    let stamp = request.stamp();
    let Some(row) = store::revise(tx, &stamp, revision).await? else {
        let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
        let current = store::version(&**tx, before.id).await?;
        return Err(conflict.with("expected", before.version).with("current", current).into());
    };
    let act = Act::new("updatePolicyFramework", written(&row, Change::Updated));
    stamp.leave(tx, act.fields(&revision.fields)).await?;
    Ok(row)
}

/// What the codes and names of an input stand for.
async fn meanings(request: &Request, tx: &Tx, said: &Said) -> Result<Meanings> {
    let terms = terms(&**tx, &said.codes(), [], request.world.today()).await?;
    Ok(Meanings { terms, places: Places::find(&**tx, &said.places()).await? })
}

fn written(row: &policy_framework::Model, change: Change) -> Written {
    Written::new(row.id, change, Visibility::Public, Some(row.member_id))
}
