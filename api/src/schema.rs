//! The roots: a list of the concepts, and the registry behind `node`.

use async_graphql::{
    Context, EmptyMutation, EmptySubscription, ID, Interface, MergedObject, Object, SDLExportOptions,
};
use entity::{TerritoryId, TypedId};

use crate::access::Request;
use crate::error::Result;
use crate::graphql::any_id;
use crate::reference::territory::{Territory, TerritoryQuery};

/// The schema of the server.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// What can be read.
#[derive(MergedObject, Default)]
pub struct Query(NodeQuery, TerritoryQuery);

/// An object that can be fetched again by its id.
#[derive(Interface, Clone)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque id."))]
pub enum Node {
    /// A territory.
    Territory(Territory),
}

/// Objects by id.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The object with this id; null when there is none or none that may be seen.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "Its id.")] id: ID) -> Result<Option<Node>> {
        find(ctx, &id).await
    }

    /// The objects with these ids (at most 100), in the order of the ids, null where there is none.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their ids.", validator(max_items = 100))] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        let found = ids.iter().map(|id| find(ctx, id));
        futures_util::future::try_join_all(found).await
    }
}

async fn find(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let Some((kind, uuid)) = any_id(id) else { return Ok(None) };
    Ok(match kind.as_str() {
        TerritoryId::PREFIX => Request::load(ctx, TerritoryId(uuid)).await?.map(Node::Territory),
        _ => None,
    })
}

/// Builds the schema; needs no database.
pub fn build() -> Schema {
    Schema::build(Query::default(), EmptyMutation, EmptySubscription).disable_suggestions().finish()
}

/// The schema as `schema.graphql` prints it: sorted, without the built-in directives' definitions.
pub fn sdl() -> String {
    let options =
        SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items().include_specified_by();
    build().sdl_with_options(options)
}
