-- A page of 50 editions that take place in a territory, and one more that tells whether there is a next page: each with
-- the structure that leads it, its territory, its first five partners (a row each), its next session, its places taken.
with page as
  (select e.id, e.number, e.starts_on, e.ends_on, e.capacity, e.status, p.title, m.name as lead, t.id as t_id,
          t.name as t_name, t.kind as t_kind, t.code as t_code,
          (select count(*) from enrolment n where n.edition_id = e.id
                  and n.status in ('ENROLLED', 'ACTIVE', 'COMPLETED')) as taken,
          (select s.id from session s where s.edition_id = e.id and s.cancelled_at is null and s.ends_at > :now
           order by s.starts_at, s.id limit 1) as next_id
   from edition e join programme p on p.id = e.programme_id join member m on m.id = p.member_id
        join territory t on t.id = e.territory_id
   where p.deleted_at is null and p.visibility in ('NETWORK', 'PUBLIC') and e.status <> 'DRAFT'
         and e.territory_id in (select descendant_id from territory_closure where ancestor_id = :territory)
   order by e.starts_on desc, e.id desc limit 51)
select page.id, page.title, page.number, page.starts_on, page.ends_on, page.capacity, page.status, page.lead,
       page.t_id, page.t_name, page.t_kind, page.t_code, page.taken, s.title as next_title, s.starts_at, w.nth,
       coalesce(r.name, u.name) as partner
from page left join session s on s.id = page.next_id
     left join (select x.edition_id, x.partner_id,
                       row_number() over (partition by x.edition_id order by x.created_at, x.id) as nth
                from edition_partner x where x.edition_id in (select id from page)) w
          on w.edition_id = page.id and w.nth <= 5
     left join partner r on r.id = w.partner_id left join structure u on u.id = r.structure_id
order by page.starts_on desc, page.id desc, w.nth;
