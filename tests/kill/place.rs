use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chrono::TimeDelta;
use entity::{AccountId, ApiKeyId, CharterId, MemberId, MembershipId, Role};
use maillage::access::{KEY_PREFIX, Scope, hash_secret, new_secret};
use maillage::app::App;
use maillage::config::Settings;
use maillage::db::{Row, Sql, insert_rows, write_tx};
use maillage::error::Error;
use maillage::world::World;
use sea_orm::{ConnectionTrait, Database, Value};

/// The member structure that writes.
pub const MEMBER: &str = "Pôle";

/// A database on disk, a data folder, and somebody who may write.
pub struct Place {
    folder: tempfile::TempDir,
    url: Option<String>,
    key: String,
    world: World,
}

impl Place {
    /// The embedded database.
    pub fn sqlite() -> Self {
        Self::prepare(None)
    }

    /// A database of its own on the server of the tests, if there is one.
    #[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
    pub fn postgres() -> Option<Self> {
        let server = std::env::var("TEST_DATABASE_URL").ok()?;
        let name = format!("maillage_kill_{}", std::process::id());
        let (address, _) = server.rsplit_once('/').unwrap();
        wait(async {
            let connection = Database::connect(&server).await.unwrap();
            connection.execute_unprepared(&format!("create database {name}")).await.unwrap();
            connection.close().await.unwrap();
        });
        Some(Self::prepare(Some(format!("{address}/{name}"))))
    }

    fn prepare(url: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = World::real();
        let mut place = Self { folder, url, key: String::new(), world };
        place.key = place.with(async |app| someone(&app).await);
        place
    }

    /// What is told of it.
    pub const fn name(&self) -> &'static str {
        if self.url.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// An API key that may write.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// A file in its folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the program.
    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(program());
        command.arg("--data-dir").arg(self.folder.path()).args(arguments);
        command.envs(self.url.iter().map(|url| ("MAILLAGE_DATABASE__URL", url)));
        command.stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null()).spawn().unwrap()
    }

    /// Some time between two bounds, in milliseconds.
    pub fn moment(&self, least: u64, most: u64) -> Duration {
        let chance = u64::from_le_bytes(self.world.bytes());
        Duration::from_millis(least + chance % (most - least))
    }

    /// The first column of a statement's first row, read in this process.
    pub fn number(&self, sql: Sql) -> i64 {
        self.with(async |app| {
            let row: Option<Row> = sql.first(app.db.reader()).await.unwrap();
            row.unwrap().take().unwrap()
        })
    }

    /// The first column of all rows.
    pub fn texts(&self, sql: Sql) -> Vec<String> {
        self.with(async |app| {
            let rows = sql.all(app.db.reader()).await.unwrap();
            rows.into_iter().map(|mut row| row.take().unwrap()).collect()
        })
    }

    fn with<T>(&self, work: impl AsyncFnOnce(App) -> T) -> T {
        let mut settings = Settings { data_dir: self.folder.path().to_owned(), ..Settings::default() };
        settings.database.url.clone_from(&self.url);
        wait(async {
            let app = App::open(settings, World::real()).await.unwrap();
            let db = app.db.clone();
            let value = work(app).await;
            db.close().await.unwrap();
            value
        })
    }
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(work)
}

/// The program stands beside this one's folder.
fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let program = own.parent().and_then(Path::parent).unwrap().join("maillage");
    assert!(program.exists(), "{} is not built: cargo xtask kill builds it", program.display());
    program
}

/// A member structure that accepted a charter, an advisor of it, and its key.
async fn someone(app: &App) -> String {
    let (member, account, membership): (MemberId, AccountId, MembershipId) =
        (app.world.id(), app.world.id(), app.world.id());
    let (now, secret, charter) =
        (app.world.now(), new_secret(&app.world), Value::from(app.world.id::<CharterId>()));
    let rows: [(&'static str, &[&'static str], Vec<Value>); 6] = [
        (
            "member",
            &["id", "name", "name_folded", "sort_key", "demonstration", "version", "created_at"],
            vec![member.into(), MEMBER.into(), "pole".into(), "0".into(), false.into(), 1.into(), now.into()],
        ),
        (
            "account",
            &["id", "email", "email_folded", "name", "language", "version", "created_at"],
            vec![
                account.into(),
                "a@example.org".into(),
                "a@example.org".into(),
                "A".into(),
                "FR".into(),
                1.into(),
                now.into(),
            ],
        ),
        (
            "membership",
            &["id", "account_id", "member_id", "role", "created_at"],
            vec![membership.into(), account.into(), member.into(), Role::Advisor.as_str().into(), now.into()],
        ),
        (
            "charter",
            &["id", "version", "text_fr", "text_en", "published_at"],
            vec![charter.clone(), 1.into(), "Charte".into(), "Charter".into(), now.into()],
        ),
        (
            "charter_acceptance",
            &["member_id", "charter_id", "account_id", "accepted_at"],
            vec![member.into(), charter, account.into(), now.into()],
        ),
        ("api_key", &KEY, key_row(app, &secret, (membership, member))),
    ];
    let rows = &rows;
    let written = write_tx(&app.db, |tx| async move {
        for (table, columns, row) in rows {
            insert_rows(&*tx, table, columns, vec![row.clone()]).await?;
        }
        Ok::<_, Error>(())
    });
    written.await.unwrap_or_else(|error| panic!("{error:?}"));
    format!("{KEY_PREFIX}kill_{secret}")
}

const KEY: [&str; 9] = [
    "id",
    "public_id",
    "name",
    "membership_id",
    "member_id",
    "scopes",
    "secret_hash",
    "created_at",
    "expires_at",
];

fn key_row(app: &App, secret: &str, (membership, member): (MembershipId, MemberId)) -> Vec<Value> {
    let (id, now): (ApiKeyId, _) = (app.world.id(), app.world.now());
    vec![
        id.into(),
        "kill".into(),
        "kill".into(),
        membership.into(),
        member.into(),
        Scope::write(&Scope::ALL).into(),
        hash_secret(secret).into(),
        now.into(),
        (now + TimeDelta::days(1)).into(),
    ]
}
