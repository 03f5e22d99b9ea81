//! The server, talked to as its users do: each test has its own database, SQLite unless
//! `TEST_DATABASE_URL` names a PostgreSQL server where databases may be made.

#![expect(missing_docs, reason = "a test's name is its documentation")]

mod harness;
mod reference;
