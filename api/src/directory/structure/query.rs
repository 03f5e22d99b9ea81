use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Lookahead, Object, OneofObject};
use entity::StructureId;

use super::filter::{IdentifierCondition, StructureFilter, StructureOrder};
use super::identifier::ExternalReferenceInput;
use super::loader::{IdentifiersOf, ReferencesOf, TermsOf, ZonesOf};
use super::object::Structure;
use super::store::{self, Filter, Listed, Neighbour, Question, Sort};
use crate::access::{Loaders, Request, Scope};
use crate::db::Page;
use crate::error::{Error, Result};
use crate::graphql::{Binding, Connection, PageArguments, parse_id};
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

/// One structure, by one of the ways to name it.
#[derive(OneofObject, Debug)]
pub enum StructureReference {
    /// By its id.
    Id(ID),
    /// By its key in another system; for the network and its partners.
    ExternalReference(ExternalReferenceInput),
    /// By an identifier; of several structures that carry it, the one that was added first.
    Identifier(IdentifierCondition),
}

/// Structures.
#[derive(Default)]
pub struct StructureQuery;

#[Object]
#[expect(clippy::too_many_arguments, reason = "Relay's four page arguments, beside filter and order")]
impl StructureQuery {
    /// A structure; null when there is none or none that may be found so.
    async fn structure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: StructureReference,
    ) -> Result<Option<Structure>> {
        let request = Request::of(ctx)?;
        let filter = match by {
            StructureReference::Id(id) => {
                let Some(id) = parse_id(&id) else { return Ok(None) };
                Filter { id: Some(id), ..Filter::default() }
            }
            StructureReference::ExternalReference(key) if super::rules::reads_inside(&request.actor) => {
                Filter { reference: Some(key.into()), ..Filter::default() }
            }
            StructureReference::ExternalReference(_) => return Ok(None),
            StructureReference::Identifier(key) => {
                Filter { identifier: Some(key.read()), ..Filter::default() }
            }
        };
        let page = Page::first(1);
        let question = Question {
            filter: &filter,
            sorts: &[(Sort::CreatedAt, false)],
            page: &page,
            member: request.actor.works_for_with(Scope::DirectoryRead),
        };
        let selected = [ctx.look_ahead()];
        let listed = store::list(request.db.reader(), &question, &neighbours(&selected)).await?;
        Ok(bring_along(ctx, listed, &selected).await?.rows.into_iter().next().map(Structure::new))
    }

    /// Structures; by name when no order is given.
    async fn structures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all when absent.")] filter: Option<StructureFilter>,
        #[graphql(desc = "In which order, the weightiest first; by name when absent.")] order_by: Option<
            Vec<StructureOrder>,
        >,
        #[graphql(desc = "At most so many from the start (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Only those behind this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Structure>> {
        let request = Request::of(ctx)?;
        let sorts = StructureOrder::read(order_by);
        let filter = filter.unwrap_or_default().read(&request.actor)?;
        let names: Vec<&str> = sorts.iter().map(|(sort, _)| sort.name()).collect();
        let binding = Binding::new("structures", &names.join(","), &(&sorts, &filter));
        let page = PageArguments { first, after, last, before }.page(&binding)?;
        let member = request.actor.works_for_with(Scope::DirectoryRead);
        let question = Question { filter: &filter, sorts: &sorts, page: &page, member };
        let nodes = nodes(ctx);
        let listed = store::list(request.db.reader(), &question, &neighbours(&nodes)).await?;
        let slice = bring_along(ctx, listed, &nodes).await?.map(Structure::new);
        let count = Connection::<Structure>::counting(move || {
            let (request, filter) = (request.clone(), filter.clone());
            async move { store::count(request.db.reader(), &filter, member).await }
        });
        Ok(Connection::new(slice, &binding, count))
    }
}

/// Both ways to the items of a page.
fn nodes<'a>(ctx: &'a Context<'_>) -> [Lookahead<'a>; 2] {
    let list = ctx.look_ahead();
    [list.field("nodes"), list.field("edges").field("node")]
}

/// The neighbours that a statement brings along, the seat before what contains it.
fn neighbours(nodes: &[Lookahead<'_>]) -> Vec<Neighbour> {
    let asked = |path: &[&str]| nodes.iter().any(|node| walk(node, path));
    let all: [(&[&str], Neighbour); 5] = [
        (&["territory"], Neighbour::Seat),
        (&["territory", "epci"], Neighbour::Epci),
        (&["territory", "department"], Neighbour::Department),
        (&["territory", "region"], Neighbour::Region),
        (&["mainSector"], Neighbour::Sector),
    ];
    all.into_iter().filter(|(path, _)| asked(path)).map(|(_, neighbour)| neighbour).collect()
}

fn walk(node: &Lookahead<'_>, path: &[&str]) -> bool {
    match path {
        [] => node.exists(),
        [field, rest @ ..] => walk(&node.field(field), rest),
    }
}

/// Gives the loaders what came along and, for all structures of the page at once, the lists selected.
async fn bring_along(
    ctx: &Context<'_>,
    listed: Listed,
    nodes: &[Lookahead<'_>],
) -> Result<crate::db::Slice<entity::structure::Model>> {
    let keys: Vec<(StructureId, i32)> = listed.slice.rows.iter().map(|row| (row.id, row.version)).collect();
    let territories = listed.territories.into_iter().map(|row| (row.id, Territory::new(row)));
    Request::feed(ctx, territories).await?;
    Request::feed(ctx, listed.terms.into_iter().map(|row| (row.id, Term::new(row)))).await?;
    let asked =
        |fields: &[&str]| fields.iter().any(|field| nodes.iter().any(|node| node.field(field).exists()));
    if asked(&["kinds", "otherSectors", "otherFunctions", "activities"]) {
        load_ahead(ctx, keys.iter().map(|key| TermsOf(key.0, key.1))).await?;
    }
    if asked(&["identifiers"]) {
        load_ahead(ctx, keys.iter().map(|key| IdentifiersOf(key.0, key.1))).await?;
    }
    if asked(&["zones"]) {
        load_ahead(ctx, keys.iter().map(|key| ZonesOf(key.0, key.1))).await?;
    }
    if asked(&["externalReferences"]) {
        load_ahead(ctx, keys.iter().map(|key| ReferencesOf(key.0, key.1))).await?;
    }
    Ok(listed.slice)
}

async fn load_ahead<K>(ctx: &Context<'_>, keys: impl Iterator<Item = K>) -> Result<()>
where
    K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Loaders: Loader<K, Error = Error>,
{
    let keys: Vec<K> = keys.collect();
    if keys.is_empty() {
        return Ok(());
    }
    Request::feed(ctx, Loaders(Request::of(ctx)?).load(&keys).await?).await
}
