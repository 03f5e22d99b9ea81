use super::scenarios::{Scenario, read, write};

/// Accompaniments.
pub const ACCOMPANIMENTS: &[Scenario] = &[
    read(
        "accompaniment",
        "at its engineering",
        "query ($id: ID!) { it: accompaniment(id: $id) { id } }",
        r#"{"id": "$accompaniment:engineering$"}"#,
    ),
    read(
        "node",
        "a follow-up",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$accompanimentfollowup:own$"}"#,
    ),
    read("accompaniments", "all", "query { it: accompaniments { totalCount } }", "{}"),
    read("accompaniments", "late", "query { it: accompaniments(filter: {late: true}) { totalCount } }", "{}"),
    read(
        "accompaniments",
        "of the structure",
        "query ($id: ID!) { it: accompaniments(filter: {structure: [$id]}) { totalCount } }",
        r#"{"id": "$structure:open$"}"#,
    ),
    read(
        "node",
        "that it joined an open edition",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$joinededition:open$"}"#,
    ),
    write!(
        "joinEdition",
        "a draft of A",
        "JoinEditionInput",
        r#"{"accompaniment": "$accompaniment:engineering$", "edition": "$edition:draft$"}"#
    ),
    read(
        "leaveEdition",
        "of A",
        "mutation ($input: RemoveInput!) { it: leaveEdition(input: $input) { userErrors { code } } }",
        r#"{"input": {"id": "$joinededition:open$", "expectedVersion": 1}}"#,
    ),
    read("accompanimentBoard", "all", "query { it: accompanimentBoard { count } }", "{}"),
    read("colleagues", "all", "query { it: colleagues { totalCount } }", "{}"),
    write!(
        "createAccompaniment",
        "of a holder",
        "CreateAccompanimentInput",
        r#"{"beneficiary": {"holder": "x"}, "request": "x", "receivedOn": "2028-01-10"}"#
    ),
    write!(
        "updateAccompaniment",
        "at its engineering",
        "UpdateAccompanimentInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "request": "y"}"#
    ),
    write!(
        "handOverAccompaniment",
        "to A's coordinator",
        "HandOverAccompanimentInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28", "to": "$account:own coordinator$"}"#
    ),
    write!(
        "orientAccompaniment",
        "at its engineering",
        "OrientAccompanimentInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28", "orientation": "x"}"#
    ),
    write!(
        "startDiagnosis",
        "at its engineering",
        "StartDiagnosisInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28"}"#
    ),
    write!(
        "draftDiagnosis",
        "at its engineering",
        "DraftDiagnosisInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28", "diagnosis": "x"}"#
    ),
    write!(
        "validateDiagnosis",
        "at its engineering",
        "ValidateDiagnosisInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28", "body": "x"}"#
    ),
    write!(
        "adoptPlan",
        "at its engineering",
        "AdoptPlanInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28", "plan": "x"}"#
    ),
    write!(
        "recordCommitteeOpinion",
        "at its engineering",
        "RecordCommitteeOpinionInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28", "opinion": "FAVOURABLE"}"#
    ),
    write!(
        "startEngineering",
        "at its engineering",
        "StartEngineeringInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28"}"#
    ),
    write!(
        "startFollowUp",
        "at its engineering",
        "StartFollowUpInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28"}"#
    ),
    write!(
        "completeAccompaniment",
        "at its engineering",
        "CompleteAccompanimentInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28"}"#
    ),
    write!(
        "exitAccompaniment",
        "at its engineering",
        "ExitAccompanimentInput",
        r#"{"id": "$accompaniment:engineering$", "expectedVersion": 9, "on": "2028-02-28", "exit": "abandon", "reason": "x"}"#
    ),
    write!(
        "addMission",
        "at its engineering",
        "AddMissionInput",
        r#"{"accompaniment": "$accompaniment:engineering$", "kind": "COLLECTIVE", "provider": "x"}"#
    ),
    write!(
        "updateMission",
        "of A",
        "UpdateMissionInput", r#"{"id": "$engineeringmission:own$", "expectedVersion": 1, "provider": "x"}"#
    ),
    write!(
        "removeMission",
        "of A",
        "RemoveMissionInput", r#"{"id": "$engineeringmission:own$", "expectedVersion": 1}"#
    ),
    write!(
        "addFollowUp",
        "at its engineering",
        "AddFollowUpInput",
        r#"{"accompaniment": "$accompaniment:engineering$", "heldOn": "2028-02-10", "note": "x"}"#
    ),
    write!(
        "updateFollowUp",
        "of A",
        "UpdateFollowUpInput", r#"{"id": "$accompanimentfollowup:own$", "expectedVersion": 1, "note": "x"}"#
    ),
];
