//! An import on an embedded database of its own, as an operator runs it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, ensure};
use maillage::db::Sql;
use maillage::error::Error;

use crate::Options;
use crate::database::Place;

/// What came out.
pub struct Imported {
    /// The file.
    pub file: String,
    /// Rows read.
    pub rows: u32,
    /// Structures created.
    pub created: u32,
    /// From the start of the command to its end.
    pub seconds: f64,
}

/// Rows of the invented file.
const ROWS: u32 = 40_000;

/// Imports the file of the options, or an invented one of the same form, three times; the median.
pub async fn measure(options: &Options, folder: &Path) -> Result<Imported> {
    eprintln!("import");
    let mut all = Vec::new();
    for time in 0..3 {
        all.push(once(options, &folder.join(format!("import-{time}"))).await?);
    }
    all.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
    Ok(all.swap_remove(1))
}

async fn once(options: &Options, folder: &Path) -> Result<Imported> {
    let place = Place::embedded(folder)?;
    let db = place.open_to_fill().await?;
    maillage::db::migrate(&db).await.map_err(Error::into_anyhow)?;
    maillage::reference::load_shipped(&db).await?;
    crate::generate::add_member(&db, "Pôle").await?;
    let file = match &options.import {
        Some(file) => file.canonicalize()?,
        None => invented(folder)?,
    };
    let program = match &options.server {
        Some(program) => program.canonicalize()?,
        None => std::env::current_exe()?.with_file_name("maillage"),
    };
    let mut command = Command::new(program);
    command.args(["import", "structures", "--mapping", "jaune2010", "--member", "Pôle", "--file"]);
    command.arg(&file).arg("--data-dir").arg(folder).current_dir(folder);
    let start = Instant::now();
    let output = command.output()?;
    let seconds = start.elapsed().as_secs_f64();
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the import failed: {told}");
    let summary = String::from_utf8_lossy(&output.stdout);
    let rows = summary.split_whitespace().next().unwrap_or_default().parse()?;
    let created = Sql::new("select count(*) from structure").first(db.reader()).await;
    let created = created.map_err(Error::into_anyhow)?.map_or(Ok(0), |mut row| row.take::<i64>());
    let created = u32::try_from(created.map_err(Error::into_anyhow)?)?;
    db.close().await?;
    let name = options.import.as_ref().map_or("invented", |_| "jaune2010");
    Ok(Imported { file: name.to_owned(), rows, created, seconds })
}

/// As the annex to the finance bill: a total for each association, below it who paid.
fn invented(folder: &Path) -> Result<PathBuf> {
    let towns = ["44 NANTES", "49 ANGERS", "72 LE MANS", "85 LA ROCHE SUR YON", "35 RENNES", "29 BREST"];
    let mut text = "SIREN;ASSOCIATION;IMPUTATION;Total des subventions;Détail des subventions\r\n".to_owned();
    for (number, town) in (0..ROWS / 2).zip(towns.iter().cycle()) {
        let siren = 300_000_000 + number;
        writeln!(text, "{siren};ASSOCIATION INVENTEE {number} - {town};;3 000;\r")?;
        writeln!(text, "{siren};ASSOCIATION INVENTEE {number} - {town};Culture: 131 - Création;;3 000\r")?;
    }
    let file = folder.join("invented.csv");
    // the mapping reads Windows-1252
    let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect();
    std::fs::write(&file, bytes)?;
    Ok(file)
}
