-- The words of a partnership's titles, each once, so that a misspelt search compares words instead of every title: there are fewer of them,
-- and their number grows more slowly than that of the records (docs/adr/0030). Only words that everybody of the partnership may find stand
-- here. A job rebuilds the list each night; titles that are newer than it are read beside it.

create table thread.word (
  partnership_id uuid not null constraint word_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  word           text not null,
  constraint word_pkey primary key (partnership_id, word)
);
create table thread.word_list (
  partnership_id uuid not null constraint word_list_pkey primary key
    constraint word_list_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  built_at       timestamptz not null
);
comment on table thread.word_list is 'when the words of a partnership''s titles were last read; none: never';

alter table thread.word enable row level security;
create policy own_partnership on thread.word for select to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in ('partnership', 'organisation'));
alter table thread.word_list enable row level security;
create policy own_partnership on thread.word_list for select to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in ('partnership', 'organisation'));
grant select on thread.word, thread.word_list to goldenthread_app;

-- Trigrams of titles are no longer compared by anybody.
drop index thread.record_title_idx;
