//! Before anything is measured: both servers say the same.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::load::Connection;
use crate::process::Server;
use crate::workload::Workload;

/// Answers compared for each workload.
const COMPARED: usize = 20;

/// Compares answers; the mean number of observations on a page.
pub fn compare(server: &Server, bare: &Server, workloads: &[Workload]) -> Result<f64> {
    let (mut server, mut bare) = (Connection::open(server.address)?, Connection::open(bare.address)?);
    let (mut pages, mut rows) = (0_u32, 0_u32);
    for workload in workloads.iter().filter(|workload| workload.code != "w4") {
        for (ours, theirs) in workload.requests().iter().zip(workload.bare_requests()).take(COMPARED) {
            let ours: Value = serde_json::from_slice(server.ask(ours)?)?;
            let theirs: Value = serde_json::from_slice(bare.ask(&theirs)?)?;
            let same = match workload.code {
                "w1" => ours.pointer("/data/structure/name") == theirs.pointer("/0/name"),
                "w2" => {
                    let page = list(&ours, "/data/observations/nodes")?.len();
                    (pages, rows) = (pages + 1, rows + u32::try_from(page)?);
                    // the bare one shows what is private too
                    page <= list(&theirs, "")?.len()
                }
                "w5" => editions(&ours)? == distinct(&theirs)?,
                _ => figures(&ours)? == sums(&theirs)?,
            };
            ensure!(same, "{}: the server says {ours}, the bare one {theirs}", workload.title);
        }
    }
    Ok(f64::from(rows) / f64::from(pages.max(1)))
}

fn list<'v>(value: &'v Value, pointer: &str) -> Result<&'v Vec<Value>> {
    value.pointer(pointer).and_then(Value::as_array).context("no list in an answer")
}

/// Programme, places and partners of each edition of a page.
fn editions(page: &Value) -> Result<Vec<(Value, usize)>> {
    let edition = |one: &Value| {
        let title = one.pointer("/programme/title").cloned().unwrap_or_default();
        Ok((title, list(one, "/partners/nodes")?.len()))
    };
    list(page, "/data/editions/nodes")?.iter().map(edition).collect()
}

/// The same of rows, one for each partner, the edition that tells of a next page left out.
fn distinct(rows: &Value) -> Result<Vec<(Value, usize)>> {
    let mut found: Vec<(Value, usize)> = Vec::new();
    for row in list(rows, "")? {
        let title = row.get("title").cloned().unwrap_or_default();
        let partners = usize::from(row.get("partner").is_some_and(|partner| !partner.is_null()));
        match found.last_mut() {
            Some(last) if last.0 == title => last.1 += partners,
            _ => found.push((title, partners)),
        }
    }
    found.truncate(50);
    Ok(found)
}

/// The visible observations and organisations of each cell that has any, in order of size.
fn figures(table: &Value) -> Result<Vec<Vec<i64>>> {
    let cells = list(table, "/data/needs/cells")?.iter().map(|cell| {
        let visible = |figure: &Value| whole(figure.get("visible"));
        Ok(list(cell, "/figures")?.iter().map(visible).collect())
    });
    Ok(in_order(cells.collect::<Result<_>>()?))
}

fn sums(rows: &Value) -> Result<Vec<Vec<i64>>> {
    let both = |row: &Value| vec![whole(row.get("observations")), whole(row.get("organisations"))];
    Ok(in_order(list(rows, "")?.iter().map(both).collect()))
}

/// Figures come as `12` or `12.0`.
#[expect(clippy::cast_possible_truncation, reason = "counts of rows")]
fn whole(value: Option<&Value>) -> i64 {
    value.and_then(Value::as_f64).unwrap_or(0.0) as i64
}

fn in_order(mut cells: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    cells.retain(|cell| cell.iter().any(|figure| *figure != 0));
    cells.sort_unstable();
    cells
}
