//! The history of the tables. A file here is never edited once released, and imports no entity.
//!
//! One text for both databases: `sql::apply` puts each database's own word for a kind of column.
//! Instants are UTC; ids are 16 bytes; `{key}` columns compare byte by byte on both databases, so that
//! pages come in the same order.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m0001_trail;
mod m0002_network;
mod m0003_reference;
mod m0004_directory;
mod m0005_observation;
mod m0006_insight;
mod m0007_exchange;
mod m0008_frozen_charter;
mod m0009_unused_indexes;
mod m0010_partner;
mod m0011_programme;
mod m0012_accompaniment;
mod m0013_scheme;
mod m0014_means;
mod m0015_participant;
mod m0016_coordination;
mod m0017_solicitation;
mod m0018_consultation;
mod m0019_agreement;
mod m0020_accompaniment_links;
mod m0021_funding_scheme_of_a_line;
mod m0022_amounts_of_parties;
mod sql;

/// Every step, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_trail::Migration),
            Box::new(m0002_network::Migration),
            Box::new(m0003_reference::Migration),
            Box::new(m0004_directory::Migration),
            Box::new(m0005_observation::Migration),
            Box::new(m0006_insight::Migration),
            Box::new(m0007_exchange::Migration),
            Box::new(m0008_frozen_charter::Migration),
            Box::new(m0009_unused_indexes::Migration),
            Box::new(m0010_partner::Migration),
            Box::new(m0011_programme::Migration),
            Box::new(m0012_accompaniment::Migration),
            Box::new(m0013_scheme::Migration),
            Box::new(m0014_means::Migration),
            Box::new(m0015_participant::Migration),
            Box::new(m0016_coordination::Migration),
            Box::new(m0017_solicitation::Migration),
            Box::new(m0018_consultation::Migration),
            Box::new(m0019_agreement::Migration),
            Box::new(m0020_accompaniment_links::Migration),
            Box::new(m0021_funding_scheme_of_a_line::Migration),
            Box::new(m0022_amounts_of_parties::Migration),
        ]
    }
}

/// The names of every step, oldest first.
pub fn steps() -> Vec<String> {
    Migrator::migrations().iter().map(|step| step.name().to_owned()).collect()
}
