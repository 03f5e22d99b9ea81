-- What the server sends for `documents/w4.graphql`; but `pgbench` has no ids of its own and copies the row that it
-- inserts from another one.
select m.account_id, m.id, m.role, m.member_id, k.id, k.scopes, k.last_used_at from api_key k
join membership m on m.id = k.membership_id join account a on a.id = m.account_id
where k.revoked_at is null and m.ended_at is null and a.disabled_at is null
      and k.public_id = :advisor_key and k.secret_hash = :advisor_hash and k.expires_at > :now;

begin;

select t.id, t.version, t.text_fr, t.text_en, t.published_at from charter t
where t.version = (select max(version) from charter)
      and not exists (select 1 from charter_acceptance a where a.charter_id = t.id and a.member_id = :member);

select t.id, t.scheme, t.code, coalesce(g.code, f.code), t.valid_to from term t
join vocabulary v on v.id = t.vocabulary_id left join term f on f.id = t.broader_id left join term g on g.id = f.broader_id
where t.scheme = any(array['observation-method', 'formulation', 'need-theme', 'sector', 'organisation-kind', 'career-stage'])
      and t.code = any(array['entretien', 'expressed', :theme_code, :sector_code, 'cooperative', 'emergence'])
      or t.id = any(array['00000000-0000-0000-0000-000000000000']::uuid[])
order by v.version;

select t.id, t.kind, t.code, t.vintage, t.name, t.name_folded, t.sort_key, t.population, t.postal_codes, t.epci_id,
       t.department_id, t.region_id, t.country_id, t.created_by, t.version, t.registered
from territory t
where t.id = any(array[]::uuid[]) or t.code = any(array[:commune])
      and (t.vintage = (select max(vintage) from territory where kind = 'COUNTRY') or t.kind = 'PERIMETER')
order by t.vintage;

select id from structure where deleted_at is null and id = any(array[:structure]::uuid[]);

with made as (
  insert into observation (id, member_id, statement, statement_folded, method_id, formulation_id, main_theme_id,
         main_sector_id, territory_id, shared_territory_id, organisation_kind_id, career_stage_id, observed_on, month,
         intensity, people_concerned, structure_id, identifiable, sensitive, derived, authorised, visibility,
         cut_visibility, status, version, created_at, updated_at)
  select gen_random_uuid(), member_id, statement, statement_folded, method_id, formulation_id, main_theme_id,
         main_sector_id, territory_id, shared_territory_id, organisation_kind_id, career_stage_id, observed_on, month,
         intensity, people_concerned, structure_id, false, false, false, false, 'PRIVATE', 'NONE', 'CONFIRMED', 1,
         now(), now()
  from observation where id = :template returning id, member_id)
insert into audit_entry (id, at, actor_kind, member_id, action, object_type, object_id, detail, request_id)
select gen_random_uuid(), now(), 'API_KEY', member_id, 'createObservation', 'observation', id, 'null', 'pgbench' from made;

insert into change_event (at, kind, object_type, object_id, member_id, audience)
values (now(), 'CREATED', 'observation', :template, :member, 'PRIVATE');

commit;
