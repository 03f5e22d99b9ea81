use async_graphql::Value;

use crate::error::Text;
use crate::exchange::import::Remark;
use crate::graphql::{Language, UserError};

impl From<&UserError> for Remark {
    fn from(error: &UserError) -> Self {
        let code = match Value::from(error.code) {
            Value::Enum(name) => name.to_string(),
            other => other.to_string(),
        };
        let field = Some(error.field.join(".")).filter(|field| !field.is_empty());
        Self { code, field, text: Text { fr: error.say(Language::Fr), en: error.say(Language::En) } }
    }
}
