//! Templates: the design of an edition without its dates, to begin another from. The network's own ship with the
//! server; a member structure keeps its own. An earlier edition is read as a template on the fly, so that there is one way
//! to begin from something.

mod blueprint;
mod draw;
mod lay_out;
mod loader;
mod means;
mod mutation;
mod object;
mod query;
mod shipped;
mod store;

use entity::{EditionId, ProgrammeTemplateId};

pub use lay_out::lay_out;
pub use mutation::TemplateMutation;
pub use object::ProgrammeTemplate;
pub use query::TemplateQuery;
pub use shipped::load_shipped;

use crate::access::Request;
use crate::db::Tx;
use crate::graphql::{Refusal, check};
use crate::observation::input::id;
use crate::programme::edition::EditionOrigin;
use crate::programme::store::edition;
use blueprint::Blueprint;
use means::Means;

/// A blueprint and where it comes from.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub(super) blueprint: Blueprint,
    pub(super) means: Means,
    from_edition: Option<EditionId>,
    from_template: Option<ProgrammeTemplateId>,
}

impl Drawn {
    fn of(blueprint: Blueprint) -> Self {
        Self { blueprint, means: Means::default(), from_edition: None, from_template: None }
    }

    /// Puts what it says of the edition itself into its row, where nothing was said.
    pub fn describe(&self, mut row: entity::edition::Model) -> entity::edition::Model {
        row.from_edition_id = self.from_edition;
        row.from_template_id = self.from_template;
        row.capacity = row.capacity.or(self.blueprint.capacity);
        if row.questionnaires.as_array().is_none_or(Vec::is_empty) {
            row.questionnaires = self.blueprint.questionnaires.iter().cloned().collect();
        }
        row
    }
}

/// The blueprint of a template or of an earlier edition.
pub async fn blueprint(request: &Request, tx: &Tx, origin: &EditionOrigin) -> Result<Drawn, Refusal> {
    match origin {
        EditionOrigin::Template(text) => {
            let template: ProgrammeTemplateId = id(text, "from.template")?;
            let found = store::find_by_ids(&**tx, &request.actor, &[template]).await?.pop();
            let row = found.ok_or_else(|| check::not_found("from.template", text))?;
            let blueprint = Blueprint::read(row.blueprint)?;
            Ok(Drawn { from_template: Some(template), ..Drawn::of(blueprint) })
        }
        EditionOrigin::Edition(text) => {
            let earlier: EditionId = id(text, "from.edition")?;
            let found = edition(&**tx, &request.actor, earlier).await?;
            let (row, _, sight) = found.ok_or_else(|| check::not_found("from.edition", text))?;
            let mut drawn = Drawn { from_edition: Some(earlier), ..Drawn::of(draw::draw(tx, &row).await?) };
            if sight.leads() {
                drawn.means = Means::read(request, tx, &row).await?;
            } else {
                // what an edition costs is known to its team alone
                drawn.blueprint.lines.clear();
            }
            Ok(drawn)
        }
    }
}
