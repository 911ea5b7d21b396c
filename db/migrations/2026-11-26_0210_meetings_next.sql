-- What comes to a group's next meeting by itself, suggestions for agendas that were declined, and one answer to who sits in a group:
-- the office in which somebody acts, whether as its holder or as deputy for an absence.

alter table meetings.matter add column comes_next boolean not null default false;
comment on column meetings.matter.comes_next is 'stands on the agenda of the group''s next meeting by itself; taken off by a person it does so no more';
create index matter_comes_next_idx on meetings.matter (group_id) where comes_next and state = 'open';

alter table minutes.decision add column report_matter_id uuid
  constraint decision_report_matter_id_fkey references meetings.matter (id) on delete restrict;
comment on column minutes.decision.report_matter_id is 'the matter by which a decision taken between meetings comes to the next one; null: taken at a meeting, or recorded before this was kept';
create index decision_report_matter_id_idx on minutes.decision (report_matter_id);

create table meetings.declined_suggestion (
  id             uuid not null default uuidv7() constraint declined_suggestion_pkey primary key,
  partnership_id uuid not null constraint declined_suggestion_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  group_id       uuid not null constraint declined_suggestion_group_id_fkey references partnerships."group" (id) on delete cascade,
  key            text not null constraint declined_suggestion_key_check check (length(key) between 1 and 300),
  title          text not null constraint declined_suggestion_title_check check (length(title) between 1 and 300),
  marking        text not null default 'OFFICIAL' constraint declined_suggestion_marking_check check (marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
  reason         text not null constraint declined_suggestion_reason_check check (length(reason) between 1 and 1000),
  declined_on    date not null,
  declined_by    uuid constraint declined_suggestion_declined_by_fkey references identity.person (id) on delete restrict,
  office_id      uuid constraint declined_suggestion_office_id_fkey references identity.office (id) on delete restrict,
  constraint declined_suggestion_partnership_id_group_id_key_key unique (partnership_id, group_id, key)
);
comment on table meetings.declined_suggestion is 'what was suggested for a group''s agenda and not wanted there, with the reason; suggested again when the row is taken back';
comment on column meetings.declined_suggestion.key is 'says the thing and the time for which it was due, so that the next year''s is suggested again';

alter table meetings.group_setting add column terms_review_months int not null default 12
  constraint group_setting_terms_review_months_check check (terms_review_months between 1 and 60);
comment on column meetings.group_setting.terms_review_months is 'months after which the group''s terms of reference are suggested for its agenda; no source that we know states it: 12 is a proposal';

alter table meetings.meeting add column organiser_email text;
comment on column meetings.meeting.organiser_email is 'the address to which calendars answer, kept from the first invitation: a calendar takes a change or a cancellation from that organiser only (RFC 5546, 2.1.4)';

-- Word papers as PDF, made once by a job: a pack that each member downloads does not start a converter for each of them.
create table meetings.paper_pdf (
  file_id uuid not null constraint paper_pdf_pkey primary key
    constraint paper_pdf_file_id_fkey references platform.file (id) on delete cascade,
  content bytea,
  made_at timestamptz not null
);
comment on column meetings.paper_pdf.content is 'null: the document could not be converted';
alter table meetings.paper_pdf enable row level security;
create policy with_its_paper on meetings.paper_pdf for select to goldenthread_app
  using (exists (select from meetings.paper where paper.file_id = paper_pdf.file_id));
grant select on meetings.paper_pdf to goldenthread_app;

-- In which office somebody acts. The session says so, for holders and deputies alike.
create function platform.acting_office() returns uuid stable parallel safe language sql
  return nullif(current_setting('goldenthread.office', true), '')::uuid;
comment on function platform.acting_office is 'the office in which the acting person acts, as its holder or as deputy';

-- It counted the seats of every office that a person holds, also where they act in another, also seats that have ended, and not those
-- of an office in which they deputise. Who sits where is what partnerships says.
create or replace function meetings.sits_in(wanted uuid) returns boolean stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return platform.acting_office() is not null and partnerships.owns_group(wanted)
    and exists (select from partnerships.sittings(wanted, platform.today_in_london()) as sitting where sitting.office_id = platform.acting_office());
end $$;
comment on function meetings.sits_in is 'whether the acting office sits in a group today: what is marked OFFICIAL-SENSITIVE is its to read';

-- One function says which groups are the acting partnership's.
alter policy of_own_group on meetings.group_setting
  using ((select platform.acting_reach()) in ('partnership', 'organisation') and partnerships.owns_group(group_id));
alter policy of_own_group on meetings.recurring_matter
  using ((select platform.acting_reach()) in ('partnership', 'organisation')
    and (partnership_id = (select platform.acting_partnership()) or partnerships.owns_group(group_id))
    and (marking <> 'OFFICIAL-SENSITIVE' or (select platform.acting_reach()) = 'partnership' or meetings.sits_in(group_id)));
alter policy of_own_group on meetings.matter_group
  using ((select platform.acting_reach()) in ('partnership', 'organisation') and partnerships.owns_group(group_id));
drop function meetings.owns_group(uuid);

alter table meetings.declined_suggestion enable row level security;
create policy own_partnership on meetings.declined_suggestion to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in ('partnership', 'organisation')
    and (marking <> 'OFFICIAL-SENSITIVE' or (select platform.acting_reach()) = 'partnership' or meetings.sits_in(group_id)));
grant select, insert, delete on meetings.declined_suggestion to goldenthread_app;
