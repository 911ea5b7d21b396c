-- The catalogue of indicators, and published national figures kept apart from anything an agency sends or a demonstration invents.
create schema indicators;

create table indicators.dataset (
  id            uuid not null default uuidv7() constraint dataset_pkey primary key,
  slug          text not null constraint dataset_slug_key unique,
  title         text not null,
  publisher     text not null,
  licence       text not null,
  source_note   text,
  file_name     text not null,
  sha256        text not null,
  released_on   date,
  imported_at   timestamptz not null default now(),
  row_count     int not null default 0,
  problem_count int not null default 0
);

create table indicators.measure (
  id         int not null generated always as identity constraint measure_pkey primary key,
  source     text not null constraint measure_source_check check (source in ('dfe', 'lait', 'ons')),
  code       text not null,
  name       text not null,
  unit       text,
  decimals   int,
  polarity   text,
  topic      text,
  definition text,
  constraint measure_source_code_key unique (source, code)
);

-- No foreign keys and one index: with three keys and a second index the half million published figures took three times as long to
-- load. The importer resolves every id before it writes, and a test asserts that no figure lacks its measure, area or dataset.
create table indicators.national_value (
  measure_id int not null,
  area_id    smallint not null,
  period     text not null,
  starts_on  date,
  ends_on    date not null,
  value      numeric,
  state      text not null constraint national_value_state_check check (state in ('value', 'c', 'x', 'z', 'k', 'u', 'missing', 'held')),
  dataset_id uuid not null,
  constraint national_value_pkey primary key (measure_id, period, area_id),
  constraint national_value_value_check check ((state = 'value') = (value is not null) or (state in ('held', 'u') and value is not null))
);
comment on column indicators.national_value.state is 'value; c confidential, x not available, z not applicable, k rounds to 0, u low reliability, missing, held (out of range until a person accepts it; it keeps its value)';

create table indicators.neighbour_model (
  model    text not null constraint neighbour_model_pkey primary key,
  dated_on date not null,
  title    text not null
);

create table indicators.neighbour (
  model        text not null constraint neighbour_model_fkey references indicators.neighbour_model (model) on delete cascade,
  area_id      smallint not null constraint neighbour_area_id_fkey references partnerships.area (id) on delete restrict,
  position     smallint not null,
  neighbour_id smallint not null constraint neighbour_neighbour_id_fkey references partnerships.area (id) on delete restrict,
  closeness    text not null,
  constraint neighbour_pkey primary key (model, area_id, position)
);

create table indicators.indicator (
  id           uuid not null default uuidv7() constraint indicator_pkey primary key,
  code         text not null constraint indicator_code_key unique,
  slug         text not null constraint indicator_slug_key unique,
  position     int not null,
  theme        text not null,
  name         text not null,
  question     text not null,
  definition   text not null,
  numerator    text not null,
  denominator  text,
  unit         text not null,
  multiplier   numeric,
  decimals     int not null default 1,
  polarity     text not null constraint indicator_polarity_check check (polarity in ('higher-better', 'lower-better', 'none')),
  owner_kind   text not null,
  asked_of     text,
  frequency    text not null,
  details      jsonb not null default '{}',
  measure_id   int constraint indicator_measure_id_fkey references indicators.measure (id) on delete set null,
  certainty    text not null,
  version      int not null default 1
);
comment on column indicators.indicator.measure_id is 'the published measure that it is compared with, when one exists';

-- Which organisation supplies which indicator to which partnership, with the partnership's own target.
create table indicators.supply (
  id              uuid not null default uuidv7() constraint supply_pkey primary key,
  partnership_id  uuid not null constraint supply_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  indicator_id    uuid not null constraint supply_indicator_id_fkey references indicators.indicator (id) on delete cascade,
  organisation_id uuid not null constraint supply_organisation_id_fkey references identity.organisation (id) on delete restrict,
  target          numeric,
  target_note     text,
  constraint supply_partnership_id_indicator_id_key unique (partnership_id, indicator_id)
);

-- One figure for one period, as an accepted return gave it or as the demonstration invented it. Never a published figure.
create table indicators.observation (
  id              uuid not null default uuidv7() constraint observation_pkey primary key,
  partnership_id  uuid not null constraint observation_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  indicator_id    uuid not null constraint observation_indicator_id_fkey references indicators.indicator (id) on delete restrict,
  organisation_id uuid not null constraint observation_organisation_id_fkey references identity.organisation (id) on delete restrict,
  starts_on       date not null,
  ends_on         date not null,
  numerator       numeric,
  denominator     numeric,
  value           numeric,
  state           text not null constraint observation_state_check check (state in ('value', 'missing', 'not collected', 'not applicable', 'suppressed')),
  reason          text,
  is_invented     boolean not null default false,
  return_id       uuid,
  recorded_at     timestamptz not null default now(),
  replaced_at     timestamptz,
  constraint observation_value_check check ((state = 'value') = (value is not null)),
  constraint observation_ends_on_check check (ends_on >= starts_on),
  constraint observation_reason_check check (state = 'value' or reason is not null),
  constraint observation_invented_check check (not (is_invented and return_id is not null and reason is null and state <> 'value'))
);
create unique index observation_current_key on indicators.observation (partnership_id, indicator_id, starts_on, ends_on) where replaced_at is null;

-- A definition changed, a service began: drawn on the chart; a rebase starts new limits because a person decided so.
create table indicators.annotation (
  id             uuid not null default uuidv7() constraint annotation_pkey primary key,
  partnership_id uuid not null constraint annotation_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  indicator_id   uuid not null constraint annotation_indicator_id_fkey references indicators.indicator (id) on delete cascade,
  starts_on      date not null,
  text           text not null,
  is_rebase      boolean not null default false,
  author         text not null
);
