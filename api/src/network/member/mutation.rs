use async_graphql::{Context, ID, InputObject, Object};
use entity::{Visibility, member};

use super::super::finder::id_at;
use super::object::Member;
use super::{rules, store};
use crate::access::Request;
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, check, payload};
use crate::trail::{Act, Change, FieldChange, Written};

/// A new member structure.
#[derive(InputObject)]
pub struct CreateMemberInput {
    /// Its name, at most 200 characters.
    name: String,
}

/// What changes in a member structure.
#[derive(InputObject)]
pub struct UpdateMemberInput {
    /// Which one.
    id: ID,
    /// The version the change was made from.
    expected_version: i32,
    /// Its new name, at most 200 characters.
    name: String,
}

payload! {
    /// What `createMember` did.
    CreateMemberPayload {
        /// The new member structure.
        member: Member
    }
    /// What `updateMember` did.
    UpdateMemberPayload {
        /// The member structure as it is now.
        member: Member
    }
}

/// Changes of member structures.
#[derive(Default)]
pub struct MemberMutation;

#[Object]
impl MemberMutation {
    /// Makes a member structure. For who runs the network; its coordinator is invited next.
    async fn create_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is.")] input: CreateMemberInput,
    ) -> Result<CreateMemberPayload> {
        CreateMemberPayload::of(create(&Request::of(ctx)?, &input).await)
    }

    /// Renames a member structure. For its coordinator and for who runs the network.
    async fn update_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateMemberInput,
    ) -> Result<UpdateMemberPayload> {
        UpdateMemberPayload::of(update(&Request::of(ctx)?, &input).await)
    }
}

async fn create(request: &Request, input: &CreateMemberInput) -> Outcome<Member> {
    request.require_account()?;
    let new = &rules::create(&request.actor, &input.name)?;
    let row = write_tx(&request.db, |tx| async move {
        let stamp = request.stamp();
        let row = store::add(&tx, &stamp, new).await?;
        stamp.leave(&tx, Act::new("createMember", written(&row, Change::Created))).await?;
        Ok::<_, Refusal>(row)
    });
    Ok((Member::new(row.await?), Vec::new()))
}

async fn update(request: &Request, input: &UpdateMemberInput) -> Outcome<Member> {
    request.require_account()?;
    let id = id_at("id", &input.id)?;
    let row = write_tx(&request.db, |tx| async move {
        let found = store::lookup(&*tx, id).await?;
        let before = found.ok_or_else(|| check::not_found("id", &input.id))?;
        let name = rules::rename(&request.actor, &before, &input.name, input.expected_version)?;
        if !store::rename(&tx, &before, &name).await? {
            check::version(input.expected_version, before.version + 1)?;
        }
        let after = store::lookup(&*tx, id).await?.ok_or_else(|| check::not_found("id", &input.id))?;
        let renamed = (before.name.into(), after.name.clone().into());
        let fields = [FieldChange { field: "name", before: renamed.0, after: renamed.1 }];
        let act = Act::new("updateMember", written(&after, Change::Updated)).fields(&fields);
        request.stamp().leave(&tx, act).await?;
        Ok::<_, Refusal>(after)
    });
    Ok((Member::new(row.await?), Vec::new()))
}

pub(super) fn written(row: &member::Model, change: Change) -> Written {
    Written::new(row.id, change, Visibility::Public, Some(row.id))
}
