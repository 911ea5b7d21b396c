-- Whoever signed in with a mailed link alone adds a first second factor only while somebody who looks after their offices has just said
-- that the address is theirs: by inviting them, or by having met them or called them back.
create table identity.factor_opening (
  person_id uuid not null constraint factor_opening_pkey primary key constraint factor_opening_person_id_fkey references identity.person (id) on delete cascade,
  ends_on   date not null
);
comment on table identity.factor_opening is 'people who may add their first second factor in a session that a mailed link began; used up by adding one; who opened it is in the trail';
comment on column identity.factor_opening.ends_on is 'the last day, London';
alter table identity.factor_opening enable row level security;
create policy own_person on identity.factor_opening to goldenthread_app
  using (person_id = (select platform.acting_person()) or (select platform.acting_reach()) = 'sign-in');
grant select, delete on identity.factor_opening to goldenthread_app;

-- Whose office may open it is the application's to check; the database holds it to people of the acting partnership, and never oneself.
create function identity.open_first_factor(who uuid, last_day date) returns void security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if platform.acting_reach() not in ('partnership', 'organisation') or who is not distinct from platform.acting_person()
    or not identity.holds_office_in_acting_partnership(who) then
    raise exception 'only an acting office lets somebody else of its partnership add a second factor' using errcode = 'insufficient_privilege';
  end if;
  insert into identity.factor_opening as known (person_id, ends_on) values (who, last_day)
  on conflict (person_id) do update set ends_on = greatest(known.ends_on, excluded.ends_on);
end $$;
revoke execute on function identity.open_first_factor from public;
grant execute on function identity.open_first_factor to goldenthread_app;

-- A passkey opens no more than the session in which it was added: neither one organisation's account nor a letter box leads to another's offices.
alter table identity.passkey
  add column organisations text[],
  add constraint passkey_organisations_check check (organisations is null or cardinality(organisations) > 0);
comment on column identity.passkey.organisations is 'slugs of the organisations whose offices it opens, as in the session that added it; null: all of the person''s own';

-- Somebody who left also leaves what they were told of and the calendars that they subscribed to: their addresses open nothing more.
create or replace function data_protection.forget_person(whom uuid, before date, today date) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  if not coalesce(data_protection.left_on(whom) < least(before, data_protection.may_go_before('people-who-left'))
    and data_protection.may_go_before('people-who-left') is not null, false) then return false; end if;
  update identity.person set name = 'Somebody who left', email = null, pseudonymised_on = today where id = whom and pseudonymised_on is null;
  if not found then return false; end if;
  delete from identity.session where person_id = whom;
  delete from identity.person_account where person_id = whom;
  delete from identity.held_form where person_id = whom;
  delete from identity.passkey where person_id = whom;
  delete from identity.passkey_challenge where person_id = whom;
  delete from identity.authenticator_app where person_id = whom;
  delete from identity.code_sheet where person_id = whom;
  delete from identity.one_time_link where person_id = whom;
  delete from identity.office_use where person_id = whom;
  delete from identity.factor_opening where person_id = whom;
  delete from today.visit where person_id = whom;
  delete from today.reminder_setting where person_id = whom;
  delete from today.reminder_sent where person_id = whom;
  delete from today.reminder_day where person_id = whom;
  delete from today.feed where person_id = whom;
  return true;
end $$;
-- Those who were forgotten before this.
do $$
declare
  named text;
begin
  foreach named in array array['visit', 'reminder_setting', 'reminder_sent', 'reminder_day', 'feed'] loop
    execute format('delete from today.%I where person_id in (select id from identity.person where pseudonymised_on is not null)', named);
  end loop;
end $$;

-- Of those who see the whole partnership only the offices that keep its arrangements write them (the right 'partnerships.arrange').
create function partnerships.may_arrange() returns boolean stable security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (select from identity.access where office_id = platform.acting_office() and partnership_id = platform.acting_partnership()
    and role in ('business-manager', 'administrator'));
end $$;
comment on function partnerships.may_arrange is 'whether the acting office keeps the arrangements of the acting partnership; the roles are those of src/modules/partnerships/permissions.ts';
do $$
declare
  named text;
begin
  foreach named in array array['partnership', 'partnership_name', '"group"', 'group_fact', 'group_partnership', 'seat', 'seat_organisation',
    'group_offer', 'chair_rotation', 'chair_rotation_seat', 'chair_term', 'agency', 'seat_filling', 'officer', 'agency_list_review',
    'agency_notice', 'engagement_visit', 'delegation']
  loop
    execute format('create policy keepers_add on partnerships.%s as restrictive for insert to goldenthread_app with check (partnerships.may_arrange())', named);
    execute format('create policy keepers_change on partnerships.%s as restrictive for update to goldenthread_app using (partnerships.may_arrange())', named);
    execute format('create policy keepers_remove on partnerships.%s as restrictive for delete to goldenthread_app using (partnerships.may_arrange())', named);
  end loop;
end $$;

-- Whoever is to confirm a list is reminded as of everything else that they owe (today): no mails of the list's own.
alter table people.list_check drop column reminded_on, drop column overdue_told_on;
