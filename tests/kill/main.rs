//! `kill -9` in the middle of imports and of writes: nothing acknowledged is lost, nothing is doubled. Run by
//! `cargo xtask kill`; takes minutes, so it is no part of the suite. SQLite, and PostgreSQL where
//! `TEST_DATABASE_URL` names a server.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test, though one without the attribute")]

mod import;
mod place;
mod server;

use std::process::ExitCode;

use place::Place;

/// Rounds of each kind on each database.
const ROUNDS: u32 = 20;

type Round = fn(&Place, u32) -> Result<String, String>;

fn main() -> ExitCode {
    let mut places = vec![Place::sqlite()];
    places.extend(Place::postgres());
    let mut lost = false;
    for place in &places {
        let rounds: [(&str, Round); 2] = [("import", import::round), ("server", server::round)];
        for (name, round) in rounds {
            for number in 1..=ROUNDS {
                let outcome = round(place, number);
                lost |= outcome.is_err();
                let (Ok(told) | Err(told)) = outcome;
                println!("{:<10} {name} {number:>2}: {told}", place.name());
            }
        }
    }
    if lost { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
