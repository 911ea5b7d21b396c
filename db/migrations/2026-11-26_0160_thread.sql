-- The thread as people use it: links made and taken back by people, what is missing, and search; and its policies at the size of a
-- whole country (docs/adr/0030-search-and-the-thread-at-size.md).

-- Misspelt words find titles. The extension is a trusted one: whoever owns the database may make it, without being a superuser.
create extension if not exists pg_trgm;

-- Search. Body text is handed over by the module that owns the record; a restricted record has none.
alter table thread.record add column search_text text not null default '';
alter table thread.record add constraint record_search_text_check check (not is_restricted or search_text = '');
alter table thread.record add column search tsvector not null generated always as (
  setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', left(search_text, 50000)), 'B')) stored;
comment on column thread.record.search_text is 'what the record says beside its title, to be found by its words; never of a restricted record';

-- Lists begin with the partnership: its newest records of a kind, its record of one page, its words.
create index record_partnership_id_kind_changed_at_idx on thread.record (partnership_id, kind, changed_at desc);
drop index thread.record_partnership_id_kind_idx;
create index record_partnership_id_changed_at_idx on thread.record (partnership_id, changed_at desc);
create index record_partnership_id_page_idx on thread.record (partnership_id, page);
create index record_partnership_id_organisation_id_idx on thread.record (partnership_id, organisation_id) where organisation_id is not null;
create index record_search_idx on thread.record using gin (search);
create index record_title_idx on thread.record using gin (title gin_trgm_ops);

-- What other partnerships share with the acting one, once a query: compared with a list, an index on the id answers.
create function thread.shared_here() returns uuid[] stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return (select coalesce(array_agg(record_id), '{}') from thread.shared_with where partnership_id = platform.acting_partnership());
end $$;
-- One policy instead of several, each part of which an index answers.
drop policy own_partnership on thread.record;
drop policy shared_here on thread.record;
drop policy if exists changed_where_shared on thread.record;
create policy own_or_shared on thread.record to goldenthread_app
  using (
    (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id))
    or (id = any ((select thread.shared_here())::uuid[]) and organisation_id is null
      and (select platform.acting_reach()) in ('partnership', 'organisation')))
  with check (
    (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id))
    or (id = any ((select thread.shared_here())::uuid[]) and organisation_id is null
      and (select platform.acting_reach()) in ('partnership', 'organisation')));
drop function thread.is_shared_here(uuid);

-- Every owner of a joint group keeps its record up to date; none takes it away from the partnership that registered it.
create function thread.keep_partnership() returns trigger language plpgsql as $$
begin
  raise exception 'a shared record stays with the partnership that registered it';
end $$;
create trigger record_keeps_partnership before update of partnership_id on thread.record for each row
  when (new.partnership_id is distinct from old.partnership_id and platform.acting_partnership() is not null
    and old.partnership_id is distinct from platform.acting_partnership())
  execute function thread.keep_partnership();

drop policy with_both_ends on thread.link;
-- One look-up a link, or a list of all that the office sees where many links are read: the database chooses. The record's own policies hold.
create policy with_both_ends on thread.link to goldenthread_app
  using (exists (select from thread.record r where r.id = from_id) and exists (select from thread.record r where r.id = to_id));

-- Whether the acting office sees the record that an event is about, by the record's own policies: one look-up an event, since of the
-- trail only the newest events are read, and a list of all records would be made before the first of them.
create function thread.sees_subject(subject text) returns boolean stable
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if subject !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return false;
  end if;
  return exists (select from thread.record r where r.id = subject::uuid);
end $$;
drop policy read_own_partnership on platform.audit_event;
create policy read_own_partnership on platform.audit_event for select to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (
    (select platform.acting_reach()) = 'partnership'
    or person_id = (select platform.acting_person())
    or thread.sees_subject(subject)));

-- Who made a link, where a person did; and links that were taken back, which stay readable.
alter table thread.link add column linked_by uuid constraint link_linked_by_fkey references identity.person (id) on delete restrict;
-- A record's newest links in either direction, without reading all of a hub's.
create index link_from_id_id_idx on thread.link (from_id, id);
create index link_to_id_id_idx on thread.link (to_id, id);
drop index thread.link_to_id_idx;

create table thread.ended_link (
  id         uuid not null constraint ended_link_pkey primary key,
  from_id    uuid not null constraint ended_link_from_id_fkey references thread.record (id) on delete cascade,
  to_id      uuid not null constraint ended_link_to_id_fkey references thread.record (id) on delete cascade,
  relation   text not null,
  reason     text,
  linked_at  timestamptz not null,
  linked_by  uuid constraint ended_link_linked_by_fkey references identity.person (id) on delete restrict,
  ended_at   timestamptz not null,
  ended_by   uuid constraint ended_link_ended_by_fkey references identity.person (id) on delete restrict,
  end_reason text
);
comment on table thread.ended_link is 'links that were taken back: apart from those that hold, so that no query counts them by mistake';
create index ended_link_from_id_idx on thread.ended_link (from_id);
create index ended_link_to_id_idx on thread.ended_link (to_id);
alter table thread.ended_link enable row level security;
create policy with_both_ends on thread.ended_link to goldenthread_app
  using (exists (select from thread.record r where r.id = from_id) and exists (select from thread.record r where r.id = to_id));
grant select, insert on thread.ended_link to goldenthread_app;

-- Whether one gets from a record to another along one relation, also by links that the acting office does not see: else two agencies
-- could close a circle between them.
create function thread.leads_to(start uuid, its_relation text, target uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (
    with recursive reached (id) as (
      select start
      union
      select l.to_id from thread.link l join reached on l.from_id = reached.id where l.relation = its_relation)
    select from reached where id = target);
end $$;

-- What is missing: found each night by the rules of the code, closed by itself once it is there.
create table thread.gap (
  id               uuid not null default uuidv7() constraint gap_pkey primary key,
  partnership_id   uuid not null constraint gap_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  record_id        uuid not null constraint gap_record_id_fkey references thread.record (id) on delete cascade,
  rule             text not null,
  found_on         date not null,
  closed_on        date,
  set_aside_until  date,
  set_aside_reason text,
  set_aside_by     uuid constraint gap_set_aside_by_fkey references identity.person (id) on delete restrict,
  set_aside_on     date,
  version          int not null default 1,
  constraint gap_closed_on_check check (closed_on is null or closed_on >= found_on),
  constraint gap_set_aside_check check ((set_aside_until is null) = (set_aside_reason is null) and (set_aside_until is null) = (set_aside_on is null))
);
create unique index gap_record_id_rule_key on thread.gap (record_id, rule) where closed_on is null;
create index gap_partnership_id_found_on_idx on thread.gap (partnership_id, found_on) where closed_on is null;
alter table thread.gap enable row level security;
create policy with_its_record on thread.gap to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and exists (select from thread.record r where r.id = record_id));
grant select, update on thread.gap to goldenthread_app;
