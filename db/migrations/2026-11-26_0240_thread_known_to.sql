-- A record that only some agencies know of, such as something that they were asked to pass on: neither its title nor its words are for
-- the other agencies to find.

alter table thread.record add column known_to uuid[];
comment on column thread.record.known_to is 'the only agencies that know of it, besides those who see the whole partnership; null: every agency';

create function thread.is_known_to(known_to uuid[]) returns boolean stable parallel safe language sql
  return known_to is null or platform.acting_reach() = 'partnership' or platform.acting_organisation() = any (known_to);
comment on function thread.is_known_to is 'of a record that only some agencies know of, whether the acting office is of one of them or sees them all';

drop policy own_or_shared on thread.record;
create policy own_or_shared on thread.record to goldenthread_app
  using (
    (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id) and thread.is_known_to(known_to))
    or (id = any ((select thread.shared_here())::uuid[]) and organisation_id is null and known_to is null
      and (select platform.acting_reach()) in ('partnership', 'organisation')))
  with check (
    (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id) and thread.is_known_to(known_to))
    or (id = any ((select thread.shared_here())::uuid[]) and organisation_id is null and known_to is null
      and (select platform.acting_reach()) in ('partnership', 'organisation')));

update thread.record set known_to = asked.agencies
from (select cascade.record_id, array_agg(agency.organisation_id) as agencies
  from minutes.cascade cascade join minutes.cascade_agency agency on agency.cascade_id = cascade.id group by cascade.record_id) asked
where asked.record_id = record.id;
