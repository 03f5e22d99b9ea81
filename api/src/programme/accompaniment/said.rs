use async_graphql::{ID, MaybeUndefined, OneofObject};

use super::content::Content;
use super::rules::scheme;
use crate::graphql::{Date, Refusal, UserError, UserErrorCode, check, patch};
use crate::observation::input::id;
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;

/// Who is accompanied: a structure of the directory, or somebody without a card.
#[derive(OneofObject, Clone, Debug)]
pub enum BeneficiaryInput {
    /// A structure of the directory.
    Structure(ID),
    /// The name of a project holder who has no card (at most 300 characters).
    Holder(String),
}

patch! {
    /// What is said of an accompaniment, whatever the stage it stands at.
    Said
    /// An accompaniment to begin.
    create CreateAccompanimentInput {
        /// Who follows it: an account that works for one's own member structure; oneself when left out.
        referent: Option<ID>,
    }
    /// Other words for an accompaniment: what is left out stays as it is, null empties.
    update UpdateAccompanimentInput
    required {
        /// Who is accompanied.
        beneficiary: BeneficiaryInput,
        /// What is asked for (at most 20,000 characters).
        request: String,
        /// When the request came in.
        received_on: Date,
    }
    optional {
        /// How it came in: a code of `dla-channel`, or the id of a term.
        channel: ID,
        /// Until when the present stage is due.
        due_on: Date,
        /// The observations it answers (at most 50), which one may see.
        observations: Vec<ID>,
    }
}

const LONGEST_REQUEST: usize = 20_000;
const LONGEST_NAME: usize = 300;

impl Said {
    /// The terms it names.
    pub fn codes(&self) -> Vec<(&'static str, String)> {
        self.channel.value().map(|name| (scheme::CHANNEL, name.0.clone())).into_iter().collect()
    }

    /// What is then said altogether, over what was said before; all mistakes at once.
    pub fn over(&self, mut content: Content, terms: &KnownTerms) -> Result<Content, Refusal> {
        let said = self.clone();
        let mut read = Reading::new(terms);
        let mut beneficiary = None;
        read.must(&mut beneficiary, said.beneficiary.map_value(Some), "beneficiary");
        if let Some(named) = beneficiary {
            let named = read.check(who(&named)).unwrap_or_default();
            (content.structure, content.holder) = named;
        }
        read.text(&mut content.request, said.request, LONGEST_REQUEST, "request");
        read.must(&mut content.received_on, said.received_on.map_value(Into::into), "receivedOn");
        read.term_or_none(&mut content.channel, said.channel, scheme::CHANNEL, "channel");
        said.due_on.map_value(Into::into).update_to(&mut content.due_on);
        if !said.observations.is_undefined() {
            content.observations = read.check(observations(&said.observations));
        }
        read.finish_with(content)
    }
}

type Who = (Option<entity::StructureId>, Option<String>);

fn who(named: &BeneficiaryInput) -> Result<Who, UserError> {
    match named {
        BeneficiaryInput::Structure(text) => Ok((Some(id(text, "beneficiary.structure")?), None)),
        BeneficiaryInput::Holder(name) => {
            Ok((None, Some(check::text("beneficiary.holder", name, LONGEST_NAME)?)))
        }
    }
}

/// More than a bounded many are refused before they are read.
const MOST: usize = 50;

fn observations(said: &MaybeUndefined<Vec<ID>>) -> Result<Vec<entity::ObservationId>, UserError> {
    let named = said.value().map(Vec::as_slice).unwrap_or_default();
    if named.len() > MOST {
        return Err(UserError::new(UserErrorCode::TooMany, "observations").with("max", MOST));
    }
    let read = |(index, text): (usize, &ID)| id(text, &format!("observations.{index}"));
    named.iter().enumerate().map(read).collect()
}
