-- A signal opens one warning; it is triaged with a reason, given to a group and an owner with a date, and closed with evidence or a reason.
create schema early_warning;

create table early_warning.warning (
  id              uuid not null default uuidv7() constraint warning_pkey primary key,
  record_id       uuid not null constraint warning_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id  uuid not null constraint warning_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  indicator_id    uuid not null constraint warning_indicator_id_fkey references indicators.indicator (id) on delete restrict,
  rule            text not null constraint warning_rule_check check (rule in ('outside', 'trend', 'two-in-three', 'shift')),
  direction       text not null constraint warning_direction_check check (direction in ('up', 'down')),
  onset_on        date not null,
  latest_on       date not null,
  seen            text not null,
  rule_set        text not null,
  is_concern      boolean not null,
  looked_at       int not null,
  is_invented     boolean not null default false,
  opened_at       timestamptz not null default now(),
  state           text not null default 'new' constraint warning_state_check check (state in ('new', 'with-group', 'closed')),
  decision        text constraint warning_decision_check check (decision in ('act', 'explained', 'not-a-concern')),
  decision_reason text,
  reopened_reason text,
  decided_at      timestamptz,
  decided_by      uuid constraint warning_decided_by_fkey references identity.person (id) on delete restrict,
  group_id        uuid constraint warning_group_id_fkey references partnerships."group" (id) on delete restrict,
  owner_office_id uuid constraint warning_owner_office_id_fkey references identity.office (id) on delete restrict,
  due_on          date,
  closed_at       timestamptz,
  closed_by       uuid constraint warning_closed_by_fkey references identity.person (id) on delete restrict,
  close_ground    text constraint warning_close_ground_check check (close_ground in ('evidence', 'reason')),
  answer          text,
  evidence_kind   text,
  evidence_source text,
  evidence_true_on date,
  repeats_id      uuid constraint warning_repeats_id_fkey references early_warning.warning (id) on delete set null,
  version         int not null default 1,
  constraint warning_partnership_id_indicator_id_direction_onset_on_key unique (partnership_id, indicator_id, direction, onset_on),
  constraint warning_latest_on_check check (latest_on >= onset_on),
  constraint warning_with_group_check check (state <> 'with-group' or (group_id is not null and owner_office_id is not null and due_on is not null)),
  constraint warning_closed_check check ((state = 'closed') = (closed_at is not null)),
  constraint warning_closed_ground_check check (state <> 'closed' or (answer is not null and close_ground is not null)),
  constraint warning_evidence_check check (close_ground is distinct from 'evidence'
    or (evidence_kind is not null and evidence_source is not null and evidence_true_on is not null))
);
comment on column early_warning.warning.looked_at is 'how many indicators were looked at in the same look, so that a reader can judge how many would signal by chance';
create index warning_group_id_idx on early_warning.warning (group_id) where group_id is not null;
create index warning_indicator_id_idx on early_warning.warning (indicator_id);
