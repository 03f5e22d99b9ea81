use entity::accompaniment_hand_over;

use crate::db::columns;

columns!(accompaniment_hand_over::Model: id, accompaniment_id, from_id, to_id, handed_on, note, version, created_at);
