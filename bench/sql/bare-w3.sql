-- The visible figures of a table region x theme family over a year, for members of the network: observations and
-- organisations of each cell; an observation without a structure stands for one organisation of its contributor. In
-- two steps, which is faster than `count(distinct ...)`.
select region, family, cast(sum(rows_here) as bigint) as observations, count(*) as organisations
from (select coalesce(t.region_id, t.id) as region, coalesce(m.broader_id, m.id) as family, count(*) as rows_here
      from observation o join territory t on t.id = o.shared_territory_id join term m on m.id = o.main_theme_id
      where o.month >= :first and o.month <= :last and o.visibility in ('NETWORK', 'PUBLIC')
            and o.cut_visibility <> 'AGGREGATE_ONLY' and o.status in ('CONFIRMED', 'IN_PROGRESS', 'MET', 'LAPSED')
            and o.deleted_at is null
      group by coalesce(t.region_id, t.id), coalesce(m.broader_id, m.id), coalesce(o.structure_id, o.member_id)) cell
group by region, family;
