-- A signal opens one warning; it is triaged with a reason, given to a group and an owner with a date, answered and closed with evidence or a reason.
create schema early_warning;

create table early_warning.warning (
  id             uuid not null default uuidv7() constraint warning_pkey primary key,
  record_id      uuid not null constraint warning_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id uuid not null constraint warning_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  indicator_id   uuid not null constraint warning_indicator_id_fkey references indicators.indicator (id) on delete restrict,
  signal         text not null,
  onset_on       date not null,
  latest_on      date not null,
  seen           text not null,
  rule_set       text not null,
  details        jsonb not null default '{}',
  is_invented    boolean not null default false,
  opened_at      timestamptz not null default now(),
  state          text not null default 'new' constraint warning_state_check check (state in
    ('new', 'act', 'explain', 'not-a-concern', 'answered', 'closed')),
  triage_reason  text,
  triaged_at     timestamptz,
  triaged_by     uuid,
  group_id       uuid constraint warning_group_id_fkey references partnerships."group" (id) on delete restrict,
  owner_office_id uuid constraint warning_owner_office_id_fkey references identity.office (id) on delete restrict,
  due_on         date,
  answer         text,
  answered_at    timestamptz,
  answered_by    uuid,
  closed_at      timestamptz,
  closed_by      uuid,
  close_ground   text constraint warning_close_ground_check check (close_ground in ('evidence', 'reason')),
  close_text     text,
  repeats_id     uuid constraint warning_repeats_id_fkey references early_warning.warning (id) on delete set null,
  version        int not null default 1,
  constraint warning_partnership_id_indicator_id_signal_onset_on_key unique (partnership_id, indicator_id, signal, onset_on)
);
create index warning_group_id_idx on early_warning.warning (group_id) where group_id is not null;
