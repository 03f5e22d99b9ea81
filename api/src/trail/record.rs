use chrono::{DateTime, Utc};
use entity::{AccountId, ApiKeyId, AuditEntryId, FieldChangeId, MemberId, TypedId, Visibility};
use sea_orm::{JsonValue, Value};
use uuid::Uuid;

use crate::db::{Tx, insert_rows};
use crate::error::Result;
use crate::world::World;

/// Who writes, as the trail keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The account, unless the server itself writes.
    pub account: Option<AccountId>,
    /// The key it came with.
    pub api_key: Option<ApiKeyId>,
    /// The member structure it acts for.
    pub member: Option<MemberId>,
}

impl Author {
    const fn kind(&self) -> &'static str {
        match (self.account, self.api_key) {
            (_, Some(_)) => "API_KEY",
            (Some(_), None) => "ACCOUNT",
            (None, None) => "SYSTEM",
        }
    }
}

/// Who writes, when, in which request.
#[derive(Clone)]
pub struct Stamp {
    /// Who.
    pub author: Author,
    /// When, the same for the whole request.
    pub at: DateTime<Utc>,
    /// The request's id.
    pub request_id: String,
    /// Ids of what is written.
    pub world: World,
}

/// What became of a thing, for those who follow changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Created,
    /// It differs.
    Updated,
    /// It left a tombstone.
    Deleted,
    /// It redirects to another.
    Merged(Uuid),
    /// Some who saw it no longer do.
    Hidden,
}

impl Change {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::Updated => "UPDATED",
            Self::Deleted => "DELETED",
            Self::Merged(_) => "MERGED",
            Self::Hidden => "HIDDEN",
        }
    }
}

/// What is written: on which thing, and what it does to it.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    kind: &'static str,
    id: Uuid,
    change: Change,
    audience: Visibility,
    member: Option<MemberId>,
}

impl Written {
    /// A change of a thing that `audience` may follow, contributed by `member` if by any.
    pub fn new<T: TypedId>(id: T, change: Change, audience: Visibility, member: Option<MemberId>) -> Self {
        Self { kind: T::PREFIX, id: id.into(), change, audience, member }
    }
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Name of the field in the API.
    pub field: &'static str,
    /// Value before, null where there was none.
    pub before: JsonValue,
    /// Value after, null where there is none.
    pub after: JsonValue,
}

impl FieldChange {
    /// The fields that differ between what was told of a record before and after.
    pub fn between<const N: usize>(
        before: [(&'static str, JsonValue); N],
        after: [(&'static str, JsonValue); N],
    ) -> Vec<Self> {
        let pairs = before.into_iter().zip(after);
        let changed = pairs.filter(|((_, before), (_, after))| before != after);
        changed.map(|((field, before), (_, after))| Self { field, before, after }).collect()
    }
}

/// An act with its name in the API and what a reader of the trail should know of it; no personal data.
pub struct Act<'a> {
    /// `updateStructure`, `signIn`...
    pub name: &'static str,
    /// On what.
    pub written: Written,
    /// Facts of the act.
    pub detail: JsonValue,
    /// Fields that changed.
    pub fields: &'a [FieldChange],
}

impl<'a> Act<'a> {
    /// An act told by its name alone.
    pub const fn new(name: &'static str, written: Written) -> Self {
        Self { name, written, detail: JsonValue::Null, fields: &[] }
    }

    /// With the history of its fields.
    #[must_use]
    pub const fn fields(mut self, fields: &'a [FieldChange]) -> Self {
        self.fields = fields;
        self
    }

    /// With facts.
    #[must_use]
    pub fn detail(mut self, detail: JsonValue) -> Self {
        self.detail = detail;
        self
    }
}

impl Stamp {
    /// The server itself writes now, by the command `what`.
    pub fn of_the_server(world: &World, what: &str) -> Self {
        let author = Author::default();
        Self { author, at: world.now(), request_id: what.to_owned(), world: world.clone() }
    }

    /// Leaves audit entry, change event and field history of an act, in its transaction.
    pub async fn leave(&self, tx: &Tx, act: Act<'_>) -> Result<()> {
        self.leave_many(tx, &[act]).await
    }

    /// The same for many acts, in three statements.
    pub async fn leave_many(&self, tx: &Tx, acts: &[Act<'_>]) -> Result<()> {
        let entries = self.entries(tx, acts).await?;
        let events = acts.iter().map(|act| self.event(&act.written)).collect();
        insert_rows(&**tx, "change_event", &EVENT, events).await?;
        let history = acts.iter().zip(entries).flat_map(|(act, entry)| self.history(entry, act)).collect();
        insert_rows(&**tx, "field_change", &HISTORY, history).await
    }

    /// Leaves an audit entry alone, for acts that change nothing others can see (signing in).
    pub async fn leave_private(&self, tx: &Tx, act: Act<'_>) -> Result<()> {
        self.entries(tx, &[act]).await?;
        Ok(())
    }

    async fn entries(&self, tx: &Tx, acts: &[Act<'_>]) -> Result<Vec<AuditEntryId>> {
        let ids: Vec<AuditEntryId> = acts.iter().map(|_| self.world.id()).collect();
        let rows = acts.iter().zip(&ids).map(|(act, id)| self.entry(*id, act)).collect();
        insert_rows(&**tx, "audit_entry", &ENTRY, rows).await?;
        Ok(ids)
    }

    fn entry(&self, id: AuditEntryId, act: &Act<'_>) -> Vec<Value> {
        vec![
            id.into(),
            self.at.into(),
            self.author.kind().into(),
            self.author.account.into(),
            self.author.api_key.into(),
            self.author.member.into(),
            act.name.into(),
            act.written.kind.into(),
            act.written.id.into(),
            act.detail.clone().into(),
            self.request_id.as_str().into(),
        ]
    }

    fn event(&self, written: &Written) -> Vec<Value> {
        let other = if let Change::Merged(id) = written.change { Some(id) } else { None };
        vec![
            self.at.into(),
            written.change.as_str().into(),
            written.kind.into(),
            written.id.into(),
            written.member.into(),
            written.audience.as_str().into(),
            other.into(),
        ]
    }

    fn history(&self, entry: AuditEntryId, act: &Act<'_>) -> Vec<Vec<Value>> {
        let row = |change: &FieldChange| {
            vec![
                self.world.id::<FieldChangeId>().into(),
                entry.into(),
                act.written.kind.into(),
                act.written.id.into(),
                change.field.into(),
                some(&change.before).into(),
                some(&change.after).into(),
                self.at.into(),
                self.author.account.into(),
                self.author.member.into(),
            ]
        };
        act.fields.iter().map(row).collect()
    }
}

const ENTRY: [&str; 11] = [
    "id",
    "at",
    "actor_kind",
    "account_id",
    "api_key_id",
    "member_id",
    "action",
    "object_type",
    "object_id",
    "detail",
    "request_id",
];

const EVENT: [&str; 7] = ["at", "kind", "object_type", "object_id", "member_id", "audience", "other_id"];

const HISTORY: [&str; 10] = [
    "id",
    "entry_id",
    "object_type",
    "object_id",
    "field",
    "before",
    "after",
    "at",
    "account_id",
    "member_id",
];

fn some(value: &JsonValue) -> Option<JsonValue> {
    (!value.is_null()).then(|| value.clone())
}
