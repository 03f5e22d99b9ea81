use chrono::{DateTime, Utc};
use entity::{AccountId, ApiKeyId, AuditEntryId, FieldChangeId, MemberId, TypedId, Visibility};
use sea_orm::{ActiveValue::Set, EntityTrait, JsonValue};
use uuid::Uuid;

use crate::db::Tx;
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
    /// Leaves audit entry, change event and field history of an act, in its transaction.
    pub async fn leave(&self, tx: &Tx, act: Act<'_>) -> Result<()> {
        let entry = self.entry(tx, &act).await?;
        self.event(tx, &act.written).await?;
        self.history(tx, entry, &act).await
    }

    /// Leaves an audit entry alone, for acts that change nothing others can see (signing in).
    pub async fn leave_private(&self, tx: &Tx, act: Act<'_>) -> Result<()> {
        self.entry(tx, &act).await?;
        Ok(())
    }

    async fn entry(&self, tx: &Tx, act: &Act<'_>) -> Result<AuditEntryId> {
        let id: AuditEntryId = self.world.id();
        let row = entity::audit_entry::ActiveModel {
            id: Set(id),
            at: Set(self.at),
            actor_kind: Set(self.author.kind().to_owned()),
            account_id: Set(self.author.account),
            api_key_id: Set(self.author.api_key),
            member_id: Set(self.author.member),
            action: Set(act.name.to_owned()),
            object_type: Set(act.written.kind.to_owned()),
            object_id: Set(act.written.id),
            detail: Set(act.detail.clone()),
            request_id: Set(self.request_id.clone()),
        };
        entity::audit_entry::Entity::insert(row).exec_without_returning(&**tx).await?;
        Ok(id)
    }

    async fn event(&self, tx: &Tx, written: &Written) -> Result<()> {
        let row = entity::change_event::ActiveModel {
            at: Set(self.at),
            kind: Set(written.change.as_str().to_owned()),
            object_type: Set(written.kind.to_owned()),
            object_id: Set(written.id),
            member_id: Set(written.member),
            audience: Set(written.audience.as_str().to_owned()),
            other_id: Set(if let Change::Merged(id) = written.change { Some(id) } else { None }),
            ..Default::default()
        };
        entity::change_event::Entity::insert(row).exec_without_returning(&**tx).await?;
        Ok(())
    }

    async fn history(&self, tx: &Tx, entry: AuditEntryId, act: &Act<'_>) -> Result<()> {
        if act.fields.is_empty() {
            return Ok(());
        }
        let row = |change: &FieldChange| entity::field_change::ActiveModel {
            id: Set(self.world.id::<FieldChangeId>()),
            entry_id: Set(entry),
            object_type: Set(act.written.kind.to_owned()),
            object_id: Set(act.written.id),
            field: Set(change.field.to_owned()),
            before: Set(some(&change.before)),
            after: Set(some(&change.after)),
            at: Set(self.at),
            account_id: Set(self.author.account),
            member_id: Set(self.author.member),
        };
        let rows: Vec<_> = act.fields.iter().map(row).collect();
        entity::field_change::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
        Ok(())
    }
}

fn some(value: &JsonValue) -> Option<JsonValue> {
    (!value.is_null()).then(|| value.clone())
}
