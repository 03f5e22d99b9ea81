//! The server, talked to as its users do: each test has its own database, SQLite unless
//! `TEST_DATABASE_URL` names a PostgreSQL server where databases may be made.

// Clippy knows tests by this attribute: they may unwrap.
#[cfg(test)]
mod access;
#[cfg(test)]
mod calendar;
#[cfg(test)]
mod db;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod http;
#[cfg(test)]
mod insight;
#[cfg(test)]
mod network;
#[cfg(test)]
mod observation;
#[cfg(test)]
mod programme;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod story;
#[cfg(test)]
mod trail;
#[cfg(test)]
mod walls;
