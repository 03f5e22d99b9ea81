use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{AccountId, AnnouncementId, Visibility, announcement};

use super::store::{self, announced};
use crate::access::{Loaders, Request};
use crate::db::{KeyPart, write_tx};
use crate::error::{Code, Error, Result};
use crate::graphql::{Binding, Connection, Outcome, PageArguments, Refusal, check, id_text, payload};
use crate::network::account::NameOf;
use crate::observation::input::id;
use crate::programme::edition::Edition;
use crate::programme::record::{self, Wanted, record};
use crate::programme::rules::Steered;
use crate::trail::{Act, Change, Written};

/// Whom an announcement is for.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::AnnouncementAudience")]
pub enum AnnouncementAudience {
    /// Those who take part.
    Participants,
    /// Those who speak.
    Speakers,
}

/// What is announced to the people of an edition.
#[derive(Clone, Debug)]
pub struct Announcement(pub Arc<announcement::Model>);

record! {
    announcement::Model, AnnouncementId, Announcement in "announcement" of Steered by edition_id,
    below edition_id: EditionId, seen announced, for Private,
    Descending ["x.created_at" = |row| KeyPart::Instant(row.created_at)]
}

/// Key: whether the reader has read an announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct ReadMark(AnnouncementId);

impl Loader<ReadMark> for Loaders {
    type Value = ();
    type Error = Error;

    async fn load(&self, keys: &[ReadMark]) -> Result<HashMap<ReadMark, ()>, Error> {
        let Some(account) = self.0.actor.account() else { return Ok(HashMap::new()) };
        let ids: Vec<AnnouncementId> = keys.iter().map(|key| key.0).collect();
        let found = store::read_by(self.0.db.reader(), account, &ids).await?;
        Ok(found.into_iter().map(|id| (ReadMark(id), ())).collect())
    }
}

/// Key: how many have read an announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct ReadersOf(AnnouncementId);

impl Loader<ReadersOf> for Loaders {
    type Value = i64;
    type Error = Error;

    async fn load(&self, keys: &[ReadersOf]) -> Result<HashMap<ReadersOf, i64>, Error> {
        let ids: Vec<AnnouncementId> = keys.iter().map(|key| key.0).collect();
        let found = store::readers_of(self.0.db.reader(), &ids).await?;
        Ok(found.into_iter().map(|(id, count)| (ReadersOf(id), count)).collect())
    }
}

/// Key: who read an announcement, for the team of its edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct MarksOf(AnnouncementId);

impl Loader<MarksOf> for Loaders {
    type Value = Vec<(AccountId, DateTime<Utc>)>;
    type Error = Error;

    async fn load(
        &self,
        keys: &[MarksOf],
    ) -> Result<HashMap<MarksOf, Vec<(AccountId, DateTime<Utc>)>>, Error> {
        let ids: Vec<AnnouncementId> = keys.iter().map(|key| key.0).collect();
        let found = store::marks_of(self.0.db.reader(), &self.0.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, marks)| (MarksOf(id), marks)).collect())
    }
}

/// Somebody who read an announcement.
#[derive(Clone, Copy, Debug)]
pub struct AnnouncementReadMark {
    account: AccountId,
    read_at: DateTime<Utc>,
}

/// Somebody who read an announcement.
#[Object]
impl AnnouncementReadMark {
    /// Who: the name.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Request::load(ctx, NameOf(self.account)).await
    }

    /// When it was marked as read.
    async fn read_at(&self) -> DateTime<Utc> {
        self.read_at
    }
}

/// What is announced to the participants or the speakers of an edition. Its team passes it on, as nothing is sent; speakers
/// with an account of a partner read here what is for them.
#[Object]
impl Announcement {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// Whom it is for.
    async fn audience(&self) -> AnnouncementAudience {
        self.0.audience.into()
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What is announced.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Who announced it: the name.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.0.account_id {
            Some(id) => Request::load(ctx, NameOf(id)).await,
            None => Ok(None),
        }
    }

    /// When it was announced.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Whether the reader's account marked it as read.
    async fn read(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(Request::load(ctx, ReadMark(self.0.id)).await?.is_some())
    }

    /// How many accounts marked it as read.
    async fn readers(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = Request::load(ctx, ReadersOf(self.0.id)).await?.unwrap_or_default();
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }

    /// Who marked it as read, the first first; at most 100, for the team of the edition.
    async fn read_marks(&self, ctx: &Context<'_>) -> Result<Vec<AnnouncementReadMark>> {
        let marks = Request::load(ctx, MarksOf(self.0.id)).await?.unwrap_or_default();
        Ok(marks.into_iter().map(|(account, read_at)| AnnouncementReadMark { account, read_at }).collect())
    }
}

/// Announcements.
#[derive(Default)]
pub struct AnnouncementQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments")]
impl AnnouncementQuery {
    /// What is announced to the speakers of the editions in which a partner takes part that one's own account answers for,
    /// the latest first.
    async fn announcements_received(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Announcement>> {
        let request = Request::of(ctx)?;
        let binding = Binding::new("announcementsReceived", "LATEST", &());
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let slice = store::list_received(request.db.reader(), &request.actor, &page).await?;
        let count = Connection::<Announcement>::counting(move || {
            let request = request.clone();
            async move { store::count_received(request.db.reader(), &request.actor).await }
        });
        Ok(Connection::new(slice.map(|row| Announcement(Arc::new(row))), &binding, count))
    }
}

/// Something to announce.
#[derive(InputObject)]
pub struct AddAnnouncementInput {
    /// The edition.
    edition: ID,
    /// Whom it is for.
    audience: AnnouncementAudience,
    /// Its title (at most 200 characters).
    title: String,
    /// What is announced (at most 10,000 characters).
    text: String,
}

/// An announcement that was read.
#[derive(InputObject)]
pub struct MarkAnnouncementReadInput {
    /// Which one.
    id: ID,
}

payload! {
    /// What was announced.
    AddAnnouncementPayload {
        /// The announcement.
        announcement: Announcement
    }
    /// The announcement marked as read.
    MarkAnnouncementReadPayload {
        /// The announcement.
        announcement: Announcement
    }
}

/// Announcing.
#[derive(Default)]
pub struct AnnouncementMutation;

#[Object]
impl AnnouncementMutation {
    /// Announces something to the participants or the speakers of an edition that one's own member structure leads. The
    /// team passes it on; it does not change afterwards.
    async fn add_announcement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What and to whom.")] input: AddAnnouncementInput,
    ) -> Result<AddAnnouncementPayload> {
        AddAnnouncementPayload::of(add(&Request::of_account(ctx)?, &input).await)
    }

    /// Marks an announcement as read by one's own account; a second time changes nothing.
    async fn mark_announcement_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: MarkAnnouncementReadInput,
    ) -> Result<MarkAnnouncementReadPayload> {
        MarkAnnouncementReadPayload::of(mark(&Request::of_account(ctx)?, &input).await)
    }
}

async fn add(request: &Request, input: &AddAnnouncementInput) -> Outcome<Announcement> {
    let title = &check::text("title", &input.title, 200)?;
    let text = &check::text("text", &input.text, 10_000)?;
    let of = ("edition", &input.edition);
    record::add(request, of, "addAnnouncement", |_, steered: Steered| async move {
        steered.going("edition")?;
        Ok(Wanted::row(announcement::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            account_id: request.actor.account(),
            audience: input.audience.into(),
            title: title.clone(),
            text: text.clone(),
            version: 1,
            created_at: request.now,
        }))
    })
    .await
}

async fn mark(request: &Request, input: &MarkAnnouncementReadInput) -> Outcome<Announcement> {
    let account = request.actor.account().ok_or(Code::Unauthenticated)?;
    let wanted: AnnouncementId = id(&input.id, "id")?;
    let row = write_tx(&request.db, |tx| async move {
        let found =
            record::store::find_by_ids::<announcement::Model>(&*tx, &request.actor, &[wanted]).await?;
        let row = found.into_iter().next().ok_or_else(|| check::not_found("id", &input.id))?;
        if store::mark_read(&tx, wanted, account, request.now).await? {
            let written = Written::new(wanted, Change::Updated, Visibility::Private, None);
            request.stamp().leave_private(&tx, Act::new("markAnnouncementRead", written)).await?;
        }
        Ok::<_, Refusal>(row)
    });
    Ok((Announcement(Arc::new(row.await?)), Vec::new()))
}
