//! The developer's commands.

mod data;

use clap::Parser;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The developer's commands")]
enum Command {
    /// Remake the reference data of the territories from their npm package
    Data(data::Args),
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Data(args) => data::run(&args),
    }
}
