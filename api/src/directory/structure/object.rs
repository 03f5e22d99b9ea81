use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::structure;

use crate::access::{Actor, Request};
use crate::error::Result;
use crate::graphql::{Language, id_text};

/// An organisation of the directory.
#[derive(Clone, Debug)]
pub struct Structure(pub Arc<structure::Model>);

impl Structure {
    /// Wraps a row.
    pub fn new(row: structure::Model) -> Self {
        Self(Arc::new(row))
    }

    /// Whether this actor meets only its mask: no name, no identifier, nothing finer than the département.
    pub fn is_masked_for(&self, actor: &Actor) -> bool {
        let own = |member| actor.belongs_to(member);
        self.0.restricted && !self.0.contributed_by.is_some_and(own) && !self.0.member_id.is_some_and(own)
    }
}

/// An organisation of the shared directory.
#[Object]
impl Structure {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// Its usual name; that of a sole trader under partial diffusion is masked.
    async fn name(&self, ctx: &Context<'_>) -> Result<&str> {
        let request = Request::of(ctx)?;
        Ok(if self.is_masked_for(&request.actor) { masked(request.language) } else { &self.0.name })
    }
}

const fn masked(language: Language) -> &'static str {
    match language {
        Language::Fr => "Nom masqué",
        Language::En => "Name masked",
    }
}
