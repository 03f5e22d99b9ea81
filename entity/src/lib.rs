//! Tables: sea-orm models, no GraphQL, no rules.
