//! Every field, every role: what each gets, compared with a reviewed table.
//!
//! `fields.txt` and `operations.txt` are that table. A field or a root operation without a line, or one whose
//! outcome differs, fails. To accept a change that was reviewed: run the tests with `UPDATE_ACCESS=1`.

mod cast;
mod cast_accompaniment;
mod cast_contracting;
mod cast_coordination;
mod cast_directory;
mod cast_participants;
mod cast_partnership;
mod cast_programme;
mod cast_schemes;
mod fields;
mod operations;
mod scenarios;
mod scenarios_accompaniment;
mod scenarios_contracting;
mod scenarios_coordination;
mod scenarios_directory;
mod scenarios_participants;
mod scenarios_partnership;
mod scenarios_programme;
mod scenarios_schemes;
mod schema;
mod table;
