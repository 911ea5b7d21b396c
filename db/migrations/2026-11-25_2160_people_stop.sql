-- Somebody stopped at once: what they hold in a partnership opens no session there until they are let in again.
create table identity.stop (
  id             uuid not null default uuidv7() constraint stop_pkey primary key,
  partnership_id uuid not null constraint stop_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  office_id      uuid not null constraint stop_office_id_fkey references identity.office (id) on delete restrict,
  person_id      uuid not null constraint stop_person_id_fkey references identity.person (id) on delete restrict,
  tenure_id      uuid constraint stop_tenure_id_fkey references identity.tenure (id) on delete cascade,
  deputy_id      uuid constraint stop_deputy_id_fkey references identity.deputy (id) on delete cascade,
  stopped_at     timestamptz not null,
  stopped_by     uuid not null constraint stop_stopped_by_fkey references identity.person (id) on delete restrict,
  lifted_at      timestamptz,
  lifted_by      uuid constraint stop_lifted_by_fkey references identity.person (id) on delete restrict,
  constraint stop_deputy_id_check check (num_nonnulls(tenure_id, deputy_id) = 1),
  constraint stop_lifted_at_check check (num_nulls(lifted_at, lifted_by) in (0, 2)),
  constraint stop_stopped_by_check check (stopped_by <> person_id),
  constraint stop_lifted_by_check check (lifted_by <> person_id)
);
comment on table identity.stop is 'one holding that is stopped in one partnership: a tenure that packs give for several goes on in the others';
create index stop_person_id_idx on identity.stop (person_id);
create unique index stop_partnership_id_tenure_id_key on identity.stop (partnership_id, tenure_id) where lifted_at is null and tenure_id is not null;
create unique index stop_partnership_id_deputy_id_key on identity.stop (partnership_id, deputy_id) where lifted_at is null and deputy_id is not null;

-- The same, with which tenure or deputyship each line is.
create or replace view identity.holding with (security_invoker) as
  select office_id, person_id, partnership_id, starts_on, ends_on, false as is_deputy, id from identity.tenure
  union all
  select office_id, person_id, partnership_id, starts_on, ends_on, true, id from identity.deputy where withdrawn_at is null;

alter table identity.stop enable row level security;
create policy own_partnership on identity.stop to goldenthread_app
  using ((select platform.acting_reach()) = 'sign-in'
    or (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(identity.organisation_of(office_id))));
create policy never_oneself on identity.stop as restrictive for insert to goldenthread_app
  with check (platform.acting_reach() in ('partnership', 'organisation') and stopped_by = platform.acting_person() and person_id <> platform.acting_person());
create policy lift_never_oneself on identity.stop as restrictive for update to goldenthread_app
  using (platform.acting_reach() in ('partnership', 'organisation') and person_id <> platform.acting_person());
grant select, insert, update (lifted_at, lifted_by) on identity.stop to goldenthread_app;

-- Sessions are seen only by whoever signs in. Who stops somebody ends those that were opened for an office they look after, and learns how many.
create function identity.end_sessions_of(who uuid) returns integer security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  ended integer;
begin
  if platform.acting_reach() not in ('partnership', 'organisation') or who is not distinct from platform.acting_person() then
    raise exception 'only an acting office ends the sessions of somebody else' using errcode = 'insufficient_privilege';
  end if;
  delete from identity.session as session using identity.access as access, identity.office as office
  where session.person_id = who and access.id = session.access_id and office.id = access.office_id
    and access.partnership_id = platform.acting_partnership() and platform.sees_organisation(office.organisation_id);
  get diagnostics ended = row_count;
  return ended;
end $$;
revoke execute on function identity.end_sessions_of from public;
grant execute on function identity.end_sessions_of to goldenthread_app;
