//! What is said of a record at its creation and at a change, field by field.

/// Declares the inputs of a record: one to create it below `parents`, where the required fields must be given, and one
/// to change it, where what is left out stays and null empties. Both are read into the same `Said`.
macro_rules! patch {
    (
        $(#[$doc:meta])* $said:ident
        $(#[$create_doc:meta])* create $create:ident { $($(#[$parent_doc:meta])* $parent:ident: $parent_type:ty,)* }
        $(#[$update_doc:meta])* update $update:ident
        required { $($(#[$required_doc:meta])* $required:ident: $required_type:ty,)* }
        optional { $($(#[$optional_doc:meta])* $optional:ident: $optional_type:ty,)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $said {
            $($(#[$required_doc])* pub $required: async_graphql::MaybeUndefined<$required_type>,)*
            $($(#[$optional_doc])* pub $optional: async_graphql::MaybeUndefined<$optional_type>,)*
        }

        $(#[$create_doc])*
        #[derive(async_graphql::InputObject, Clone)]
        pub struct $create {
            $($(#[$parent_doc])* pub $parent: $parent_type,)*
            $($(#[$required_doc])* pub $required: $required_type,)*
            $($(#[$optional_doc])* pub $optional: async_graphql::MaybeUndefined<$optional_type>,)*
        }

        $(#[$update_doc])*
        #[derive(async_graphql::InputObject, Clone)]
        pub struct $update {
            /// Which one.
            pub id: async_graphql::ID,
            /// Its version as it was read.
            pub expected_version: i32,
            $($(#[$required_doc])* pub $required: async_graphql::MaybeUndefined<$required_type>,)*
            $($(#[$optional_doc])* pub $optional: async_graphql::MaybeUndefined<$optional_type>,)*
        }

        impl $create {
            /// What is said, apart from where it belongs.
            pub fn said(self) -> $said {
                $said {
                    $($required: async_graphql::MaybeUndefined::Value(self.$required),)*
                    $($optional: self.$optional,)*
                }
            }
        }

        impl $update {
            /// What is said, apart from which one is meant.
            pub fn said(self) -> $said {
                $said { $($required: self.$required,)* $($optional: self.$optional,)* }
            }
        }
    };
}
pub(crate) use patch;
