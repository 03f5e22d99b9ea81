use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::document;

use super::{rules, store};
use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, id_text, patch, payload};
use crate::observation::level::Visibility;
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::programme::edition::Edition;
use crate::programme::record::{self, RemoveInput, Wanted, record};
use crate::programme::rules::Steered;

/// A reference of a document of an edition.
#[derive(Clone, Debug)]
pub struct Document(pub Arc<document::Model>);

record! {
    document::Model, DocumentId, Document in "document" of Steered by edition_id,
    below edition_id: EditionId, seen store::documents, for Private,
    Descending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// A reference of a document of an edition, which is kept elsewhere; known as far as its confidentiality says.
#[Object]
impl Document {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What it is, in the words of the team: agreement, report, slides...
    async fn kind(&self) -> &str {
        &self.0.kind
    }

    /// Its address on the web.
    async fn url(&self) -> &str {
        &self.0.url
    }

    /// Who may know of it: its team alone (`PRIVATE`), the network's members, or everybody.
    async fn confidentiality(&self) -> Visibility {
        self.0.confidentiality.into()
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

patch! {
    /// What is said of a document.
    DocumentSaid
    /// A reference of a document of an edition.
    create AddDocumentInput {
        /// The edition.
        edition: ID,
    }
    /// Other words for a document: what is left out stays as it is.
    update UpdateDocumentInput
    required {
        /// Its title (at most 200 characters).
        title: String,
        /// What it is: agreement, report, slides... (at most 100 characters).
        kind: String,
        /// Its address on the web, of http or https (at most 2,000 characters).
        url: String,
    }
    optional {
        /// Who may know of it: `PRIVATE` (its team alone) when left out, `NETWORK` or `PUBLIC`.
        confidentiality: Visibility,
    }
}

payload! {
    /// The document added.
    AddDocumentPayload {
        /// The document.
        document: Document
    }
    /// The document changed.
    UpdateDocumentPayload {
        /// The document.
        document: Document
    }
    /// The reference removed.
    RemoveDocumentPayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Keeping references of documents.
#[derive(Default)]
pub struct DocumentMutation;

#[Object]
impl DocumentMutation {
    /// Adds the reference of a document to an edition that one's own member structure leads, after it is closed too.
    async fn add_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document.")] input: AddDocumentInput,
    ) -> Result<AddDocumentPayload> {
        AddDocumentPayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes the reference of a document, or who may know of it.
    async fn update_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateDocumentInput,
    ) -> Result<UpdateDocumentPayload> {
        UpdateDocumentPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Removes the reference of a document; the document itself stays where it is.
    async fn remove_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveDocumentPayload> {
        let request = Request::of_account(ctx)?;
        let may = |_: &Steered, _: &document::Model| Ok(());
        RemoveDocumentPayload::of(record::remove(&request, input.parts(), "removeDocument", may).await)
    }
}

async fn add(request: &Request, input: AddDocumentInput) -> Outcome<Document> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "addDocument", |_, steered: Steered| async move {
        let blank = document::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            account_id: request.actor.account(),
            title: String::new(),
            kind: String::new(),
            url: String::new(),
            confidentiality: entity::Visibility::Private,
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(said.clone(), blank)?))
    })
    .await
}

async fn update(request: &Request, input: UpdateDocumentInput) -> Outcome<Document> {
    let which = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, which, "updateDocument", |_, _: Steered, before| async move {
        Ok(Wanted::row(read(said.clone(), before)?))
    })
    .await
}

fn read(said: DocumentSaid, mut row: document::Model) -> Result<document::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    if let Some(url) = said.url.value() {
        read.check(rules::web_address("url", url));
    }
    read.text(&mut row.title, said.title, 200, "title");
    read.text(&mut row.kind, said.kind, 100, "kind");
    read.must(&mut row.url, said.url.map_value(|url| url.trim().to_owned()), "url");
    read.must(&mut row.confidentiality, said.confidentiality.map_value(Into::into), "confidentiality");
    read.check(rules::confidential(row.confidentiality));
    read.finish_with(row)
}
