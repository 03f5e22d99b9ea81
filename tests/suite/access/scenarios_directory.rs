use super::scenarios::{Scenario, read, write};

/// Partners and contacts.
pub const DIRECTORY: &[Scenario] = &[
    read("partners", "all", "query { it: partners { totalCount } }", "{}"),
    read(
        "partners",
        "by their names",
        r#"query { it: partners(filter: {search: "partenaire"}) { totalCount } }"#,
        "{}",
    ),
    read(
        "partners",
        "in the commune at a time",
        r#"query ($id: ID!) { it: partners(filter: {canIntervene: {territory: $id, from: "2028-06-01T00:00:00Z"}}) { totalCount } }"#,
        r#"{"id": "$territory:commune$"}"#,
    ),
    read(
        "partner",
        "of a structure",
        "query ($id: ID!) { it: partner(id: $id) { id } }",
        r#"{"id": "$partner:of a structure$"}"#,
    ),
    read(
        "partner",
        "of a restricted structure",
        "query ($id: ID!) { it: partner(id: $id) { id } }",
        r#"{"id": "$partner:of a restricted structure$"}"#,
    ),
    read(
        "partner",
        "a person",
        "query ($id: ID!) { it: partner(id: $id) { id } }",
        r#"{"id": "$partner:a person$"}"#,
    ),
    read("contacts", "all", "query { it: contacts { totalCount } }", "{}"),
    read("contacts", "objections", "query { it: contacts(filter: {objected: true}) { totalCount } }", "{}"),
    read(
        "contacts",
        "of the restricted structure",
        "query ($id: ID!) { it: contacts(filter: {structure: $id}) { totalCount } }",
        r#"{"id": "$structure:restricted$"}"#,
    ),
    read(
        "node",
        "a contact",
        "query ($id: ID!) { it: node(id: $id) { id } }",
        r#"{"id": "$contact:of a structure$"}"#,
    ),
    write!("createPartner", "a person", "CreatePartnerInput", r#"{"name": "Alix"}"#),
    write!(
        "updatePartner",
        "of a structure",
        "UpdatePartnerInput",
        r#"{"id": "$partner:of a structure$", "expectedVersion": 1, "name": "Autre nom"}"#
    ),
    write!(
        "updatePartner",
        "a person",
        "UpdatePartnerInput", r#"{"id": "$partner:a person$", "expectedVersion": 1, "name": "Autre nom"}"#
    ),
    write!(
        "deletePartner",
        "a person",
        "DeletePartnerInput", r#"{"id": "$partner:a person$", "expectedVersion": 1}"#
    ),
    write!(
        "createContact",
        "of a structure",
        "CreateContactInput",
        r#"{"structure": "$structure:open$", "name": "Alix", "source": "site", "legalBasis": "CONSENT"}"#
    ),
    write!(
        "createContact",
        "of a restricted structure",
        "CreateContactInput",
        r#"{"structure": "$structure:restricted$", "name": "Alix", "source": "site", "legalBasis": "CONSENT"}"#
    ),
    write!(
        "createContact",
        "who objected",
        "CreateContactInput",
        r#"{"structure": "$structure:open$", "name": "Alix", "email": "who-objected@example.org", "source": "site", "legalBasis": "CONSENT"}"#
    ),
    write!(
        "updateContact",
        "of a structure",
        "UpdateContactInput", r#"{"id": "$contact:of a structure$", "expectedVersion": 1, "role": "Autre"}"#
    ),
    write!(
        "updateContact",
        "of a restricted structure",
        "UpdateContactInput",
        r#"{"id": "$contact:of a restricted structure$", "expectedVersion": 1, "role": "Autre"}"#
    ),
    write!(
        "objectContact",
        "of a structure",
        "ObjectContactInput", r#"{"id": "$contact:of a structure$", "expectedVersion": 1}"#
    ),
    write!(
        "deleteContact",
        "of a structure",
        "DeleteContactInput", r#"{"id": "$contact:of a structure$", "expectedVersion": 1}"#
    ),
];
