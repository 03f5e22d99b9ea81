//! Tables: sea-orm models and typed ids; no GraphQL, no rules.
//!
//! A column's meaning stands in the migration that made it and in the GraphQL field that shows it.

#![expect(missing_docs, reason = "a column is documented by the GraphQL field that shows it")]

mod id;
mod programme_state;
mod state;

pub mod accompaniment;
pub mod accompaniment_follow_up;
pub mod accompaniment_hand_over;
pub mod accompaniment_step;
pub mod account;
pub mod adaptation;
pub mod announcement;
pub mod api_key;
pub mod attendance;
pub mod audit_entry;
pub mod audit_seal;
pub mod authorisation;
pub mod budget_line;
pub mod calendar_feed;
pub mod change_event;
pub mod charter;
pub mod charter_acceptance;
pub mod contact;
pub mod coverage;
pub mod cut;
pub mod document;
pub mod edition;
pub mod edition_partner;
pub mod edition_referent;
pub mod engineering_mission;
pub mod enrolment;
pub mod external_reference;
pub mod fact;
pub mod field_change;
pub mod funding_line;
pub mod funding_scheme;
pub mod funding_scheme_term;
pub mod funding_scheme_zone;
pub mod import_run;
pub mod incident;
pub mod indicator;
pub mod invitation;
pub mod journal_entry;
pub mod member;
pub mod membership;
pub mod network_setting;
pub mod objective;
pub mod observation;
pub mod observation_source;
pub mod observation_term;
pub mod participant;
pub mod partner;
pub mod partner_absence;
pub mod partner_term;
pub mod partner_zone;
pub mod phase;
pub mod policy_framework;
pub mod policy_framework_term;
pub mod programme;
pub mod programme_lead;
pub mod programme_proposal;
pub mod programme_template;
pub mod refresh_token;
pub mod resource;
pub mod session;
pub mod session_series;
pub mod structure;
pub mod structure_identifier;
pub mod structure_term;
pub mod structure_zone;
pub mod task;
pub mod term;
pub mod term_match;
pub mod territory;
pub mod territory_alias;
pub mod territory_closure;
pub mod territory_part;
pub mod verbatim;
pub mod vocabulary;

pub use id::*;
pub use programme_state::*;
pub use state::*;
