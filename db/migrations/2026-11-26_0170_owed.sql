-- What people owe: when they were last here, how often they want to be told, what they were told of, and calendars that they subscribe to.

-- A mail can carry an invitation that a calendar programme acts on. It is gone with the text once the mail was sent or given up.
alter table platform.mail
  add column calendar_method text constraint mail_calendar_method_check check (calendar_method in ('REQUEST', 'CANCEL')),
  add column calendar        text constraint mail_calendar_check check (calendar like 'BEGIN:VCALENDAR%' and length(calendar) <= 100000),
  add constraint mail_calendar_both_check check ((calendar is null) = (calendar_method is null));
grant insert (calendar_method, calendar) on platform.mail to goldenthread_app;

-- To whom what stays undone goes: an office of the same organisation.
alter table identity.office
  add constraint office_id_organisation_id_key unique (id, organisation_id),
  add column reports_to uuid,
  add constraint office_reports_to_fkey foreign key (reports_to, organisation_id) references identity.office (id, organisation_id),
  add constraint office_reports_to_check check (reports_to <> id);
create index office_reports_to_idx on identity.office (reports_to);
create policy own_organisation on identity.office as restrictive for update to goldenthread_app
  using (platform.sees_organisation(organisation_id)) with check (platform.sees_organisation(organisation_id));
grant update (reports_to) on identity.office to goldenthread_app;

create schema today;
grant usage on schema today to goldenthread_app;

create table today.visit (
  person_id uuid not null constraint visit_pkey primary key constraint visit_person_id_fkey references identity.person (id) on delete cascade,
  last_at   timestamptz not null,
  before_at timestamptz
);
comment on column today.visit.before_at is 'when the visit before the present one was; null: this is the first';

create table today.reminder_setting (
  person_id uuid not null constraint reminder_setting_pkey primary key
    constraint reminder_setting_person_id_fkey references identity.person (id) on delete cascade,
  choice    text not null constraint reminder_setting_choice_check check (choice in ('due-and-weekly', 'due', 'daily', 'weekly', 'none')),
  weekday   smallint not null constraint reminder_setting_weekday_check check (weekday between 1 and 5)
);
comment on column today.reminder_setting.weekday is 'of the weekly list; 1 is Monday';

create table today.reminder_rule (
  partnership_id uuid not null constraint reminder_rule_pkey primary key
    constraint reminder_rule_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  soon           smallint not null constraint reminder_rule_soon_check check (soon between 1 and 60),
  first_late     smallint not null constraint reminder_rule_first_late_check check (first_late between 1 and 60),
  second_late    smallint not null,
  every_late     smallint not null constraint reminder_rule_every_late_check check (every_late between 1 and 60),
  manager_after  smallint not null constraint reminder_rule_manager_after_check check (manager_after between 1 and 120),
  version        int not null default 1,
  constraint reminder_rule_second_late_check check (second_late > first_late and second_late <= 90)
);
comment on table today.reminder_rule is 'when people are reminded, in working days; a partnership without a row has the usual ones (src/modules/today/stages.ts)';

create table today.reminder_sent (
  person_id      uuid not null constraint reminder_sent_person_id_fkey references identity.person (id) on delete cascade,
  partnership_id uuid not null constraint reminder_sent_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  module         text not null,
  key            text not null,
  due_on         date,
  stage          text not null constraint reminder_sent_stage_check check (stage ~ '^(asked|start|soon|today|late-[0-9]+|manager)$'),
  sent_on        date not null,
  constraint reminder_sent_key unique nulls not distinct (person_id, partnership_id, module, key, due_on, stage)
);
create index reminder_sent_sent_on_idx on today.reminder_sent (sent_on);
create index reminder_sent_partnership_id_idx on today.reminder_sent (partnership_id);

create table today.reminder_day (
  person_id   uuid not null constraint reminder_day_person_id_fkey references identity.person (id) on delete cascade,
  sent_on     date not null,
  digest_week date,
  constraint reminder_day_pkey primary key (person_id, sent_on),
  constraint reminder_day_person_id_digest_week_key unique (person_id, digest_week)
);
comment on table today.reminder_day is 'one mail a person a day at most';
comment on column today.reminder_day.digest_week is 'the Monday of the week whose list this mail holds; null: it holds reminders alone';
create index reminder_day_sent_on_idx on today.reminder_day (sent_on);

create table today.feed (
  id             uuid not null default uuidv7() constraint feed_pkey primary key,
  token_hash     text not null constraint feed_token_hash_key unique constraint feed_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
  person_id      uuid not null constraint feed_person_id_fkey references identity.person (id) on delete cascade,
  partnership_id uuid constraint feed_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  group_id       uuid constraint feed_group_id_fkey references partnerships."group" (id) on delete cascade,
  made_at        timestamptz not null,
  withdrawn_at   timestamptz,
  last_used_on   date,
  constraint feed_group_id_check check ((group_id is null) = (partnership_id is null))
);
comment on column today.feed.token_hash is 'SHA-256 of what stands in the address; the address itself is kept nowhere';
comment on column today.feed.group_id is 'null: all that the person owes and attends';
create unique index feed_person_id_group_id_key on today.feed (person_id, group_id) nulls not distinct where withdrawn_at is null;
create index feed_group_id_idx on today.feed (group_id);
create index feed_partnership_id_idx on today.feed (partnership_id);

alter table today.visit enable row level security;
create policy own_person on today.visit to goldenthread_app using (person_id = (select platform.acting_person()));
grant select, insert, update on today.visit to goldenthread_app;
alter table today.reminder_setting enable row level security;
create policy own_person on today.reminder_setting to goldenthread_app using (person_id = (select platform.acting_person()));
grant select, insert, update on today.reminder_setting to goldenthread_app;
alter table today.reminder_rule enable row level security;
create policy own_partnership on today.reminder_rule to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in ('partnership', 'organisation'));
create policy whole_partnership on today.reminder_rule as restrictive for update to goldenthread_app
  using ((select platform.acting_reach()) = 'partnership');
create policy whole_partnership_new on today.reminder_rule as restrictive for insert to goldenthread_app
  with check ((select platform.acting_reach()) = 'partnership');
grant select, insert, update on today.reminder_rule to goldenthread_app;
-- Only the job writes these two, as the owner.
alter table today.reminder_sent enable row level security;
create policy own_person on today.reminder_sent to goldenthread_app using (person_id = (select platform.acting_person()));
grant select on today.reminder_sent to goldenthread_app;
alter table today.reminder_day enable row level security;
create policy own_person on today.reminder_day to goldenthread_app using (person_id = (select platform.acting_person()));
grant select on today.reminder_day to goldenthread_app;
alter table today.feed enable row level security;
create policy own_person on today.feed to goldenthread_app using (person_id = (select platform.acting_person()));
grant select (id, person_id, partnership_id, group_id, made_at, withdrawn_at, last_used_on), insert, update (withdrawn_at) on today.feed to goldenthread_app;

-- A calendar programme that fetches a feed has no session: whoever holds the address learns whose feed it is, and nothing without it.
create function today.find_feed(hash text, on_day date) returns table (id uuid, person_id uuid, partnership_id uuid, group_id uuid) volatile security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  update today.feed as f set last_used_on = on_day where f.token_hash = hash and f.withdrawn_at is null and f.last_used_on is distinct from on_day;
  return query select f.id, f.person_id, f.partnership_id, f.group_id from today.feed f where f.token_hash = hash and f.withdrawn_at is null;
end $$;
revoke execute on function today.find_feed from public;
grant execute on function today.find_feed to goldenthread_app;

-- For a subject-access request: what is kept here on somebody of the acting partnership, and of other partnerships only what belongs to none.
create function today.held_on(whom uuid) returns table (what text, at timestamptz, on_day date, detail text) stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if not data_protection.is_ours(whom) then return; end if;
  return query
    select 'visit', v.last_at, null::date, '' from today.visit v where v.person_id = whom
    union all select 'setting', null::timestamptz, null::date, s.choice from today.reminder_setting s where s.person_id = whom
    union all select 'mail', null::timestamptz, d.sent_on, '' from today.reminder_day d where d.person_id = whom
    union all select 'told', null::timestamptz, r.sent_on, r.stage || ' ' || r.key from today.reminder_sent r
      where r.person_id = whom and r.partnership_id = platform.acting_partnership()
    union all select 'feed', f.made_at, f.last_used_on, case when f.withdrawn_at is null then '' else 'withdrawn' end from today.feed f
      where f.person_id = whom and (f.partnership_id is null or f.partnership_id = platform.acting_partnership())
    order by 1, 3 desc, 2 desc limit 500;
end $$;
revoke execute on function today.held_on from public;
grant execute on function today.held_on to goldenthread_app;
