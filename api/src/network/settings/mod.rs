//! Settings of the network: for now, how much stricter than the rule its figures are. A setting can make the
//! protection of figures stricter, never looser: what is stored is read through the floors.

mod mutation;
mod object;
mod query;
mod rules;
mod store;

pub use mutation::SettingsMutation;
pub use object::NetworkSettings;
pub use query::SettingsQuery;
pub use rules::Thresholds;
pub use store::thresholds;
