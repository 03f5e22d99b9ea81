use super::scenarios::{Scenario, read, write};

/// Policy frameworks and funding schemes.
pub const SCHEMES: &[Scenario] = &[
    read("policyFrameworks", "all", "query { it: policyFrameworks { totalCount } }", "{}"),
    read("fundingSchemes", "all", "query { it: fundingSchemes { totalCount } }", "{}"),
    read(
        "fundingSchemes",
        "by their words",
        r#"query { it: fundingSchemes(filter: {search: "creation"}) { totalCount } }"#,
        "{}",
    ),
    read(
        "fundingSchemeMatches",
        "of a theatre",
        r#"query { it: fundingSchemeMatches(profile: {sectors: ["theatre"], legalForms: ["9220"]}) { totalCount } }"#,
        "{}",
    ),
    write!(
        "createPolicyFramework",
        "a contract",
        "CreatePolicyFrameworkInput",
        r#"{"kind": "cteac", "title": "CTEAC", "territory": {"id": "$territory:commune$"}, "startsOn": "2028-01-01"}"#
    ),
    write!(
        "updatePolicyFramework",
        "of A",
        "UpdatePolicyFrameworkInput",
        r#"{"id": "$policyframework:of A$", "expectedVersion": 1, "title": "Autre titre"}"#
    ),
    write!("createFundingScheme", "an aid", "CreateFundingSchemeInput", r#"{"title": "Aide"}"#),
    write!(
        "updateFundingScheme",
        "of A",
        "UpdateFundingSchemeInput",
        r#"{"id": "$fundingscheme:of A$", "expectedVersion": 1, "title": "Autre titre"}"#
    ),
    write!(
        "removeFundingScheme",
        "of A",
        "RemoveFundingSchemeInput", r#"{"id": "$fundingscheme:of A$", "expectedVersion": 1}"#
    ),
    write!(
        "importFundingSchemes",
        "an unknown mapping",
        "ImportFundingSchemesInput",
        r#"{"fileName": "f.csv", "mapping": "inconnu", "content": {"text": "a;b"}}"#
    ),
];
