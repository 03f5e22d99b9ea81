use super::scenarios::{Scenario, read, write};

/// Participants, their enrolments, and who was there.
pub const PARTICIPANTS: &[Scenario] = &[
    read("participants", "all", "query { it: participants { totalCount } }", "{}"),
    read(
        "participants",
        "by name",
        r#"query { it: participants(filter: {search: "ada"}) { totalCount } }"#,
        "{}",
    ),
    write!(
        "addApplication",
        "somebody new",
        "AddApplicationInput",
        r#"{"edition": "$edition:open$", "participant": {"new": {"kind": "PERSON", "name": "Cleo"}}}"#
    ),
    write!(
        "enrolCohort",
        "somebody new",
        "EnrolCohortInput",
        r#"{"edition": "$edition:open$", "participants": [{"new": {"kind": "PERSON", "name": "Cleo"}}]}"#
    ),
    write!(
        "enrolCohort",
        "somebody enrolled",
        "EnrolCohortInput",
        r#"{"edition": "$edition:open$", "participants": [{"known": "$participant:with a place$"}]}"#
    ),
    write!(
        "decideApplications",
        "accepted",
        "DecideApplicationsInput",
        r#"{"edition": "$edition:open$", "decision": "ACCEPT",
            "enrolments": [{"id": "$enrolment:applied$", "expectedVersion": 1}]}"#
    ),
    write!(
        "withdrawEnrolment",
        "with a place",
        "WithdrawEnrolmentInput",
        r#"{"id": "$enrolment:with a place$", "expectedVersion": 2, "reason": "Un emploi"}"#
    ),
    write!(
        "activateEnrolments",
        "with a place",
        "ActivateEnrolmentsInput",
        r#"{"edition": "$edition:open$", "enrolments": [{"id": "$enrolment:with a place$", "expectedVersion": 2}]}"#
    ),
    write!(
        "completeEnrolments",
        "not active yet",
        "CompleteEnrolmentsInput",
        r#"{"edition": "$edition:open$", "enrolments": [{"id": "$enrolment:with a place$", "expectedVersion": 2}]}"#
    ),
    write!(
        "promoteWaitingList",
        "nobody waits",
        "PromoteWaitingListInput", r#"{"edition": "$edition:open$"}"#
    ),
    write!(
        "updateParticipant",
        "with a place",
        "UpdateParticipantInput",
        r#"{"id": "$participant:with a place$", "expectedVersion": 1, "project": "Un autre lieu"}"#
    ),
    write!(
        "eraseParticipant",
        "with a place",
        "EraseParticipantInput", r#"{"id": "$participant:with a place$", "expectedVersion": 1}"#
    ),
    write!(
        "recordAttendance",
        "of the session",
        "RecordAttendanceInput",
        r#"{"session": "$session:of the open one$",
            "entries": [{"enrolment": "$enrolment:with a place$", "presence": "EXCUSED"}]}"#
    ),
];
