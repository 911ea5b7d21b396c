-- Every event is chained by hash to the one before it in its partnership, so that what was changed behind the application's back is
-- found (docs/adr/0021-audit-chain.md). Events of no partnership form the chain of the installation.
alter table platform.audit_event
  add column position      bigint not null default 0,
  add column body          text   not null default '',
  add column previous_hash text   not null default '',
  add column hash          text   not null default '';
comment on column platform.audit_event.position is 'from 1, within the chain of its partnership; this and the next three are set by the trigger, whatever was sent';
comment on column platform.audit_event.body is 'the exact characters that were hashed: every other column as one JSON text, the time in UTC to the microsecond';
comment on column platform.audit_event.hash is 'SHA-256 of previous_hash, a line feed and body, in UTF-8, as 64 hexadecimal digits; the first event follows 64 zeros';

create table platform.audit_head (
  chain    text   not null constraint audit_head_pkey primary key,
  position bigint not null,
  hash     text   not null constraint audit_head_hash_check check (hash ~ '^[0-9a-f]{64}$')
);
comment on table platform.audit_head is 'the last event of each chain; its row is held until commit by whoever adds one, which keeps the events of a chain in one order';
comment on column platform.audit_head.chain is 'the partnership''s id, or installation';

-- The JSON text of an event. jsonb writes its keys in one order and its values in one form, whatever was sent.
create function platform.audit_body(event platform.audit_event) returns text stable language sql
  set search_path = pg_catalog, pg_temp
  return jsonb_build_object(
    'position', event.position,
    'id', event.id,
    'at', to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'partnership', event.partnership_id,
    'person', event.person_id,
    'office', event.office_id,
    'name', event.name,
    'subject', event.subject,
    'details', event.details)::text;

create function platform.chain_audit_event() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  its_chain constant text := coalesce(new.partnership_id::text, 'installation');
  head platform.audit_head;
begin
  -- Held until commit: a second transaction of the same partnership waits here, and one that rolls back leaves no gap.
  select * into head from platform.audit_head where chain = its_chain for update;
  if not found then
    insert into platform.audit_head (chain, position, hash) values (its_chain, 0, repeat('0', 64)) on conflict (chain) do nothing;
    select * into strict head from platform.audit_head where chain = its_chain for update;
  end if;
  new.position := head.position + 1;
  new.at := clock_timestamp();
  new.previous_hash := head.hash;
  new.body := platform.audit_body(new);
  new.hash := encode(sha256(convert_to(new.previous_hash || E'\n' || new.body, 'UTF8')), 'hex');
  update platform.audit_head set position = new.position, hash = new.hash where chain = its_chain;
  return new;
end $$;
comment on function platform.chain_audit_event is 'runs as the owner: the application''s role may not touch the heads';

-- What happened before there was a chain, in the order in which it happened. Nothing of it is changed.
alter table platform.audit_event disable trigger audit_event_append_only;
do $$
declare
  event platform.audit_event;
  its_chain text;
  head platform.audit_head;
begin
  for event in select * from platform.audit_event order by at, id loop
    its_chain := coalesce(event.partnership_id::text, 'installation');
    select * into head from platform.audit_head where chain = its_chain;
    event.position := coalesce(head.position, 0) + 1;
    event.previous_hash := coalesce(head.hash, repeat('0', 64));
    event.body := platform.audit_body(event);
    event.hash := encode(sha256(convert_to(event.previous_hash || E'\n' || event.body, 'UTF8')), 'hex');
    update platform.audit_event
      set position = event.position, previous_hash = event.previous_hash, body = event.body, hash = event.hash
      where id = event.id;
    insert into platform.audit_head (chain, position, hash) values (its_chain, event.position, event.hash)
      on conflict (chain) do update set position = excluded.position, hash = excluded.hash;
  end loop;
end $$;
alter table platform.audit_event enable trigger audit_event_append_only;

alter table platform.audit_event
  add constraint audit_event_partnership_id_position_key unique nulls not distinct (partnership_id, position),
  add constraint audit_event_position_check check (position > 0),
  add constraint audit_event_hash_check check (hash ~ '^[0-9a-f]{64}$' and previous_hash ~ '^[0-9a-f]{64}$');
create trigger audit_event_chained before insert on platform.audit_event
  for each row execute function platform.chain_audit_event();
create trigger audit_event_not_emptied before truncate on platform.audit_event
  for each statement execute function platform.refuse_change();

-- The trail is searched newest first by who, in which office, and what.
create index audit_event_partnership_id_person_id_position_idx on platform.audit_event (partnership_id, person_id, position);
create index audit_event_partnership_id_office_id_position_idx on platform.audit_event (partnership_id, office_id, position);
create index audit_event_partnership_id_name_position_idx on platform.audit_event (partnership_id, name, position);

-- The application says what happened, to what, and who did it; everything else is not its to say.
revoke insert on platform.audit_event from goldenthread_app;
grant insert (partnership_id, person_id, office_id, name, subject, details) on platform.audit_event to goldenthread_app;

-- An agency's administrator reads what that agency's offices did, also to records that they may not open.
create policy read_own_agency on platform.audit_event for select to goldenthread_app
  using (partnership_id = (select platform.acting_partnership())
    and (select platform.acting_reach()) = 'organisation'
    and (select exists (
      select from identity.access
        join identity.office on office.id = access.office_id
        join identity.holding on holding.office_id = office.id
        where access.role = 'agency-administrator' and access.partnership_id = platform.acting_partnership()
          and office.organisation_id = platform.acting_organisation() and holding.person_id = platform.acting_person()))
    and office_id in (select id from identity.office where organisation_id = (select platform.acting_organisation())));

-- When each chain was last walked from end to end, and what was found.
create table platform.audit_check (
  chain          text not null constraint audit_check_pkey primary key,
  partnership_id uuid,
  checked_at     timestamptz not null,
  events         bigint not null,
  problem        text
);
comment on column platform.audit_check.events is 'how many events followed one another without a break';
comment on column platform.audit_check.problem is 'null: the chain is whole; else the first broken link in a sentence';
alter table platform.audit_check enable row level security;
create policy own_partnership on platform.audit_check to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in ('partnership', 'organisation'));
grant select on platform.audit_check to goldenthread_app;
