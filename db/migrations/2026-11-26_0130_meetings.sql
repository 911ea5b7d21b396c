-- Meetings of groups: planned from each group's frequency, called, held; what is to be dealt with (matters), agendas, papers,
-- attendance by seat, and the invitations that were sent. What hangs on a jointly owned group is one row, seen by each owner.

-- Files that people send (papers, evidence, policies). Nothing here is read before it was looked at for viruses.
create table platform.file (
  id              uuid not null default uuidv7() constraint file_pkey primary key,
  partnership_id  uuid not null constraint file_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  organisation_id uuid constraint file_organisation_id_fkey references identity.organisation (id) on delete restrict,
  name            text not null constraint file_name_check check (length(name) between 1 and 130 and name !~ '[[:cntrl:]/\\]'),
  media_type      text not null constraint file_media_type_check check (media_type in ('pdf', 'docx', 'xlsx', 'csv', 'png', 'jpg')),
  byte_count      int not null constraint file_byte_count_check check (byte_count > 0),
  sha256          text not null constraint file_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  content         bytea not null,
  is_restricted   boolean not null default false,
  scan_state      text not null default 'not-scanned' constraint file_scan_state_check check (scan_state in ('clean', 'held', 'infected', 'not-scanned')),
  scanned_at      timestamptz,
  kept_at         timestamptz not null default platform.present(),
  kept_by         uuid constraint file_kept_by_fkey references identity.person (id) on delete restrict,
  constraint file_scanned_at_check check ((scan_state in ('clean', 'infected')) = (scanned_at is not null)),
  constraint file_content_check check (case when scan_state = 'infected' then length(content) = 0 else length(content) = byte_count end)
);
comment on column platform.file.organisation_id is 'the one agency that it belongs to: other agencies do not know of it';
comment on column platform.file.is_restricted is 'seen by those who see the whole partnership, and with the row that it hangs on, where that row''s own policy shows it';
create index file_held_idx on platform.file (kept_at) where scan_state = 'held';
create index file_partnership_id_idx on platform.file (partnership_id);
alter table platform.file enable row level security;
create policy read_own_partnership on platform.file for select to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id)
    and (not is_restricted or (select platform.acting_reach()) = 'partnership'));
create policy add_to_own_partnership on platform.file for insert to goldenthread_app
  with check (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id) and scan_state <> 'infected');
grant select, insert on platform.file to goldenthread_app;

create schema meetings;
grant usage on schema meetings to goldenthread_app;

-- Whether what a group has is seen from the acting partnership: its own groups, and those it owns with others.
create function meetings.owns_group(wanted uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return platform.acting_reach() in ('partnership', 'organisation') and exists (
    select from partnerships.group_partnership where group_id = wanted and partnership_id = platform.acting_partnership());
end $$;

-- How a group likes to meet, and its rule of quorum, as data: null is 'not stated'.
create table meetings.group_setting (
  group_id          uuid not null constraint group_setting_pkey primary key
    constraint group_setting_group_id_fkey references partnerships."group" (id) on delete cascade,
  weekday           smallint constraint group_setting_weekday_check check (weekday between 1 and 5),
  starts_at         text not null default '10:00' constraint group_setting_starts_at_check check (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  minutes_long      int not null default 120 constraint group_setting_minutes_long_check check (minutes_long between 15 and 720),
  place             text not null default '',
  papers_days_before int not null default 7 constraint group_setting_papers_days_before_check check (papers_days_before between 0 and 60),
  quorum_members    int constraint group_setting_quorum_members_check check (quorum_members between 1 and 200),
  quorum_percent    int constraint group_setting_quorum_percent_check check (quorum_percent between 1 and 100),
  quorum_each_partner boolean not null default false,
  quorum_words      text,
  quorum_source     text,
  version           int not null default 1,
  changed_at        timestamptz not null default platform.present(),
  changed_by        uuid constraint group_setting_changed_by_fkey references identity.person (id) on delete restrict
);
comment on column meetings.group_setting.starts_at is 'on London''s clocks';
comment on column meetings.group_setting.weekday is '1 Monday to 5 Friday; null: no usual day';
comment on column meetings.group_setting.quorum_each_partner is 'each of the three safeguarding partners must be there';
alter table meetings.group_setting enable row level security;
create policy of_own_group on meetings.group_setting to goldenthread_app using (meetings.owns_group(group_id));
grant select, insert, update on meetings.group_setting to goldenthread_app;

-- School holidays of a partnership's area: typed in from the councils' published term dates, each with how sure it is.
create table meetings.school_holiday (
  id             uuid not null default uuidv7() constraint school_holiday_pkey primary key,
  partnership_id uuid not null constraint school_holiday_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  name           text not null constraint school_holiday_name_check check (length(name) between 1 and 100),
  starts_on      date not null,
  ends_on        date not null,
  certainty      text not null constraint school_holiday_certainty_check check (certainty in ('confirmed', 'to be confirmed')),
  source         text not null default '',
  version        int not null default 1,
  changed_at     timestamptz not null default platform.present(),
  changed_by     uuid constraint school_holiday_changed_by_fkey references identity.person (id) on delete restrict,
  constraint school_holiday_ends_on_check check (ends_on >= starts_on and ends_on < starts_on + 100),
  constraint school_holiday_partnership_id_starts_on_key unique (partnership_id, starts_on)
);
alter table meetings.school_holiday enable row level security;
create policy own_partnership on meetings.school_holiday to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in ('partnership', 'organisation'));
grant select, insert, update, delete on meetings.school_holiday to goldenthread_app;

create table meetings.meeting (
  id              uuid not null default uuidv7() constraint meeting_pkey primary key,
  record_id       uuid not null constraint meeting_record_id_key unique
    constraint meeting_record_id_fkey references thread.record (id) on delete restrict,
  reference       text not null constraint meeting_reference_key unique,
  partnership_id  uuid not null constraint meeting_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  group_id        uuid not null constraint meeting_group_id_fkey references partnerships."group" (id) on delete restrict,
  kind            text not null constraint meeting_kind_check check (kind in
    ('ordinary', 'extraordinary', 'themed', 'away-day', 'out-of-cycle', 'forum', 'between-meetings')),
  title           text not null constraint meeting_title_check check (length(title) between 1 and 200),
  theme           text not null default '',
  starts_at       timestamptz not null,
  ends_at         timestamptz not null,
  place           text not null default '',
  state           text not null default 'planned' constraint meeting_state_check check (state in ('planned', 'called', 'held', 'cancelled')),
  minutes_state   text not null default 'none' constraint meeting_minutes_state_check check (minutes_state in ('none', 'draft', 'agreed', 'published')),
  papers_due_on   date,
  sequence        int not null default 0,
  cancel_reason   text,
  cancelled_at    timestamptz,
  called_at       timestamptz,
  is_invented     boolean not null default false,
  version         int not null default 1,
  planned_at      timestamptz not null default platform.present(),
  constraint meeting_ends_at_check check (ends_at > starts_at and ends_at <= starts_at + interval '3 days'),
  constraint meeting_cancel_reason_check check ((state = 'cancelled') = (cancel_reason is not null and cancelled_at is not null)),
  constraint meeting_called_at_check check (state <> 'called' or called_at is not null),
  constraint meeting_group_id_starts_at_key unique (group_id, starts_at, kind),
  constraint meeting_id_group_id_key unique (id, group_id)
);
comment on column meetings.meeting.kind is 'between-meetings: decisions taken between meetings, recorded here and minuted at the next one';
comment on column meetings.meeting.partnership_id is 'the convening partnership; the other owners of a joint group see the same row';
comment on column meetings.meeting.sequence is 'raised with each change that members are told of: SEQUENCE of iCalendar (RFC 5545, 3.8.7.4)';
create index meeting_partnership_id_starts_at_idx on meetings.meeting (partnership_id, starts_at);
alter table meetings.meeting enable row level security;
create policy of_own_group on meetings.meeting to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation') and (partnership_id = (select platform.acting_partnership())
    or group_id in (select group_id from partnerships.group_partnership where partnership_id = (select platform.acting_partnership()))));
grant select, insert, update on meetings.meeting to goldenthread_app;

-- Whether the acting person's office sits in a group: what is marked OFFICIAL-SENSITIVE is theirs to read.
create function meetings.sits_in(wanted uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (
    select from partnerships.seat s
    join partnerships.seat_filling f on f.seat_id = s.id
    join identity.tenure t on t.office_id = f.office_id
    where s.group_id = wanted and t.person_id = platform.acting_person()
      and f.starts_on <= platform.today_in_london() and (f.ends_on is null or f.ends_on >= platform.today_in_london())
      and t.starts_on <= platform.today_in_london() and (t.ends_on is null or t.ends_on >= platform.today_in_london()));
end $$;
-- Of a meeting, without asking its policy again for each row.
create function meetings.sees_sensitive(meeting uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return platform.acting_reach() = 'partnership'
    or exists (select from meetings.meeting m where m.id = meeting and meetings.sits_in(m.group_id));
end $$;

-- Rules by which matters come back: the yearly report, Section 11, the risk register.
create table meetings.recurring_matter (
  id              uuid not null default uuidv7() constraint recurring_matter_pkey primary key,
  partnership_id  uuid not null constraint recurring_matter_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  group_id        uuid not null constraint recurring_matter_group_id_fkey references partnerships."group" (id) on delete cascade,
  title           text not null constraint recurring_matter_title_check check (length(title) between 1 and 200),
  purpose         text not null constraint recurring_matter_purpose_check check (purpose in ('decide', 'assure', 'challenge', 'note')),
  marking         text not null default 'OFFICIAL' constraint recurring_matter_marking_check check (marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
  months          smallint[] not null constraint recurring_matter_months_check check (cardinality(months) <= 12 and months <@ array[1,2,3,4,5,6,7,8,9,10,11,12]::smallint[]),
  presenter_office_id uuid constraint recurring_matter_presenter_office_id_fkey references identity.office (id) on delete restrict,
  minutes_allowed int constraint recurring_matter_minutes_allowed_check check (minutes_allowed between 1 and 480),
  needs_paper     boolean not null default false,
  source          text not null default '',
  ended_on        date,
  is_invented     boolean not null default false,
  version         int not null default 1,
  changed_at      timestamptz not null default platform.present()
);
comment on column meetings.recurring_matter.months is '1 January to 12 December; empty: at every meeting';
create index recurring_matter_group_id_idx on meetings.recurring_matter (group_id);
alter table meetings.recurring_matter enable row level security;
create policy of_own_group on meetings.recurring_matter to goldenthread_app
  using ((partnership_id = (select platform.acting_partnership()) or meetings.owns_group(group_id)) and (select platform.acting_reach()) in ('partnership', 'organisation')
    and (marking <> 'OFFICIAL-SENSITIVE' or (select platform.acting_reach()) = 'partnership' or meetings.sits_in(group_id)));
grant select, insert, update on meetings.recurring_matter to goldenthread_app;

-- Which groups have had a matter: it keeps one history when it is escalated or sent back, and each of them goes on seeing it.
create table meetings.matter_group (
  matter_id uuid not null,
  group_id  uuid not null constraint matter_group_group_id_fkey references partnerships."group" (id) on delete restrict,
  since     timestamptz not null default platform.present(),
  constraint matter_group_pkey primary key (matter_id, group_id)
);
create index matter_group_group_id_idx on meetings.matter_group (group_id);
alter table meetings.matter_group enable row level security;
create policy of_own_group on meetings.matter_group to goldenthread_app using (meetings.owns_group(group_id));
grant select, insert on meetings.matter_group to goldenthread_app;

-- A piece of business that lives across meetings and groups.
create table meetings.matter (
  id              uuid not null default uuidv7() constraint matter_pkey primary key,
  record_id       uuid not null constraint matter_record_id_key unique
    constraint matter_record_id_fkey references thread.record (id) on delete restrict,
  reference       text not null constraint matter_reference_key unique,
  partnership_id  uuid not null constraint matter_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  group_id        uuid not null constraint matter_group_id_fkey references partnerships."group" (id) on delete restrict,
  title           text not null constraint matter_title_check check (length(title) between 1 and 200),
  summary         text not null default '',
  purpose         text not null constraint matter_purpose_check check (purpose in ('decide', 'assure', 'challenge', 'note')),
  marking         text not null default 'OFFICIAL' constraint matter_marking_check check (marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
  presenter_office_id uuid constraint matter_presenter_office_id_fkey references identity.office (id) on delete restrict,
  minutes_allowed int constraint matter_minutes_allowed_check check (minutes_allowed between 1 and 480),
  due_on          date,
  state           text not null default 'open' constraint matter_state_check check (state in ('open', 'closed')),
  closed_reason   text,
  recurring_id    uuid constraint matter_recurring_id_fkey references meetings.recurring_matter (id) on delete set null,
  source_key      text,
  source_words    text not null default '',
  source_href     text,
  is_invented     boolean not null default false,
  version         int not null default 1,
  raised_at       timestamptz not null default platform.present(),
  constraint matter_closed_reason_check check ((state = 'closed') = (closed_reason is not null)),
  constraint matter_group_id_source_key_key unique (group_id, source_key)
);
comment on column meetings.matter.group_id is 'the group that has it now; matter_group lists all that have had it';
comment on column meetings.matter.source_key is 'the suggestion that it was made from, so that it is not made twice';
create index matter_group_id_idx on meetings.matter (group_id, state);
alter table meetings.matter_group add constraint matter_group_matter_id_fkey foreign key (matter_id) references meetings.matter (id)
  on delete cascade deferrable initially deferred;
alter table meetings.matter enable row level security;
create policy of_own_group on meetings.matter to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation')
    and (partnership_id = (select platform.acting_partnership()) or id in (select matter_id from meetings.matter_group))
    and (marking <> 'OFFICIAL-SENSITIVE' or (select platform.acting_reach()) = 'partnership'
      or exists (select from meetings.matter_group had where had.matter_id = matter.id and meetings.sits_in(had.group_id))));
grant select, insert, update on meetings.matter to goldenthread_app;

-- Escalated to another group, or sent back, with the reason: the rows are its history.
create table meetings.referral (
  id            uuid not null default uuidv7() constraint referral_pkey primary key,
  matter_id     uuid not null constraint referral_matter_id_fkey references meetings.matter (id) on delete cascade,
  from_group_id uuid not null constraint referral_from_group_id_fkey references partnerships."group" (id) on delete restrict,
  to_group_id   uuid not null constraint referral_to_group_id_fkey references partnerships."group" (id) on delete restrict,
  way           text not null constraint referral_way_check check (way in ('escalated', 'delegated', 'sent-back')),
  reason        text not null constraint referral_reason_check check (length(reason) between 1 and 4000),
  referred_at   timestamptz not null default platform.present(),
  referred_by   uuid constraint referral_referred_by_fkey references identity.person (id) on delete restrict,
  constraint referral_to_group_id_check check (to_group_id <> from_group_id)
);
create index referral_matter_id_idx on meetings.referral (matter_id);
alter table meetings.referral enable row level security;
create policy with_its_matter on meetings.referral to goldenthread_app using (matter_id in (select id from meetings.matter));
grant select, insert on meetings.referral to goldenthread_app;

create table meetings.agenda_item (
  id              uuid not null default uuidv7() constraint agenda_item_pkey primary key,
  meeting_id      uuid not null constraint agenda_item_meeting_id_fkey references meetings.meeting (id) on delete cascade,
  matter_id       uuid constraint agenda_item_matter_id_fkey references meetings.matter (id) on delete restrict,
  position        int not null,
  title           text not null constraint agenda_item_title_check check (length(title) between 1 and 200),
  purpose         text not null constraint agenda_item_purpose_check check (purpose in ('decide', 'assure', 'challenge', 'note')),
  marking         text not null default 'OFFICIAL' constraint agenda_item_marking_check check (marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
  presenter_office_id uuid constraint agenda_item_presenter_office_id_fkey references identity.office (id) on delete restrict,
  minutes_allowed int constraint agenda_item_minutes_allowed_check check (minutes_allowed between 1 and 480),
  note            text not null default '',
  outcome         text not null default 'open' constraint agenda_item_outcome_check check (outcome in ('open', 'dealt-with', 'carried-over')),
  version         int not null default 1,
  added_at        timestamptz not null default platform.present(),
  constraint agenda_item_meeting_id_matter_id_key unique (meeting_id, matter_id),
  constraint agenda_item_meeting_id_position_key unique (meeting_id, position) deferrable initially deferred,
  constraint agenda_item_id_meeting_id_key unique (id, meeting_id)
);
comment on column meetings.agenda_item.matter_id is 'null: business of every meeting, such as apologies or the last minutes';
create index agenda_item_matter_id_idx on meetings.agenda_item (matter_id);
alter table meetings.agenda_item enable row level security;
create policy with_its_meeting on meetings.agenda_item to goldenthread_app
  using (meeting_id in (select id from meetings.meeting) and (marking <> 'OFFICIAL-SENSITIVE' or meetings.sees_sensitive(meeting_id)));
grant select, insert, update, delete on meetings.agenda_item to goldenthread_app;

-- The next place on an agenda, before the business that comes last (from 900 on), counting items that the acting office may not see.
create function meetings.next_position(meeting uuid) returns int stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return (select coalesce(max(position), 0) + 1 from meetings.agenda_item where meeting_id = meeting and position < 900);
end $$;

-- A paper of an item: asked of an office, then written here or sent as a file. One that came late, or after the first, says so.
create table meetings.paper (
  id              uuid not null default uuidv7() constraint paper_pkey primary key,
  record_id       uuid not null constraint paper_record_id_key unique
    constraint paper_record_id_fkey references thread.record (id) on delete restrict,
  reference       text not null constraint paper_reference_key unique,
  meeting_id      uuid not null constraint paper_meeting_id_fkey references meetings.meeting (id) on delete restrict,
  agenda_item_id  uuid not null,
  title           text not null constraint paper_title_check check (length(title) between 1 and 200),
  marking         text not null default 'OFFICIAL' constraint paper_marking_check check (marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
  owner_office_id uuid constraint paper_owner_office_id_fkey references identity.office (id) on delete restrict,
  due_on          date,
  body            text,
  file_id         uuid constraint paper_file_id_fkey references platform.file (id) on delete restrict,
  received_at     timestamptz,
  received_by     uuid constraint paper_received_by_fkey references identity.person (id) on delete restrict,
  is_late         boolean not null default false,
  is_supplement   boolean not null default false,
  withdrawn_at    timestamptz,
  version         int not null default 1,
  asked_at        timestamptz not null default platform.present(),
  constraint paper_agenda_item_id_fkey foreign key (agenda_item_id, meeting_id) references meetings.agenda_item (id, meeting_id) on delete restrict,
  constraint paper_body_check check (body is null or file_id is null),
  constraint paper_received_at_check check ((received_at is not null) = (body is not null or file_id is not null))
);
comment on column meetings.paper.owner_office_id is 'the office that it was asked of, or that sent it';
create index paper_agenda_item_id_idx on meetings.paper (agenda_item_id);
create index paper_meeting_id_idx on meetings.paper (meeting_id);
create index paper_file_id_idx on meetings.paper (file_id);
create index paper_owed_idx on meetings.paper (owner_office_id) where received_at is null and withdrawn_at is null;
alter table meetings.paper enable row level security;
create policy with_its_item on meetings.paper to goldenthread_app
  using (agenda_item_id in (select id from meetings.agenda_item) and (marking <> 'OFFICIAL-SENSITIVE' or meetings.sees_sensitive(meeting_id)));
grant select, insert, update on meetings.paper to goldenthread_app;
create policy with_its_paper on platform.file for select to goldenthread_app
  using (exists (select from meetings.paper where paper.file_id = file.id));

-- Who was there, by seat: the agency and position as they were on the day, so that a later change of the group rewrites nothing.
create table meetings.attendance (
  id              uuid not null default uuidv7() constraint attendance_pkey primary key,
  meeting_id      uuid not null constraint attendance_meeting_id_fkey references meetings.meeting (id) on delete cascade,
  seat_id         uuid constraint attendance_seat_id_fkey references partnerships.seat (id) on delete set null,
  organisation_id uuid constraint attendance_organisation_id_fkey references identity.organisation (id) on delete restrict,
  organisation_name text not null,
  office_id       uuid constraint attendance_office_id_fkey references identity.office (id) on delete restrict,
  position_title  text not null,
  position        int not null default 0,
  may_vote        boolean not null default false,
  state           text not null default 'not-recorded' constraint attendance_state_check check (state in
    ('not-recorded', 'attended', 'remote', 'deputy', 'apologies', 'absent')),
  deputy          text not null default '',
  apologies_at    timestamptz,
  recorded_at     timestamptz,
  recorded_by     uuid constraint attendance_recorded_by_fkey references identity.person (id) on delete restrict,
  version         int not null default 1,
  constraint attendance_meeting_id_seat_id_key unique (meeting_id, seat_id),
  constraint attendance_deputy_check check (state <> 'deputy' or deputy <> '')
);
comment on column meetings.attendance.state is 'not-recorded is unknown: never counted as absent';
comment on column meetings.attendance.deputy is 'who came for the seat, or will: an office, or a person in office';
create index attendance_office_id_idx on meetings.attendance (office_id);
alter table meetings.attendance enable row level security;
create policy with_its_meeting on meetings.attendance to goldenthread_app using (meeting_id in (select id from meetings.meeting));
grant select, insert, update on meetings.attendance to goldenthread_app;

-- Invitations that were sent: one for each state of a meeting and address.
create table meetings.invitation (
  id          uuid not null default uuidv7() constraint invitation_pkey primary key,
  meeting_id  uuid not null constraint invitation_meeting_id_fkey references meetings.meeting (id) on delete cascade,
  email       text not null,
  office_id   uuid constraint invitation_office_id_fkey references identity.office (id) on delete restrict,
  method      text not null constraint invitation_method_check check (method in ('REQUEST', 'CANCEL')),
  sequence    int not null,
  queued_at   timestamptz not null default platform.present(),
  constraint invitation_meeting_id_email_sequence_method_key unique (meeting_id, email, sequence, method)
);
alter table meetings.invitation enable row level security;
create policy with_its_meeting on meetings.invitation to goldenthread_app using (meeting_id in (select id from meetings.meeting));
grant select, insert on meetings.invitation to goldenthread_app;

-- A record that several partnerships own together is changed by each of them: Medway's chair moves a meeting that Kent convened.
create policy changed_where_shared on thread.record for update to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation') and organisation_id is null and thread.is_shared_here(id));

-- What is marked is not known by its title either: the thread shows the record of a marked matter or paper to those who see the row.
-- Answered by the owner, so that a record just registered, whose matter follows, is not yet hidden from who registers it.
create function meetings.hides_record(record uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return platform.acting_reach() <> 'partnership' and (
    exists (select from meetings.matter m where m.record_id = record
      and not exists (select from meetings.matter_group had where had.matter_id = m.id and meetings.sits_in(had.group_id)))
    or exists (select from meetings.paper p where p.record_id = record and not meetings.sees_sensitive(p.meeting_id)));
end $$;
create policy marked_business on thread.record as restrictive to goldenthread_app
  using (marking <> 'OFFICIAL-SENSITIVE' or kind not in ('matter', 'paper') or not meetings.hides_record(id)) with check (true);

-- As it stood, `record` could mean the argument or the row: no application could register a record that several own.
create or replace function thread.is_own(record uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (select from thread.record r where r.id = is_own.record and r.partnership_id = platform.acting_partnership());
end $$;
