use entity::engineering_mission;

use crate::db::columns;

columns!(engineering_mission::Model: id, accompaniment_id, kind, provider, aim, days, cost_cents, funder_id, starts_on,
    ends_on, version, created_at);
