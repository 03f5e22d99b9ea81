use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::journal_entry;

use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, id_text, patch, payload};
use crate::network::account::NameOf;
use crate::observation::reading::Reading;
use crate::observation::rules::{KnownTerms, past};
use crate::programme::edition::Edition;
use crate::programme::record::{self, Wanted, record};
use crate::programme::rules::Steered;
use crate::programme::store::with_team;

/// What the team of an edition noted on a day.
#[derive(Clone, Debug)]
pub struct JournalEntry(pub Arc<journal_entry::Model>);

record! {
    journal_entry::Model, JournalEntryId, JournalEntry in "journal_entry" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Descending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// What the team of an edition noted on a day; known to it alone.
#[Object]
impl JournalEntry {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// The day it is about.
    async fn noted_on(&self) -> Date {
        self.0.noted_on.into()
    }

    /// What was noted.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Who noted it: the name.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.account_id {
            Some(id) => Request::load(ctx, NameOf(id)).await,
            None => Ok(None),
        }
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

patch! {
    /// What is noted.
    EntrySaid
    /// An entry of the journal of an edition.
    create AddJournalEntryInput {
        /// The edition.
        edition: ID,
    }
    /// Other words for an entry: what is left out stays as it is.
    update UpdateJournalEntryInput
    required {
        /// What is noted (at most 20,000 characters).
        text: String,
    }
    optional {
        /// The day it is about; today when left out.
        noted_on: Date,
    }
}

payload! {
    /// The entry added.
    AddJournalEntryPayload {
        /// The entry.
        journal_entry: JournalEntry
    }
    /// The entry changed.
    UpdateJournalEntryPayload {
        /// The entry.
        journal_entry: JournalEntry
    }
}

/// Keeping a journal.
#[derive(Default)]
pub struct JournalMutation;

#[Object]
impl JournalMutation {
    /// Adds an entry to the journal of an edition that one's own member structure leads, after it is closed too.
    async fn add_journal_entry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is noted.")] input: AddJournalEntryInput,
    ) -> Result<AddJournalEntryPayload> {
        AddJournalEntryPayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes an entry of the journal.
    async fn update_journal_entry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateJournalEntryInput,
    ) -> Result<UpdateJournalEntryPayload> {
        UpdateJournalEntryPayload::of(update(&Request::of_account(ctx)?, input).await)
    }
}

async fn add(request: &Request, input: AddJournalEntryInput) -> Outcome<JournalEntry> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "addJournalEntry", |_, steered: Steered| async move {
        let blank = journal_entry::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            account_id: request.actor.account(),
            noted_on: request.world.today(),
            text: String::new(),
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(request, said.clone(), blank)?))
    })
    .await
}

async fn update(request: &Request, input: UpdateJournalEntryInput) -> Outcome<JournalEntry> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, which, "updateJournalEntry", |_, _: Steered, before| async move {
        Ok(Wanted::row(read(request, said.clone(), before)?))
    })
    .await
}

fn read(
    request: &Request,
    said: EntrySaid,
    mut row: journal_entry::Model,
) -> Result<journal_entry::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    read.text(&mut row.text, said.text, 20_000, "text");
    read.must(&mut row.noted_on, said.noted_on.map_value(Into::into), "notedOn");
    read.check(past(row.noted_on, request.world.today(), "notedOn"));
    read.finish_with(row)
}
