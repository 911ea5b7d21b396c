-- The second lock: the application connects as a role that owns nothing, and sees only rows of the partnership and organisation in
-- which its unit of work acts (src/platform/db/acting.ts sets them). Without an actor it sees nothing that belongs to anybody.
do $$
begin
  create role goldenthread_app login;
exception when duplicate_object or unique_violation then
  null; -- made by another database of the same server
end $$;
-- The owner may step down to it, where there is no separate login for the application.
do $$
begin
  execute format('grant goldenthread_app to %I', current_user);
exception when unique_violation or insufficient_privilege then
  -- granted already, or to be granted by whoever made the role; without it the application refuses to start and says so
  null;
end $$;

create function platform.acting_partnership() returns uuid stable parallel safe language sql
  return nullif(current_setting('goldenthread.partnership', true), '')::uuid;
create function platform.acting_organisation() returns uuid stable parallel safe language sql
  return nullif(current_setting('goldenthread.organisation', true), '')::uuid;
create function platform.acting_person() returns uuid stable parallel safe language sql
  return nullif(current_setting('goldenthread.person', true), '')::uuid;
-- 'partnership': every agency's rows; 'organisation': only its own; 'sign-in': who may this be; nothing: no actor.
create function platform.acting_reach() returns text stable parallel safe language sql
  return coalesce(nullif(current_setting('goldenthread.reach', true), ''), 'nothing');
create function platform.sees_organisation(uuid) returns boolean stable parallel safe language sql
  return platform.acting_reach() = 'partnership' or (platform.acting_reach() = 'organisation' and ($1 is null or $1 = platform.acting_organisation()));
comment on function platform.sees_organisation is 'of a row that belongs to one organisation (null: to the partnership as a whole), whether the acting office sees it';

-- What belongs to the whole installation, or is published: everybody reads it, and only what pages change may be changed.
grant usage on schema platform, identity, partnerships, thread, indicators, returns, early_warning, funding, training, reviews, reports, duties
  to goldenthread_app;
grant select on platform.setting, identity.organisation, identity.organisation_alias to goldenthread_app;
grant select on all tables in schema partnerships to goldenthread_app;
grant select on indicators.dataset, indicators.measure, indicators.national_value, indicators.neighbour_model, indicators.neighbour,
  indicators.indicator to goldenthread_app;
grant update (state) on indicators.national_value to goldenthread_app;
grant update (problem_count, source_note) on indicators.dataset to goldenthread_app;
grant select, insert, delete on duties.calendar_year, duties.bank_holiday to goldenthread_app;

-- Rows that carry the partnership themselves.
do $$
declare
  named text;
  own constant text := 'partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in (''partnership'', ''organisation'')';
begin
  foreach named in array array['thread.counter', 'indicators.supply', 'indicators.observation', 'indicators.annotation', 'returns.quarter',
    'early_warning.warning', 'funding.account', 'training.published_year', 'reviews.notification_count', 'reports.local_addition', 'reports.report']
  loop
    execute format('alter table %s enable row level security', named);
    execute format('create policy own_partnership on %s to goldenthread_app using (%s)', named, own);
  end loop;
end $$;
grant select, insert, update on thread.counter, indicators.observation, early_warning.warning, reports.report to goldenthread_app;
grant select, update on indicators.supply to goldenthread_app;
grant select, insert, delete on indicators.annotation to goldenthread_app;
grant select, insert on returns.quarter to goldenthread_app;
grant select on funding.account, training.published_year, reviews.notification_count, reports.local_addition to goldenthread_app;

-- Rows that an agency owns: other agencies do not know of them.
do $$
declare
  named text;
begin
  foreach named in array array['thread.record', 'returns.agency_return'] loop
    execute format('alter table %s enable row level security', named);
    execute format('create policy own_partnership on %s to goldenthread_app using (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id))', named);
  end loop;
end $$;
grant select, insert, update on thread.record, returns.agency_return to goldenthread_app;

-- Rows that hang on another one are seen with it: the inner select is itself under the other table's policy.
do $$
declare
  entry text[];
begin
  foreach entry slice 1 in array array[
    ['returns.asked', 'return_id', 'returns.agency_return'],
    ['returns.entry', 'return_id', 'returns.agency_return'],
    ['returns.upload', 'return_id', 'returns.agency_return'],
    ['funding.line', 'account_id', 'funding.account'],
    ['training.course_delivery', 'year_id', 'training.published_year'],
    ['training.e_learning', 'year_id', 'training.published_year'],
    ['reports.section', 'report_id', 'reports.report'],
    ['reports.pin', 'report_id', 'reports.report']]
  loop
    execute format('alter table %s enable row level security', entry[1]);
    execute format('create policy with_its_owner on %s to goldenthread_app using (%I in (select id from %s))', entry[1], entry[2], entry[3]);
  end loop;
end $$;
alter table thread.link enable row level security;
create policy with_both_ends on thread.link to goldenthread_app
  using (from_id in (select id from thread.record) and to_id in (select id from thread.record));
grant select, insert, delete on thread.link to goldenthread_app;
grant select, insert, update, delete on reports.pin to goldenthread_app;
grant select, insert on returns.asked, returns.upload to goldenthread_app;
grant select, insert, update, delete on returns.entry to goldenthread_app;
grant select, insert, update on reports.section to goldenthread_app;
grant select on funding.line, training.course_delivery, training.e_learning to goldenthread_app;

-- People: those who hold or held an office in the acting partnership, and oneself; all of them only to find out who signs in.
alter table identity.access enable row level security;
create policy own_partnership on identity.access to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) or (select platform.acting_reach()) = 'sign-in');
-- As functions, since policies within policies made the planning of every query that names a person three times as long.
create function identity.serves_acting_partnership(office uuid) returns boolean stable security definer
  set search_path = '' language plpgsql as $$
begin
  return exists (select from identity.access where office_id = office and partnership_id = platform.acting_partnership());
end $$;
create function identity.holds_office_in_acting_partnership(person uuid) returns boolean stable security definer
  set search_path = '' language plpgsql as $$
begin
  return exists (
    select from identity.tenure t join identity.access a on a.office_id = t.office_id
    where t.person_id = person and a.partnership_id = platform.acting_partnership());
end $$;
alter table identity.office enable row level security;
create policy own_partnership on identity.office to goldenthread_app
  using ((select platform.acting_reach()) = 'sign-in' or identity.serves_acting_partnership(id));
alter table identity.tenure enable row level security;
create policy own_partnership on identity.tenure to goldenthread_app
  using ((select platform.acting_reach()) = 'sign-in' or identity.serves_acting_partnership(office_id));
alter table identity.person enable row level security;
create policy own_partnership on identity.person to goldenthread_app
  using ((select platform.acting_reach()) = 'sign-in' or id = (select platform.acting_person()) or identity.holds_office_in_acting_partnership(id));
alter table identity.session enable row level security;
create policy only_to_sign_in on identity.session to goldenthread_app using ((select platform.acting_reach()) = 'sign-in');
grant select on identity.access, identity.office, identity.tenure, identity.person to goldenthread_app;
grant select, insert, update, delete on identity.session to goldenthread_app;

-- The trail: those who see the whole partnership read all of it, others what happened to records that they may know of, and what
-- they did themselves. Everybody adds, in the name of the partnership in which they act.
alter table platform.audit_event enable row level security;
create policy read_own_partnership on platform.audit_event for select to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (
    (select platform.acting_reach()) = 'partnership'
    or person_id = (select platform.acting_person())
    or subject in (select id::text from thread.record)));
create policy add_to_own_partnership on platform.audit_event for insert to goldenthread_app
  with check (partnership_id is not distinct from (select platform.acting_partnership()) or (select platform.acting_reach()) = 'sign-in');
grant select, insert on platform.audit_event to goldenthread_app;

-- Roles: the whole table of them. An office's role may end before its holder does, and may be held to a chosen pack of modules.
alter table identity.access drop constraint access_role_check;
alter table identity.access add constraint access_role_check check (role in (
  'business-manager', 'analyst', 'review-officer', 'training-officer', 'administrator', 'data-lead', 'signing-officer', 'safeguarding-lead',
  'agency-administrator', 'group-chair', 'group-member', 'executive-member', 'lead-partner', 'delegated-partner', 'scrutineer',
  'lead-member', 'elected-member', 'trainer', 'practitioner', 'inspector', 'system-operator'));
alter table identity.access
  add column starts_on date,
  add column ends_on date,
  add column modules text[],
  add column authorities text[] not null default '{}',
  add constraint access_ends_on_check check (ends_on is null or starts_on is null or ends_on >= starts_on),
  add constraint access_inspector_check check (role <> 'inspector' or (ends_on is not null and modules is not null));
comment on column identity.access.modules is 'null: every module of the partnership; else only these, such as the pack chosen for an inspection';
comment on column identity.access.authorities is 'what the seat that this office sits in lets it decide, such as sign-off; a member without such a seat decides nothing';

-- How a session began and how sure it is who holds it.
alter table identity.session
  add column method text not null default 'sample' constraint session_method_check check (method in ('sample', 'organisation', 'passkey', 'link')),
  add column strength text not null default 'one' constraint session_strength_check check (strength in ('link', 'one', 'two')),
  add column stepped_up_at timestamptz;
comment on column identity.session.strength is 'link: an e-mailed link alone, for what is harmless; one: an organisation account; two: a second factor or a passkey';

-- Modules that a partnership does not use are gone from its routes, menus and tokens.
create table identity.module_off (
  partnership_id uuid not null constraint module_off_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  module         text not null constraint module_off_module_check check (module ~ '^[a-z0-9-]+$' and module not in ('identity', 'today', 'partnerships')),
  switched_at    timestamptz not null default now(),
  constraint module_off_pkey primary key (partnership_id, module)
);
alter table identity.module_off enable row level security;
create policy own_partnership on identity.module_off to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) or (select platform.acting_reach()) = 'sign-in');
grant select, insert, delete on identity.module_off to goldenthread_app;
