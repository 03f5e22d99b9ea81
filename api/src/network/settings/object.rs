use async_graphql::{ID, Object};

use super::rules::Thresholds;

/// Settings of the network.
#[derive(Clone, Copy)]
pub struct NetworkSettings {
    thresholds: Thresholds,
    version: i32,
}

impl NetworkSettings {
    /// Wraps what is in force.
    pub fn new((thresholds, version): (Thresholds, i32)) -> Self {
        Self { thresholds, version }
    }
}

/// Settings of the network: public, since they are part of the method of its figures. A change acts from the next
/// daily cut on; the notes of a table tell which rules its cut froze.
#[Object]
impl NetworkSettings {
    /// Always the same: a network has one set of settings.
    async fn id(&self) -> ID {
        ID::from("network_settings")
    }

    /// Distinct organisations it takes before a hidden part of a figure is shown; at least 3.
    async fn min_organisations(&self) -> u32 {
        self.thresholds.organisations
    }

    /// Contributors it takes; at least 1.
    async fn min_contributors(&self) -> u32 {
        self.thresholds.contributors
    }

    /// Persons it takes, where a measure counts persons; at least 5.
    async fn min_persons(&self) -> u32 {
        self.thresholds.persons
    }

    /// Persons it takes for sensitive publics; at least 11.
    async fn min_sensitive_persons(&self) -> u32 {
        self.thresholds.sensitive_persons
    }

    /// Number of the present version: pass it as `expectedVersion`; 0 while nothing was ever set.
    async fn version(&self) -> i32 {
        self.version
    }
}
