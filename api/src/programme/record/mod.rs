//! Records: the rows that an edition or an accompaniment is made of (objectives, phases, sessions, lines of a budget...).
//! They are read, paged, added, changed and removed in one way, here; what each of them says, and what may be said,
//! stands in its own folder.
//!
//! To add one: its table with `id`, its owner and `version`; its entity; `columns!` and `record!`; object, inputs, rules.

mod loader;
pub(crate) mod store;
mod write;

use std::future::Future;
use std::sync::Arc;

use async_graphql::Context;
use entity::{MemberId, TypedId, Visibility};
use sea_orm::{EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;

pub use loader::{Narrow, PagesOf};
pub use write::{Links, RemoveInput, Wanted, add, change, conflict, held, remove, remove_unless};

use crate::access::{Actor, Request};
use crate::db::{Columns, Key, Sql, Tx};
use crate::error::Result;
use crate::graphql::{Binding, Connection, Nested, Node, PageArguments, Refusal};
use crate::trail::FieldChange;

/// What records belong to, held by somebody who may change it.
pub trait Held: Sized + Send + Sync {
    /// Its id.
    type Id: TypedId + sea_orm::sea_query::ValueType;

    /// Holds it for a change: unknown where the caller cannot see it, refused where it may not change it.
    fn hold(request: &Request, tx: &Tx, id: Self::Id) -> impl Future<Output = Result<Self, Refusal>> + Send;

    /// The member structure whose it is.
    fn member(&self) -> MemberId;

    /// Who may follow what becomes of it, at the most.
    fn audience(&self) -> Visibility {
        Visibility::Private
    }
}

/// A row that belongs to an edition or an accompaniment.
pub trait Record:
    Columns + Clone + PartialEq + Send + Sync + 'static + ModelTrait + IntoActiveModel<ActiveOf<Self>>
{
    /// Its id.
    type Id: TypedId;
    /// What it belongs to.
    type Held: Held;
    /// Whose list it stands in: what it belongs to, or another of its records.
    type Parent: TypedId;
    /// As the API shows it.
    type Object: Node + Clone + From<Arc<Self>>;
    /// Its table.
    const TABLE: &'static str;
    /// The column of the parent.
    const PARENT: &'static str;
    /// Columns of `x` by which its lists are ordered, the id last.
    const ORDER: &'static [&'static str];
    /// Whether its lists begin with the last of them.
    const NEWEST_FIRST: bool;
    /// Who follows its changes.
    const AUDIENCE: Visibility;

    /// Joins and condition behind `from <table> x`: those that an actor may see.
    fn seen(actor: &Actor) -> Sql;
    /// Its id.
    fn id(&self) -> Self::Id;
    /// What it belongs to.
    fn owner(&self) -> <Self::Held as Held>::Id;
    /// Whose list it stands in.
    fn parent(&self) -> Self::Parent;
    /// Its version.
    fn version(&self) -> i32;
    /// The next version.
    fn grow(&mut self);
    /// Its place in its list.
    fn key(&self) -> Key;
    /// The fields whose history is kept, before and after; nothing personal.
    fn history(_before: &Self, _after: &Self) -> Vec<FieldChange> {
        Vec::new()
    }
}

/// The active model of a record.
pub type ActiveOf<R> = <<R as ModelTrait>::Entity as EntityTrait>::ActiveModel;

/// Makes a table's row a record: `record! { phase::Model: PhaseId in edition_id: EditionId of Held ... }`.
macro_rules! record {
    (
        $model:path, $id:ident, $object:ident in $table:literal of $held:ident by $owner:ident,
        below $parent:ident: $parent_id:ident, seen $seen:path, for $audience:ident,
        $order:ident [$($column:literal = $key:expr),* $(,)?]
        $(, history $history:path)?
    ) => {
        impl $crate::programme::record::Record for $model {
            type Id = entity::$id;
            type Held = $held;
            type Parent = entity::$parent_id;
            type Object = $object;
            const TABLE: &'static str = $table;
            const PARENT: &'static str = stringify!($parent);
            const ORDER: &'static [&'static str] = &[$($column,)* "x.id"];
            const NEWEST_FIRST: bool = $crate::programme::record::Direction::$order.newest_first();
            const AUDIENCE: entity::Visibility = entity::Visibility::$audience;

            fn seen(actor: &$crate::access::Actor) -> $crate::db::Sql {
                $seen(actor)
            }

            fn id(&self) -> Self::Id {
                self.id
            }

            fn owner(&self) -> <$held as $crate::programme::record::Held>::Id {
                self.$owner
            }

            fn parent(&self) -> Self::Parent {
                self.$parent
            }

            fn version(&self) -> i32 {
                self.version
            }

            fn grow(&mut self) {
                self.version += 1;
            }

            fn key(&self) -> $crate::db::Key {
                let key: &[fn(&Self) -> $crate::db::KeyPart] = &[$($key),*];
                let columns = key.iter().map(|part| part(self));
                columns.chain([$crate::db::KeyPart::Id(self.id.0)]).collect()
            }

            $(fn history(before: &Self, after: &Self) -> Vec<$crate::trail::FieldChange> {
                $history(before, after)
            })?
        }

        impl From<std::sync::Arc<$model>> for $object {
            fn from(row: std::sync::Arc<$model>) -> Self {
                Self(row)
            }
        }

        impl $crate::graphql::Node for $object {
            fn key(&self, _order: &str) -> $crate::db::Key {
                $crate::programme::record::Record::key(&*self.0)
            }
        }

        impl async_graphql::dataloader::Loader<entity::$id> for $crate::access::Loaders {
            type Value = $object;
            type Error = $crate::error::Error;

            async fn load(
                &self,
                ids: &[entity::$id],
            ) -> Result<std::collections::HashMap<entity::$id, $object>, Self::Error> {
                $crate::programme::record::store::load::<$model>(self, ids).await
            }
        }
    };
}
pub(crate) use record;

/// Which end of a list comes first.
#[derive(Clone, Copy, Debug)]
pub enum Direction {
    /// The first.
    Ascending,
    /// The last.
    Descending,
}

impl Direction {
    /// Whether it is the last.
    pub const fn newest_first(self) -> bool {
        matches!(self, Self::Descending)
    }
}

/// A page of the records below a parent.
pub async fn page<R: Record>(
    ctx: &Context<'_>,
    parent: R::Parent,
    arguments: PageArguments,
) -> Result<Connection<R::Object>> {
    page_by::<R>(ctx, (R::PARENT, parent.into()), arguments).await
}

/// The same by another column than the parent's.
pub async fn page_by<R: Record>(
    ctx: &Context<'_>,
    (column, parent): (&'static str, Uuid),
    arguments: PageArguments,
) -> Result<Connection<R::Object>> {
    page_of::<R, _>(ctx, (column, parent), (), arguments).await
}

/// The same of some of them.
pub async fn page_of<R: Record, N: Narrow>(
    ctx: &Context<'_>,
    (column, parent): (&'static str, Uuid),
    narrow: N,
    arguments: PageArguments,
) -> Result<Connection<R::Object>> {
    let binding = Binding::new(R::TABLE, column, &(parent, narrow.told()));
    let page = arguments.page(&binding)?;
    let key = Nested { parent, arguments: PagesOf::<R, N>::by(column, narrow.clone()), page };
    let slice = Request::load(ctx, key).await?.unwrap_or_default();
    let request = Request::of(ctx)?;
    let count = Connection::<R::Object>::counting(move || {
        let (request, narrow) = (request.clone(), narrow.clone());
        async move { store::count::<R>(request.db.reader(), &request.actor, (column, parent, &narrow)).await }
    });
    Ok(Connection::new(slice, &binding, count))
}
