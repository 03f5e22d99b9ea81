use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use entity::{ProgrammeTemplateId, programme_template};

use super::object::ProgrammeTemplate;
use super::{draw, store};
use crate::access::{Request, Scope};
use crate::db::{sort_key, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, id_text, payload};
use crate::observation::input::id;
use crate::observation::rules::{Contributor, optional_text};
use crate::programme::record::{RemoveInput, held};
use crate::programme::rules::Steered;
use crate::trail::{Act, Change, Written};

/// A template to keep.
#[derive(InputObject)]
pub struct SaveTemplateInput {
    /// The edition whose design is kept, led by one's own member structure.
    edition: ID,
    /// Its title (at most 200 characters).
    title: String,
    /// What it is good for (at most 2,000 characters).
    summary: Option<String>,
}

payload! {
    /// The template kept.
    SaveTemplatePayload {
        /// The template.
        template: ProgrammeTemplate
    }
    /// The template removed.
    RemoveTemplatePayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Keeping templates.
#[derive(Default)]
pub struct TemplateMutation;

#[Object]
impl TemplateMutation {
    /// Keeps the design of an edition as a template of one's own member structure.
    async fn save_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which edition, under which title.")] input: SaveTemplateInput,
    ) -> Result<SaveTemplatePayload> {
        SaveTemplatePayload::of(save(&Request::of_account(ctx)?, &input).await)
    }

    /// Removes a template of one's own member structure; editions made from it stay.
    async fn remove_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveTemplatePayload> {
        RemoveTemplatePayload::of(remove(&Request::of_account(ctx)?, &input).await)
    }
}

async fn save(request: &Request, input: &SaveTemplateInput) -> Outcome<ProgrammeTemplate> {
    let title = &check::text("title", &input.title, 200)?;
    let summary = &optional_text("summary", input.summary.as_deref(), 2_000)?;
    let row = write_tx(&request.db, |tx| async move {
        let steered = held::<Steered>(request, &tx, ("edition", &input.edition)).await?;
        let row = programme_template::Model {
            id: request.world.id(),
            member_id: Some(steered.team.by().member()),
            code: None,
            title: title.clone(),
            sort_key: sort_key(title),
            summary: summary.clone(),
            blueprint: draw::draw(&tx, &steered.edition).await?.write()?,
            version: 1,
            created_at: request.now,
            deleted_at: None,
        };
        store::add(&tx, &row).await?;
        let written = Written::new(row.id, Change::Created, entity::Visibility::Private, row.member_id);
        request.stamp().leave(&tx, Act::new("saveTemplate", written)).await?;
        Ok::<_, Refusal>(row)
    })
    .await?;
    Ok((ProgrammeTemplate(Arc::new(row)), Vec::new()))
}

async fn remove(request: &Request, input: &RemoveInput) -> Outcome<ID> {
    let by = Contributor::with(&request.actor, Scope::ProgrammesWrite)?;
    let template: ProgrammeTemplateId = id(&input.id, "id")?;
    let removed = write_tx(&request.db, |tx| async move {
        let found = store::find_by_ids(&*tx, &request.actor, &[template]).await?.pop();
        let row = found.ok_or_else(|| check::not_found("id", &input.id))?;
        let member = row.member_id.ok_or_else(|| UserError::new(UserErrorCode::NotAllowed, "id"))?;
        by.own(member)?;
        check::version(input.expected_version, row.version)?;
        if !store::remove(&tx, &row, request.now).await? {
            check::version(input.expected_version, row.version + 1)?;
        }
        let written = Written::new(row.id, Change::Deleted, entity::Visibility::Private, row.member_id);
        request.stamp().leave(&tx, Act::new("removeTemplate", written)).await?;
        Ok::<_, Refusal>(id_text(row.id))
    });
    Ok((removed.await?, Vec::new()))
}
