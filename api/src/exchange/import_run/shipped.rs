use sha2::{Digest, Sha256};

use crate::exchange::import::{Kind, Mapping, Problem, ProblemCode, Result};

macro_rules! shipped {
    ($($name:literal)*) => {
        &[$((
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../data/mappings/", $name, ".toml")),
        )),*]
    };
}

/// The mappings that ship with this version, by name.
pub const SHIPPED: &[(&str, &str)] = shipped!(
    "aides-territoires" "festivals" "jaune2010" "jaune2010-programmes" "loire-atlantique" "maillage-observations"
    "maillage-structures" "montpellier-associations" "montpellier-requests" "museums"
);

/// A mapping and the hash by which an interrupted import is recognised.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The mapping.
    pub mapping: Mapping,
    /// SHA-256 of its text, in lower-case hexadecimal.
    pub hash: String,
}

impl Recipe {
    /// A shipped mapping by its name, or one by its text; it must be one of these records.
    pub fn read(name_or_text: &str, kind: Kind) -> Result<Self> {
        let shipped = SHIPPED.iter().find(|(name, _)| *name == name_or_text.trim());
        let text = shipped.map_or(name_or_text, |(_, text)| text);
        let hash = format!("{:x}", Sha256::digest(text));
        let mapping = Mapping::parse(text)?;
        if mapping.kind != kind {
            let problem =
                Problem::error(ProblemCode::MappingInvalid).value(format!("kind = {:?}", mapping.kind));
            return Err(problem.into());
        }
        Ok(Self { mapping, hash })
    }
}
