-- Minutes, decisions and what follows from them: feedback of groups, the Executive's Circular, and information cascaded within agencies.
create schema minutes;
grant usage on schema minutes to goldenthread_app;

create table minutes.minute (
  meeting_id   uuid not null constraint minute_pkey primary key
    constraint minute_meeting_id_fkey references meetings.meeting (id) on delete restrict,
  state        text not null default 'draft' constraint minute_state_check check (state in ('draft', 'agreed', 'published')),
  opened_by    uuid constraint minute_opened_by_fkey references identity.person (id) on delete restrict,
  opened_at    timestamptz not null,
  agreed_by    uuid constraint minute_agreed_by_fkey references identity.person (id) on delete restrict,
  agreed_at    timestamptz,
  agreed_way   text constraint minute_agreed_way_check check (agreed_way in ('next-meeting', 'circulation')),
  agreed_on    date,
  agreed_note  text,
  published_by uuid constraint minute_published_by_fkey references identity.person (id) on delete restrict,
  published_at timestamptz,
  has_names    boolean not null default false,
  version      int not null default 1,
  constraint minute_agreed_at_check check ((state = 'draft') = (agreed_at is null) and (agreed_at is null) = (agreed_way is null)
    and (agreed_at is null) = (agreed_on is null)),
  constraint minute_published_at_check check ((state = 'published') = (published_at is not null))
);
comment on column minutes.minute.has_names is 'whether the published minutes name those who came; the partnership says so';

create table minutes.line (
  id             uuid not null constraint line_pkey primary key,
  meeting_id     uuid not null constraint line_meeting_id_fkey references minutes.minute (meeting_id) on delete restrict,
  agenda_item_id uuid constraint line_agenda_item_id_fkey references meetings.agenda_item (id) on delete restrict,
  position       int not null,
  text           text not null,
  version        int not null default 1,
  is_removed     boolean not null default false
);
create index line_meeting_id_idx on minutes.line (meeting_id);
comment on column minutes.line.id is 'made by the browser, so that a line that is sent again is the same line';

create table minutes.line_wording (
  line_id    uuid not null constraint line_wording_line_id_fkey references minutes.line (id) on delete restrict,
  version    int not null,
  text       text not null,
  written_by uuid constraint line_wording_written_by_fkey references identity.person (id) on delete restrict,
  written_at timestamptz not null,
  reason     text,
  constraint line_wording_pkey primary key (line_id, version)
);
comment on table minutes.line_wording is 'every wording that a line has had; nothing here is ever changed';
comment on column minutes.line_wording.reason is 'why it was corrected after the minutes were agreed; null before that';

create table minutes.clash (
  id           uuid not null default uuidv7() constraint clash_pkey primary key,
  line_id      uuid not null constraint clash_line_id_fkey references minutes.line (id) on delete restrict,
  base_version int not null,
  text         text not null,
  written_by   uuid constraint clash_written_by_fkey references identity.person (id) on delete restrict,
  written_at   timestamptz not null,
  merged_at    timestamptz,
  merged_by    uuid constraint clash_merged_by_fkey references identity.person (id) on delete restrict
);
comment on table minutes.clash is 'what somebody wrote on an older wording of a line: kept beside the newer one until both are merged';
create index clash_line_id_idx on minutes.clash (line_id);

create table minutes.decision (
  id                  uuid not null default uuidv7() constraint decision_pkey primary key,
  record_id           uuid not null constraint decision_record_id_fkey references thread.record (id) on delete restrict
    constraint decision_record_id_key unique,
  partnership_id      uuid not null constraint decision_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  group_id            uuid not null constraint decision_group_id_fkey references partnerships."group" (id) on delete restrict,
  meeting_id          uuid constraint decision_meeting_id_fkey references meetings.meeting (id) on delete restrict,
  agenda_item_id      uuid constraint decision_agenda_item_id_fkey references meetings.agenda_item (id) on delete restrict,
  matter_id           uuid constraint decision_matter_id_fkey references meetings.matter (id) on delete restrict,
  title               text not null,
  reason              text not null,
  options             text,
  decided_by          text not null,
  authority           text not null constraint decision_authority_check check (authority in ('group', 'chair', 'sign-off', 'delegated', 'not said')),
  quorum              text not null constraint decision_quorum_check check (quorum in ('present', 'not present', 'not said')),
  dissent             text,
  decided_on          date not null,
  is_between_meetings boolean not null default false,
  minuted_at_id       uuid constraint decision_minuted_at_id_fkey references meetings.meeting (id) on delete restrict,
  look_question       text,
  marking             text not null default 'OFFICIAL' constraint decision_marking_check check (marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
  recorded_by         uuid constraint decision_recorded_by_fkey references identity.person (id) on delete restrict,
  is_invented         boolean not null default false,
  constraint decision_is_between_meetings_check check (is_between_meetings or meeting_id is not null),
  constraint decision_minuted_at_id_check check (minuted_at_id is null or is_between_meetings)
);
comment on column minutes.decision.minuted_at_id is 'the meeting at which a decision taken between meetings was minuted; null: not yet';
create index decision_group_id_idx on minutes.decision (group_id, decided_on);
create index decision_meeting_id_idx on minutes.decision (meeting_id);
create index decision_matter_id_idx on minutes.decision (matter_id);

create table minutes.look (
  id          uuid not null default uuidv7() constraint look_pkey primary key,
  decision_id uuid not null constraint look_decision_id_fkey references minutes.decision (id) on delete restrict,
  due_on      date not null,
  matter_id   uuid constraint look_matter_id_fkey references meetings.matter (id) on delete restrict,
  raised_on   date,
  outcome     text constraint look_outcome_check check (outcome in ('working', 'not-working', 'too-early')),
  found       text,
  looked_on   date,
  looked_by   uuid constraint look_looked_by_fkey references identity.person (id) on delete restrict,
  constraint look_decision_id_due_on_key unique (decision_id, due_on),
  constraint look_looked_on_check check ((outcome is null) = (looked_on is null) and (outcome is null) = (found is null))
);
comment on table minutes.look is 'each date on which it is asked whether a decision works; raised_on: when it came back on the forward plan';
create index look_due_on_idx on minutes.look (due_on) where outcome is null;

create table minutes.raised_action (
  record_id      uuid not null constraint raised_action_pkey primary key
    constraint raised_action_record_id_fkey references thread.record (id) on delete restrict,
  meeting_id     uuid constraint raised_action_meeting_id_fkey references meetings.meeting (id) on delete restrict,
  agenda_item_id uuid constraint raised_action_agenda_item_id_fkey references meetings.agenda_item (id) on delete restrict,
  line_id        uuid constraint raised_action_line_id_fkey references minutes.line (id) on delete restrict,
  decision_id    uuid constraint raised_action_decision_id_fkey references minutes.decision (id) on delete restrict
);
comment on table minutes.raised_action is 'from which line, item or decision an action of the tracker came';
create index raised_action_meeting_id_idx on minutes.raised_action (meeting_id);
create index raised_action_decision_id_idx on minutes.raised_action (decision_id);

create table minutes.filter_choice (
  id         uuid not null default uuidv7() constraint filter_choice_pkey primary key,
  referral_id uuid not null constraint filter_choice_referral_id_fkey references meetings.referral (id) on delete restrict
    constraint filter_choice_referral_id_key unique,
  matter_id  uuid not null constraint filter_choice_matter_id_fkey references meetings.matter (id) on delete restrict,
  group_id   uuid not null constraint filter_choice_group_id_fkey references partnerships."group" (id) on delete restrict,
  choice     text not null constraint filter_choice_choice_check check (choice in ('accepted', 'sent-back', 'outside')),
  reason     text not null,
  chosen_on  date not null,
  chosen_by  uuid constraint filter_choice_chosen_by_fkey references identity.person (id) on delete restrict
);
comment on table minutes.filter_choice is 'what the Executive did with what was escalated to it: on its agenda, back with a reason, or dealt with outside a meeting';
create index filter_choice_matter_id_idx on minutes.filter_choice (matter_id);

-- When feedback and the Circular are due, as each partnership has it: no source that we know says so.
create table minutes.setting (
  partnership_id uuid not null constraint setting_pkey primary key
    constraint setting_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  feedback_days  int not null default 21 constraint setting_feedback_days_check check (feedback_days between 1 and 90),
  circular_days  int not null default 35 constraint setting_circular_days_check check (circular_days between 1 and 90),
  source         text not null default 'Proposed with the product: not stated in a source',
  version        int not null default 1
);
comment on column minutes.setting.feedback_days is 'days after the end of a quarter by which each group sends its feedback; circular_days: the Circular';

-- Headings under which groups give feedback, and where it goes: each partnership's own.
create table minutes.feedback_heading (
  id             uuid not null default uuidv7() constraint feedback_heading_pkey primary key,
  partnership_id uuid not null constraint feedback_heading_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  position       int not null,
  name           text not null,
  draws_on       text[] not null default '{}' constraint feedback_heading_draws_on_check check (draws_on <@ array['decisions', 'actions', 'warnings', 'escalations']),
  source         text not null,
  is_used        boolean not null default true,
  constraint feedback_heading_partnership_id_name_key unique (partnership_id, name)
);
comment on column minutes.feedback_heading.draws_on is 'what happened in the quarter that a draft under this heading begins with';

create table minutes.feedback_destination (
  id             uuid not null default uuidv7() constraint feedback_destination_pkey primary key,
  partnership_id uuid not null constraint feedback_destination_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  position       int not null,
  name           text not null,
  kind           text not null constraint feedback_destination_kind_check check (kind in ('group', 'report', 'circular', 'plan')),
  group_id       uuid constraint feedback_destination_group_id_fkey references partnerships."group" (id) on delete set null,
  source         text not null,
  is_used        boolean not null default true,
  constraint feedback_destination_partnership_id_name_key unique (partnership_id, name)
);

create table minutes.feedback (
  id             uuid not null default uuidv7() constraint feedback_pkey primary key,
  record_id      uuid not null constraint feedback_record_id_fkey references thread.record (id) on delete restrict constraint feedback_record_id_key unique,
  partnership_id uuid not null constraint feedback_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  group_id       uuid not null constraint feedback_group_id_fkey references partnerships."group" (id) on delete restrict,
  quarter_on     date not null,
  due_on         date not null,
  state          text not null default 'draft' constraint feedback_state_check check (state in ('draft', 'sent')),
  sent_at        timestamptz,
  sent_by        uuid constraint feedback_sent_by_fkey references identity.person (id) on delete restrict,
  is_invented    boolean not null default false,
  version        int not null default 1,
  constraint feedback_partnership_id_group_id_quarter_on_key unique (partnership_id, group_id, quarter_on),
  constraint feedback_sent_at_check check ((state = 'sent') = (sent_at is not null))
);
comment on column minutes.feedback.quarter_on is 'the first day of the quarter it tells about';

create table minutes.feedback_part (
  feedback_id uuid not null constraint feedback_part_feedback_id_fkey references minutes.feedback (id) on delete cascade,
  heading_id  uuid not null constraint feedback_part_heading_id_fkey references minutes.feedback_heading (id) on delete restrict,
  text        text not null,
  constraint feedback_part_pkey primary key (feedback_id, heading_id)
);

create table minutes.feedback_delivery (
  feedback_id    uuid not null constraint feedback_delivery_feedback_id_fkey references minutes.feedback (id) on delete cascade,
  destination_id uuid not null constraint feedback_delivery_destination_id_fkey references minutes.feedback_destination (id) on delete restrict,
  mails          int not null,
  constraint feedback_delivery_pkey primary key (feedback_id, destination_id)
);

create table minutes.circular (
  id             uuid not null default uuidv7() constraint circular_pkey primary key,
  record_id      uuid not null constraint circular_record_id_fkey references thread.record (id) on delete restrict constraint circular_record_id_key unique,
  partnership_id uuid not null constraint circular_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  group_id       uuid not null constraint circular_group_id_fkey references partnerships."group" (id) on delete restrict,
  quarter_on     date not null,
  due_on         date not null,
  state          text not null default 'draft' constraint circular_state_check check (state in ('draft', 'approved', 'sent')),
  issue          int not null default 1,
  is_invented    boolean not null default false,
  version        int not null default 1,
  constraint circular_partnership_id_quarter_on_key unique (partnership_id, quarter_on)
);
comment on column minutes.circular.group_id is 'the Executive whose decisions it tells and whose chair approves it';

create table minutes.circular_part (
  id          uuid not null default uuidv7() constraint circular_part_pkey primary key,
  circular_id uuid not null constraint circular_part_circular_id_fkey references minutes.circular (id) on delete cascade,
  position    int not null,
  heading     text not null,
  text        text not null,
  constraint circular_part_circular_id_position_key unique (circular_id, position)
);

create table minutes.circular_issue (
  circular_id uuid not null constraint circular_issue_circular_id_fkey references minutes.circular (id) on delete cascade,
  issue       int not null,
  parts       jsonb not null,
  approved_by uuid constraint circular_issue_approved_by_fkey references identity.person (id) on delete restrict,
  approved_at timestamptz not null,
  sent_by     uuid constraint circular_issue_sent_by_fkey references identity.person (id) on delete restrict,
  sent_at     timestamptz,
  constraint circular_issue_pkey primary key (circular_id, issue)
);
comment on column minutes.circular_issue.parts is 'the words as approved: a list of { heading, text }, never changed afterwards';

create table minutes.circular_copy (
  circular_id     uuid not null,
  issue           int not null,
  organisation_id uuid not null constraint circular_copy_organisation_id_fkey references identity.organisation (id) on delete restrict,
  mails           int not null,
  constraint circular_copy_pkey primary key (circular_id, issue, organisation_id),
  constraint circular_copy_circular_id_issue_fkey foreign key (circular_id, issue) references minutes.circular_issue (circular_id, issue) on delete cascade
);
comment on column minutes.circular_copy.mails is '0: no address of that agency is known, so that it has to be told another way';

create table minutes.cascade (
  id             uuid not null default uuidv7() constraint cascade_pkey primary key,
  record_id      uuid not null constraint cascade_record_id_fkey references thread.record (id) on delete restrict constraint cascade_record_id_key unique,
  partnership_id uuid not null constraint cascade_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  title          text not null,
  message        text not null,
  what_to_do     text not null,
  marking        text not null constraint cascade_marking_check check (marking in ('OFFICIAL', 'OFFICIAL-SENSITIVE')),
  asked_on       date not null,
  due_on         date not null,
  asked_by       uuid constraint cascade_asked_by_fkey references identity.person (id) on delete restrict,
  is_invented    boolean not null default false,
  constraint cascade_due_on_check check (due_on >= asked_on)
);

create table minutes.cascade_agency (
  cascade_id      uuid not null constraint cascade_agency_cascade_id_fkey references minutes.cascade (id) on delete restrict,
  organisation_id uuid not null constraint cascade_agency_organisation_id_fkey references identity.organisation (id) on delete restrict,
  partnership_id  uuid not null constraint cascade_agency_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  answer          text constraint cascade_agency_answer_check check (answer in ('confirmed', 'does-not-apply')),
  told_who        text,
  told_how        text,
  told_on         date,
  reason          text,
  answered_by     uuid constraint cascade_agency_answered_by_fkey references identity.person (id) on delete restrict,
  answered_at     timestamptz,
  version         int not null default 1,
  constraint cascade_agency_pkey primary key (cascade_id, organisation_id),
  constraint cascade_agency_confirmed_check check (answer is distinct from 'confirmed' or (told_who is not null and told_how is not null and told_on is not null)),
  constraint cascade_agency_reason_check check (answer is distinct from 'does-not-apply' or reason is not null),
  constraint cascade_agency_answered_at_check check ((answer is null) = (answered_at is null))
);
comment on column minutes.cascade_agency.answer is 'null: not known yet, which is not no';
create index cascade_agency_organisation_id_idx on minutes.cascade_agency (organisation_id);

-- What hangs on a meeting is seen with it: the inner select is itself under the policy of meetings.
do $$
declare
  entry text[];
begin
  foreach entry slice 1 in array array[
    ['minutes.minute', 'meeting_id in (select id from meetings.meeting)'],
    ['minutes.line', 'meeting_id in (select meeting_id from minutes.minute) and (agenda_item_id is null or agenda_item_id in (select id from meetings.agenda_item))'],
    ['minutes.line_wording', 'line_id in (select id from minutes.line)'],
    ['minutes.clash', 'line_id in (select id from minutes.line)'],
    ['minutes.filter_choice', 'matter_id in (select id from meetings.matter)']]
  loop
    execute format('alter table %s enable row level security', entry[1]);
    execute format('create policy with_its_meeting on %s to goldenthread_app using (%s)', entry[1], entry[2]);
  end loop;
end $$;
grant select, insert, update on minutes.minute, minutes.line, minutes.clash to goldenthread_app;
grant select, insert on minutes.line_wording, minutes.filter_choice to goldenthread_app;

alter table minutes.decision enable row level security;
create policy own_partnership on minutes.decision to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation') and (partnership_id = (select platform.acting_partnership())
    or group_id in (select group_id from partnerships.group_partnership where partnership_id = (select platform.acting_partnership())))
    and (marking <> 'OFFICIAL-SENSITIVE' or (select platform.acting_reach()) = 'partnership' or meetings.sits_in(group_id)));
alter table minutes.look enable row level security;
create policy with_its_decision on minutes.look to goldenthread_app using (decision_id in (select id from minutes.decision));
alter table minutes.raised_action enable row level security;
create policy with_its_origin on minutes.raised_action to goldenthread_app
  using (meeting_id in (select id from meetings.meeting) or decision_id in (select id from minutes.decision));
grant select, insert, update on minutes.decision, minutes.look to goldenthread_app;
grant select, insert on minutes.raised_action to goldenthread_app;

-- Rows of one partnership.
do $$
declare
  named text;
begin
  foreach named in array array['minutes.setting', 'minutes.feedback_heading', 'minutes.feedback_destination', 'minutes.feedback', 'minutes.circular'] loop
    execute format('alter table %s enable row level security', named);
    execute format('create policy own_partnership on %s to goldenthread_app using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in (''partnership'', ''organisation''))', named);
  end loop;
end $$;
alter table minutes.feedback_part enable row level security;
create policy with_its_owner on minutes.feedback_part to goldenthread_app using (feedback_id in (select id from minutes.feedback));
alter table minutes.feedback_delivery enable row level security;
create policy with_its_owner on minutes.feedback_delivery to goldenthread_app using (feedback_id in (select id from minutes.feedback));
alter table minutes.circular_part enable row level security;
create policy with_its_owner on minutes.circular_part to goldenthread_app using (circular_id in (select id from minutes.circular));
alter table minutes.circular_issue enable row level security;
create policy with_its_owner on minutes.circular_issue to goldenthread_app using (circular_id in (select id from minutes.circular));
alter table minutes.circular_copy enable row level security;
create policy with_its_owner on minutes.circular_copy to goldenthread_app using (circular_id in (select id from minutes.circular));
grant select, insert, update on minutes.setting, minutes.feedback_heading, minutes.feedback_destination, minutes.feedback, minutes.feedback_part,
  minutes.circular, minutes.circular_issue to goldenthread_app;
grant select, insert, update, delete on minutes.circular_part to goldenthread_app;
grant select, insert on minutes.feedback_delivery, minutes.circular_copy to goldenthread_app;

-- An agency sees what is asked of it, and nothing of what is asked of others.
alter table minutes.cascade_agency enable row level security;
create policy own_agency on minutes.cascade_agency to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and platform.sees_organisation(organisation_id));
alter table minutes.cascade enable row level security;
create policy asked_of_own_agency on minutes.cascade to goldenthread_app
  using (partnership_id = (select platform.acting_partnership())
    and ((select platform.acting_reach()) = 'partnership' or id in (select cascade_id from minutes.cascade_agency)));
grant select, insert on minutes.cascade to goldenthread_app;
grant select, insert, update on minutes.cascade_agency to goldenthread_app;
