//! A PostgreSQL of our own, used and thrown away; servers already on the machine are never touched.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};

use crate::command::{answers, read, run};

/// A running cluster, stopped and removed when dropped, or when this process ends in any way.
pub struct Cluster {
    keeper: Child,
    port: u16,
}

impl Cluster {
    /// Starts one on a free loopback port.
    pub fn start() -> Result<Self> {
        let binaries = find_or_install()?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let keeper = shell()?
            .args(["-c", include_str!("cluster.sh"), "cluster.sh"])
            .arg(&binaries)
            .arg(port.to_string())
            .current_dir("/") // the server's user may not be able to read ours
            .process_group(0) // Ctrl-C is for us; the closing pipe tells the keeper
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("a shell for PostgreSQL cannot be run")?;
        let mut cluster = Self { keeper, port };
        ensure!(cluster.is_ready(), "PostgreSQL of {} did not start", binaries.display());
        Ok(cluster)
    }

    /// Where tests find it; its user may create databases.
    pub fn url(&self) -> String {
        format!("postgres://maillage@127.0.0.1:{}/postgres", self.port)
    }

    fn is_ready(&mut self) -> bool {
        let Some(output) = self.keeper.stdout.take() else { return false };
        BufReader::new(output).lines().next().is_some_and(|line| line.is_ok())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // closes the pipe first
        if let Err(error) = self.keeper.wait() {
            eprintln!("PostgreSQL on port {} may still run: {error}", self.port);
        }
    }
}

/// The folder of the server's binaries; installs them where this process may.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    ensure!(
        is_root()? && answers("apt-get", "--version"),
        "PostgreSQL is missing: give TEST_DATABASE_URL, or install its server \
         (Debian: apt-get install postgresql), or leave it out with --sqlite-only"
    );
    run(apt().arg("update"))?;
    run(apt().args(["install", "--yes", "--no-install-recommends", "postgresql"]))?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("apt-get installed postgresql, but no initdb is found"),
    }
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn find() -> Option<PathBuf> {
    let searched = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<_> = configured().into_iter().chain(packaged()).collect();
    folders.extend(env::split_paths(&searched));
    // clients alone also bring pg_config
    folders
        .into_iter()
        .find(|folder| ["initdb", "postgres", "pg_isready"].iter().all(|name| folder.join(name).is_file()))
}

fn configured() -> Option<PathBuf> {
    let printed = Command::new("pg_config").arg("--bindir").output().ok()?.stdout;
    Some(PathBuf::from(String::from_utf8(printed).ok()?.trim()))
}

/// Where Debian keeps them, newest version first.
fn packaged() -> Vec<PathBuf> {
    let entries = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<u32> =
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    versions.sort_unstable();
    versions.iter().rev().map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"))).collect()
}

/// A shell whose user PostgreSQL accepts: it refuses root.
fn shell() -> Result<Command> {
    if !is_root()? {
        return Ok(Command::new("sh"));
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
    Ok(command)
}

fn is_root() -> Result<bool> {
    Ok(read(Command::new("id").arg("-u"))?.trim_ascii() == b"0")
}
