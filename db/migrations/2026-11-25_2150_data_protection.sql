-- Data protection: how long each kind of record is kept and who signed that off, what was destroyed, what must not be, requests and
-- breaches with their clocks, and what a partnership says about it all. Nothing about a named child is held here.
create schema data_protection;
grant usage on schema data_protection to goldenthread_app;

-- A partnership's own schedule. Without a row the shipped default counts, unsigned, and an unsigned schedule destroys nothing.
create table data_protection.schedule (
  partnership_id    uuid not null constraint schedule_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  kind              text not null constraint schedule_kind_check check (kind ~ '^[a-z0-9-]+$'),
  keeps             text not null constraint schedule_keeps_check check (keeps in ('months', 'permanent', 'undecided')),
  months            int constraint schedule_months_check check (months between 1 and 1200),
  starts            text not null,
  basis             text not null,
  source            text not null,
  certainty         text not null constraint schedule_certainty_check check (certainty in ('seen', 'known', 'inferred', 'unknown')),
  signed_off_by     text,
  signed_off_office text,
  signed_off_on     date,
  changed_at        timestamptz not null,
  version           int not null default 1,
  constraint schedule_pkey primary key (partnership_id, kind),
  constraint schedule_keeps_months_check check ((keeps = 'months') = (months is not null)),
  constraint schedule_signed_off_check check ((signed_off_by is null) = (signed_off_on is null) and (signed_off_by is null) = (signed_off_office is null)),
  constraint schedule_undecided_check check (keeps <> 'undecided' or signed_off_on is null)
);
comment on table data_protection.schedule is 'the whole wording is kept, so that a later release''s default does not change what was signed';
comment on column data_protection.schedule.signed_off_by is 'the data protection officer, who need not be a user here';

-- A legal hold: wins over every schedule until somebody releases it. Its review date passing releases nothing.
create table data_protection.hold (
  id              uuid not null default uuidv7() constraint hold_pkey primary key,
  partnership_id  uuid not null constraint hold_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  kind            text,
  organisation_id uuid constraint hold_organisation_id_fkey references identity.organisation (id) on delete restrict,
  item_id         text,
  reason          text not null,
  review_on       date not null,
  placed_by       uuid constraint hold_placed_by_fkey references identity.person (id) on delete restrict,
  placed_at       timestamptz not null,
  released_by     uuid constraint hold_released_by_fkey references identity.person (id) on delete restrict,
  released_at     timestamptz,
  release_reason  text,
  constraint hold_scope_check check (kind is not null or organisation_id is not null),
  constraint hold_item_id_check check (item_id is null or kind is not null),
  constraint hold_released_check check ((released_at is null) = (release_reason is null))
);
comment on column data_protection.hold.item_id is 'one record of the kind; null: every one, of the organisation where one is named';

-- What would go, as it stood when somebody looked. A dry run changes no record.
create table data_protection.dry_run (
  id             uuid not null default uuidv7() constraint dry_run_pkey primary key,
  partnership_id uuid not null constraint dry_run_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  made_by        uuid constraint dry_run_made_by_fkey references identity.person (id) on delete restrict,
  made_at        timestamptz not null
);
create index dry_run_partnership_id_made_at_idx on data_protection.dry_run (partnership_id, made_at desc);
create table data_protection.dry_run_line (
  dry_run_id uuid not null constraint dry_run_line_dry_run_id_fkey references data_protection.dry_run (id) on delete cascade,
  kind       text not null,
  title      text not null,
  schedule   text not null,
  is_signed  boolean not null,
  due_ids    text[] not null,
  held_ids   text[] not null,
  held_why   text[] not null default '{}',
  oldest_on  date,
  newest_on  date,
  constraint dry_run_line_pkey primary key (dry_run_id, kind)
);

create table data_protection.certificate (
  id                uuid not null default uuidv7() constraint certificate_pkey primary key,
  partnership_id    uuid not null constraint certificate_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  reference         text not null,
  dry_run_id        uuid not null constraint certificate_dry_run_id_key unique
    constraint certificate_dry_run_id_fkey references data_protection.dry_run (id) on delete restrict,
  authorised_by     uuid constraint certificate_authorised_by_fkey references identity.person (id) on delete restrict,
  authorised_name   text not null,
  authorised_office text not null,
  dry_run_at        timestamptz not null,
  destroyed_at      timestamptz not null,
  constraint certificate_partnership_id_reference_key unique (partnership_id, reference)
);
comment on column data_protection.certificate.authorised_name is 'as it was: a certificate still says who authorised it when that person''s account has gone';
create table data_protection.certificate_line (
  certificate_id uuid not null constraint certificate_line_certificate_id_fkey references data_protection.certificate (id) on delete restrict,
  kind           text not null,
  title          text not null,
  schedule       text not null,
  count          int not null constraint certificate_line_count_check check (count > 0),
  ids_sha256     text not null constraint certificate_line_ids_sha256_check check (ids_sha256 ~ '^[0-9a-f]{64}$'),
  oldest_on      date not null,
  newest_on      date not null,
  constraint certificate_line_pkey primary key (certificate_id, kind)
);
comment on column data_protection.certificate_line.ids_sha256 is 'SHA-256 of the ids that went, sorted, one a line: shows later whether a record was among them, and names none';
create function data_protection.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'certificates of destruction are never changed or removed';
end $$;
create trigger certificate_append_only before update or delete on data_protection.certificate
  for each row execute function data_protection.refuse_change();
create trigger certificate_line_append_only before update or delete on data_protection.certificate_line
  for each row execute function data_protection.refuse_change();

-- Requests, breaches and disclosures. Who asked is a reference or a role, never a child's name.
create table data_protection.entry (
  id               uuid not null default uuidv7() constraint entry_pkey primary key,
  partnership_id   uuid not null constraint entry_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  register         text not null constraint entry_register_check check (register in ('subject-access', 'freedom-of-information', 'breach', 'disclosure')),
  reference        text not null,
  received_at      timestamptz not null,
  who              text not null,
  what             text not null,
  gateway          text,
  state            text not null default 'open' constraint entry_state_check check (state in ('open', 'closed')),
  extended_on      date,
  extension_reason text,
  decision         text,
  decision_reason  text,
  decided_by       text,
  decided_at       timestamptz,
  people_told      text constraint entry_people_told_check check (people_told in ('told', 'to-be-told', 'not-needed')),
  people_reason    text,
  recorded_by      uuid constraint entry_recorded_by_fkey references identity.person (id) on delete restrict,
  closed_by        uuid constraint entry_closed_by_fkey references identity.person (id) on delete restrict,
  version          int not null default 1,
  constraint entry_partnership_id_reference_key unique (partnership_id, reference),
  constraint entry_extension_reason_check check ((extended_on is null) = (extension_reason is null)),
  constraint entry_decision_check check ((state = 'closed') = (decision is not null)),
  constraint entry_decided_check check (decision is null or (decision_reason is not null and decided_by is not null and decided_at is not null))
);
comment on column data_protection.entry.received_at is 'of a breach: when the controller became aware of it';
create index entry_partnership_id_register_idx on data_protection.entry (partnership_id, register);
create table data_protection.pause (
  id       uuid not null default uuidv7() constraint pause_pkey primary key,
  entry_id uuid not null constraint pause_entry_id_fkey references data_protection.entry (id) on delete cascade,
  why      text not null constraint pause_why_check check (why in ('identity', 'clarification', 'fee')),
  from_on  date not null,
  to_on    date,
  constraint pause_to_on_check check (to_on >= from_on)
);
create unique index pause_entry_id_key on data_protection.pause (entry_id) where to_on is null;
comment on index data_protection.pause_entry_id_key is 'a clock is stopped once at a time';

-- What a partnership says differently from the shipped record of processing; null: as shipped.
create table data_protection.processing (
  partnership_id uuid not null constraint processing_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  kind           text not null constraint processing_kind_check check (kind ~ '^[a-z0-9-]+$'),
  controllers    text,
  processors     text,
  recipients     text,
  note           text,
  reviewed_on    date not null,
  version        int not null default 1,
  constraint processing_pkey primary key (partnership_id, kind)
);
create table data_protection.notice (
  partnership_id        uuid not null constraint notice_pkey primary key
    constraint notice_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  controller            text,
  contact               text,
  officer               text,
  accessibility_contact text,
  accessibility_known   text,
  reviewed_on           date not null,
  version               int not null default 1
);
comment on table data_protection.notice is 'a partnership''s own words in its privacy notice and accessibility statement; null: the shipped ones';

do $$
declare
  named text;
begin
  -- Who asked, and what was held back from whom, is for those who see the whole partnership.
  foreach named in array array['hold', 'dry_run', 'certificate', 'entry'] loop
    execute format('alter table data_protection.%I enable row level security', named);
    execute format('create policy own_partnership on data_protection.%I to goldenthread_app using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) = ''partnership'')', named);
  end loop;
  -- What the law makes a partnership publish, anybody reads; it alone writes it.
  foreach named in array array['schedule', 'processing', 'notice'] loop
    execute format('alter table data_protection.%I enable row level security', named);
    execute format('create policy published on data_protection.%I for select to goldenthread_app using (true)', named);
    execute format('create policy own_partnership on data_protection.%I to goldenthread_app using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) = ''partnership'')', named);
    execute format('grant select, insert, update on data_protection.%I to goldenthread_app', named);
  end loop;
end $$;
alter table data_protection.dry_run_line enable row level security;
create policy with_its_owner on data_protection.dry_run_line to goldenthread_app using (dry_run_id in (select id from data_protection.dry_run));
alter table data_protection.certificate_line enable row level security;
create policy with_its_owner on data_protection.certificate_line to goldenthread_app using (certificate_id in (select id from data_protection.certificate));
alter table data_protection.pause enable row level security;
create policy with_its_owner on data_protection.pause to goldenthread_app using (entry_id in (select id from data_protection.entry));
grant select, insert, update on data_protection.hold, data_protection.entry, data_protection.pause to goldenthread_app;
grant select, insert on data_protection.dry_run, data_protection.dry_run_line, data_protection.certificate, data_protection.certificate_line to goldenthread_app;

-- Disposal. A session that nobody can use any more may be seen and removed by those who see the whole partnership.
create policy see_ended on identity.session for select to goldenthread_app
  using ((select platform.acting_reach()) = 'partnership' and last_seen_at < platform.present() - interval '1 day' and access_id in (select id from identity.access));
create policy remove_ended on identity.session for delete to goldenthread_app
  using ((select platform.acting_reach()) = 'partnership' and last_seen_at < platform.present() - interval '1 day' and access_id in (select id from identity.access));

alter table returns.upload
  add column destroyed_on date,
  add constraint upload_destroyed_on_check check (destroyed_on is null or length(content) = 0);
comment on column returns.upload.destroyed_on is 'when the file itself went under a retention schedule; its name, size and hash stay, so that the figures still show what they came from';
grant update (content, destroyed_on) on returns.upload to goldenthread_app;

alter table identity.person add column pseudonymised_on date;
comment on column identity.person.pseudonymised_on is 'when name and e-mail went under a retention schedule; the id stays, so that the trail still holds together';

-- Whether the person holds or held an office in the acting partnership, for a function that runs with the owner's rights.
create function data_protection.is_ours(uuid) returns boolean stable language sql set search_path = '' as $$
  select platform.acting_reach() = 'partnership' and exists (
    select from identity.holding h join identity.access a on a.office_id = h.office_id and (h.partnership_id is null or h.partnership_id = a.partnership_id)
    where h.person_id = $1 and a.partnership_id = platform.acting_partnership())
$$;
-- The last day of a person's last office, in whichever partnership: null while one has no end, so that nobody is forgotten who still
-- works elsewhere. It tells a date and nothing else.
create function data_protection.left_on(uuid) returns date stable language sql security definer set search_path = '' as $$
  select case when data_protection.is_ours($1) and bool_and(h.ends_on is not null) then max(h.ends_on) end
  from identity.holding h where h.person_id = $1
$$;
-- What is past its time under a schedule of the acting partnership that is signed off: before this day. The second lock on destroying,
-- whatever the application's code forgets; null where nothing may go.
create function data_protection.may_go_before(asked text) returns date stable language sql set search_path = '' as $$
  select (platform.today_in_london() - make_interval(months => s.months))::date from data_protection.schedule s
  where s.partnership_id = platform.acting_partnership() and s.kind = asked and s.signed_off_on is not null and s.keeps = 'months'
$$;
-- Takes away the name, the address and every way in of somebody whose last office ended before a day. Answers whether it did.
create function data_protection.forget_person(whom uuid, before date, today date) returns boolean language plpgsql security definer set search_path = '' as $$
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
  return true;
end $$;
-- Mails carry no partnership: one belongs to those partnerships in which its addressee holds or held an office.
create function data_protection.mails_to(whom uuid) returns table (id uuid, subject text, state text, queued_at timestamptz, sent_at timestamptz)
  stable language sql security definer set search_path = '' as $$
  select m.id, m.subject, m.state, m.queued_at, m.sent_at from platform.mail m join identity.person p on lower(p.email) = lower(m.to_address)
  where p.id = whom and data_protection.is_ours(whom)
$$;
create function data_protection.mails_due(before timestamptz, most int) returns table (id uuid, queued_at timestamptz)
  stable language sql security definer set search_path = '' as $$
  select m.id, m.queued_at from platform.mail m join identity.person p on lower(p.email) = lower(m.to_address)
  where m.state <> 'queued' and m.queued_at < before and data_protection.is_ours(p.id) order by m.queued_at limit most
$$;
create function data_protection.destroy_mails(ids uuid[]) returns setof uuid language sql security definer set search_path = '' as $$
  delete from platform.mail m using identity.person p
  where m.id = any (ids) and m.state <> 'queued' and lower(p.email) = lower(m.to_address) and data_protection.is_ours(p.id)
    and m.queued_at < data_protection.may_go_before('mails')::timestamp at time zone 'Europe/London'
  returning m.id
$$;
-- How often a person stands in reviews that whoever answers a subject-access request may not see: the number, and nothing of the case.
create function data_protection.case_traces(whom uuid) returns bigint stable language sql security definer set search_path = '' as $$
  select case when data_protection.is_ours(whom) then
    (select count(*) from reviews.case_access a where a.partnership_id = platform.acting_partnership() and whom in (a.person_id, a.granted_by, a.ended_by, a.looked_by))
    + (select count(*) from reviews.case_recusal r join reviews."case" c on c.id = r.case_id where c.partnership_id = platform.acting_partnership() and whom in (r.person_id, r.recorded_by))
    + (select count(*) from reviews.case_history h join reviews."case" c on c.id = h.case_id where c.partnership_id = platform.acting_partnership() and h.person_id = whom)
  end
$$;
revoke all on function data_protection.case_traces(uuid), data_protection.is_ours(uuid), data_protection.may_go_before(text), data_protection.left_on(uuid), data_protection.forget_person(uuid, date, date),
  data_protection.mails_to(uuid), data_protection.mails_due(timestamptz, int), data_protection.destroy_mails(uuid[]) from public;
grant execute on function data_protection.case_traces(uuid), data_protection.left_on(uuid), data_protection.forget_person(uuid, date, date), data_protection.mails_to(uuid),
  data_protection.mails_due(timestamptz, int), data_protection.destroy_mails(uuid[]) to goldenthread_app;
