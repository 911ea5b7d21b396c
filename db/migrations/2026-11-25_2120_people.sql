-- Who holds which office: invitations, last days, deputies, offices that lie unused, and the lists that agencies confirm each quarter.

-- A holding can be for one partnership alone, so that nobody gives or takes an office in a partnership that is not theirs.
alter table identity.tenure
  add column partnership_id uuid constraint tenure_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  add column end_set_at     timestamptz,
  add column ends_on_before date;
comment on column identity.tenure.partnership_id is 'the only partnership in which the person acts in this office; null: every one that the office serves, as packs say';
comment on column identity.tenure.ends_on_before is 'the last day before end_set_at, which it gets back when the ending is undone before midnight';

-- Two partnerships may each give the same person the same office from the same day.
alter table identity.tenure drop constraint tenure_office_id_person_id_starts_on_key;
alter table identity.tenure add constraint tenure_office_id_person_id_starts_on_partnership_id_key
  unique nulls not distinct (office_id, person_id, starts_on, partnership_id);

-- Someone who acts in an office during its holder's absence. The reason is a kind and never says whether somebody is ill.
create table identity.deputy (
  id             uuid not null default uuidv7() constraint deputy_pkey primary key,
  partnership_id uuid not null constraint deputy_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  office_id      uuid not null constraint deputy_office_id_fkey references identity.office (id) on delete restrict,
  person_id      uuid not null constraint deputy_person_id_fkey references identity.person (id) on delete restrict,
  starts_on      date not null,
  ends_on        date not null,
  reason         text not null constraint deputy_reason_check check (reason in ('leave', 'absence', 'other-duty', 'vacancy')),
  named_by       uuid constraint deputy_named_by_fkey references identity.person (id) on delete restrict,
  named_at       timestamptz not null,
  withdrawn_at   timestamptz,
  constraint deputy_ends_on_check check (ends_on >= starts_on and ends_on <= starts_on + 366)
);
create index deputy_office_id_idx on identity.deputy (office_id);
create index deputy_person_id_idx on identity.deputy (person_id);

create view identity.holding with (security_invoker) as
  select office_id, person_id, partnership_id, starts_on, ends_on, false as is_deputy from identity.tenure
  union all
  select office_id, person_id, partnership_id, starts_on, ends_on, true from identity.deputy where withdrawn_at is null;
comment on view identity.holding is 'who may act in an office between two dates: its holder, and a deputy for an absence; partnership_id null: in all that the office serves';
grant select on identity.holding to goldenthread_app;

-- When a person last acted in an office. What lies unused is suspended after two notices, and its holder takes it up again without help.
create table identity.office_use (
  access_id        uuid not null constraint office_use_access_id_fkey references identity.access (id) on delete cascade,
  person_id        uuid not null constraint office_use_person_id_fkey references identity.person (id) on delete cascade,
  last_used_at     timestamptz,
  first_notice_on  date,
  second_notice_on date,
  suspended_at     timestamptz,
  constraint office_use_pkey primary key (access_id, person_id)
);
create function identity.note_use() returns trigger language plpgsql as $$
begin
  insert into identity.office_use as known (access_id, person_id, last_used_at) values (new.access_id, new.person_id, new.last_seen_at)
  on conflict (access_id, person_id) do update
    set last_used_at = greatest(known.last_used_at, excluded.last_used_at), first_notice_on = null, second_notice_on = null
    -- A suspended office is not used by signing in, only by taking it up again.
    where known.suspended_at is null;
  return null;
end $$;
create trigger session_note_use after insert or update of last_seen_at, access_id on identity.session
  for each row execute function identity.note_use();

-- What an inviting office may not see for itself, answered by the owner: whose office it is, and whether other partnerships rely on it.
create function identity.organisation_of(asked uuid) returns uuid stable security definer set search_path = pg_catalog, pg_temp language sql
  return (select organisation_id from identity.office where id = asked);
create function identity.serves_others(asked uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql
  return exists (select from identity.access where office_id = asked and partnership_id <> platform.acting_partnership());

-- An e-mail address is one person, whichever partnerships they serve. Whoever invites learns the person's id and nothing else.
create function identity.person_of_email(address text, called text) returns uuid
  security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  found_id uuid;
begin
  if platform.acting_reach() not in ('partnership', 'organisation') then
    raise exception 'only an acting office finds a person by e-mail' using errcode = 'insufficient_privilege';
  end if;
  insert into identity.person (name, email) values (called, lower(address)) on conflict do nothing returning id into found_id;
  if found_id is null then
    select id into found_id from identity.person where lower(email) = lower(address);
  end if;
  return found_id;
end $$;

-- An office is known once, by its organisation and title, whichever partnerships it serves.
create function identity.office_titled(organisation uuid, called text) returns uuid
  security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  found_id uuid;
begin
  if not platform.sees_organisation(organisation) then
    raise exception 'an office of another organisation' using errcode = 'insufficient_privilege';
  end if;
  insert into identity.office (organisation_id, title) values (organisation, called) on conflict do nothing returning id into found_id;
  if found_id is null then
    select id into found_id from identity.office where organisation_id = organisation and title = called;
  end if;
  return found_id;
end $$;
revoke execute on function identity.organisation_of, identity.serves_others, identity.person_of_email, identity.office_titled from public;
grant execute on function identity.organisation_of, identity.serves_others, identity.person_of_email, identity.office_titled to goldenthread_app;

-- The second lock on giving offices: one's own partnership, one's own organisation, and for agencies only the roles of an agency.
create policy own_partnership_only on identity.tenure as restrictive to goldenthread_app
  using (partnership_id is null or partnership_id = (select platform.acting_partnership()) or (select platform.acting_reach()) = 'sign-in');
create policy give_in_own_partnership on identity.tenure as restrictive for insert to goldenthread_app
  with check (partnership_id = platform.acting_partnership() and platform.sees_organisation(identity.organisation_of(office_id))
    and person_id is distinct from platform.acting_person());
create policy end_in_own_partnership on identity.tenure as restrictive for update to goldenthread_app
  using (platform.sees_organisation(identity.organisation_of(office_id))
    and (partnership_id is not null or not identity.serves_others(office_id) or identity.organisation_of(office_id) = platform.acting_organisation()));
grant insert, update (ends_on, end_set_at, ends_on_before) on identity.tenure to goldenthread_app;

create policy give_in_own_organisation on identity.access as restrictive for insert to goldenthread_app
  with check (platform.sees_organisation(identity.organisation_of(office_id)) and role <> 'system-operator' and authorities = '{}'
    and (platform.acting_reach() = 'partnership' or role in
      ('data-lead', 'signing-officer', 'safeguarding-lead', 'agency-administrator', 'practitioner', 'group-member')));
grant insert on identity.access to goldenthread_app;

alter table identity.deputy enable row level security;
create policy own_partnership on identity.deputy to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) or (select platform.acting_reach()) = 'sign-in')
  with check (partnership_id = platform.acting_partnership() and platform.sees_organisation(identity.organisation_of(office_id)));
grant select, insert, update (withdrawn_at) on identity.deputy to goldenthread_app;
create policy deputies on identity.person for select to goldenthread_app using (id in (select person_id from identity.deputy));

alter table identity.office_use enable row level security;
create policy read_own_partnership on identity.office_use for select to goldenthread_app
  using ((select platform.acting_reach()) = 'sign-in' or access_id in (select id from identity.access));
create policy noted_when_signed_in on identity.office_use for insert to goldenthread_app
  with check ((select platform.acting_reach()) = 'sign-in');
create policy noted_again on identity.office_use for update to goldenthread_app
  using ((select platform.acting_reach()) = 'sign-in' or person_id = (select platform.acting_person()));
grant select, insert, update on identity.office_use to goldenthread_app;

-- Why a module is switched off and by whom; what everything rests on is never switched off.
alter table identity.module_off
  add column reason      text constraint module_off_reason_check check (length(reason) between 1 and 500),
  add column switched_by uuid constraint module_off_switched_by_fkey references identity.person (id) on delete restrict;
alter table identity.module_off drop constraint module_off_module_check;
alter table identity.module_off add constraint module_off_module_check check (
  module ~ '^[a-z0-9-]+$' and module not in ('identity', 'today', 'partnerships', 'people', 'audit'));

-- Each agency confirms once a quarter who holds its offices.
create schema people;
create table people.list_check (
  id              uuid not null default uuidv7() constraint list_check_pkey primary key,
  partnership_id  uuid not null constraint list_check_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  organisation_id uuid not null constraint list_check_organisation_id_fkey references identity.organisation (id) on delete restrict,
  quarter_on      date not null,
  due_on          date not null,
  opened_on       date not null,
  reminded_on     date,
  overdue_told_on date,
  confirmed_at    timestamptz,
  confirmed_by    uuid constraint list_check_confirmed_by_fkey references identity.person (id) on delete restrict,
  constraint list_check_partnership_id_organisation_id_quarter_on_key unique (partnership_id, organisation_id, quarter_on),
  constraint list_check_due_on_check check (due_on > quarter_on)
);
comment on column people.list_check.quarter_on is 'first day of the quarter';

create table people.list_answer (
  check_id  uuid not null constraint list_answer_check_id_fkey references people.list_check (id) on delete cascade,
  tenure_id uuid not null constraint list_answer_tenure_id_fkey references identity.tenure (id) on delete cascade,
  answer    text not null constraint list_answer_answer_check check (answer in ('keep', 'ends', 'not-known')),
  ends_on   date,
  constraint list_answer_pkey primary key (check_id, tenure_id),
  constraint list_answer_ends_on_check check ((answer = 'ends') = (ends_on is not null))
);
grant usage on schema people to goldenthread_app;
alter table people.list_check enable row level security;
create policy own_partnership on people.list_check to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id));
alter table people.list_answer enable row level security;
create policy with_its_check on people.list_answer to goldenthread_app using (check_id in (select id from people.list_check));
grant select, insert, update (confirmed_at, confirmed_by) on people.list_check to goldenthread_app;
grant select, insert on people.list_answer to goldenthread_app;

-- Whoever holds an office reads what was done in its name before them.
create index audit_event_office_id_at_idx on platform.audit_event (office_id, at desc);
create policy read_own_office on platform.audit_event for select to goldenthread_app
  using (partnership_id = (select platform.acting_partnership())
    and office_id in (select office_id from identity.holding where person_id = (select platform.acting_person())));
