//! Coordination: what keeps an edition going. Sessions are moved with what follows them (`reschedule`), calendars
//! subscribe to them ([`feed`]), the schedule is computed, and the team keeps tasks, a journal, incidents, announcements,
//! references of documents and a log of the changes of plan.

mod announcement;
mod document;
pub mod feed;
mod incident;
mod journal;
mod object;
mod reschedule;
mod rules;
mod schedule;
mod store;
mod task;

use async_graphql::MergedObject;

pub use announcement::{Announcement, AnnouncementQuery};
pub use document::Document;
pub use incident::Incident;
pub use journal::JournalEntry;
pub use object::EditionCoordination;
pub use reschedule::Adaptation;
pub use rules::web_address;
pub use schedule::{EditionSchedule, ScheduleOf};
pub use task::Task;

/// What can be changed to keep an edition going.
#[derive(MergedObject, Default)]
pub struct CoordinationMutation(
    reschedule::RescheduleMutation,
    feed::FeedMutation,
    task::TaskMutation,
    journal::JournalMutation,
    incident::IncidentMutation,
    announcement::AnnouncementMutation,
    document::DocumentMutation,
);
