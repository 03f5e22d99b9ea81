//! The walls between the rooms, where clippy cannot see them. A text scan, so it asks for plain
//! paths; each scanner must first find what is planted for it, or its silence would prove nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A folder of `api/src` may use those before it, never those after it. What is in none of them
/// (`error`, `config`) is free to all.
const ORDER: &[&str] = &[
    "db",
    "graphql",
    "trail",
    "access",
    "network",
    "reference",
    "directory",
    "observation",
    "programme",
    "evaluation",
    "insight",
    "exchange",
    "schema",
    "http",
    "demo",
    "cli",
];

/// The `object.rs` that may name the object and loader of a later folder, for a reverse link.
const REVERSE_LINKS: &[(&str, &str)] = &[
    ("api/src/directory/partner/object.rs", "programme"),
    ("api/src/observation/needs/object.rs", "programme"),
];

/// Where statements stand though no file is called a store: what is loaded or read in bulk, the trail's own, and the
/// conditions that finders begin with. May only shrink.
const SQL_ELSEWHERE: &[&str] = &[
    "api/src/access/visibility.rs",
    "api/src/exchange/import_run/gazetteer.rs",
    "api/src/exchange/import_run/observed.rs",
    "api/src/insight/figures/reader.rs",
    "api/src/network/finder.rs",
    "api/src/observation/source/gather.rs",
    "api/src/reference/load/",
    "api/src/trail/",
];

#[test]
fn a_folder_uses_only_those_before_it() {
    let planted = [
        ("api/src/observation/rules.rs", "use crate::programme::rules;"),
        ("api/src/observation/store.rs", "use crate::{\n  db::{self, Page},\n  programme::Edition,\n};"),
        ("api/src/observation/mutation.rs", "fn f() { super::super::programme::open() }"),
        ("api/src/observation/mod.rs", "use super::programme;"),
        ("api/src/observation/object.rs", "use crate::programme::object::Programme;"),
        ("api/src/schema.rs", "use crate::http::layers;"),
    ];
    guard(&planted, |sources| imports(sources, REVERSE_LINKS));
}

#[test]
fn what_the_order_allows_is_not_held_against_anyone() {
    let sources = [
        ("api/src/programme/rules.rs", "use crate::{observation::rules, error::Code};"),
        ("api/src/observation/rules.rs", "//! Not [`crate::programme`].\nuse crate::observation::object;"),
        ("api/src/observation/object.rs", "use crate::programme::object::Programme;"),
    ];
    let link = [("api/src/observation/object.rs", "programme")];
    assert_eq!(imports(&sources.map(Source::from), &link), NOTHING);
}

#[test]
fn every_reverse_link_is_of_an_object_and_still_there() {
    let sources = sources();
    for link in REVERSE_LINKS {
        let others: Vec<_> = REVERSE_LINKS.iter().copied().filter(|other| other != link).collect();
        assert!(link.0.ends_with("/object.rs"), "{link:?}: only an object.rs may look ahead");
        assert_ne!(imports(&sources, &others), NOTHING, "{link:?} is no longer needed");
    }
}

#[test]
fn dialects_meet_in_the_sql_room_only() {
    let planted = [
        ("api/src/insight/store.rs", "if backend == DbBackend::Sqlite {}"),
        ("api/src/insight/store.rs", "match c.get_database_backend() { DatabaseBackend::Postgres => {} }"),
        ("entity/src/lib.rs", "use sqlx::Row;"),
    ];
    guard(&planted, |sources| {
        let bound = |path: &str| is_product(path) && !path.starts_with("api/src/db/");
        words(sources, bound, &["DbBackend", "DatabaseBackend", "sqlx::"])
    });
}

#[test]
fn rules_are_pure() {
    let planted = [
        ("api/src/observation/rules.rs", "pub async fn may() {}"),
        ("api/src/observation/rules.rs", "let row = find().await;"),
        ("api/src/observation/rules/states.rs", "use sea_orm::Set;"),
        ("api/src/observation/rules.rs", "use async_graphql::Enum;"),
    ];
    guard(&planted, |sources| {
        let bound = |path: &str| path.ends_with("/rules.rs") || path.contains("/rules/");
        words(sources, bound, &["async fn", ".await", "sea_orm", "async_graphql"])
    });
}

#[test]
fn stores_open_no_transaction() {
    let planted = [
        ("api/src/observation/store.rs", "let tx = db::write_tx(pool).await?;"),
        ("api/src/observation/store.rs", "let tx = pool.begin().await?;"),
        ("api/src/observation/store/write.rs", "let tx = db::write_tx(pool).await?;"),
    ];
    guard(&planted, |sources| words(sources, is_store, &["write_tx(", ".begin("]));
}

#[test]
fn statements_are_written_in_stores_and_loaders() {
    let planted = [("api/src/observation/query.rs", "let sql = Sql::new(\"select 1\");")];
    guard(&planted, |sources| {
        let bound = |path: &str| {
            let room =
                path.starts_with("api/src/db/") || SQL_ELSEWHERE.iter().any(|place| path.starts_with(place));
            is_product(path) && !room && !is_store(path) && !path.ends_with("/loader.rs")
        };
        words(sources, bound, &["Sql::new("])
    });
}

fn is_store(path: &str) -> bool {
    path.ends_with("/store.rs") || path.contains("/store/")
}

#[test]
fn time_and_chance_come_from_the_clock() {
    let planted = [
        ("api/src/http/mod.rs", "let now = chrono::Utc::now();"),
        ("disclosure/src/lib.rs", "let now = SystemTime::now();"),
        ("api/src/observation/mutation.rs", "let id = Uuid::now_v7();"),
    ];
    let calls = ["Utc::now", "Local::now", "SystemTime::now", "Uuid::new_v4", "Uuid::now_v7"];
    guard(&planted, |sources| {
        words(sources, |path: &str| is_product(path) && !path.ends_with("/world.rs"), &calls)
    });
}

#[test]
fn settings_are_read_in_one_place() {
    let planted = [("api/src/http/mod.rs", "let port = std::env::var(\"PORT\");")];
    guard(&planted, |sources| {
        words(sources, |path: &str| is_product(path) && path != "api/src/config.rs", &["env::var"])
    });
}

#[test]
fn the_other_crates_know_no_more_than_they_should() {
    let planted = [
        ("entity/Cargo.toml", "async-graphql.workspace = true"),
        ("migration/Cargo.toml", "entity.workspace = true"),
        ("disclosure/Cargo.toml", "sea-orm.workspace = true"),
        ("disclosure/src/lib.rs", "use std::fs;"),
    ];
    let server = ["async-graphql", "axum", "entity", "maillage", "sea-orm", "sqlx", "tokio"];
    guard(&planted, |sources| {
        let pure = |path: &str| path.starts_with("disclosure/src/");
        let mut found = words(sources, pure, &["std::fs", "std::net"]);
        found.extend(dependencies(sources, "entity", &["async-graphql", "maillage"]));
        found.extend(dependencies(sources, "migration", &["entity", "maillage"]));
        found.extend(dependencies(sources, "disclosure", &server));
        found
    });
}

#[test]
fn files_stay_short() {
    let (long, longer) = ("\n".repeat(301), "\n".repeat(401));
    guard(&[("api/src/lib.rs", &long), ("tests/suite/main.rs", &longer)], |sources| {
        let limit = |path: &str| if is_test(path) { 400 } else { 300 };
        let bound =
            sources.iter().filter(|source| is_rust(&source.path) && !source.path.starts_with("migration/"));
        bound
            .filter(|source| source.text.lines().count() > limit(&source.path))
            .map(|source| format!("{}: over {} lines", source.path, limit(&source.path)))
            .collect()
    });
}

#[test]
fn nothing_is_left_unfinished_or_ignored() {
    // written in two, or this file would hold them
    let marks = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[", "ignore")];
    let planted = marks.map(|mark| ("tests/suite/main.rs", mark));
    guard(&planted, |sources| words(sources, is_rust, &marks));
}

#[test]
fn every_folder_is_on_the_map_and_says_what_it_is() {
    let planted = [
        ("api/src/observation/rules.rs", "//! A folder without its mod.rs."),
        ("api/src/observation/mod.rs", "mod rules; // and not a word"),
        ("api/src/helpers/mod.rs", "//! In none of the rooms."),
    ];
    guard(&planted, folders);
}

const NOTHING: [String; 0] = [];

/// A file of the workspace: its path from the root, and its text.
struct Source {
    path: String,
    text: String,
}

impl From<(&str, &str)> for Source {
    fn from((path, text): (&str, &str)) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

impl Source {
    /// The text without its comments, line for line: they may name what code may not.
    fn code(&self) -> String {
        let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned() + "\n";
        self.text.lines().map(code).collect()
    }

    /// The room of `api/src` this file is in.
    fn room(&self) -> Option<&str> {
        let name = self.path.strip_prefix("api/src/")?.split('/').next()?;
        Some(name.trim_end_matches(".rs"))
    }
}

/// The scanner must see each planted fault, and then nothing in the workspace.
fn guard(planted: &[(&str, &str)], scan: impl Fn(&[Source]) -> Vec<String>) {
    for fault in planted {
        assert_ne!(scan(&[Source::from(*fault)]), NOTHING, "blind to {fault:?}");
    }
    assert_eq!(scan(&sources()), NOTHING);
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for member in ["api", "entity", "migration", "disclosure", "tests", "xtask"] {
        collect(&root, &root.join(member), &mut found);
    }
    assert!(found.iter().any(|source| source.path == "api/src/lib.rs"), "the workspace is not where it was");
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap();
        if path.is_dir() {
            collect(root, &path, found);
        } else if is_rust(name) || name.ends_with("Cargo.toml") {
            found.push(Source::from((name, fs::read_to_string(&path).unwrap().as_str())));
        }
    }
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/")
}

fn is_product(path: &str) -> bool {
    ["api/src/", "entity/src/", "disclosure/src/"].iter().any(|root| path.starts_with(root))
}

/// Where code of the files bound names one of the words.
fn words(sources: &[Source], bound: impl Fn(&str) -> bool, banned: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| bound(&source.path)) {
        let code = source.code();
        for (index, line) in code.lines().enumerate() {
            let named = banned.iter().filter(|word| line.contains(**word));
            found.extend(named.map(|word| format!("{}:{}: {word}", source.path, index + 1)));
        }
    }
    found
}

/// Which of the banned dependencies a crate has.
fn dependencies(sources: &[Source], name: &str, banned: &[&str]) -> Vec<String> {
    let manifest = format!("{name}/Cargo.toml");
    let lines =
        sources.iter().filter(|source| source.path == manifest).flat_map(|source| source.text.lines());
    let keys = lines.filter_map(|line| line.split(['.', ' ', '=']).next());
    keys.filter(|key| banned.contains(key)).map(|key| format!("{manifest}: {key}")).collect()
}

/// Where a room names one that comes after it, and no link allows it.
fn imports(sources: &[Source], links: &[(&str, &str)]) -> Vec<String> {
    let rank = |room: &str| ORDER.iter().position(|known| *known == room);
    let mut found = Vec::new();
    for source in sources {
        let Some(own) = source.room().and_then(rank) else { continue };
        for (line, name) in rooms_named(source) {
            let linked = links.contains(&(source.path.as_str(), name.as_str()));
            if rank(&name) > Some(own) && !linked {
                found.push(format!("{}:{line}: {name} comes after it", source.path));
            }
        }
    }
    found
}

/// The first names of all paths that start at the root of the crate, each with its line.
fn rooms_named(source: &Source) -> Vec<(usize, String)> {
    let code = source.code();
    let depth = source.path.matches('/').count();
    let top = depth == 2 || depth == 3 && source.path.ends_with("/mod.rs");
    let parent = if top { "super::" } else { "super::super::" };
    let mut named = Vec::new();
    for start in ["crate::", parent] {
        for (at, _) in code.match_indices(start) {
            let (before, path) = code.split_at(at + start.len());
            let line = before.lines().count();
            named.extend(heads(path).into_iter().map(|head| (line, head)));
        }
    }
    named
}

/// `a::b` starts with `a`; `{a::{x, y}, b}` with `a` and `b`.
fn heads(path: &str) -> Vec<String> {
    if !path.starts_with('{') {
        return vec![first_word(path)];
    }
    let mut depth = 0;
    let nested = path.chars().map_while(|char| {
        depth += i32::from(char == '{') - i32::from(char == '}');
        (depth > 0).then_some((depth, char))
    });
    let flat: String = nested.filter(|(depth, _)| *depth == 1).map(|(_, char)| char).collect();
    flat.split(',').map(|piece| first_word(piece.trim_start_matches(['{', ' ', '\n']))).collect()
}

fn first_word(path: &str) -> String {
    path.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
}

/// Folders of `api/src` that are no room, or whose `mod.rs` is missing or opens with something else.
fn folders(sources: &[Source]) -> Vec<String> {
    let inside = sources.iter().filter_map(|source| source.path.strip_prefix("api/src/"));
    let folders: BTreeSet<_> =
        inside.filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder).collect();
    let says = |folder: &str| {
        let name = format!("api/src/{folder}/mod.rs");
        sources.iter().any(|source| source.path == name && source.text.starts_with("//!"))
    };
    let known = |folder: &str| ORDER.contains(&folder.split('/').next().unwrap_or_default());
    let unknown = folders.iter().filter(|folder| !known(folder)).map(|name| format!("{name}: not in ORDER"));
    let silent =
        folders.iter().filter(|folder| !says(folder)).map(|name| format!("{name}: no mod.rs with `//!`"));
    unknown.chain(silent).collect()
}
