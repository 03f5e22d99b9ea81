//! Finishes the errors of an answer: a code, a request id, and words in the reader's language.

use async_graphql::{ErrorExtensionValues, Pos, ServerError};

use super::{RequestId, language::Language, words};
use crate::error::{Code, Error};

/// A fault of ours as the library carries it.
pub(super) fn fault(error: Error, pos: Option<Pos>) -> ServerError {
    let mut out = async_graphql::Error::from(error).into_server_error(pos.unwrap_or_default());
    if pos.is_none() {
        out.locations.clear();
    }
    out
}

/// Who reads the answer.
#[derive(Clone, Debug)]
pub struct Reader {
    /// In which language.
    pub language: Language,
    /// Under which id the causes are logged.
    pub request_id: RequestId,
}

impl Reader {
    /// Gives each of the first `most` errors its code and words; causes go to the log.
    pub fn finish(&self, mut errors: Vec<ServerError>, most: usize) -> Vec<ServerError> {
        errors.truncate(most);
        for error in &mut errors {
            self.finish_one(error);
        }
        errors
    }

    /// The answer to a request that fails as a whole.
    pub fn told(&self, error: Error) -> Vec<ServerError> {
        self.finish(vec![fault(error, None)], 1)
    }

    fn finish_one(&self, error: &mut ServerError) {
        let code = match error.source::<Error>() {
            Some(ours) => {
                let (code, message) = (ours.code, self.words(ours));
                self.log(code, ours.cause.as_ref().map(|cause| format!("{cause:#}")), &error.path);
                error.message = message;
                code
            }
            None => self.finish_library(error),
        };
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", code.as_str());
        extensions.set("requestId", self.request_id.as_str());
        extensions.set("retryable", code.retryable());
        error.extensions = Some(extensions);
        error.source = None;
    }

    fn words(&self, error: &Error) -> String {
        match &error.text {
            Some(text) => self.language.pick(&text.fr, &text.en).clone(),
            None => self.of_code(error.code),
        }
    }

    fn of_code(&self, code: Code) -> String {
        let (fr, en) = words::of_code(code);
        self.language.pick(fr, en).to_owned()
    }

    /// Without a path nothing ran, so the document is at fault; with one, only an argument can be.
    fn finish_library(&self, error: &mut ServerError) -> Code {
        if error.path.is_empty() {
            error.message = words::of_library(&error.message, self.language);
            return Code::BadUserInput;
        }
        if let Some(rest) = error.message.strip_prefix("Failed to parse \"") {
            let of = rest.split('"').next().unwrap_or_default();
            error.message = self.language.pick(
                format!("Valeur refusée pour le type « {of} »."),
                format!("Value refused for type \"{of}\"."),
            );
            return Code::BadUserInput;
        }
        self.log(Code::Internal, Some(std::mem::take(&mut error.message)), &error.path);
        error.message = self.of_code(Code::Internal);
        Code::Internal
    }

    fn log(&self, code: Code, cause: Option<String>, path: &[async_graphql::PathSegment]) {
        let Some(cause) = cause else { return };
        let request_id = self.request_id.as_str();
        tracing::error!(request_id, code = code.as_str(), path = %Dotted(path), cause, "a resolver failed");
    }
}

struct Dotted<'a>(&'a [async_graphql::PathSegment]);

impl std::fmt::Display for Dotted<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            match segment {
                async_graphql::PathSegment::Field(name) => write!(out, "{dot}{name}")?,
                async_graphql::PathSegment::Index(index) => write!(out, "{dot}{index}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::PathSegment;

    fn finished(error: ServerError, language: Language) -> (String, String) {
        let reader = Reader { language, request_id: RequestId::new("r1") };
        let error = reader.finish(vec![error], 50).remove(0);
        let extensions = serde_json::to_value(&error.extensions).unwrap();
        assert_eq!(extensions["requestId"], "r1");
        (extensions["code"].as_str().unwrap().to_owned(), error.message)
    }

    #[test]
    fn the_cause_of_a_fault_never_reaches_the_reader() {
        let secret = fault(Error::internal(anyhow::anyhow!("password=hunter2")), None);
        assert_eq!(finished(secret, Language::En), ("INTERNAL".into(), "Internal error.".into()));
        let mut foreign = ServerError::new("driver: relation \"x\" does not exist", None);
        foreign.path.push(PathSegment::Field("a".into()));
        assert_eq!(finished(foreign, Language::Fr), ("INTERNAL".into(), "Erreur interne.".into()));
    }

    #[test]
    fn library_errors_without_a_path_are_the_documents_own() {
        let error = ServerError::new("Unknown type \"X\"", None);
        assert_eq!(finished(error, Language::Fr), ("BAD_USER_INPUT".into(), "Type « X » inconnu.".into()));
    }

    #[test]
    fn no_more_errors_are_told_than_allowed() {
        let reader = Reader { language: Language::Fr, request_id: RequestId::new("r1") };
        assert_eq!(reader.finish(vec![fault(Code::NotFound.into(), None); 60], 50).len(), 50);
    }
}
