-- Recommendations and actions from every source in one tracker, which goes on past 'delivered' to evidence of impact and re-tests of it.
create schema tracker;
grant usage on schema tracker to goldenthread_app;
-- Trusted: the owner of the database may create it. Similar earlier recommendations are found by it and by full text.
create extension if not exists pg_trgm;

create table tracker.item (
  id               uuid not null default uuidv7() constraint item_pkey primary key,
  partnership_id   uuid not null constraint item_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  record_id        uuid not null constraint item_record_id_key unique constraint item_record_id_fkey references thread.record (id) on delete restrict,
  kind             text not null constraint item_kind_check check (kind in ('recommendation', 'action')),
  title            text not null constraint item_title_check check (length(title) between 1 and 1000),
  state            text not null constraint item_state_check check (state in ('proposed', 'accepted', 'accepted-in-part', 'declined',
    'assigned', 'in-progress', 'extension-requested', 'delivered', 'evidenced', 'embedded', 'sustained', 'lapsed', 'superseded')),
  state_since      date not null,
  state_reason     text,
  source_kind      text not null constraint item_source_kind_check check (source_kind in ('review', 'rapid-review', 'national-review', 'audit',
    'section-11', 'scrutineer', 'inspection', 'cdop', 'warning', 'meeting', 'plan', 'survey', 'escalation', 'other')),
  source_record_id uuid constraint item_source_record_id_fkey references thread.record (id) on delete restrict,
  source_title     text,
  source_date      date,
  source_page      text,
  raised_on        date not null,
  group_id         uuid constraint item_group_id_fkey references partnerships."group" (id) on delete set null,
  theme            text,
  priority         text not null default 'medium' constraint item_priority_check check (priority in ('high', 'medium', 'low')),
  strength         text constraint item_strength_check check (strength in ('remind', 'train', 'policy', 'process', 'structure')),
  child_would_notice text,
  measure_kind     text constraint item_measure_kind_check check (measure_kind in ('indicator', 'audit-question', 'survey-item', 'count')),
  measure          text,
  owner_office_id  uuid constraint item_owner_office_id_fkey references identity.office (id) on delete restrict,
  owner_organisation_id uuid constraint item_owner_organisation_id_fkey references identity.organisation (id) on delete restrict,
  first_due_on     date,
  due_on           date,
  last_update_on   date,
  update_due_on    date,
  superseded_by_id uuid constraint item_superseded_by_id_fkey references tracker.item (id) on delete set null,
  round            int not null default 1,
  import_key       text,
  is_invented      boolean not null default false,
  version          int not null default 1,
  is_open          boolean not null generated always as (state in ('proposed', 'accepted', 'accepted-in-part', 'assigned', 'in-progress',
    'extension-requested', 'delivered')) stored,
  constraint item_source_check check (source_record_id is not null or source_title is not null),
  constraint item_measure_check check ((measure_kind is null) = (measure is null)),
  constraint item_owner_check check (state in ('proposed', 'accepted', 'accepted-in-part', 'declined', 'superseded') or owner_office_id is not null),
  constraint item_reason_check check (state not in ('accepted-in-part', 'declined', 'superseded', 'lapsed') or state_reason is not null),
  constraint item_partnership_id_import_key_key unique (partnership_id, import_key)
);
comment on column tracker.item.group_id is 'the group that follows it, on whose agenda it comes when it is overdue';
comment on column tracker.item.first_due_on is 'the first date agreed, by which ageing is counted; due_on moves with an extension that was granted';
comment on column tracker.item.update_due_on is 'the soonest of its parts';
comment on column tracker.item.round is '1, and one more each time that it was opened again';
comment on column tracker.item.owner_office_id is 'the office of its first part; each part has an owner of its own';
create index item_partnership_id_due_on_idx on tracker.item (partnership_id, is_open, first_due_on, id);
create index item_partnership_id_state_idx on tracker.item (partnership_id, state, id);
create index item_partnership_id_organisation_idx on tracker.item (partnership_id, owner_organisation_id, id);
create index item_partnership_id_theme_idx on tracker.item (partnership_id, theme) where theme is not null;
create index item_group_id_idx on tracker.item (group_id, is_open) where group_id is not null;
create index item_source_record_id_idx on tracker.item (source_record_id) where source_record_id is not null;
create index item_search_idx on tracker.item using gin (to_tsvector('english', title));
create index item_title_trgm_idx on tracker.item using gin (title gin_trgm_ops);

-- What each agency owes of it. The whole follows from its parts.
create table tracker.part (
  id              uuid not null default uuidv7() constraint part_pkey primary key,
  item_id         uuid not null constraint part_item_id_fkey references tracker.item (id) on delete cascade,
  partnership_id  uuid not null constraint part_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  position        int not null,
  office_id       uuid not null constraint part_office_id_fkey references identity.office (id) on delete restrict,
  organisation_id uuid not null constraint part_organisation_id_fkey references identity.organisation (id) on delete restrict,
  what            text,
  state           text not null default 'assigned' constraint part_state_check check (state in ('assigned', 'in-progress', 'extension-requested', 'delivered')),
  first_due_on    date not null,
  due_on          date not null,
  last_update_on  date,
  update_due_on   date,
  delivered_on    date,
  verifier_office_id uuid constraint part_verifier_office_id_fkey references identity.office (id) on delete restrict,
  verified_on     date,
  verified_by     uuid constraint part_verified_by_fkey references identity.person (id) on delete restrict,
  verified_organisation_id uuid constraint part_verified_organisation_id_fkey references identity.organisation (id) on delete restrict,
  is_settled      boolean not null default false,
  constraint part_item_id_position_key unique (item_id, position),
  constraint part_due_on_check check (due_on >= first_due_on),
  constraint part_delivered_on_check check ((state = 'delivered') = (delivered_on is not null)),
  constraint part_verified_check check (verified_on is null or (state = 'delivered' and verified_organisation_id is not null)),
  constraint part_other_agency_check check (verified_organisation_id <> organisation_id)
);
comment on column tracker.part.update_due_on is 'by the rhythm of its priority, or two working days before the group that follows it meets';
comment on column tracker.part.verifier_office_id is 'the office of another agency that was asked to verify the delivery; any other agency may';
comment on column tracker.part.is_settled is 'true: its item is closed, nothing more is owed';
create index part_office_id_idx on tracker.part (partnership_id, office_id) where not is_settled;
create index part_verifier_office_id_idx on tracker.part (partnership_id, verifier_office_id) where state = 'delivered' and verified_on is null;
create index part_organisation_id_idx on tracker.part (partnership_id, organisation_id, state);

-- Dated updates are added and never written over.
create table tracker.progress (
  id              uuid not null default uuidv7() constraint progress_pkey primary key,
  item_id         uuid not null constraint progress_item_id_fkey references tracker.item (id) on delete cascade,
  part_id         uuid constraint progress_part_id_fkey references tracker.part (id) on delete cascade,
  given_on        date not null,
  given_at        timestamptz not null,
  standing        text not null constraint progress_standing_check check (standing in ('on-track', 'at-risk', 'off-track', 'not-started', 'complete', 'not-stated')),
  words           text not null,
  person_id       uuid constraint progress_person_id_fkey references identity.person (id) on delete restrict,
  office_id       uuid constraint progress_office_id_fkey references identity.office (id) on delete restrict
);
create index progress_item_id_idx on tracker.progress (item_id, given_on);

create table tracker.evidence (
  id              uuid not null default uuidv7() constraint evidence_pkey primary key,
  item_id         uuid not null constraint evidence_item_id_fkey references tracker.item (id) on delete cascade,
  part_id         uuid constraint evidence_part_id_fkey references tracker.part (id) on delete cascade,
  record_id       uuid not null constraint evidence_record_id_fkey references thread.record (id) on delete restrict,
  kind            text not null constraint evidence_kind_check check (kind in ('activity', 'output', 'practice', 'experience', 'outcome')),
  what            text not null,
  true_on         date not null,
  received_on     date not null,
  link            text,
  file_id         uuid,
  about_record_id uuid constraint evidence_about_record_id_fkey references thread.record (id) on delete restrict,
  person_id       uuid constraint evidence_person_id_fkey references identity.person (id) on delete restrict,
  office_id       uuid constraint evidence_office_id_fkey references identity.office (id) on delete restrict,
  organisation_id uuid constraint evidence_organisation_id_fkey references identity.organisation (id) on delete restrict,
  verified_on     date,
  verified_by     uuid constraint evidence_verified_by_fkey references identity.person (id) on delete restrict,
  verified_organisation_id uuid constraint evidence_verified_organisation_id_fkey references identity.organisation (id) on delete restrict,
  constraint evidence_true_on_check check (true_on <= received_on),
  constraint evidence_other_agency_check check (verified_organisation_id <> organisation_id)
);
comment on column tracker.evidence.file_id is 'platform.file';
create index evidence_item_id_idx on tracker.evidence (item_id);

create table tracker.extension (
  id              uuid not null default uuidv7() constraint extension_pkey primary key,
  item_id         uuid not null constraint extension_item_id_fkey references tracker.item (id) on delete cascade,
  part_id         uuid not null constraint extension_part_id_fkey references tracker.part (id) on delete cascade,
  asked_on        date not null,
  asked_by        uuid constraint extension_asked_by_fkey references identity.person (id) on delete restrict,
  reason          text not null,
  from_due_on     date not null,
  to_due_on       date not null,
  decision        text constraint extension_decision_check check (decision in ('granted', 'refused')),
  decision_reason text,
  decided_on      date,
  decided_by      uuid constraint extension_decided_by_fkey references identity.person (id) on delete restrict,
  constraint extension_to_due_on_check check (to_due_on > from_due_on),
  constraint extension_decided_check check ((decision is null) = (decided_on is null))
);
create index extension_item_id_idx on tracker.extension (item_id);
create unique index extension_part_id_undecided_key on tracker.extension (part_id) where decision is null;

-- What became of it, move by move. The position of the whole as at any day is its last line without a part by that day.
create table tracker.move (
  id              uuid not null default uuidv7() constraint move_pkey primary key,
  item_id         uuid not null constraint move_item_id_fkey references tracker.item (id) on delete cascade,
  part_id         uuid constraint move_part_id_fkey references tracker.part (id) on delete cascade,
  name            text not null,
  from_state      text,
  to_state        text not null,
  moved_on        date not null,
  moved_at        timestamptz not null,
  reason          text,
  person_id       uuid constraint move_person_id_fkey references identity.person (id) on delete restrict,
  office_id       uuid constraint move_office_id_fkey references identity.office (id) on delete restrict
);
create index move_item_id_idx on tracker.move (item_id, moved_on);

create table tracker.retest (
  id              uuid not null default uuidv7() constraint retest_pkey primary key,
  item_id         uuid not null constraint retest_item_id_fkey references tracker.item (id) on delete cascade,
  partnership_id  uuid not null constraint retest_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  round           int not null,
  number          int not null,
  step            int not null,
  theme           text,
  due_on          date not null,
  lapses_on       date not null,
  result          text constraint retest_result_check check (result in ('holds', 'partly', 'failed', 'missed', 'withdrawn')),
  done_on         date,
  found           text,
  evidence_id     uuid constraint retest_evidence_id_fkey references tracker.evidence (id) on delete restrict,
  done_by         uuid constraint retest_done_by_fkey references identity.person (id) on delete restrict,
  constraint retest_item_id_round_number_key unique (item_id, round, number),
  constraint retest_lapses_on_check check (lapses_on > due_on),
  constraint retest_result_given_check check ((result is null) = (done_on is null)),
  constraint retest_found_check check (result not in ('holds', 'partly', 'failed') or (found is not null and evidence_id is not null))
);
comment on column tracker.retest.step is 'which re-test of the rule for its strength it is, from 1; one that held only partly, or was missed, is tried again';
create index retest_partnership_id_due_on_idx on tracker.retest (partnership_id, due_on) where result is null;
create index retest_lapses_on_idx on tracker.retest (lapses_on) where result is null;
create unique index retest_item_id_waiting_key on tracker.retest (item_id) where result is null;

-- A partnership's own words for the states, and which of them it shows apart.
create table tracker.state_word (
  partnership_id  uuid not null constraint state_word_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  state           text not null,
  words           text not null constraint state_word_words_check check (length(words) between 1 and 60),
  is_shown        boolean not null,
  constraint state_word_pkey primary key (partnership_id, state)
);

-- A spreadsheet that was sent in: its rows as they are, until somebody confirms what they were read as.
create table tracker.import (
  id              uuid not null default uuidv7() constraint import_pkey primary key,
  partnership_id  uuid not null constraint import_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  file_name       text not null,
  sha256          text not null,
  sheet           jsonb not null,
  sent_on         date not null,
  sent_at         timestamptz not null,
  sent_by         uuid constraint import_sent_by_fkey references identity.person (id) on delete restrict,
  confirmed_on    date,
  confirmed_by    uuid constraint import_confirmed_by_fkey references identity.person (id) on delete restrict,
  placed          int,
  unplaced        int,
  constraint import_partnership_id_sha256_key unique (partnership_id, sha256),
  constraint import_confirmed_check check ((confirmed_on is null) = (placed is null) and (confirmed_on is null) = (unplaced is null))
);

do $$
declare
  named text;
begin
  foreach named in array array['item', 'part', 'retest', 'state_word', 'import'] loop
    execute format('alter table tracker.%I enable row level security', named);
    execute format('create policy own_partnership on tracker.%I to goldenthread_app using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in (''partnership'', ''organisation''))', named);
  end loop;
  foreach named in array array['progress', 'evidence', 'extension', 'move'] loop
    execute format('alter table tracker.%I enable row level security', named);
    execute format('create policy with_its_item on tracker.%I to goldenthread_app using (item_id in (select id from tracker.item))', named);
  end loop;
end $$;
grant select, insert, update on tracker.item, tracker.part, tracker.evidence, tracker.extension, tracker.retest, tracker.state_word, tracker.import
  to goldenthread_app;
-- What was said and what happened is added to, never changed.
grant select, insert on tracker.progress, tracker.move to goldenthread_app;
