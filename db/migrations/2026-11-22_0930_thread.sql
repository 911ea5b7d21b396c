-- Whatever people refer to is a record with a stable reference; records are linked by named relations. The golden thread hangs here once.
create schema thread;

create table thread.record (
  id             uuid not null default uuidv7() constraint record_pkey primary key,
  partnership_id uuid not null constraint record_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  organisation_id uuid constraint record_organisation_id_fkey references identity.organisation (id) on delete restrict,
  reference      text not null constraint record_reference_key unique,
  kind           text not null,
  title          text not null,
  state          text not null,
  marking        text not null default 'OFFICIAL',
  page           text not null,
  is_invented    boolean not null default false,
  registered_at  timestamptz not null default now(),
  changed_at     timestamptz not null default now()
);
comment on column thread.record.organisation_id is 'the one agency that the record belongs to, such as a return: other agencies do not know of it';
create index record_partnership_id_kind_idx on thread.record (partnership_id, kind);

create table thread.link (
  id         uuid not null default uuidv7() constraint link_pkey primary key,
  from_id    uuid not null constraint link_from_id_fkey references thread.record (id) on delete cascade,
  to_id      uuid not null constraint link_to_id_fkey references thread.record (id) on delete cascade,
  relation   text not null constraint link_relation_check check (relation in
    ('serves', 'came from', 'evidences', 'measures', 'answers', 'repeats', 'reported in', 'given to')),
  reason     text,
  linked_at  timestamptz not null default now(),
  constraint link_from_id_to_id_relation_key unique (from_id, to_id, relation),
  constraint link_to_id_check check (from_id <> to_id)
);
create index link_to_id_idx on thread.link (to_id);

create table thread.counter (
  partnership_id uuid not null constraint counter_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  kind           text not null,
  year           int not null,
  last           int not null,
  constraint counter_pkey primary key (partnership_id, kind, year)
);
