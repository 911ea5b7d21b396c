-- The year's account as a partnership publishes it: money, courses, notifications. Unit amount, quantity and total are kept apart, since printed tables mix them.
create schema funding;

create table funding.account (
  id             uuid not null default uuidv7() constraint account_pkey primary key,
  partnership_id uuid not null constraint account_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  period_words   text not null,
  starts_on      date not null,
  ends_on        date not null,
  printed        jsonb not null default '[]',
  notes          jsonb not null default '{}',
  fingerprint    text not null,
  constraint account_ends_on_check check (ends_on >= starts_on),
  constraint account_partnership_id_starts_on_key unique (partnership_id, starts_on)
);
comment on column funding.account.printed is 'totals as printed, to compare with computed ones: { of, label, pence, source }';
comment on column funding.account.notes is 'period note, flags, footnotes, help in kind and the citations of each table';
comment on column funding.account.fingerprint is 'of what it was loaded from, so that loading the same again changes nothing';

create table funding.line (
  id                uuid not null default uuidv7() constraint line_pkey primary key,
  account_id        uuid not null constraint line_account_id_fkey references funding.account (id) on delete cascade,
  kind              text not null constraint line_kind_check check (kind in ('income', 'expenditure', 'contribution')),
  position          int not null,
  label             text not null,
  heading           text not null,
  organisation_id   uuid constraint line_organisation_id_fkey references identity.organisation (id) on delete restrict,
  unit_pence        int,
  quantity          int not null default 1 constraint line_quantity_check check (quantity > 0),
  total_pence       int,
  printed_pence     int,
  is_printed_per_body boolean not null default false,
  printed_percent   numeric,
  mark              text,
  note              text,
  constraint line_account_id_kind_position_key unique (account_id, kind, position),
  constraint line_total_pence_check check (unit_pence is null or total_pence is null or unit_pence * quantity = total_pence)
);
comment on column funding.line.heading is 'brought-forward, contributions, training-income, reserve or spend; of a contribution the kind of payer, such as health';
comment on column funding.line.total_pence is 'null: not known, so that every total over it says at least';

create schema training;

create table training.published_year (
  id             uuid not null default uuidv7() constraint published_year_pkey primary key,
  partnership_id uuid not null constraint published_year_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  starts_on      date not null,
  ends_on        date not null,
  period_words   text not null,
  printed        jsonb not null default '{}',
  notes          jsonb not null default '{}',
  fingerprint    text not null,
  constraint published_year_ends_on_check check (ends_on >= starts_on),
  constraint published_year_partnership_id_starts_on_key unique (partnership_id, starts_on)
);
comment on column training.published_year.printed is 'totals and headlines as printed, to compare with computed ones';

create table training.course_delivery (
  id                  uuid not null default uuidv7() constraint course_delivery_pkey primary key,
  year_id             uuid not null constraint course_delivery_year_id_fkey references training.published_year (id) on delete cascade,
  kind                text not null constraint course_delivery_kind_check check (kind in ('course', 'event', 'associate-trainers')),
  position            int not null,
  name                text not null,
  held                text,
  courses             int,
  attendees           int,
  is_register_missing boolean not null default false,
  source              text not null,
  constraint course_delivery_year_id_kind_position_key unique (year_id, kind, position)
);
comment on column training.course_delivery.attendees is 'null: no register at all; with a register missing the count is a floor';

create table training.e_learning (
  year_id        uuid not null constraint e_learning_year_id_fkey references training.published_year (id) on delete cascade
                 constraint e_learning_pkey primary key,
  completions    int,
  previous_completions int,
  change_percent numeric,
  top_ten        jsonb not null default '[]',
  note           text,
  source         text not null
);
comment on column training.e_learning.top_ten is 'oldest first: { words, endsOn, courses in order, source }';

create schema reviews;

create table reviews.notification_count (
  id             uuid not null default uuidv7() constraint notification_count_pkey primary key,
  partnership_id uuid not null constraint notification_count_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  starts_on      date not null,
  ends_on        date not null,
  period_words   text not null,
  combined       int,
  serious_incident_notifications int,
  counting_rule  text not null,
  note           text,
  source         text not null,
  fingerprint    text not null,
  constraint notification_count_ends_on_check check (ends_on >= starts_on),
  constraint notification_count_partnership_id_starts_on_key unique (partnership_id, starts_on)
);
comment on table reviews.notification_count is 'published counts only, no case: notifications and portal referrals together, and those of them notified with a rapid review';
