-- What a group works by and owes: its terms of reference, version by version, and duties that come back on their day.
create schema groups;
grant usage on schema groups to goldenthread_app;

create table groups.terms (
  id             uuid not null constraint terms_pkey primary key constraint terms_id_fkey references thread.record (id) on delete restrict,
  partnership_id uuid not null constraint terms_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  group_id       uuid not null constraint terms_group_id_fkey references partnerships."group" (id) on delete restrict,
  number         integer not null constraint terms_number_check check (number > 0),
  body           text not null default '',
  file_id        uuid constraint terms_file_id_fkey references platform.file (id) on delete restrict,
  what_changed   text not null constraint terms_what_changed_check check (length(what_changed) between 1 and 1000),
  proposed_on    date not null,
  approved_on    date,
  approved_by    uuid constraint terms_approved_by_fkey references partnerships."group" (id) on delete restrict,
  in_force_from  date,
  withdrawn_on   date,
  version        integer not null default 1,
  constraint terms_group_id_number_key unique (group_id, number),
  constraint terms_body_check check (body <> '' or file_id is not null),
  constraint terms_approved_on_check check (num_nulls(approved_on, approved_by, in_force_from) in (0, 3) and approved_on >= proposed_on and in_force_from >= approved_on),
  constraint terms_withdrawn_on_check check (withdrawn_on is null or approved_on is null)
);
comment on table groups.terms is 'a version of a group''s terms of reference: proposed, approved, in force from a day until the next one is; a joint group''s is one for all its owners';
comment on column groups.terms.partnership_id is 'the partnership whose team wrote it; the other owners of the group see the same row';
comment on column groups.terms.approved_by is 'the group that approved it';

create table groups.duty (
  id           uuid not null default uuidv7() constraint duty_pkey primary key,
  group_id     uuid not null constraint duty_group_id_fkey references partnerships."group" (id) on delete cascade,
  words        text not null constraint duty_words_check check (length(words) between 1 and 500),
  every_months integer not null constraint duty_every_months_check check (every_months between 1 and 60),
  next_due_on  date not null,
  source       text not null,
  ended_on     date,
  version      integer not null default 1
);
create index duty_group_id_idx on groups.duty (group_id);
create index duty_next_due_on_idx on groups.duty (next_due_on) where ended_on is null;

create table groups.duty_done (
  id        uuid not null default uuidv7() constraint duty_done_pkey primary key,
  duty_id   uuid not null constraint duty_done_duty_id_fkey references groups.duty (id) on delete cascade,
  due_on    date not null,
  done_on   date not null,
  note      text not null constraint duty_done_note_check check (length(note) between 1 and 2000),
  office_id uuid constraint duty_done_office_id_fkey references identity.office (id) on delete restrict,
  constraint duty_done_duty_id_due_on_key unique (duty_id, due_on)
);
comment on table groups.duty_done is 'each time that a duty was done: one for each day on which it was due';

alter table groups.terms enable row level security;
create policy of_own_group on groups.terms to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation')
    and (partnership_id = (select platform.acting_partnership()) or partnerships.owns_group(group_id)))
  with check (platform.acting_reach() = 'partnership' and partnerships.owns_group(group_id));
alter table groups.duty enable row level security;
create policy of_own_group on groups.duty to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation') and partnerships.owns_group(group_id));
alter table groups.duty_done enable row level security;
create policy with_its_duty on groups.duty_done to goldenthread_app using (duty_id in (select id from groups.duty));
grant select, insert, update on groups.terms, groups.duty to goldenthread_app;
grant select, insert on groups.duty_done to goldenthread_app;
