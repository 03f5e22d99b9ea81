-- What the server sends for `documents/w2.graphql`: who asks, the terms named, the page with its neighbours.
select m.account_id, m.id, m.role, m.member_id, k.id, k.scopes, k.last_used_at from api_key k
join membership m on m.id = k.membership_id join account a on a.id = m.account_id
where k.revoked_at is null and m.ended_at is null and a.disabled_at is null
      and k.public_id = :analyst_key and k.secret_hash = :analyst_hash and k.expires_at > :now;

with recursive narrower(root, scheme, code, id) as
  (select id, scheme, code, id from term where scheme = any(array['need-theme', 'sector'])
          and (code = any(array[:theme_code, :sector_code]) or id = any(array[]::uuid[]))
   union select n.root, n.scheme, n.code, t.id from narrower n join term t on t.broader_id = n.id)
select root, scheme, code, id from narrower;

select o.id, o.member_id, o.statement, o.statement_folded, o.method_id, o.formulation_id, o.main_theme_id,
       o.main_sector_id, o.territory_id, o.shared_territory_id, o.organisation_kind_id, o.career_stage_id,
       o.observed_on, o.month, o.intensity, o.people_concerned, o.organisations_concerned, o.structure_id,
       o.identifiable, o.sensitive, o.derived, o.source_id, o.authorisation_id, o.authorised, o.visibility,
       o.cut_visibility, o.status, o.status_reason, o.version, o.created_by, o.created_at, o.updated_at, o.deleted_at,
       t.id, t.kind, t.code, t.vintage, t.name, t.name_folded, t.sort_key, t.population, t.postal_codes, t.epci_id,
       t.department_id, t.region_id, t.country_id, t.created_by, t.version, t.registered,
       s.id, s.name, s.sort_key, s.other_names, s.search_folded, s.description, s.web, s.legal_form_id,
       s.ess_status_id, s.main_sector_id, s.main_function_id, s.organisation_kind_id, s.career_stage_id,
       s.staff_bracket_id, s.budget_bracket_id, s.creation_year, s.territory_id, s.shared_territory_id, s.member_id,
       s.contributed_by, s.restricted, s.version, s.created_at, s.updated_at, s.deleted_at, s.merged_into
from observation o
     left join territory t on t.id = case when 1 = 0 then o.territory_id else o.shared_territory_id end
     left join structure s on s.id = o.structure_id and s.deleted_at is null and (o.authorised or 1 = 0)
where o.deleted_at is null and o.visibility in ('NETWORK', 'PUBLIC')
      and ((o.main_theme_id = :theme) and (o.main_sector_id = :sector)
           and (1 = 1 and o.observed_on >= :from and o.observed_on <= :to))
order by o.observed_on desc, o.id desc limit 51;
