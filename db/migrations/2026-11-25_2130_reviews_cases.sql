-- Reviews of real children: the third ring. Only people with named access know of a case; what identifies a child is sealed before it
-- reaches the database (docs/adr/0020-sealed-fields.md). Sealed text has its place bound into it: it opens in no other row.

-- The time by which the database's own rules go. Tests fix it with a setting, which the application's role may read and not write.
create function platform.present() returns timestamptz stable parallel safe language sql
begin atomic
  select coalesce((select (s.value #>> '{}')::timestamptz from platform.setting s where s.key = 'clock'), now());
end;
create function platform.today_in_london() returns date stable parallel safe language sql
  return (platform.present() at time zone 'Europe/London')::date;

-- A restricted record keeps its reference and its links, and only its own module's pages show it.
alter table thread.record add column is_restricted boolean not null default false;
comment on column thread.record.is_restricted is 'true: the thread''s pages, search and lists do not show it; the database shows it only to people with named access';

create table reviews."case" (
  id              uuid not null constraint case_pkey primary key constraint case_id_fkey references thread.record (id) on delete restrict,
  partnership_id  uuid not null constraint case_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  kind            text not null constraint case_kind_check check (kind in ('notification', 'rapid-review', 'practice-review')),
  pseudonym       text not null constraint case_pseudonym_check check (length(pseudonym) between 1 and 60),
  state           text not null default 'open' constraint case_state_check check (state in ('open', 'sent', 'closed')),
  aware_on        date,
  notified_on     date,
  owner_office_id uuid not null constraint case_owner_office_id_fkey references identity.office (id) on delete restrict,
  child_name      text constraint case_child_name_check check (child_name like 'sealed1.%'),
  date_of_birth   text constraint case_date_of_birth_check check (date_of_birth like 'sealed1.%'),
  nhs_number      text constraint case_nhs_number_check check (nhs_number like 'sealed1.%'),
  address_area    text constraint case_address_area_check check (address_area like 'sealed1.%'),
  summary         text constraint case_summary_check check (summary like 'sealed1.%'),
  is_invented     boolean not null default false,
  opened_at       timestamptz not null,
  version         int not null default 1
);
comment on table reviews."case" is 'one review of an incident; its id is that of its record in the thread';
comment on column reviews."case".kind is 'notification: a serious incident notification; practice-review: a local child safeguarding practice review';
comment on column reviews."case".aware_on is 'the day on which the local authority became aware of the incident; null: not known yet';

create table reviews.case_access (
  id             uuid not null constraint case_access_pkey primary key,
  -- Deferred: whoever opens a case is given access first, so that the database lets them write it.
  case_id        uuid not null constraint case_access_case_id_fkey references reviews."case" (id) on delete restrict deferrable initially deferred,
  partnership_id uuid not null constraint case_access_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  person_id      uuid not null constraint case_access_person_id_fkey references identity.person (id) on delete restrict,
  office_id      uuid not null constraint case_access_office_id_fkey references identity.office (id) on delete restrict,
  kind           text not null constraint case_access_kind_check check (kind in ('named', 'break-glass')),
  reason         text not null constraint case_access_reason_check check (reason like 'sealed1.%'),
  granted_by     uuid constraint case_access_granted_by_fkey references identity.person (id) on delete restrict,
  granted_at     timestamptz not null,
  starts_on      date not null,
  ends_on        date,
  expires_at     timestamptz,
  ended_at       timestamptz,
  ended_by       uuid constraint case_access_ended_by_fkey references identity.person (id) on delete restrict,
  end_reason     text constraint case_access_end_reason_check check (end_reason like 'sealed1.%'),
  looked_at      timestamptz,
  looked_by      uuid constraint case_access_looked_by_fkey references identity.person (id) on delete restrict,
  opinion        text constraint case_access_opinion_check check (opinion like 'sealed1.%'),
  constraint case_access_ends_on_check check (ends_on is null or ends_on >= starts_on),
  constraint case_access_expires_at_check check ((kind = 'break-glass') = (expires_at is not null)),
  constraint case_access_ended_at_check check ((ended_at is null) = (end_reason is null)),
  constraint case_access_looked_at_check check ((looked_at is null) = (opinion is null))
);
comment on column reviews.case_access.ends_on is 'the last day, until midnight in London; null: until it is ended';
comment on column reviews.case_access.office_id is 'the office for which it was given: when the person no longer holds it, the access is over';
comment on column reviews.case_access.opinion is 'what the case owner thinks of a break-glass access, sealed; until it is written the access stays listed';
create index case_access_person_id_idx on reviews.case_access (person_id);
create index case_access_case_id_idx on reviews.case_access (case_id);

create table reviews.case_recusal (
  id          uuid not null constraint case_recusal_pkey primary key,
  case_id     uuid not null constraint case_recusal_case_id_fkey references reviews."case" (id) on delete restrict,
  person_id   uuid not null constraint case_recusal_person_id_fkey references identity.person (id) on delete restrict,
  reason      text not null constraint case_recusal_reason_check check (reason like 'sealed1.%'),
  recorded_by uuid constraint case_recusal_recorded_by_fkey references identity.person (id) on delete restrict,
  recorded_at timestamptz not null,
  constraint case_recusal_case_id_person_id_key unique (case_id, person_id)
);
comment on table reviews.case_recusal is 'people whose own practice is under review: they neither get access nor break glass';

create table reviews.case_history (
  id         uuid not null constraint case_history_pkey primary key,
  case_id    uuid not null constraint case_history_case_id_fkey references reviews."case" (id) on delete restrict,
  changed_at timestamptz not null,
  person_id  uuid constraint case_history_person_id_fkey references identity.person (id) on delete restrict,
  field      text not null constraint case_history_field_check check (field in ('child_name', 'date_of_birth', 'nhs_number', 'address_area', 'summary')),
  before     text constraint case_history_before_check check (before like 'sealed1.%'),
  after      text constraint case_history_after_check check (after like 'sealed1.%')
);
comment on table reviews.case_history is 'the identifying fields before and after each change, sealed; audit events hold only fingerprints of them';
create index case_history_case_id_idx on reviews.case_history (case_id, changed_at);

-- Who sees which case. These run as the owner, because a policy on case_access cannot ask case_access itself. Access runs while it
-- was not ended, from its first day to midnight in London after its last (break-glass: to the instant), while its person holds the
-- office for which it was given (or deputises in it), and while its person is not recused.
create function reviews.cases_seen() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql
begin atomic
  select a.case_id from reviews.case_access a
  where a.person_id = platform.acting_person() and a.partnership_id = platform.acting_partnership()
    and a.ended_at is null and a.starts_on <= platform.today_in_london()
    and (a.ends_on is null or a.ends_on >= platform.today_in_london())
    and (a.expires_at is null or a.expires_at > platform.present())
    and exists (select from identity.holding t where t.office_id = a.office_id and t.person_id = a.person_id
      and (t.partnership_id is null or t.partnership_id = a.partnership_id)
      and t.starts_on <= platform.today_in_london() and (t.ends_on is null or t.ends_on >= platform.today_in_london()))
    and not exists (select from reviews.case_recusal r where r.case_id = a.case_id and r.person_id = a.person_id);
end;
create function reviews.hidden_cases() returns setof text stable security definer set search_path = pg_catalog, pg_temp language sql
begin atomic
  select c.id::text from reviews."case" c
  where c.partnership_id = platform.acting_partnership() and c.id not in (select reviews.cases_seen());
end;
create function reviews.is_new_case(asked uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql
  return not exists (select from reviews."case" where id = asked);

-- Nobody who is recused is given access, whatever the application's code forgets.
create function reviews.refuse_recused() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if exists (select from reviews.case_recusal r where r.case_id = new.case_id and r.person_id = new.person_id) then
    raise exception 'this person is recused from the case' using errcode = 'check_violation', constraint = 'case_access_recused_check';
  end if;
  return new;
end $$;
create trigger case_access_not_recused before insert on reviews.case_access for each row execute function reviews.refuse_recused();

-- Break-glass: access for a day to whoever knows the reference and gives a reason. The only way in without somebody who has access.
create function reviews.break_glass(reference text, access_id uuid, office_id uuid, sealed_reason text, at timestamptz) returns uuid
  security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  found_id uuid;
begin
  if platform.acting_person() is null then
    raise exception 'only an acting person breaks glass' using errcode = 'insufficient_privilege';
  end if;
  select c.id into found_id from reviews."case" c join thread.record r on r.id = c.id
    where r.reference = break_glass.reference and c.partnership_id = platform.acting_partnership()
      -- To somebody recused the case is not there, so that their asking is on record like any other that found nothing.
      and not exists (select from reviews.case_recusal x where x.case_id = c.id and x.person_id = platform.acting_person());
  if found_id is not null then
    insert into reviews.case_access (id, case_id, partnership_id, person_id, office_id, kind, reason, granted_by, granted_at, starts_on, expires_at)
      values (access_id, found_id, platform.acting_partnership(), platform.acting_person(), break_glass.office_id, 'break-glass', sealed_reason,
        platform.acting_person(), at, (at at time zone 'Europe/London')::date, at + interval '24 hours');
  end if;
  return found_id;
end $$;
revoke execute on function reviews.break_glass from public;
grant execute on function reviews.break_glass to goldenthread_app;

alter table reviews."case" enable row level security;
create policy named_access on reviews."case" to goldenthread_app using (id in (select reviews.cases_seen()));
grant select, insert on reviews."case" to goldenthread_app;
grant update (kind, pseudonym, state, aware_on, notified_on, owner_office_id, child_name, date_of_birth, nhs_number, address_area, summary, version)
  on reviews."case" to goldenthread_app;

alter table reviews.case_access enable row level security;
create policy see_with_case on reviews.case_access for select to goldenthread_app using (case_id in (select reviews.cases_seen()));
create policy change_with_case on reviews.case_access for update to goldenthread_app using (case_id in (select reviews.cases_seen()));
create policy grant_to_others on reviews.case_access for insert to goldenthread_app
  with check (kind = 'named' and partnership_id = (select platform.acting_partnership()) and granted_by = (select platform.acting_person())
    and (case_id in (select reviews.cases_seen()) or (person_id = (select platform.acting_person()) and reviews.is_new_case(case_id))));
grant select, insert on reviews.case_access to goldenthread_app;
grant update (ended_at, ended_by, end_reason, looked_at, looked_by, opinion) on reviews.case_access to goldenthread_app;

alter table reviews.case_recusal enable row level security;
create policy named_access on reviews.case_recusal to goldenthread_app using (case_id in (select reviews.cases_seen()));
grant select, insert on reviews.case_recusal to goldenthread_app;

alter table reviews.case_history enable row level security;
create policy named_access on reviews.case_history to goldenthread_app using (case_id in (select reviews.cases_seen()));
grant select, insert on reviews.case_history to goldenthread_app;

-- Restrictive: they narrow whatever other policies allow. A case's record and its events are seen by those who see the case, and not
-- by those who otherwise see the whole partnership.
create policy not_without_named_access on thread.record as restrictive to goldenthread_app
  using (not is_restricted or id in (select reviews.cases_seen())) with check (true);
create policy not_of_hidden_cases on platform.audit_event as restrictive for select to goldenthread_app
  using (subject not in (select reviews.hidden_cases()));
