-- Records of what several partnerships own together (a joint group's meeting) are one record, seen by each of them.
create table thread.shared_with (
  record_id      uuid not null constraint shared_with_record_id_fkey references thread.record (id) on delete cascade,
  partnership_id uuid not null constraint shared_with_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  constraint shared_with_pkey primary key (record_id, partnership_id)
);
create index shared_with_partnership_id_idx on thread.shared_with (partnership_id);

-- Answered by the owner: a policy on records that read this table under its own policy, which asks for the record, would go round in a circle.
create function thread.is_shared_here(record uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (select from thread.shared_with where record_id = record and partnership_id = platform.acting_partnership());
end $$;
create function thread.is_own(record uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (select from thread.record where id = record and partnership_id = platform.acting_partnership());
end $$;

alter table thread.shared_with enable row level security;
create policy to_or_from_here on thread.shared_with to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) or thread.is_own(record_id))
  with check (thread.is_own(record_id));
grant select, insert on thread.shared_with to goldenthread_app;
create policy shared_here on thread.record for select to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation') and organisation_id is null and thread.is_shared_here(id));

alter table thread.link drop constraint link_relation_check;
alter table thread.link add constraint link_relation_check check (relation in
  ('serves', 'came from', 'evidences', 'measures', 'answers', 'repeats', 'reported in', 'given to', 'part of', 'supersedes'));
