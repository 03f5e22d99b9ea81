use entity::accompaniment_follow_up;

use crate::db::columns;

columns!(accompaniment_follow_up::Model: id, accompaniment_id, held_on, note, next_due_on, version, created_at);
