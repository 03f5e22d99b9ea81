//! Processes that the bench starts, and what the system says they used.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::database::Place;

/// Clock ticks in a second in `/proc/*/stat`: so on every Linux.
const TICKS: f64 = 100.0;

/// A server of this run, ended when dropped.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start until it answered that it is ready.
    pub ready_in: Duration,
}

impl Server {
    /// Starts `maillage serve` on a database, with the settings it has by default.
    ///
    /// `cut_at` is the hour (UTC) of the daily cut, so that none is made while it is measured.
    pub fn maillage(program: &Path, place: &Place, cut_at: &str) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(program);
        command.arg("serve").args(["--listen", &address.to_string()]).arg("--data-dir").arg(&place.folder);
        command.env("MAILLAGE_FIGURES__CUT_AT", cut_at).env_remove("MAILLAGE_LISTEN");
        if let Some(url) = &place.url {
            command.env("MAILLAGE_DATABASE__URL", url);
        }
        // no settings file of whoever runs this
        command.current_dir(&place.folder);
        let log = std::fs::File::create(place.folder.join("serve.log"))?;
        Self::start(command.stderr(log), address, "/health/ready")
    }

    /// Starts the bare server on the same database.
    pub fn bare(place: &Place) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bare", "--listen", &address.to_string(), "--database", &place.driver_url()]);
        Self::start(&mut command, address, "/ready")
    }

    fn start(command: &mut Command, address: SocketAddr, path: &str) -> Result<Self> {
        let start = Instant::now();
        let child = command.stdin(Stdio::null()).spawn().context("a server cannot be started")?;
        let mut server = Self { child, address, ready_in: Duration::ZERO };
        while !is_ready(address, path) {
            if let Some(status) = server.child.try_wait()? {
                bail!("a server ended with {status} before it was ready");
            }
            if start.elapsed() > Duration::from_mins(2) {
                bail!("a server is not ready after two minutes");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        server.ready_in = start.elapsed();
        Ok(server)
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Lets it end as an operator would.
    pub fn stop(mut self) -> Result<()> {
        Command::new("kill").arg(self.id().to_string()).status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // it may have ended already, which is what is wanted
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

fn is_ready(address: SocketAddr, path: &str) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

/// Seconds of CPU that a process has used, its ended children's included if asked.
pub fn cpu_seconds(process: u32, with_children: bool) -> f64 {
    let Some(fields) = stat(process) else { return 0.0 };
    let places = if with_children { 11..15 } else { 11..13 };
    let ticks = |field: &String| field.parse::<f64>().unwrap_or(0.0);
    fields.get(places).into_iter().flatten().map(ticks).sum::<f64>() / TICKS
}

/// Seconds of CPU of a process and of all that it started itself: a PostgreSQL and its backends.
pub fn family_cpu_seconds(parent: u32) -> f64 {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let children = processes.filter(|id| parent_of(*id) == Some(parent));
    cpu_seconds(parent, true) + children.map(|id| cpu_seconds(id, false)).sum::<f64>()
}

/// Which process started this one.
pub fn parent_of(process: u32) -> Option<u32> {
    stat(process)?.get(1)?.parse().ok()
}

/// Fields of `/proc/PID/stat` behind the name, which may hold spaces: the state first.
fn stat(process: u32) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(") ")?;
    Some(fields.split(' ').map(str::to_owned).collect())
}

/// Megabytes in memory: now, and at most so far.
pub fn resident_megabytes(process: u32) -> (f64, f64) {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let field = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let number = line.and_then(|line| line.split_whitespace().next());
        number.and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    (field("VmRSS:"), field("VmHWM:"))
}
