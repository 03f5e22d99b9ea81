//! The load: connections kept open, each a thread that sends the next prepared request when it has read the
//! answer to the last one.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// An HTTP/1.1 request as it goes over the wire.
pub type Wire = Vec<u8>;

/// What came out of one run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    /// Answers in a second.
    pub per_second: f64,
    /// Half of the answers came sooner, in milliseconds.
    pub p50: f64,
    /// 99 of 100 came sooner, in milliseconds.
    pub p99: f64,
    /// How many answers.
    pub answers: usize,
    /// Bytes of the mean answer.
    pub bytes: usize,
}

/// A request with a JSON body.
pub fn post(path: &str, key: Option<&str>, body: &str) -> Wire {
    let key = key.map(|key| format!("authorization: Bearer {key}\r\n")).unwrap_or_default();
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\n{key}content-type: application/json\r\n\
         accept: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Sends the requests in turn over so many connections for so long. Any answer that is an error ends it.
pub fn run(address: SocketAddr, requests: &[Wire], connections: usize, time: Duration) -> Result<Run> {
    let turn = AtomicUsize::new(0);
    let start = Instant::now();
    let work = || -> Result<(Vec<u64>, usize)> {
        let mut connection = Connection::open(address)?;
        let (mut times, mut bytes) = (Vec::new(), 0);
        while start.elapsed() < time {
            let next = turn.fetch_add(1, Ordering::Relaxed) % requests.len().max(1);
            let request = requests.get(next).context("no requests")?;
            let sent = Instant::now();
            bytes += connection.ask(request)?.len();
            times.push(u64::try_from(sent.elapsed().as_micros())?);
        }
        Ok((times, bytes))
    };
    let (mut times, mut bytes) = (Vec::new(), 0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            let (own, read) =
                thread.join().map_err(|_panic| anyhow::anyhow!("a connection's thread failed"))??;
            times.extend(own);
            bytes += read;
        }
        Ok::<_, anyhow::Error>(())
    })?;
    Ok(summed_up(times, bytes, start.elapsed()))
}

fn summed_up(mut times: Vec<u64>, bytes: usize, elapsed: Duration) -> Run {
    times.sort_unstable();
    let answers = times.len();
    let at = |part: usize| number(times.get(answers * part / 100).copied().unwrap_or(0)) / 1000.0;
    Run {
        per_second: number(answers as u64) / elapsed.as_secs_f64(),
        p50: at(50),
        p99: at(99),
        answers,
        bytes: bytes / answers.max(1),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts and microseconds of seconds")]
const fn number(count: u64) -> f64 {
    count as f64
}

/// A connection that is kept open.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        Ok(Self { stream, buffer: vec![0; 256 * 1024] })
    }

    /// The body of the answer to a request; anything but success is an error.
    pub fn ask(&mut self, request: &[u8]) -> Result<&[u8]> {
        self.stream.write_all(request)?;
        let mut filled = 0;
        let mut whole = None;
        while whole.is_none_or(|(_, end)| filled < end) {
            if filled == self.buffer.len() {
                self.buffer.resize(filled * 2, 0);
            }
            let free = self.buffer.get_mut(filled..).unwrap_or_default();
            let read = self.stream.read(free)?;
            ensure!(read > 0, "the server closed a connection");
            filled += read;
            whole = match whole {
                None => extent(self.buffer.get(..filled).unwrap_or_default())?,
                known => known,
            };
        }
        let (from, to) = whole.unwrap_or_default();
        let body = self.buffer.get(from..to).unwrap_or_default();
        if !self.buffer.starts_with(b"HTTP/1.1 200") || is_error(body) {
            let told: String = String::from_utf8_lossy(body).chars().take(2_000).collect();
            bail!("an error instead of an answer: {told}");
        }
        Ok(body)
    }
}

/// Where the body begins and ends, once the whole head is there.
fn extent(head: &[u8]) -> Result<Option<(usize, usize)>> {
    let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(head.get(..end).unwrap_or_default())?.to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.context("an answer without a length")?.trim().parse()?;
    Ok(Some((end + 4, end + 4 + length)))
}

/// Whether GraphQL says that something failed: `errors` stand at one end of an answer, and the answer of a
/// mutation is short. No need to search the middle of long ones.
fn is_error(body: &[u8]) -> bool {
    const END: usize = 512;
    let first = body.get(..END).unwrap_or(body);
    let last = body.get(body.len().saturating_sub(END)..).unwrap_or(body);
    let holds = |text: &[u8], word: &[u8]| text.windows(word.len()).any(|window| window == word);
    [first, last].iter().any(|text| holds(text, b"\"errors\":") || holds(text, b"\"userErrors\":[{"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_seen_at_both_ends() {
        assert!(is_error(br#"{"data":null,"errors":[{}]}"#));
        assert!(is_error(br#"{"data":{"x":{"userErrors":[{"code":"A"}]}}}"#));
        assert!(!is_error(br#"{"data":{"x":{"userErrors":[]}}}"#));
    }

    #[test]
    fn the_head_tells_where_the_body_ends() {
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nabc";
        assert_eq!(extent(head).unwrap(), Some((38, 45)));
        assert_eq!(extent(b"HTTP/1.1 200 OK\r\n").unwrap(), None);
    }
}
