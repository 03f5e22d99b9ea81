-- A page of 50 observations of a sector, a theme and a period, and one more that tells whether there is a next page.
select o.id, o.observed_on, o.statement, o.intensity, o.people_concerned, o.status, t.id as t_id, t.name as t_name,
       t.kind as t_kind, t.code as t_code, s.id as s_id, s.name as s_name
from observation o left join territory t on t.id = o.shared_territory_id
     left join structure s on s.id = o.structure_id and s.deleted_at is null
where o.deleted_at is null and o.main_sector_id = :sector and o.main_theme_id = :theme
      and o.observed_on >= :from and o.observed_on <= :to
order by o.observed_on desc, o.id desc limit 51;
