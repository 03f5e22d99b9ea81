//! The shared directory: structures with their identifiers, the partners who intervene or fund, the people to write to;
//! duplicates later. What these live through with the network (observations, programmes) lives in later rooms.

pub mod contact;
pub mod identifier_check;
pub mod partner;
mod reading;
pub mod structure;

use async_graphql::MergedObject;

use contact::{ContactMutation, ContactQuery};
use partner::{PartnerMutation, PartnerQuery};
use structure::{StructureMutation, StructureQuery};

/// What can be read of the directory.
#[derive(MergedObject, Default)]
pub struct DirectoryQuery(StructureQuery, PartnerQuery, ContactQuery);

/// What can be written in the directory.
#[derive(MergedObject, Default)]
pub struct DirectoryMutation(StructureMutation, PartnerMutation, ContactMutation);
