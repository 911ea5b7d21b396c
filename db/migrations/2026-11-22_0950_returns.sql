-- A quarter is opened for a partnership; every agency that supplies indicators owes one return; open, signed off and accepted are different states.
create schema returns;

create table returns.quarter (
  id             uuid not null default uuidv7() constraint quarter_pkey primary key,
  partnership_id uuid not null constraint quarter_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  starts_on      date not null,
  ends_on        date not null,
  due_on         date not null,
  is_demonstration boolean not null default false,
  opened_at      timestamptz not null default now(),
  constraint quarter_partnership_id_starts_on_key unique (partnership_id, starts_on),
  constraint quarter_ends_on_check check (ends_on > starts_on),
  constraint quarter_due_on_check check (due_on > ends_on)
);

create table returns.agency_return (
  id              uuid not null default uuidv7() constraint agency_return_pkey primary key,
  quarter_id      uuid not null constraint agency_return_quarter_id_fkey references returns.quarter (id) on delete cascade,
  partnership_id  uuid not null constraint agency_return_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  organisation_id uuid not null constraint agency_return_organisation_id_fkey references identity.organisation (id) on delete restrict,
  record_id       uuid not null constraint agency_return_record_id_fkey references thread.record (id) on delete restrict,
  state           text not null default 'open' constraint agency_return_state_check check (state in
    ('open', 'signed-off', 'accepted', 'returned')),
  version         int not null default 1,
  saved_at        timestamptz,
  saved_by        uuid constraint agency_return_saved_by_fkey references identity.person (id) on delete restrict,
  first_signed_off_at timestamptz,
  signed_off_at   timestamptz,
  signed_off_by   uuid constraint agency_return_signed_off_by_fkey references identity.person (id) on delete restrict,
  signed_off_name text,
  signed_off_office text,
  accepted_at     timestamptz,
  decided_at      timestamptz,
  decided_by      uuid constraint agency_return_decided_by_fkey references identity.person (id) on delete restrict,
  decision_note   text,
  constraint agency_return_quarter_id_organisation_id_key unique (quarter_id, organisation_id),
  constraint agency_return_signed_off_name_check check (state not in ('signed-off', 'accepted') or
    (signed_off_at is not null and signed_off_name is not null and signed_off_office is not null)),
  constraint agency_return_decision_note_check check (state <> 'returned' or decision_note is not null)
);
comment on column returns.agency_return.signed_off_by is 'who pressed the button; signed_off_name and signed_off_office name the officer who answers for the figures';
comment on column returns.agency_return.accepted_at is 'the last acceptance; it stays when the return is reopened, because its figures stand until the next one';
create index agency_return_partnership_id_organisation_id_idx on returns.agency_return (partnership_id, organisation_id);

-- What a return asks for is fixed when its quarter is opened: a later change of who supplies what does not change it.
create table returns.asked (
  return_id    uuid not null constraint asked_return_id_fkey references returns.agency_return (id) on delete cascade,
  indicator_id uuid not null constraint asked_indicator_id_fkey references indicators.indicator (id) on delete restrict,
  constraint asked_pkey primary key (return_id, indicator_id)
);

create table returns.entry (
  return_id    uuid not null,
  indicator_id uuid not null,
  numerator    numeric,
  denominator  numeric,
  value        numeric,
  state        text not null constraint entry_state_check check (state in ('value', 'missing', 'not collected', 'not applicable', 'suppressed')),
  reason       text,
  note         text,
  is_unusual   boolean not null default false,
  changed_at   timestamptz not null default now(),
  changed_by   uuid constraint entry_changed_by_fkey references identity.person (id) on delete restrict,
  constraint entry_pkey primary key (return_id, indicator_id),
  constraint entry_asked_fkey foreign key (return_id, indicator_id) references returns.asked (return_id, indicator_id) on delete cascade,
  constraint entry_value_check check ((state = 'value') = (value is not null)),
  constraint entry_reason_check check (state = 'value' or reason is not null)
);
comment on column returns.entry.is_unusual is 'outside the usual range of the earlier figures when it was saved: a note must explain it before sign-off';

create table returns.upload (
  id          uuid not null default uuidv7() constraint upload_pkey primary key,
  return_id   uuid not null constraint upload_return_id_fkey references returns.agency_return (id) on delete cascade,
  file_name   text not null,
  sha256      text not null,
  byte_count  int not null,
  content     bytea not null,
  received_at timestamptz not null default now(),
  received_by uuid constraint upload_received_by_fkey references identity.person (id) on delete restrict,
  entry_count int not null,
  constraint upload_return_id_sha256_key unique (return_id, sha256)
);
