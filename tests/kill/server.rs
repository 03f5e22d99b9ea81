use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use maillage::db::Sql;
use serde_json::json;

use super::place::Place;

/// Callers at work at the same time.
const CALLERS: usize = 4;

const CREATE: &str = "mutation($input: CreateObservationInput!) { createObservation(input: $input) { \
                      observation { id } userErrors { code } } }";

/// A server under writes is killed: what it acknowledged is there, and nothing is there twice.
pub fn round(place: &Place, number: u32) -> Result<String, String> {
    let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let mut process = place.start(&["--listen", &address.to_string(), "serve"]);
    if !is_ready(address) {
        process.kill().unwrap();
        process.wait().unwrap();
        return Err("WRONG: the server did not start".to_owned());
    }
    let (stop, next) = (AtomicBool::new(false), AtomicU32::new(0));
    let acknowledged: Vec<String> = std::thread::scope(|scope| {
        let callers: Vec<_> =
            (0..CALLERS).map(|_| scope.spawn(|| write(place, address, (number, &next), &stop))).collect();
        std::thread::sleep(place.moment(300, 1_500));
        process.kill().unwrap();
        process.wait().unwrap();
        stop.store(true, Ordering::Relaxed);
        callers.into_iter().flat_map(|caller| caller.join().unwrap()).collect()
    });
    let mut sql = Sql::new("select statement from observation where statement like ");
    sql.bind(format!("Besoin {number}-%"));
    let mut found = place.texts(sql);
    let rows = found.len();
    found.sort();
    found.dedup();
    let lost = acknowledged.iter().filter(|statement| found.binary_search(statement).is_err()).count();
    let doubled = rows - found.len();
    let text = format!(
        "{} acknowledged of {} asked, {rows} found, {lost} lost, {doubled} doubled",
        acknowledged.len(),
        next.load(Ordering::Relaxed)
    );
    if lost == 0 && doubled == 0 && !acknowledged.is_empty() {
        Ok(text)
    } else {
        Err(format!("WRONG: {text}"))
    }
}

fn is_ready(address: SocketAddr) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_mins(1) {
        let answer = ask(address, "GET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        if answer.is_ok_and(|answer| answer.starts_with("HTTP/1.1 200")) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// Records observations until told to stop; the statements of those that were acknowledged.
fn write(
    place: &Place,
    address: SocketAddr,
    (round, next): (u32, &AtomicU32),
    stop: &AtomicBool,
) -> Vec<String> {
    let mut acknowledged = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let statement = format!("Besoin {round}-{}.", next.fetch_add(1, Ordering::Relaxed));
        let input = json!({
            "statement": statement, "method": "entretien", "formulation": "expressed",
            "mainTheme": "financements", "territory": { "code": { "kind": "COMMUNE", "code": "44109" } },
            "observedOn": "2026-01-15", "intensity": 3,
        });
        let body = json!({ "query": CREATE, "variables": { "input": input } }).to_string();
        let request = format!(
            "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Authorization: Bearer {}\r\nContent-Length: {}\r\n\r\n{body}",
            place.key(),
            body.len()
        );
        let Ok(answer) = ask(address, &request) else { continue };
        if answer.contains("\"observation\":{\"id\":") && answer.ends_with('}') {
            acknowledged.push(statement);
        } else if answer.contains("userErrors\":[{") || answer.contains("\"errors\"") {
            panic!("the server refused what is right: {answer}");
        }
    }
    acknowledged
}

fn ask(address: SocketAddr, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(15)))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
