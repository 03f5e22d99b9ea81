use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::task;

use super::rules;
use crate::access::Request;
use crate::db::{KeyPart, Tx};
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, check, id_text, patch, payload};
use crate::network::account::{Account, NameOf};
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::programme::edition::{Edition, people};
use crate::programme::record::{self, Wanted, record};
use crate::programme::rules::Steered;
use crate::programme::store::with_team;

/// Something to do for an edition.
#[derive(Clone, Debug)]
pub struct Task(pub Arc<task::Model>);

record! {
    task::Model, TaskId, Task in "task" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Ascending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// Something to do for an edition; known to its team.
#[Object]
impl Task {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// What is to be done.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// More about it.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Who is to do it: the name.
    async fn assignee(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.assignee_id {
            Some(id) => Request::load(ctx, NameOf(id)).await,
            None => Ok(None),
        }
    }

    /// The account of who is to do it, for those who may see it.
    async fn assignee_account(&self, ctx: &Context<'_>) -> Result<Option<Account>> {
        match self.0.assignee_id {
            Some(id) => Request::load(ctx, id).await,
            None => Ok(None),
        }
    }

    /// By when.
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Into::into)
    }

    /// Whether its day has passed and it is not done.
    async fn overdue(&self, ctx: &Context<'_>) -> bool {
        let late = |request: Request| self.0.due_on.is_some_and(|due| due < request.world.today());
        self.0.done_at.is_none() && Request::of(ctx).is_ok_and(late)
    }

    /// When it was done; null while it is not.
    async fn done_at(&self) -> Option<DateTime<Utc>> {
        self.0.done_at
    }

    /// Who said that it is done: the name.
    async fn done_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.done_by {
            Some(id) => Request::load(ctx, NameOf(id)).await,
            None => Ok(None),
        }
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

patch! {
    /// What is said of a task.
    TaskSaid
    /// Something to do for an edition.
    create AddTaskInput {
        /// The edition.
        edition: ID,
    }
    /// Other words for a task: what is left out stays as it is, null empties.
    update UpdateTaskInput
    required {
        /// What is to be done (at most 200 characters).
        title: String,
    }
    optional {
        /// More about it (at most 5,000 characters).
        note: String,
        /// Who is to do it: the account of somebody who works for a leading structure.
        assignee: ID,
        /// By when.
        due_on: Date,
    }
}

/// A task that is done.
#[derive(InputObject)]
pub struct CompleteTaskInput {
    /// Which one.
    id: ID,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// The task added.
    AddTaskPayload {
        /// The task.
        task: Task
    }
    /// The task changed.
    UpdateTaskPayload {
        /// The task.
        task: Task
    }
    /// The task done.
    CompleteTaskPayload {
        /// The task.
        task: Task
    }
}

/// What is to be done.
#[derive(Default)]
pub struct TaskMutation;

#[Object]
impl TaskMutation {
    /// Adds something to do for an edition that one's own member structure leads.
    async fn add_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be done.")] input: AddTaskInput,
    ) -> Result<AddTaskPayload> {
        AddTaskPayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes a task, or gives it to somebody else.
    async fn update_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateTaskInput,
    ) -> Result<UpdateTaskPayload> {
        UpdateTaskPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Says that a task is done, once.
    async fn complete_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: CompleteTaskInput,
    ) -> Result<CompleteTaskPayload> {
        CompleteTaskPayload::of(complete(&Request::of_account(ctx)?, &input).await)
    }
}

async fn add(request: &Request, input: AddTaskInput) -> Outcome<Task> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "addTask", |tx, steered: Steered| async move {
        steered.going("edition")?;
        let blank = task::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            title: String::new(),
            note: None,
            assignee_id: None,
            due_on: None,
            done_at: None,
            done_by: None,
            version: 1,
            created_at: request.now,
            updated_at: request.now,
        };
        Ok(Wanted::row(read(&tx, &steered, said.clone(), blank).await?))
    })
    .await
}

async fn update(request: &Request, input: UpdateTaskInput) -> Outcome<Task> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, which, "updateTask", |tx, steered: Steered, before: task::Model| async move {
        let mut row = read(&tx, &steered, said.clone(), before.clone()).await?;
        if row != before {
            row.updated_at = request.now;
        }
        Ok(Wanted::row(row))
    })
    .await
}

async fn complete(request: &Request, input: &CompleteTaskInput) -> Outcome<Task> {
    let which = (&input.id, input.expected_version);
    record::change(request, which, "completeTask", |_, _: Steered, mut row: task::Model| async move {
        rules::once(row.done_at, "DONE")?;
        row.done_at = Some(request.now);
        row.done_by = request.actor.account();
        row.updated_at = request.now;
        Ok(Wanted::row(row))
    })
    .await
}

async fn read(
    tx: &Tx,
    steered: &Steered,
    said: TaskSaid,
    mut row: task::Model,
) -> Result<task::Model, Refusal> {
    let terms = KnownTerms::default();
    let given = said.assignee.value().cloned();
    let mut read = Reading::new(&terms);
    read.text(&mut row.title, said.title, 200, "title");
    read.text_or_none(&mut row.note, said.note, 5_000, "note");
    read.link(&mut row.assignee_id, said.assignee, "assignee");
    said.due_on.map_value(Into::into).update_to(&mut row.due_on);
    let row = read.finish_with(row)?;
    if let (Some(text), Some(account)) = (given, row.assignee_id)
        && !people(&**tx, account, steered.programme.id).await?
    {
        return Err(check::not_found("assignee", &text).into());
    }
    Ok(row)
}
