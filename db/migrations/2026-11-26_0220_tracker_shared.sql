-- What a jointly owned group follows is one row that every owner sees; evidence may be a file, or a text of its own; search.

-- What other partnerships' joint groups follow with the acting one, once a query: compared with a list, an index on the id answers. An
-- item whose record is not shared (it is marked OFFICIAL-SENSITIVE) stays with the partnership that wrote it down.
create function tracker.shared_here() returns uuid[] stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return (select coalesce(array_agg(item.id), '{}')
    from thread.shared_with shared
    join tracker.item item on item.record_id = shared.record_id
    join partnerships.group_partnership own on own.group_id = item.group_id and own.partnership_id = shared.partnership_id
    where shared.partnership_id = platform.acting_partnership());
end $$;

drop policy own_partnership on tracker.item;
create policy own_or_joint on tracker.item to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation')
    and (partnership_id = (select platform.acting_partnership()) or id = any ((select tracker.shared_here())::uuid[])));
-- Every owner of a joint group keeps its items up to date; none takes one away from the partnership that wrote it down.
create trigger item_keeps_partnership before update of partnership_id on tracker.item for each row
  when (new.partnership_id is distinct from old.partnership_id) execute function thread.keep_partnership();

-- One look-up a row, or a list of all items where many rows are read: the database chooses.
do $$
declare
  named text;
begin
  foreach named in array array['part', 'retest'] loop
    execute format('drop policy own_partnership on tracker.%I', named);
  end loop;
  foreach named in array array['progress', 'evidence', 'extension', 'move'] loop
    execute format('drop policy with_its_item on tracker.%I', named);
  end loop;
  foreach named in array array['part', 'retest', 'progress', 'evidence', 'extension', 'move'] loop
    execute format('create policy with_its_item on tracker.%I to goldenthread_app using (exists (select from tracker.item i where i.id = item_id))', named);
  end loop;
end $$;
comment on column tracker.part.partnership_id is 'in which its office was asked: an owner of a joint group asks its own agencies';

-- The records of what joint groups follow already.
insert into thread.shared_with (record_id, partnership_id)
select shared.record_id, owner.partnership_id
from tracker.item item
join thread.record record on record.id = item.record_id and record.marking <> 'OFFICIAL-SENSITIVE'
join partnerships.group_partnership owner on owner.group_id = item.group_id and owner.partnership_id <> item.partnership_id
cross join lateral (select item.record_id union select record_id from tracker.evidence where item_id = item.id) shared
on conflict do nothing;

-- The evidence itself: a file, an address, or its words.
alter table tracker.evidence add column body text constraint evidence_body_check check (length(body) between 1 and 20000);
comment on column tracker.evidence.body is 'the evidence in its own words, where it is neither a file nor an address';
alter table tracker.evidence add constraint evidence_file_id_fkey foreign key (file_id) references platform.file (id) on delete restrict;
create index evidence_file_id_idx on tracker.evidence (file_id) where file_id is not null;
-- A file of evidence goes to those who may see its item, of whichever owner.
create policy with_its_evidence on platform.file for select to goldenthread_app
  using (exists (select from tracker.evidence where evidence.file_id = file.id));

-- Titles as they are searched, made once: under these policies no index on words is used (docs/adr/0030), so those are dropped.
alter table tracker.item add column search tsvector not null generated always as (to_tsvector('english', title)) stored;
drop index tracker.item_search_idx;
drop index tracker.item_title_trgm_idx;
