use super::Column;
use super::column::From::{At, Each, Pairs, Where};

/// A kind of record that leaves: what is asked of the API, and the columns of its CSV.
#[derive(Debug)]
pub struct Records {
    /// The document; its variable `after` is a cursor.
    pub document: &'static str,
    /// Where its connection stands in the answer.
    pub connection: &'static str,
    /// The columns.
    pub columns: &'static [Column],
}

macro_rules! columns {
    ($($name:literal: $($from:expr),+;)*) => { &[$(Column { name: $name, from: &[$($from),+] },)*] };
}

/// Structures of the directory, in the order in which they were added.
pub const STRUCTURES: Records = Records {
    document: "query ExportStructures($after: String) { \
        structures(first: 50, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { \
        pageInfo { endCursor hasNextPage } nodes { id name otherNames restricted \
        identifiers { scheme value source validFrom validTo check } externalReferences { system externalId } \
        kinds { code } legalForm { code } essStatus { code } mainSector { code } otherSectors { code } \
        mainFunction { code } otherFunctions { code } organisationKind { code } activities { code } \
        careerStage { code } staffBracket { code } budgetBracket { code } creationYear description web \
        territory { kind code name } zones { kind code name } createdAt updatedAt } } }",
    connection: "/structures",
    columns: columns! {
        "id": At("/id");
        "external_references": Pairs("/externalReferences", "/system", "/externalId");
        "name": At("/name");
        "other_names": Each("/otherNames", "");
        "siren": Where("/identifiers", "/scheme", "siren", "/value");
        "siret": Where("/identifiers", "/scheme", "siret", "/value");
        "rna": Where("/identifiers", "/scheme", "rna", "/value");
        "identifiers": Pairs("/identifiers", "/scheme", "/value");
        "kinds": Each("/kinds", "/code");
        "legal_form": At("/legalForm/code");
        "ess_status": At("/essStatus/code");
        "sectors": At("/mainSector/code"), Each("/otherSectors", "/code");
        "sector_function": At("/mainFunction/code");
        "web": Each("/web", "");
        "organisation_kind": At("/organisationKind/code");
        "activities": Each("/activities", "/code");
        "career_stage": At("/careerStage/code");
        "staff_bracket": At("/staffBracket/code");
        "budget_bracket": At("/budgetBracket/code");
        "creation_year": At("/creationYear");
        "description": At("/description");
        "commune": Where("/territory", "/kind", "COMMUNE", "/code");
        "epci": Where("/territory", "/kind", "EPCI", "/code");
        "departement": Where("/territory", "/kind", "DEPARTMENT", "/code");
        "region": Where("/territory", "/kind", "REGION", "/code");
        "territory": At("/territory/name");
        "zones_communes": Where("/zones", "/kind", "COMMUNE", "/code");
        "zones_epci": Where("/zones", "/kind", "EPCI", "/code");
        "zones_departements": Where("/zones", "/kind", "DEPARTMENT", "/code");
        "zones_regions": Where("/zones", "/kind", "REGION", "/code");
        "restricted": At("/restricted");
        "updated_at": At("/updatedAt");
    },
};

/// Needs observations, the latest first.
pub const OBSERVATIONS: Records = Records {
    document: "query ExportObservations($after: String) { observations(first: 50, after: $after) { \
        pageInfo { endCursor hasNextPage } nodes { id contributor { id name } statement method { code } \
        formulation { code } mainTheme { code } otherThemes { code } mainSector { code } \
        otherSectors { code } publics { code } organisationKind { code } careerStage { code } observedOn \
        intensity peopleConcerned organisationsConcerned structure { id name } \
        territory { kind code name } identifiable sensitive derived visibility status \
        attribution { source licence { code } } verbatims { text } createdAt updatedAt } } }",
    connection: "/observations",
    columns: columns! {
        "id": At("/id");
        "contributor": At("/contributor/name");
        "statement": At("/statement");
        "method": At("/method/code");
        "formulation": At("/formulation/code");
        "themes": At("/mainTheme/code"), Each("/otherThemes", "/code");
        "sectors": At("/mainSector/code"), Each("/otherSectors", "/code");
        "publics": Each("/publics", "/code");
        "organisation_kind": At("/organisationKind/code");
        "career_stage": At("/careerStage/code");
        "observed_on": At("/observedOn");
        "intensity": At("/intensity");
        "people_concerned": At("/peopleConcerned");
        "organisations_concerned": At("/organisationsConcerned");
        "structure_id": At("/structure/id");
        "structure": At("/structure/name");
        "commune": Where("/territory", "/kind", "COMMUNE", "/code");
        "epci": Where("/territory", "/kind", "EPCI", "/code");
        "departement": Where("/territory", "/kind", "DEPARTMENT", "/code");
        "region": Where("/territory", "/kind", "REGION", "/code");
        "territory": At("/territory/name");
        "derived": At("/derived");
        "visibility": At("/visibility");
        "status": At("/status");
        "source": At("/attribution/source");
        "licence": At("/attribution/licence/code");
        "verbatims": Each("/verbatims", "/text");
        "updated_at": At("/updatedAt");
    },
};
