use super::scenarios::{Scenario, read, write};

/// What keeps an edition going.
pub const COORDINATION: &[Scenario] = &[
    read("announcementsReceived", "as a speaker", "query { it: announcementsReceived { totalCount } }", "{}"),
    read("calendarFeeds", "one's own", "query { it: calendarFeeds { totalCount } }", "{}"),
    write!(
        "rescheduleSession",
        "of A",
        "RescheduleSessionInput",
        r#"{"id": "$session:coordinated$", "expectedVersion": 2, "startsAt": "2028-03-16T08:00:00Z", "endsAt": "2028-03-16T10:00:00Z", "reason": "Salle"}"#
    ),
    write!(
        "rescheduleSession",
        "of A, tried",
        "RescheduleSessionInput",
        r#"{"id": "$session:coordinated$", "expectedVersion": 2, "startsAt": "2028-03-16T08:00:00Z", "endsAt": "2028-03-16T10:00:00Z", "reason": "Salle", "dryRun": true}"#
    ),
    write!("createCalendarFeed", "of all", "CreateCalendarFeedInput", "{}"),
    write!(
        "createCalendarFeed",
        "of A",
        "CreateCalendarFeedInput", r#"{"edition": "$edition:coordinated$"}"#
    ),
    write!("revokeCalendarFeed", "of A", "RevokeCalendarFeedInput", r#"{"id": "$calendarfeed:of A$"}"#),
    write!("addTask", "of A", "AddTaskInput", r#"{"edition": "$edition:coordinated$", "title": "Réserver"}"#),
    write!(
        "updateTask",
        "of A",
        "UpdateTaskInput", r#"{"id": "$task:of A$", "expectedVersion": 1, "title": "Autre"}"#
    ),
    write!("completeTask", "of A", "CompleteTaskInput", r#"{"id": "$task:of A$", "expectedVersion": 1}"#),
    write!(
        "addJournalEntry",
        "of A",
        "AddJournalEntryInput", r#"{"edition": "$edition:coordinated$", "text": "Vu"}"#
    ),
    write!(
        "updateJournalEntry",
        "of A",
        "UpdateJournalEntryInput", r#"{"id": "$journalentry:of A$", "expectedVersion": 1, "text": "Revu"}"#
    ),
    write!(
        "reportIncident",
        "of A",
        "ReportIncidentInput",
        r#"{"edition": "$edition:coordinated$", "severity": "MINOR", "description": "Retard"}"#
    ),
    write!(
        "updateIncident",
        "of A",
        "UpdateIncidentInput", r#"{"id": "$incident:of A$", "expectedVersion": 1, "decision": "Reporter"}"#
    ),
    write!(
        "resolveIncident",
        "of A",
        "ResolveIncidentInput", r#"{"id": "$incident:of A$", "expectedVersion": 1}"#
    ),
    write!(
        "addAnnouncement",
        "of A",
        "AddAnnouncementInput",
        r#"{"edition": "$edition:coordinated$", "audience": "PARTICIPANTS", "title": "Salle", "text": "Autre salle"}"#
    ),
    write!("markAnnouncementRead", "of A", "MarkAnnouncementReadInput", r#"{"id": "$announcement:of A$"}"#),
    write!(
        "addDocument",
        "of A",
        "AddDocumentInput",
        r#"{"edition": "$edition:coordinated$", "title": "Bilan", "kind": "bilan", "url": "https://example.org/"}"#
    ),
    write!(
        "updateDocument",
        "of A",
        "UpdateDocumentInput", r#"{"id": "$document:private$", "expectedVersion": 1, "title": "Autre"}"#
    ),
    write!(
        "removeDocument",
        "private, of A",
        "RemoveInput", r#"{"id": "$document:private$", "expectedVersion": 1}"#
    ),
];
