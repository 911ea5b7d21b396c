-- The partnership's plan (priorities, outcomes for children, measures, actions) as dated changes, so that it can be shown as it stood on
-- any day; progress judged against printed definitions with evidence; the scrutineer's challenges; the business team's projects.
create schema plan;
grant usage on schema plan to goldenthread_app;

create table plan.published_set (
  id             uuid not null default uuidv7() constraint published_set_pkey primary key,
  partnership_id uuid not null constraint published_set_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  position       int not null,
  label          text not null,
  source         text not null,
  note           text,
  items          jsonb not null,
  constraint published_set_partnership_id_position_key unique (partnership_id, position)
);
comment on table plan.published_set is 'priorities as a partnership''s own documents print them, from its pack';
comment on column plan.published_set.items is 'in order: { number, text }; empty where the document names none';

create table plan.definition (
  id             uuid not null default uuidv7() constraint definition_pkey primary key,
  partnership_id uuid not null constraint definition_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  key            text not null,
  position       int not null,
  words          text not null constraint definition_words_check check (length(words) between 1 and 60),
  meaning        text not null constraint definition_meaning_check check (length(meaning) between 1 and 500),
  tone           text not null constraint definition_tone_check check (tone in ('good', 'some', 'little', 'none')),
  is_little      boolean not null,
  needs_evidence boolean not null,
  is_used        boolean not null default true,
  version        int not null default 1,
  constraint definition_partnership_id_key_key unique (partnership_id, key)
);
comment on column plan.definition.is_little is 'counts as an area with little or no evidence of progress, which a yearly report must analyse';
comment on column plan.definition.needs_evidence is 'may not be judged without evidence';

create table plan.plan (
  id                 uuid not null default uuidv7() constraint plan_pkey primary key,
  partnership_id     uuid not null constraint plan_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  slug               text not null constraint plan_slug_check check (slug ~ '^[a-z0-9-]{1,80}$'),
  title              text not null constraint plan_title_check check (length(title) between 1 and 200),
  starts_on          date not null,
  ends_on            date not null,
  state              text not null default 'draft' constraint plan_state_check check (state in ('draft', 'agreed')),
  agreed_on          date,
  agreed_by          text,
  group_id           uuid constraint plan_group_id_fkey references partnerships."group" (id) on delete restrict,
  judge_every_months int not null default 3 constraint plan_judge_every_months_check check (judge_every_months between 1 and 24),
  judge_days_before  int not null default 7 constraint plan_judge_days_before_check check (judge_days_before between 0 and 60),
  stale_after_months int not null default 6 constraint plan_stale_after_months_check check (stale_after_months between 1 and 24),
  follows_id         uuid constraint plan_follows_id_fkey references plan.plan (id) on delete restrict,
  is_invented        boolean not null default false,
  version            int not null default 1,
  constraint plan_partnership_id_slug_key unique (partnership_id, slug),
  constraint plan_ends_on_check check (ends_on > starts_on),
  constraint plan_agreed_check check ((state = 'draft') = (agreed_on is null) and (agreed_on is null) = (agreed_by is null))
);
comment on column plan.plan.group_id is 'the group that judges progress; null: none is named yet';
comment on column plan.plan.agreed_by is 'which group or office agreed it, in words';

create table plan.item (
  id              uuid not null default uuidv7() constraint item_pkey primary key,
  plan_id         uuid not null constraint item_plan_id_fkey references plan.plan (id) on delete cascade,
  kind            text not null constraint item_kind_check check (kind in ('priority', 'outcome', 'measure', 'action')),
  parent_id       uuid,
  record_id       uuid constraint item_record_id_fkey references thread.record (id) on delete restrict,
  position        int not null,
  carried_from_id uuid constraint item_carried_from_id_fkey references plan.item (id) on delete restrict,
  owner_office_id uuid constraint item_owner_office_id_fkey references identity.office (id) on delete restrict,
  due_on          date,
  constraint item_id_plan_id_key unique (id, plan_id),
  constraint item_plan_id_record_id_key unique (plan_id, record_id),
  constraint item_parent_id_fkey foreign key (parent_id, plan_id) references plan.item (id, plan_id) on delete cascade,
  constraint item_parent_id_check check ((kind = 'priority') = (parent_id is null)),
  constraint item_due_on_check check (kind = 'action' or due_on is null)
);
comment on column plan.item.record_id is 'null until the change that adds it is approved';
comment on column plan.item.owner_office_id is 'of an action, who is to own it in the tracker; of a measure, who enters its figures';

create table plan.measure (
  item_id      uuid not null constraint measure_pkey primary key constraint measure_item_id_fkey references plan.item (id) on delete cascade,
  kind         text not null constraint measure_kind_check check (kind in ('indicator', 'audit question', 'survey item', 'count')),
  indicator_id uuid constraint measure_indicator_id_fkey references indicators.indicator (id) on delete restrict,
  unit         text,
  polarity     text not null constraint measure_polarity_check check (polarity in ('higher-better', 'lower-better', 'none')),
  every_months int constraint measure_every_months_check check (every_months between 1 and 24),
  constraint measure_indicator_id_check check ((kind = 'indicator') = (indicator_id is not null))
);
comment on column plan.measure.every_months is 'how often a figure is entered; null: when there is one';

create table plan.change (
  id                 uuid not null default uuidv7() constraint change_pkey primary key,
  plan_id            uuid not null,
  item_id            uuid not null,
  seq                bigint generated always as identity,
  kind               text not null constraint change_kind_check check (kind in ('add', 'reword', 'end')),
  is_drafting        boolean not null,
  effective_on       date not null,
  title              text constraint change_title_check check (length(title) between 1 and 500),
  note               text,
  source             text,
  target             numeric,
  target_note        text,
  reason             text,
  state              text not null constraint change_state_check check (state in ('proposed', 'approved', 'refused')),
  proposed_by        uuid constraint change_proposed_by_fkey references identity.person (id) on delete restrict,
  proposed_office_id uuid constraint change_proposed_office_id_fkey references identity.office (id) on delete restrict,
  proposed_at        timestamptz not null,
  approved_by        text,
  approved_on        date,
  decided_by         uuid constraint change_decided_by_fkey references identity.person (id) on delete restrict,
  decided_at         timestamptz,
  decision_note      text,
  constraint change_item_id_fkey foreign key (item_id, plan_id) references plan.item (id, plan_id) on delete cascade,
  constraint change_title_needed_check check (kind = 'end' or title is not null),
  constraint change_reason_check check (is_drafting or reason is not null),
  constraint change_approved_check check (state <> 'approved' or is_drafting or (approved_by is not null and approved_on is not null)),
  constraint change_decided_check check (is_drafting or (state = 'proposed') = (decided_at is null)),
  constraint change_effective_on_check check (approved_on is null or effective_on >= approved_on)
);
comment on column plan.change.effective_on is 'from this day on the plan reads so; never before the day on which it was approved';
comment on column plan.change.is_drafting is 'made while the plan was being written: it needs no reason and is no change within the year';
comment on column plan.change.approved_by is 'which group or office approved it, in words';
create index change_plan_id_idx on plan.change (plan_id, seq);

create table plan.judgement (
  id               uuid not null default uuidv7() constraint judgement_pkey primary key,
  plan_id          uuid not null,
  item_id          uuid not null,
  seq              bigint generated always as identity,
  judged_on        date not null,
  definition_id    uuid not null constraint judgement_definition_id_fkey references plan.definition (id) on delete restrict,
  words            text not null,
  meaning          text not null,
  tone             text not null,
  is_little        boolean not null,
  needs_evidence   boolean not null,
  evidence_count   int not null,
  reasoning        text not null constraint judgement_reasoning_check check (length(reasoning) between 1 and 4000),
  group_id         uuid constraint judgement_group_id_fkey references partnerships."group" (id) on delete restrict,
  judged_by        uuid constraint judgement_judged_by_fkey references identity.person (id) on delete restrict,
  judged_office_id uuid constraint judgement_judged_office_id_fkey references identity.office (id) on delete restrict,
  recorded_at      timestamptz not null,
  constraint judgement_item_id_fkey foreign key (item_id, plan_id) references plan.item (id, plan_id) on delete cascade,
  constraint judgement_evidence_count_check check (evidence_count >= 0 and (not needs_evidence or evidence_count > 0))
);
comment on table plan.judgement is 'progress as it was judged on a day, with the definition as it was printed then; never changed, a later one stands beside it';
comment on column plan.judgement.group_id is 'the group that judged; null: the business team by itself';
create index judgement_item_id_idx on plan.judgement (item_id, judged_on);

create table plan.judgement_evidence (
  id           uuid not null default uuidv7() constraint judgement_evidence_pkey primary key,
  judgement_id uuid not null constraint judgement_evidence_judgement_id_fkey references plan.judgement (id) on delete cascade,
  position     int not null,
  kind         text not null,
  words        text not null constraint judgement_evidence_words_check check (length(words) between 1 and 1000),
  true_on      date,
  record_id    uuid not null constraint judgement_evidence_record_id_fkey references thread.record (id) on delete restrict,
  constraint judgement_evidence_judgement_id_position_key unique (judgement_id, position),
  constraint judgement_evidence_true_on_check check (kind = 'record' or true_on is not null)
);

create table plan.challenge (
  id                 uuid not null default uuidv7() constraint challenge_pkey primary key,
  plan_id            uuid not null,
  item_id            uuid not null,
  judgement_id       uuid constraint challenge_judgement_id_fkey references plan.judgement (id) on delete restrict,
  words              text not null constraint challenge_words_check check (length(words) between 1 and 4000),
  made_by            uuid not null constraint challenge_made_by_fkey references identity.person (id) on delete restrict,
  made_office_id     uuid not null constraint challenge_made_office_id_fkey references identity.office (id) on delete restrict,
  made_at            timestamptz not null,
  answer             text constraint challenge_answer_check check (length(answer) between 1 and 4000),
  answered_by        uuid constraint challenge_answered_by_fkey references identity.person (id) on delete restrict,
  answered_office_id uuid constraint challenge_answered_office_id_fkey references identity.office (id) on delete restrict,
  answered_at        timestamptz,
  version            int not null default 1,
  constraint challenge_item_id_fkey foreign key (item_id, plan_id) references plan.item (id, plan_id) on delete cascade,
  constraint challenge_answered_check check ((answer is null) = (answered_at is null))
);
comment on table plan.challenge is 'what the independent scrutineer challenged; the application may write the answer, and never the challenge again';

create table plan.figure (
  id             uuid not null default uuidv7() constraint figure_pkey primary key,
  plan_id        uuid not null,
  item_id        uuid not null,
  seq            bigint generated always as identity,
  true_on        date not null,
  value          numeric,
  numerator      numeric,
  denominator    numeric,
  unknown_reason text,
  source         text not null constraint figure_source_check check (length(source) between 1 and 500),
  entered_by     uuid constraint figure_entered_by_fkey references identity.person (id) on delete restrict,
  entered_at     timestamptz not null,
  is_invented    boolean not null default false,
  constraint figure_item_id_fkey foreign key (item_id, plan_id) references plan.item (id, plan_id) on delete cascade,
  constraint figure_value_check check ((value is null) = (unknown_reason is not null))
);
comment on table plan.figure is 'figures of measures that no indicator supplies; a later one for the same day stands in place of the earlier, which is kept';
create index figure_item_id_idx on plan.figure (item_id, true_on);

create table plan.project (
  id              uuid not null default uuidv7() constraint project_pkey primary key,
  record_id       uuid not null constraint project_record_id_key unique constraint project_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id  uuid not null constraint project_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  title           text not null constraint project_title_check check (length(title) between 1 and 200),
  scope           text not null constraint project_scope_check check (length(scope) between 1 and 4000),
  owner_office_id uuid not null constraint project_owner_office_id_fkey references identity.office (id) on delete restrict,
  priority_id     uuid constraint project_priority_id_fkey references plan.item (id) on delete restrict,
  starts_on       date not null,
  due_on          date,
  state           text not null default 'running' constraint project_state_check check (state in ('running', 'paused', 'ended')),
  is_invented     boolean not null default false,
  version         int not null default 1,
  constraint project_due_on_check check (due_on >= starts_on)
);
comment on column plan.project.due_on is 'when it is meant to end; null: not set';

create table plan.project_move (
  id          uuid not null default uuidv7() constraint project_move_pkey primary key,
  project_id  uuid not null constraint project_move_project_id_fkey references plan.project (id) on delete cascade,
  seq         bigint generated always as identity,
  state       text not null constraint project_move_state_check check (state in ('running', 'paused', 'ended')),
  moved_on    date not null,
  words       text not null constraint project_move_words_check check (length(words) between 1 and 4000),
  moved_by    uuid constraint project_move_moved_by_fkey references identity.person (id) on delete restrict,
  recorded_at timestamptz not null
);
comment on column plan.project_move.words is 'why it was begun again or paused; of an ending, what came of it';

create table plan.project_stage (
  id         uuid not null default uuidv7() constraint project_stage_pkey primary key,
  project_id uuid not null constraint project_stage_project_id_fkey references plan.project (id) on delete cascade,
  position   int not null,
  title      text not null constraint project_stage_title_check check (length(title) between 1 and 200),
  due_on     date,
  done_on    date,
  constraint project_stage_project_id_position_key unique (project_id, position)
);

create table plan.project_report (
  id         uuid not null default uuidv7() constraint project_report_pkey primary key,
  project_id uuid not null constraint project_report_project_id_fkey references plan.project (id) on delete cascade,
  title      text not null constraint project_report_title_check check (length(title) between 1 and 200),
  group_id   uuid constraint project_report_group_id_fkey references partnerships."group" (id) on delete restrict,
  due_on     date not null,
  given_on   date,
  summary    text,
  constraint project_report_given_on_check check ((given_on is null) = (summary is null))
);
create index project_report_project_id_idx on plan.project_report (project_id);

do $$
declare
  named text;
  own constant text := '(partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in (''partnership'', ''organisation''))';
begin
  foreach named in array array['plan.published_set', 'plan.definition', 'plan.plan', 'plan.project'] loop
    execute format('alter table %s enable row level security', named);
    execute format('create policy own_partnership on %s to goldenthread_app using %s', named, own);
  end loop;
  foreach named in array array['plan.item', 'plan.change', 'plan.judgement', 'plan.challenge', 'plan.figure'] loop
    execute format('alter table %s enable row level security', named);
    execute format('create policy of_plan on %s to goldenthread_app using (plan_id in (select id from plan.plan))', named);
  end loop;
  foreach named in array array['plan.project_move', 'plan.project_stage', 'plan.project_report'] loop
    execute format('alter table %s enable row level security', named);
    execute format('create policy of_project on %s to goldenthread_app using (project_id in (select id from plan.project))', named);
  end loop;
end $$;
alter table plan.measure enable row level security;
create policy of_item on plan.measure to goldenthread_app using (item_id in (select id from plan.item));
alter table plan.judgement_evidence enable row level security;
create policy of_judgement on plan.judgement_evidence to goldenthread_app using (judgement_id in (select id from plan.judgement));
-- A challenge is written in the scrutineer's own name.
create policy own_words on plan.challenge as restrictive for insert to goldenthread_app
  with check (made_by = (select platform.acting_person()));

grant select on plan.published_set to goldenthread_app;
grant select, insert, update on plan.definition, plan.plan, plan.change, plan.project, plan.project_stage, plan.project_report to goldenthread_app;
grant select, insert, update (record_id) on plan.item to goldenthread_app;
grant select, insert on plan.measure, plan.judgement, plan.judgement_evidence, plan.challenge, plan.figure, plan.project_move to goldenthread_app;
grant update (answer, answered_by, answered_office_id, answered_at, version) on plan.challenge to goldenthread_app;
