-- A new observation like one that is there, with its audit entry and its change event; nothing is checked.
insert into observation (id, member_id, statement, statement_folded, method_id, formulation_id, main_theme_id,
       main_sector_id, territory_id, shared_territory_id, organisation_kind_id, career_stage_id, observed_on, month,
       intensity, people_concerned, structure_id, identifiable, sensitive, derived, authorised, visibility,
       cut_visibility, status, version, created_by, created_at, updated_at)
select :new, member_id, statement, statement_folded, method_id, formulation_id, main_theme_id, main_sector_id,
       territory_id, shared_territory_id, organisation_kind_id, career_stage_id, observed_on, month, intensity,
       people_concerned, structure_id, identifiable, sensitive, derived, false, 'PRIVATE', 'NONE', 'CONFIRMED', 1,
       created_by, :now, :now
from observation where id = :template;
insert into audit_entry (id, at, actor_kind, member_id, action, object_type, object_id, detail, request_id)
select :entry, created_at, 'SYSTEM', member_id, 'createObservation', 'observation', id, 'null', 'bare'
from observation where id = :new;
insert into change_event (at, kind, object_type, object_id, member_id, audience)
select created_at, 'CREATED', 'observation', id, member_id, visibility from observation where id = :new;
