use std::collections::HashMap;

use anyhow::Result;
use maillage::db::Db;
use sea_orm::Value;

use crate::generate::fill::{BATCH, put};

/// Rows of several tables, put in when there are many.
#[derive(Default)]
pub struct Rows {
    of: HashMap<&'static str, Vec<Vec<Value>>>,
    count: usize,
}

impl Rows {
    /// One more for one of [`TABLES`], its values in the order of the columns.
    pub fn add(&mut self, table: &'static str, row: Vec<Value>) {
        self.of.entry(table).or_default().push(row);
        self.count += 1;
    }

    /// Whether there are enough for a transaction.
    pub const fn is_full(&self) -> bool {
        self.count >= BATCH
    }

    /// Puts them in, what others name first.
    pub async fn put(&mut self, db: &Db) -> Result<()> {
        for (table, columns) in TABLES {
            put(db, table, columns, self.of.remove(table).unwrap_or_default()).await?;
        }
        self.count = 0;
        Ok(())
    }
}

/// Tables with the columns that are filled.
pub const TABLES: [(&str, &[&str]); 16] = [
    (
        "partner",
        &[
            "id",
            "member_id",
            "structure_id",
            "name",
            "sort_key",
            "name_folded",
            "web",
            "version",
            "created_at",
            "updated_at",
        ],
    ),
    ("participant", &["id", "member_id", "kind", "name", "name_folded", "version", "created_at"]),
    (
        "programme",
        &[
            "id",
            "member_id",
            "title",
            "title_folded",
            "sort_key",
            "visibility",
            "version",
            "created_at",
            "updated_at",
        ],
    ),
    ("programme_lead", &["programme_id", "member_id", "status", "since"]),
    ("programme_term", &["programme_id", "term_id", "scheme"]),
    (
        "edition",
        &[
            "id",
            "programme_id",
            "number",
            "territory_id",
            "starts_on",
            "ends_on",
            "capacity",
            "status",
            "questionnaires",
            "version",
            "created_at",
            "updated_at",
        ],
    ),
    ("edition_partner", &["id", "edition_id", "partner_id", "kind_id", "days", "version", "created_at"]),
    (
        "enrolment",
        &["id", "edition_id", "participant_id", "status", "turn", "applied_on", "version", "created_at"],
    ),
    ("phase", &["id", "edition_id", "rank", "kind_id", "title", "version", "created_at"]),
    (
        "session",
        &[
            "id",
            "edition_id",
            "phase_id",
            "title",
            "starts_at",
            "ends_at",
            "time_zone",
            "sequence",
            "cancelled_at",
            "version",
            "created_at",
            "updated_at",
        ],
    ),
    ("session_speaker", &["session_id", "partner_id"]),
    ("resource", &["id", "member_id", "kind", "name", "sort_key", "version", "created_at"]),
    ("session_resource", &["session_id", "resource_id"]),
    ("objective", &["id", "edition_id", "rank", "statement", "version", "created_at"]),
    (
        "budget_line",
        &[
            "id",
            "edition_id",
            "rank",
            "kind",
            "account",
            "label",
            "quantity",
            "unit",
            "unit_cost",
            "with_vat",
            "version",
            "created_at",
        ],
    ),
    (
        "funding_line",
        &["id", "edition_id", "rank", "label", "partner_id", "amount", "status", "version", "created_at"],
    ),
];
