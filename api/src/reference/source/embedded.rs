//! The folders of `data/` inside the binary.

use std::borrow::Cow;

use super::{CogSource, SchemeSource, SourceError, cog_read, table, vocabulary};

macro_rules! shipped {
    ($folder:literal: $($file:literal)*) => {
        &[$((
            $file,
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/", $folder, "/", $file)).as_slice(),
        )),*]
    };
}

type Shipped = &'static [(&'static str, &'static [u8])];

const COG: Shipped = shipped!("cog-2026":
    "vintage.toml" "regions.tsv.gz" "departments.tsv.gz" "epci.tsv.gz" "communes.tsv.gz" "aliases.tsv.gz"
);

const VOCABULARIES: Shipped = shipped!("vocabularies":
    "activity.toml" "aid-type.toml" "authorisation-basis.toml" "beneficiary.toml" "budget-bracket.toml" "career-stage.toml"
    "data-inclusion-public.toml" "data-inclusion-service-type.toml" "data-inclusion-thematique.toml"
    "dla-channel.toml" "dla-exit.toml" "dla-stage.toml" "ess-status.toml" "format.toml" "formulation.toml" "function.toml"
    "funder.toml" "identifier-scheme.toml" "legal-form.toml" "licence.toml" "modality.toml" "naf.toml"
    "need-theme.toml" "observation-method.toml" "organisation-kind.toml" "partner-kind.toml" "policy-framework.toml"
    "public.toml" "sector.toml" "skill.toml" "source-kind.toml" "staff-bracket.toml" "state-label.toml"
    "structure-kind.toml"
);

/// The territories that ship with this version.
pub fn embedded_cog() -> Result<CogSource, SourceError> {
    cog_read::read(&|file| {
        let found = COG.iter().find(|(name, _)| *name == file).map(|(_, bytes)| Cow::Borrowed(*bytes));
        found.ok_or_else(|| table::unreadable(file, std::io::ErrorKind::NotFound.into()))
    })
}

/// The vocabularies that ship with this version, by scheme.
pub fn embedded_schemes() -> Result<Vec<SchemeSource>, SourceError> {
    let files = VOCABULARIES.iter().map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes)));
    vocabulary::read(&files.collect::<Vec<_>>())
}
