//! GraphiQL.
use std::sync::Arc;

use axum::Router;

use super::App;

/// Pages.
pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
}
