//! What a mutation answers: the object, mistakes, warnings.

use super::{Refusal, UserError};
use crate::error::Result;

/// The object a mutation made, with what is odd about it; or why it did nothing.
pub type Outcome<T> = std::result::Result<(T, Vec<UserError>), Refusal>;

/// The parts of a payload: object, mistakes, warnings.
pub(crate) type Parts<T> = (Option<T>, Vec<UserError>, Vec<UserError>);

/// Splits an outcome; a fault goes on as a top-level error.
pub(crate) fn split<T>(outcome: Outcome<T>) -> Result<Parts<T>> {
    match outcome {
        Ok((object, warnings)) => Ok((Some(object), Vec::new(), warnings)),
        Err(Refusal::Mistakes(mistakes)) => Ok((None, mistakes, Vec::new())),
        Err(Refusal::Fault(fault)) => Err(fault),
    }
}

/// Declares the payload of a mutation: `payload! { /// doc CreateThingPayload /// doc thing: Thing }`.
macro_rules! payload {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident: $object:ty })*) => {$(
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[$field_doc])*
            pub $field: Option<$object>,
            /// What the user can mend; empty when it succeeded.
            pub user_errors: Vec<$crate::graphql::UserError>,
            /// What is odd though it succeeded.
            pub user_warnings: Vec<$crate::graphql::UserError>,
        }

        impl $name {
            /// Wraps what the mutation did.
            pub fn of(outcome: $crate::graphql::Outcome<$object>) -> $crate::error::Result<Self> {
                let ($field, user_errors, user_warnings) = $crate::graphql::split_outcome(outcome)?;
                Ok(Self { $field, user_errors, user_warnings })
            }
        }
    )*};
}
pub(crate) use payload;
