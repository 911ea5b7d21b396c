-- Every change leaves one event in the transaction that made it: who, in which office, what, which record, when. Never case text.
create schema platform;

create table platform.audit_event (
  id             uuid not null default uuidv7() constraint audit_event_pkey primary key,
  at             timestamptz not null default clock_timestamp(),
  person_id      uuid,
  office_id      uuid,
  partnership_id uuid,
  name           text not null constraint audit_event_name_check check (name ~ '^[a-z-]+\.[a-z-]+$'),
  subject        text not null,
  details        jsonb not null default '{}'
);
comment on column platform.audit_event.person_id is 'null: done by the installation itself (a pack loaded, a demonstration made)';
create index audit_event_subject_idx on platform.audit_event (subject, at);
create index audit_event_partnership_id_at_idx on platform.audit_event (partnership_id, at desc);

-- The trail is append-only for everybody who reaches it through the application.
create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit events are never changed or removed';
end $$;
create trigger audit_event_append_only before update or delete on platform.audit_event
  for each row execute function platform.refuse_change();

-- Facts about the installation: which packs are loaded, whether it is a demonstration.
create table platform.setting (
  key        text not null constraint setting_pkey primary key,
  value      jsonb not null,
  changed_at timestamptz not null default now()
);
