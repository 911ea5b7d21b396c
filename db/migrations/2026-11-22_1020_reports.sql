-- A yearly report is built on the statutory contents of a dated pack; every figure in it keeps where it came from.
create schema reports;

create table reports.report (
  id             uuid not null default uuidv7() constraint report_pkey primary key,
  record_id      uuid not null constraint report_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id uuid not null constraint report_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  title          text not null,
  starts_on      date not null,
  ends_on        date not null,
  guidance       text not null,
  state          text not null default 'draft' constraint report_state_check check (state in ('draft', 'published', 'withdrawn')),
  version        int not null default 1,
  created_at     timestamptz not null default now(),
  constraint report_ends_on_check check (ends_on > starts_on),
  constraint report_partnership_id_starts_on_ends_on_title_key unique (partnership_id, starts_on, ends_on, title)
);

create table reports.section (
  report_id  uuid not null constraint section_report_id_fkey references reports.report (id) on delete cascade,
  item       text not null,
  narrative  text not null default '',
  version    int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  constraint section_pkey primary key (report_id, item)
);

create table reports.pin (
  id         uuid not null default uuidv7() constraint pin_pkey primary key,
  report_id  uuid not null constraint pin_report_id_fkey references reports.report (id) on delete cascade,
  item       text not null,
  position   int not null,
  kind       text not null constraint pin_kind_check check (kind in ('indicator', 'warning', 'table')),
  key        text not null,
  claim      text not null constraint pin_claim_check check (claim in ('activity', 'output', 'practice', 'experience', 'outcome')),
  note       text,
  pinned_at  timestamptz not null default now(),
  constraint pin_report_id_item_kind_key_key unique (report_id, item, kind, key),
  constraint pin_section_fkey foreign key (report_id, item) references reports.section (report_id, item) on delete cascade
);
