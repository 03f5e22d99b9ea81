use super::scenarios::{Scenario, read, write};

/// Programmes and their editions.
pub const PROGRAMMES: &[Scenario] = &[
    read(
        "programme",
        "network",
        "query ($id: ID!) { it: programme(id: $id) { id } }",
        r#"{"id": "$programme:network$"}"#,
    ),
    read(
        "programme",
        "private",
        "query ($id: ID!) { it: programme(id: $id) { id } }",
        r#"{"id": "$programme:private$"}"#,
    ),
    read("coLeadInvitations", "all", "query { it: coLeadInvitations { totalCount } }", "{}"),
    read(
        "colleagues",
        "of a programme",
        "query ($id: ID!) { it: colleagues(programme: $id) { totalCount } }",
        r#"{"id": "$programme:network$"}"#,
    ),
    read("programmes", "all", "query { it: programmes { totalCount } }", "{}"),
    read(
        "edition",
        "draft",
        "query ($id: ID!) { it: edition(id: $id) { id } }",
        r#"{"id": "$edition:draft$"}"#,
    ),
    read(
        "edition",
        "opened",
        "query ($id: ID!) { it: edition(id: $id) { id } }",
        r#"{"id": "$edition:opened$"}"#,
    ),
    read("editions", "all", "query { it: editions { totalCount } }", "{}"),
    read(
        "objective",
        "of a draft",
        "query ($id: ID!) { it: objective(id: $id) { id } }",
        r#"{"id": "$objective:draft$"}"#,
    ),
    read(
        "objectives",
        "without evidence",
        "query { it: objectives(filter: {justified: false}) { totalCount } }",
        "{}",
    ),
    read("untakenObservations", "all", "query { it: untakenObservations { totalCount } }", "{}"),
    read("objectives", "all", "query { it: objectives { totalCount } }", "{}"),
    read("programmeTemplates", "all", "query { it: programmeTemplates { totalCount } }", "{}"),
    read(
        "availablePartners",
        "for a session of a draft",
        "query ($id: ID!) { it: availablePartners(session: $id) { totalCount } }",
        r#"{"id": "$session:draft$"}"#,
    ),
    read(
        "availablePartners",
        "for a session of an open edition",
        "query ($id: ID!) { it: availablePartners(session: $id) { totalCount } }",
        r#"{"id": "$session:opened$"}"#,
    ),
    read("resources", "all", "query { it: resources { totalCount } }", "{}"),
    read(
        "node",
        "a session of an open edition",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$session:opened$"}"#,
    ),
    read(
        "node",
        "a budgetline of an open edition",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$budgetline:opened$"}"#,
    ),
    read(
        "node",
        "a fundingline of an open edition",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$fundingline:opened$"}"#,
    ),
    read(
        "node",
        "a editionpartner of an open edition",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$editionpartner:opened$"}"#,
    ),
    write!("createProgramme", "plain", "CreateProgrammeInput", r#"{"title": "x"}"#),
    write!(
        "updateProgramme",
        "network",
        "UpdateProgrammeInput", r#"{"id": "$programme:network$", "expectedVersion": 2, "title": "y"}"#
    ),
    write!(
        "shareProgramme",
        "network",
        "ShareProgrammeInput",
        r#"{"id": "$programme:network$", "expectedVersion": 2, "visibility": "PUBLIC"}"#
    ),
    write!(
        "deleteProgramme",
        "private",
        "DeleteProgrammeInput", r#"{"id": "$programme:private$", "expectedVersion": 1}"#
    ),
    write!(
        "inviteCoLead",
        "B",
        "InviteCoLeadInput", r#"{"programme": "$programme:network$", "member": "$other"}"#
    ),
    write!(
        "answerCoLead",
        "declined before",
        "AnswerCoLeadInput", r#"{"programme": "$programme:network$", "accept": true}"#
    ),
    write!(
        "endCoLead",
        "declined before",
        "EndCoLeadInput", r#"{"programme": "$programme:network$", "member": "$other"}"#
    ),
    write!(
        "createEdition",
        "of a private programme",
        "CreateEditionInput",
        r#"{"programme": "$programme:private$", "territory": {"id": "$territory:commune$"}, "startsOn": "2028-03-01", "endsOn": "2028-06-30"}"#
    ),
    write!(
        "updateEdition",
        "open",
        "UpdateEditionInput", r#"{"id": "$edition:opened$", "expectedVersion": 2, "capacity": 20}"#
    ),
    write!(
        "handOverEdition",
        "to its coordinator",
        "HandOverEditionInput",
        r#"{"id": "$edition:opened$", "expectedVersion": 2, "referent": "$account:own coordinator$"}"#
    ),
    write!(
        "openEdition",
        "a draft",
        "OpenEditionInput", r#"{"id": "$edition:draft$", "expectedVersion": 1}"#
    ),
    write!(
        "startEdition",
        "an open one",
        "StartEditionInput", r#"{"id": "$edition:opened$", "expectedVersion": 2}"#
    ),
    write!(
        "closeEdition",
        "an open one",
        "CloseEditionInput", r#"{"id": "$edition:opened$", "expectedVersion": 2}"#
    ),
    write!(
        "cancelEdition",
        "an open one",
        "CancelEditionInput", r#"{"id": "$edition:opened$", "expectedVersion": 2, "reason": "x"}"#
    ),
    write!(
        "addObjective",
        "to an open edition",
        "AddObjectiveInput", r#"{"edition": "$edition:opened$", "statement": "x"}"#
    ),
    write!(
        "updateObjective",
        "of an open edition",
        "UpdateObjectiveInput", r#"{"id": "$objective:opened$", "expectedVersion": 1, "statement": "y"}"#
    ),
    write!(
        "addIndicator",
        "of an open edition",
        "AddIndicatorInput", r#"{"objective": "$objective:opened$", "title": "x", "unit": "y"}"#
    ),
    write!(
        "updateIndicator",
        "of an open edition",
        "UpdateIndicatorInput", r#"{"id": "$indicator:opened$", "expectedVersion": 1, "actual": 3}"#
    ),
    write!(
        "addPhase",
        "to an open edition",
        "AddPhaseInput", r#"{"edition": "$edition:opened$", "title": "x", "kind": "bilan"}"#
    ),
    write!(
        "updatePhase",
        "of an open edition",
        "UpdatePhaseInput", r#"{"id": "$phase:opened$", "expectedVersion": 1, "title": "y"}"#
    ),
    write!(
        "planSession",
        "in an open edition",
        "PlanSessionInput",
        r#"{"edition": "$edition:opened$", "title": "x", "times": {"startsAt": "2028-04-04T08:00:00Z", "endsAt": "2028-04-04T10:00:00Z"}}"#
    ),
    write!(
        "updateSession",
        "of an open edition",
        "UpdateSessionInput", r#"{"id": "$session:opened$", "expectedVersion": 1, "title": "y"}"#
    ),
    write!(
        "cancelSession",
        "of an open edition",
        "CancelSessionInput", r#"{"id": "$session:opened$", "expectedVersion": 1, "reason": "x"}"#
    ),
    write!(
        "addBudgetLine",
        "to an open edition",
        "AddBudgetLineInput",
        r#"{"edition": "$edition:opened$", "kind": "OTHER", "account": "65", "label": "x", "quantity": 1, "unit": "u", "unitCost": 1}"#
    ),
    write!(
        "updateBudgetLine",
        "of an open edition",
        "UpdateBudgetLineInput", r#"{"id": "$budgetline:opened$", "expectedVersion": 1, "label": "y"}"#
    ),
    write!(
        "addFundingLine",
        "to an open edition",
        "AddFundingLineInput",
        r#"{"edition": "$edition:opened$", "label": "x", "amount": 1, "status": "PLANNED"}"#
    ),
    write!(
        "updateFundingLine",
        "of an open edition",
        "UpdateFundingLineInput", r#"{"id": "$fundingline:opened$", "expectedVersion": 1, "label": "y"}"#
    ),
    write!(
        "addEditionPartner",
        "twice",
        "AddEditionPartnerInput",
        r#"{"edition": "$edition:opened$", "partner": "$partner:of a structure$", "kind": "consultant"}"#
    ),
    write!(
        "updateEditionPartner",
        "of an open edition",
        "UpdateEditionPartnerInput", r#"{"id": "$editionpartner:opened$", "expectedVersion": 1, "days": 3}"#
    ),
    write!("addResource", "a room", "AddResourceInput", r#"{"kind": "ROOM", "name": "x"}"#),
    write!(
        "updateResource",
        "a room",
        "UpdateResourceInput", r#"{"id": "$resource:draft$", "expectedVersion": 1, "name": "y"}"#
    ),
    write!(
        "removeResource",
        "a room that a session takes up",
        "RemoveInput", r#"{"id": "$resource:draft$", "expectedVersion": 1}"#
    ),
    write!(
        "saveTemplate",
        "of an open edition",
        "SaveTemplateInput", r#"{"edition": "$edition:opened$", "title": "x"}"#
    ),
    read(
        "removeObjective",
        "of an open edition",
        "mutation ($input: RemoveInput!) { it: removeObjective(input: $input) { userErrors { code } } }",
        r#"{"input": {"id": "$objective:opened$", "expectedVersion": 1}}"#,
    ),
    read(
        "removeIndicator",
        "of an open edition",
        "mutation ($input: RemoveInput!) { it: removeIndicator(input: $input) { userErrors { code } } }",
        r#"{"input": {"id": "$indicator:opened$", "expectedVersion": 1}}"#,
    ),
    read(
        "removePhase",
        "of an open edition",
        "mutation ($input: RemoveInput!) { it: removePhase(input: $input) { userErrors { code } } }",
        r#"{"input": {"id": "$phase:opened$", "expectedVersion": 1}}"#,
    ),
    read(
        "removeBudgetLine",
        "of an open edition",
        "mutation ($input: RemoveInput!) { it: removeBudgetLine(input: $input) { userErrors { code } } }",
        r#"{"input": {"id": "$budgetline:opened$", "expectedVersion": 1}}"#,
    ),
    read(
        "removeFundingLine",
        "of an open edition",
        "mutation ($input: RemoveInput!) { it: removeFundingLine(input: $input) { userErrors { code } } }",
        r#"{"input": {"id": "$fundingline:opened$", "expectedVersion": 1}}"#,
    ),
    read(
        "removeEditionPartner",
        "of an open edition",
        "mutation ($input: RemoveInput!) { it: removeEditionPartner(input: $input) { userErrors { code } } }",
        r#"{"input": {"id": "$editionpartner:opened$", "expectedVersion": 1}}"#,
    ),
    read(
        "removeTemplate",
        "of A",
        "mutation ($input: RemoveInput!) { it: removeTemplate(input: $input) { userErrors { code } } }",
        r#"{"input": {"id": "$programmetemplate:of A$", "expectedVersion": 1}}"#,
    ),
    read(
        "uncoveredNeeds",
        "by theme, sector and region",
        "query { it: uncoveredNeeds(by: [THEME_FAMILY, SECTOR, REGION]) { __typename } }",
        "{}",
    ),
    write!(
        "proposeChange",
        "of a private programme",
        "ProposeChangeInput",
        r#"{"change": {"id": "$programme:private$", "expectedVersion": 1, "title": "z"}, "comment": "c"}"#
    ),
    write!(
        "acceptProposal",
        "of A",
        "ProposalInput", r#"{"id": "$programmeproposal:of A$", "expectedVersion": 1}"#
    ),
    write!(
        "refuseProposal",
        "of A",
        "RefuseProposalInput", r#"{"id": "$programmeproposal:of A$", "expectedVersion": 1, "reason": "x"}"#
    ),
    write!(
        "withdrawProposal",
        "of A",
        "ProposalInput", r#"{"id": "$programmeproposal:of A$", "expectedVersion": 1}"#
    ),
];
