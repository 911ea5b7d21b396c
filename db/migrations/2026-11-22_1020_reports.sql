-- A yearly report is built on the statutory contents of a dated edition of the guidance; every figure in it keeps where it came from.
create schema reports;

create table reports.local_addition (
  partnership_id uuid not null constraint local_addition_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  slug           text not null,
  position       int not null,
  title          text not null,
  asks           text not null,
  written_by     text not null constraint local_addition_written_by_check check (written_by in ('team', 'scrutineer')),
  copy_to        jsonb not null default '[]',
  source         text not null,
  constraint local_addition_pkey primary key (partnership_id, slug)
);
comment on table reports.local_addition is 'what this partnership''s report holds beyond the statutory contents, as its arrangements say';

create table reports.report (
  id             uuid not null default uuidv7() constraint report_pkey primary key,
  record_id      uuid not null constraint report_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id uuid not null constraint report_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  title          text not null,
  starts_on      date not null,
  ends_on        date not null,
  edition        text not null,
  edition_reason text,
  state          text not null default 'draft' constraint report_state_check check (state in ('draft', 'published', 'withdrawn')),
  created_at     timestamptz not null default now(),
  constraint report_ends_on_check check (ends_on > starts_on),
  constraint report_partnership_id_starts_on_ends_on_title_key unique (partnership_id, starts_on, ends_on, title)
);
comment on column reports.report.edition is 'WT2018, WT2023 or WT2026: whose contents it is built on';

create table reports.section (
  report_id    uuid not null constraint section_report_id_fkey references reports.report (id) on delete cascade,
  item         text not null,
  position     int not null,
  title        text not null,
  asks         text not null,
  source       text not null,
  certainty    text not null constraint section_certainty_check check (certainty in ('seen', 'known', 'inferred', 'unknown')),
  is_statutory boolean not null,
  written_by   text not null constraint section_written_by_check check (written_by in ('team', 'scrutineer')),
  narrative    text not null default '',
  version      int not null default 1,
  changed_at   timestamptz not null default now(),
  changed_by   uuid constraint section_changed_by_fkey references identity.person (id) on delete restrict,
  constraint section_pkey primary key (report_id, item),
  constraint section_report_id_position_key unique (report_id, position)
);
comment on table reports.section is 'what was asked is kept with the report, so that a later edition does not change an earlier report';

create table reports.pin (
  id         uuid not null default uuidv7() constraint pin_pkey primary key,
  report_id  uuid not null constraint pin_report_id_fkey references reports.report (id) on delete cascade,
  item       text not null,
  kind       text not null constraint pin_kind_check check (kind in ('indicator', 'warning', 'table')),
  key        text not null,
  claim      text not null constraint pin_claim_check check (claim in ('activity', 'output', 'practice', 'experience', 'outcome')),
  pinned_at  timestamptz not null default now(),
  constraint pin_report_id_item_kind_key_key unique (report_id, item, kind, key),
  constraint pin_section_fkey foreign key (report_id, item) references reports.section (report_id, item) on delete cascade
);
