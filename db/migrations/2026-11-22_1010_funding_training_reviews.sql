-- The year's account as a partnership publishes it: money, courses, notifications. Unit amount, quantity and total are kept apart, since printed tables mix them.
create schema funding;

create table funding.account (
  id             uuid not null default uuidv7() constraint account_pkey primary key,
  partnership_id uuid not null constraint account_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  title          text not null,
  period_words   text not null,
  starts_on      date not null,
  ends_on        date not null,
  printed        jsonb not null default '{}',
  notes          jsonb not null default '[]',
  source         text not null,
  constraint account_partnership_id_starts_on_key unique (partnership_id, starts_on)
);

create table funding.line (
  id         uuid not null default uuidv7() constraint line_pkey primary key,
  account_id uuid not null constraint line_account_id_fkey references funding.account (id) on delete cascade,
  kind       text not null constraint line_kind_check check (kind in ('income', 'expenditure', 'contribution')),
  position   int not null,
  label      text not null,
  contributor_group text,
  organisation_id uuid constraint line_organisation_id_fkey references identity.organisation (id) on delete restrict,
  unit_pence int,
  quantity   int not null default 1,
  total_pence int,
  note       text,
  constraint line_account_id_kind_position_key unique (account_id, kind, position)
);
comment on column funding.line.total_pence is 'null: not known, so that every total over it says at least';

create schema training;

create table training.course_delivery (
  id             uuid not null default uuidv7() constraint course_delivery_pkey primary key,
  partnership_id uuid not null constraint course_delivery_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  starts_on      date not null,
  ends_on        date not null,
  position       int not null,
  kind           text not null constraint course_delivery_kind_check check (kind in ('course', 'event', 'associate-trainers', 'e-learning')),
  name           text not null,
  courses        int,
  attendees      int,
  is_register_missing boolean not null default false,
  details        jsonb not null default '{}',
  source         text not null,
  constraint course_delivery_partnership_id_starts_on_kind_position_key unique (partnership_id, starts_on, kind, position)
);

create schema reviews;

create table reviews.notification_count (
  id             uuid not null default uuidv7() constraint notification_count_pkey primary key,
  partnership_id uuid not null constraint notification_count_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  starts_on      date not null,
  ends_on        date not null,
  combined       int,
  serious_incident_notifications int,
  counting_rule  text not null,
  source         text not null,
  constraint notification_count_partnership_id_starts_on_key unique (partnership_id, starts_on)
);
comment on table reviews.notification_count is 'published counts only, no case: notifications and portal referrals together, and those of them notified with a rapid review';
