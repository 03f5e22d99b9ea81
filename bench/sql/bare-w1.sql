-- A structure with its territory.
select s.id, s.name, s.creation_year, s.restricted, t.id as t_id, t.name as t_name, t.kind as t_kind, t.code as t_code,
       t.population as t_population
from structure s left join territory t on t.id = s.territory_id
where s.id = :id and s.deleted_at is null;
