-- What the server sends for `documents/w1.graphql`: who asks, the structure, its territory.
select m.account_id, m.id, m.role, m.member_id, k.id, k.scopes, k.last_used_at from api_key k
join membership m on m.id = k.membership_id join account a on a.id = m.account_id
where k.revoked_at is null and m.ended_at is null and a.disabled_at is null
      and k.public_id = :analyst_key and k.secret_hash = :analyst_hash and k.expires_at > :now;

select s.id, s.name, s.sort_key, s.other_names, s.search_folded, s.description, s.web, s.legal_form_id,
       s.ess_status_id, s.main_sector_id, s.main_function_id, s.organisation_kind_id, s.career_stage_id,
       s.staff_bracket_id, s.budget_bracket_id, s.creation_year, s.territory_id, s.shared_territory_id, s.member_id,
       s.contributed_by, s.restricted, s.version, s.created_at, s.updated_at, s.deleted_at, s.merged_into
from structure s where s.deleted_at is null and s.id = any(array[:id]::uuid[]);

select t.id, t.kind, t.code, t.vintage, t.name, t.name_folded, t.sort_key, t.population, t.postal_codes, t.epci_id,
       t.department_id, t.region_id, t.country_id, t.created_by, t.version, t.registered
from territory t where t.id = any(array[:territory]::uuid[]);
