/// One way to use a root operation; `it` is its alias. Ids of the cast stand as `$kind:state$`.
pub struct Scenario {
    pub operation: &'static str,
    pub about: &'static str,
    pub document: &'static str,
    pub variables: &'static str,
}

pub(super) const fn read(
    operation: &'static str,
    about: &'static str,
    document: &'static str,
    variables: &'static str,
) -> Scenario {
    Scenario { operation, about, document, variables }
}

macro_rules! write {
    ($name:literal, $about:literal, $input:literal, $variables:literal) => {
        read(
            $name,
            $about,
            concat!(
                "mutation ($input: ",
                $input,
                "!) { it: ",
                $name,
                "(input: $input) { userErrors { code } } }"
            ),
            concat!("{\"input\": ", $variables, "}"),
        )
    };
}
pub(super) use write;

/// Every root operation at least once.
pub const SCENARIOS: &[Scenario] = &[
    read("apiKeys", "all", "query { it: apiKeys { totalCount } }", "{}"),
    read(
        "compareNeeds",
        "a département",
        r#"query { it: compareNeeds(territory: {code: {kind: DEPARTMENT, code: "44"}}, by: []) { sides { role } } }"#,
        "{}",
    ),
    read("charter", "in force", "query { it: charter { id } }", "{}"),
    read("importRuns", "all", "query { it: importRuns { totalCount } }", "{}"),
    read("invitations", "all", "query { it: invitations { totalCount } }", "{}"),
    read("members", "all", "query { it: members { totalCount } }", "{}"),
    read("memberships", "all", "query { it: memberships { totalCount } }", "{}"),
    read("networkSettings", "all", "query { it: networkSettings { __typename } }", "{}"),
    read("needs", "shared", "query { it: needs(by: []) { audience } }", "{}"),
    read("needs", "mine", "query { it: needs(by: [], contributor: MINE) { audience } }", "{}"),
    read(
        "node",
        "a structure",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$structure:open$"}"#,
    ),
    read(
        "nodes",
        "a structure",
        "query ($id: ID!) { it: nodes(ids: [$id]) { id } }",
        r#"{"id": "$structure:open$"}"#,
    ),
    read(
        "structure",
        "open",
        "query ($id: ID!) { it: structure(by: {id: $id}) { id } }",
        r#"{"id": "$structure:open$"}"#,
    ),
    read(
        "structure",
        "restricted, by its identifier",
        r#"query { it: structure(by: {identifier: {scheme: "siren", value: "732829320"}}) { restricted } }"#,
        "{}",
    ),
    read("structures", "all", "query { it: structures { totalCount } }", "{}"),
    read(
        "terms",
        "of a scheme",
        r#"query { it: terms(filter: {scheme: "formulation"}) { totalCount } }"#,
        "{}",
    ),
    read(
        "territories",
        "régions",
        "query { it: territories(filter: {kinds: [REGION]}) { totalCount } }",
        "{}",
    ),
    read(
        "territory",
        "by its key",
        r#"query { it: territory(by: {code: {kind: COMMUNE, code: "44109"}}) { territory { id } } }"#,
        "{}",
    ),
    read("viewer", "oneself", "query { it: viewer { role } }", "{}"),
    read("vocabularies", "all", "query { it: vocabularies { totalCount } }", "{}"),
    read("vocabulary", "one", r#"query { it: vocabulary(scheme: "sector") { id } }"#, "{}"),
    write!(
        "importStructures",
        "an unknown mapping",
        "ImportStructuresInput", r#"{"fileName": "f.csv", "mapping": "inconnu", "content": {"text": "a;b"}}"#
    ),
    write!(
        "importObservations",
        "an unknown mapping",
        "ImportObservationsInput",
        r#"{"fileName": "f.csv", "mapping": "inconnu", "content": {"text": "a;b"}}"#
    ),
    read("authorisations", "all", "query { it: authorisations { totalCount } }", "{}"),
    read("coverage", "all", "query { it: coverage { totalCount } }", "{}"),
    read("observationSources", "all", "query { it: observationSources { totalCount } }", "{}"),
    read("observations", "all", "query { it: observations { totalCount } }", "{}"),
    read(
        "observations",
        "by their words",
        r#"query { it: observations(filter: {search: "besoin"}) { totalCount } }"#,
        "{}",
    ),
    read(
        "observations",
        "in the commune",
        "query ($id: ID!) { it: observations(filter: {territory: {within: $id}}) { totalCount } }",
        r#"{"id": "$territory:commune$"}"#,
    ),
    read(
        "observations",
        "about the structure",
        "query ($id: ID!) { it: observations(filter: {structure: [$id]}) { totalCount } }",
        r#"{"id": "$structure:open$"}"#,
    ),
    read(
        "observation",
        "private",
        "query ($id: ID!) { it: observation(id: $id) { id } }",
        r#"{"id": "$needsobservation:private$"}"#,
    ),
    read(
        "observation",
        "network",
        "query ($id: ID!) { it: observation(id: $id) { id } }",
        r#"{"id": "$needsobservation:network$"}"#,
    ),
    read(
        "node",
        "a private observation",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$needsobservation:private$"}"#,
    ),
    write!(
        "addVerbatim",
        "to a private observation",
        "AddVerbatimInput", r#"{"observation": "$needsobservation:private$", "text": "x"}"#
    ),
    write!(
        "confirmObservation",
        "a private one",
        "ConfirmObservationInput", r#"{"id": "$needsobservation:private$", "expectedVersion": 1}"#
    ),
    write!(
        "createObservation",
        "private",
        "CreateObservationInput",
        r#"{"statement": "x", "method": "entretien", "formulation": "expressed", "mainTheme": "crise", "territory": {"id": "$territory:commune$"}, "observedOn": "2028-01-10", "intensity": 3}"#
    ),
    write!(
        "createObservation",
        "shared at once",
        "CreateObservationInput",
        r#"{"statement": "x", "method": "entretien", "formulation": "expressed", "mainTheme": "crise", "territory": {"id": "$territory:commune$"}, "observedOn": "2028-01-10", "intensity": 3, "visibility": "NETWORK"}"#
    ),
    write!(
        "declareCoverage",
        "a commune",
        "DeclareCoverageInput", r#"{"territory": {"id": "$territory:commune$"}, "firstMonth": "2026-01"}"#
    ),
    write!(
        "deleteObservation",
        "a private one",
        "DeleteObservationInput", r#"{"id": "$needsobservation:private$", "expectedVersion": 1}"#
    ),
    write!(
        "deleteObservation",
        "a network one",
        "DeleteObservationInput", r#"{"id": "$needsobservation:network$", "expectedVersion": 1}"#
    ),
    write!(
        "dismissObservation",
        "a private one",
        "DismissObservationInput",
        r#"{"id": "$needsobservation:private$", "expectedVersion": 1, "reason": "double"}"#
    ),
    write!(
        "endCoverage",
        "of A",
        "EndCoverageInput", r#"{"id": "$coverage:own$", "expectedVersion": 1, "lastMonth": "2027-12"}"#
    ),
    write!(
        "lapseObservation",
        "a private one",
        "LapseObservationInput",
        r#"{"id": "$needsobservation:private$", "expectedVersion": 1, "reason": "passé"}"#
    ),
    write!(
        "markObservationMet",
        "a private one",
        "MarkObservationMetInput", r#"{"id": "$needsobservation:private$", "expectedVersion": 1}"#
    ),
    write!(
        "recordAuthorisation",
        "an agreement",
        "RecordAuthorisationInput",
        r#"{"basis": "ORGANISATION_AGREEMENT", "grantedBy": "x", "grantedOn": "2028-01-10", "level": "NETWORK"}"#
    ),
    write!("recordSource", "an interview", "RecordSourceInput", r#"{"kind": "entretien", "title": "x"}"#),
    write!(
        "removeVerbatim",
        "of a private observation",
        "RemoveVerbatimInput", r#"{"id": "$verbatim:of a private one$"}"#
    ),
    write!(
        "reopenObservation",
        "a private one",
        "ReopenObservationInput", r#"{"id": "$needsobservation:private$", "expectedVersion": 1}"#
    ),
    write!(
        "shareObservation",
        "a private one",
        "ShareObservationInput",
        r#"{"id": "$needsobservation:private$", "expectedVersion": 1, "visibility": "NETWORK"}"#
    ),
    write!(
        "takeUpObservation",
        "a private one",
        "TakeUpObservationInput", r#"{"id": "$needsobservation:private$", "expectedVersion": 1}"#
    ),
    write!(
        "updateObservation",
        "a private one",
        "UpdateObservationInput",
        r#"{"id": "$needsobservation:private$", "expectedVersion": 1, "intensity": 5}"#
    ),
    write!(
        "updateObservation",
        "a network one",
        "UpdateObservationInput",
        r#"{"id": "$needsobservation:network$", "expectedVersion": 1, "intensity": 5}"#
    ),
    write!(
        "withdrawAuthorisation",
        "of A",
        "WithdrawAuthorisationInput",
        r#"{"id": "$authorisation:own$", "expectedVersion": 1, "reason": "retrait"}"#
    ),
    write!("acceptCharter", "in force", "AcceptCharterInput", r#"{"charter": "$charter:in force$"}"#),
    write!(
        "acceptInvitation",
        "a wrong token",
        "AcceptInvitationInput", r#"{"token": "wrong", "name": "N", "password": "une phrase assez longue"}"#
    ),
    write!(
        "addTerm",
        "to a family of needs",
        "AddTermInput", r#"{"broader": "$term:shipped$", "code": "x", "labelFr": "X", "labelEn": "X"}"#
    ),
    write!(
        "changePassword",
        "a wrong one",
        "ChangePasswordInput",
        r#"{"currentPassword": "une autre phrase", "newPassword": "une phrase assez longue"}"#
    ),
    write!(
        "createApiKey",
        "of one's own",
        "CreateApiKeyInput", r#"{"name": "n", "scopes": ["DIRECTORY_READ"]}"#
    ),
    write!(
        "createInvitation",
        "an advisor of A",
        "CreateInvitationInput", r#"{"email": "x@example.org", "role": "ADVISOR", "member": "$own"}"#
    ),
    write!(
        "createInvitation",
        "a coordinator of A",
        "CreateInvitationInput", r#"{"email": "x@example.org", "role": "COORDINATOR", "member": "$own"}"#
    ),
    write!(
        "createInvitation",
        "an analyst",
        "CreateInvitationInput", r#"{"email": "x@example.org", "role": "ANALYST"}"#
    ),
    write!("createMember", "a third", "CreateMemberInput", r#"{"name": "DLA C"}"#),
    write!(
        "createPerimeter",
        "of one commune",
        "CreatePerimeterInput", r#"{"name": "Autour", "parts": ["$territory:commune$"]}"#
    ),
    write!("createStructure", "plain", "CreateStructureInput", r#"{"name": "Nouvelle"}"#),
    write!(
        "deleteStructure",
        "of A",
        "DeleteStructureInput", r#"{"id": "$structure:open$", "expectedVersion": 2, "reason": "double"}"#
    ),
    write!(
        "endMembership",
        "of A's coordinator",
        "EndMembershipInput", r#"{"id": "$membership:own coordinator$"}"#
    ),
    write!(
        "importObservations",
        "one row",
        "ImportObservationsInput",
        r#"{"content": {"text": "ref;quoi;quand\n1;x;2027-01-01\n"}, "fileName": "f.csv", "mapping": "kind = 'observations'\nsystem = 'x'\nexternal_id = [{ column = 'ref' }]\n[fields]\nstatement = { column = 'quoi' }\nobserved_on = { column = 'quand' }"}"#
    ),
    write!(
        "importStructures",
        "one row",
        "ImportStructuresInput",
        r#"{"content": {"text": "ref;nom\n1;N\n"}, "fileName": "f.csv", "mapping": "kind = 'structures'\nsystem = 'x'\nexternal_id = [{ column = 'ref' }]\n[fields]\nname = { column = 'nom' }"}"#
    ),
    write!("publishCharter", "a new version", "PublishCharterInput", r#"{"textFr": "B", "textEn": "B"}"#),
    write!(
        "registerPerimeter",
        "a commune",
        "RegisterPerimeterInput", r#"{"territory": "$territory:commune$"}"#
    ),
    write!("refreshSession", "a wrong token", "RefreshSessionInput", r#"{"refreshToken": "wrong"}"#),
    write!(
        "removePerimeter",
        "of A",
        "RemovePerimeterInput", r#"{"id": "$territory:perimeter of A$", "expectedVersion": 1}"#
    ),
    write!("retireTerm", "a need", "RetireTermInput", r#"{"id": "$term:shipped$", "expectedVersion": 1}"#),
    write!("revokeApiKey", "of A", "RevokeApiKeyInput", r#"{"id": "$apikey:own$"}"#),
    write!("revokeInvitation", "of A", "RevokeInvitationInput", r#"{"id": "$invitation:own$"}"#),
    write!(
        "signIn",
        "a wrong password",
        "SignInInput", r#"{"email": "x@example.org", "password": "une phrase fausse"}"#
    ),
    write!("signOut", "a wrong token", "SignOutInput", r#"{"refreshToken": "wrong"}"#),
    write!(
        "updateMember",
        "A",
        "UpdateMemberInput", r#"{"id": "$own", "expectedVersion": 1, "name": "DLA A bis"}"#
    ),
    write!("updateNetworkSettings", "stricter", "UpdateNetworkSettingsInput", r#"{"expectedVersion": 1}"#),
    write!(
        "updatePerimeter",
        "of A",
        "UpdatePerimeterInput",
        r#"{"id": "$territory:perimeter of A$", "expectedVersion": 1, "name": "Autre nom"}"#
    ),
    write!(
        "updateStructure",
        "of A",
        "UpdateStructureInput", r#"{"id": "$structure:open$", "expectedVersion": 2, "name": "Autre nom"}"#
    ),
];
