/// One way to use a root operation; `it` is its alias. Ids of the cast stand as `$kind:state$`.
pub struct Scenario {
    pub operation: &'static str,
    pub about: &'static str,
    pub document: &'static str,
    pub variables: &'static str,
}

const fn read(
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

/// Every root operation at least once.
pub const SCENARIOS: &[Scenario] = &[
    read("apiKeys", "all", "query { it: apiKeys { totalCount } }", "{}"),
    read("charter", "in force", "query { it: charter { id } }", "{}"),
    read("invitations", "all", "query { it: invitations { totalCount } }", "{}"),
    read("members", "all", "query { it: members { totalCount } }", "{}"),
    read("memberships", "all", "query { it: memberships { totalCount } }", "{}"),
    read("networkSettings", "all", "query { it: networkSettings { __typename } }", "{}"),
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
        r#"query { it: structure(by: {identifier: {scheme: "siren", value: "356000000"}}) { restricted } }"#,
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
    read("viewer", "oneself", "query { it: viewer { role } }", "{}"),
    read("vocabularies", "all", "query { it: vocabularies { totalCount } }", "{}"),
    read("vocabulary", "one", r#"query { it: vocabulary(scheme: "sector") { id } }"#, "{}"),
    write!("acceptCharter", "in force", "AcceptCharterInput", r#"{"charter": "$charter:in force$"}"#),
    write!(
        "acceptInvitation",
        "a wrong token",
        "AcceptInvitationInput", r#"{"token": "wrong", "name": "N", "password": "une phrase assez longue"}"#
    ),
    write!(
        "changePassword",
        "a wrong one",
        "ChangePasswordInput", r#"{"currentPassword": "une autre phrase", "newPassword": "une phrase assez longue"}"#
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
    write!("createStructure", "plain", "CreateStructureInput", r#"{"name": "Nouvelle"}"#),
    write!(
        "deleteStructure",
        "of A",
        "DeleteStructureInput", r#"{"id": "$structure:open$", "expectedVersion": 1, "reason": "double"}"#
    ),
    write!(
        "endMembership",
        "of A's coordinator",
        "EndMembershipInput", r#"{"id": "$membership:own coordinator$"}"#
    ),
    write!("publishCharter", "a new version", "PublishCharterInput", r#"{"textFr": "B", "textEn": "B"}"#),
    write!("refreshSession", "a wrong token", "RefreshSessionInput", r#"{"refreshToken": "wrong"}"#),
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
        "updateStructure",
        "of A",
        "UpdateStructureInput", r#"{"id": "$structure:open$", "expectedVersion": 1, "name": "Autre nom"}"#
    ),
];
