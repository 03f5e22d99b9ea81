//! Ways to import in tests: through the API, and as the command line does.

use std::io::{Cursor, Error, Result as IoResult};

use entity::{MemberId, Visibility};
use maillage::directory::structure::Contributor;
use maillage::exchange::import::{Kind, Line, Tally};
use maillage::exchange::import_run::{Halt, Order, Recipe, Runner, Start, Structures, Witness};
use maillage::trail::{Author, Stamp};
use serde_json::json;

use crate::harness::{Answer, Network, User};

/// A mapping of structures: `ref` is the key.
pub const ASSOCIATIONS: &str = r#"
kind = "structures"
system = "annuaire"
external_id = [{ column = "ref" }]

[authorisation]
basis = "OPEN_DATA"
source = "Annuaire d'essai"
licence = "etalab-2.0"

[fields]
name = { column = "nom", transforms = ["squeeze"] }
web = { column = "site", transforms = ["web"] }
creation_year = { column = "annee", transforms = ["year"] }
sectors = { column = "secteurs", split = ["/"], values = "secteurs" }

[identifiers]
siren = { column = "siren" }

[territory]
commune = { column = "ville" }
departement = { column = "dpt" }

[values.secteurs]
"Théâtre" = "theatre"
"Danse" = "danse"
"#;

/// The first line of a file for [`ASSOCIATIONS`].
pub const HEADER: &str = "ref;nom;site;annee;secteurs;siren;ville;dpt\n";

const IMPORT: &str = "mutation($input: ImportStructuresInput!) { importStructures(input: $input) { \
    report { resumedBehind run { id fileName finishedAt } \
             stats { rows created updated unchanged skipped rejected warned codes { code count } } \
             verdicts(first: 100) { row externalId outcome notes { code field message } } } \
    userErrors { code field message values { name value } } } }";

impl User<'_> {
    /// Imports structures through [`ASSOCIATIONS`]; `rows` stand below the header.
    pub async fn import(&self, rows: &str) -> Answer {
        self.import_file(&format!("{HEADER}{rows}"), ASSOCIATIONS).await
    }

    /// Imports structures of a whole file through a mapping.
    pub async fn import_file(&self, file: &str, mapping: &str) -> Answer {
        let input = json!({ "content": { "text": file }, "fileName": "f.csv", "mapping": mapping });
        self.ask_with(IMPORT, json!({ "input": input })).await
    }

    /// Judges structures and writes nothing.
    pub async fn try_import(&self, rows: &str) -> Answer {
        let content = json!({ "text": format!("{HEADER}{rows}") });
        let input =
            json!({ "content": content, "fileName": "f.csv", "mapping": ASSOCIATIONS, "dryRun": true });
        self.ask_with(IMPORT, json!({ "input": input })).await
    }

    /// Imports structures of bytes.
    pub async fn import_bytes(&self, base64: &str) -> Answer {
        let input = json!({ "content": { "base64": base64 }, "fileName": "f.csv", "mapping": ASSOCIATIONS });
        self.ask_with(IMPORT, json!({ "input": input })).await
    }
}

impl Answer {
    /// `row:OUTCOME` of each verdict of an import.
    pub fn verdicts(&self) -> Vec<String> {
        let list = "/importStructures/report/verdicts";
        let rows = self.each(list, "/row");
        rows.iter()
            .zip(self.each(list, "/outcome"))
            .map(|(row, outcome)| format!("{row}:{outcome}"))
            .collect()
    }
}

/// Watches an import, and stops it behind a batch.
#[derive(Default)]
pub struct Cut {
    pub batches: usize,
    pub after: Option<usize>,
    pub before_commit: bool,
    pub lines: Vec<Line>,
    pub start: Option<Start>,
    pub proposed: Vec<Line>,
}

impl Cut {
    /// Stops when this many batches are committed.
    pub fn after(batches: usize) -> Self {
        Self { after: Some(batches), ..Self::default() }
    }

    fn stop(&self) -> IoResult<()> {
        if self.after == Some(self.batches) { Err(Error::other("cut")) } else { Ok(()) }
    }
}

impl Witness for Cut {
    fn start(&mut self, start: &Start) -> IoResult<()> {
        self.start = Some(*start);
        Ok(())
    }

    fn propose(&mut self, lines: &[Line]) -> IoResult<()> {
        self.proposed = lines.to_vec();
        if self.before_commit { self.stop() } else { Ok(()) }
    }

    fn settle(&mut self, _tally: &Tally) -> IoResult<()> {
        self.lines.append(&mut self.proposed);
        self.batches += 1;
        if self.before_commit { Ok(()) } else { self.stop() }
    }
}

/// Imports structures as the command line does.
pub async fn operate(
    network: &Network,
    member: MemberId,
    file: &str,
    (restart, witness): (bool, &mut Cut),
) -> Result<(), Halt> {
    let recipe = Recipe::read(ASSOCIATIONS, Kind::Structures)?;
    let by = Contributor::operator(Some(member));
    let target = Structures::prepare(network.db.reader(), by, &recipe.mapping, &network.world).await?;
    let file_name = "f.csv".to_owned();
    let order = Order { file_name, recipe, visibility: Visibility::Private, dry_run: false, restart };
    let author = Author { member: Some(member), ..Author::default() };
    let stamp = Stamp {
        author,
        at: network.world.now(),
        request_id: "test".to_owned(),
        world: network.world.clone(),
    };
    let runner = Runner { db: &network.db, stamp, target: &target, member, order: &order };
    let bytes = file.as_bytes().to_vec();
    runner.run(move || Ok(Cursor::new(bytes.clone())), witness).await.map(drop)
}

/// Rows of a file of many structures.
pub fn many(count: usize) -> String {
    let row = |number: usize| format!("{number};Structure {number};;;Théâtre;;Nantes;44\n");
    HEADER.to_owned() + &(0..count).map(row).collect::<String>()
}

/// How many rows a table has.
pub async fn count(network: &Network, table: &'static str) -> i64 {
    let sql = maillage::db::Sql::new(format!("select count(*) from {table}"));
    sql.first(network.db.reader()).await.unwrap().unwrap().take().unwrap()
}
