-- Governance: documents and who signed them off, assurance to chief officers, protocols, disputes, guidance and information-sharing agreements.
create schema governance;
grant usage on schema governance to goldenthread_app;

-- A policy, procedure, published arrangement or other key document, and its versions. A joint one is kept by each partnership for itself.
create table governance.document (
  id              uuid not null default uuidv7() constraint document_pkey primary key,
  record_id       uuid not null constraint document_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id  uuid not null constraint document_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  kind            text not null constraint document_kind_check check (kind in
    ('arrangements', 'policy', 'procedure', 'threshold', 'scrutiny-plan', 'budget', 'yearly-report', 'other')),
  title           text not null constraint document_title_check check (length(title) between 1 and 200),
  owner_office_id uuid not null constraint document_owner_office_id_fkey references identity.office (id) on delete restrict,
  review_on       date,
  state           text not null default 'in-use' constraint document_state_check check (state in ('in-use', 'withdrawn')),
  withdrawn_on    date,
  withdrawn_why   text,
  replaced_by_id  uuid constraint document_replaced_by_id_fkey references governance.document (id) on delete restrict,
  is_invented     boolean not null default false,
  version         int not null default 1,
  constraint document_record_id_key unique (record_id),
  constraint document_withdrawn_check check ((state = 'withdrawn') = (withdrawn_on is not null) and (state <> 'withdrawn' or withdrawn_why is not null)),
  constraint document_replaced_by_check check (replaced_by_id is null or state = 'withdrawn')
);
create index document_partnership_id_idx on governance.document (partnership_id, state, review_on);

create table governance.document_version (
  id                 uuid not null default uuidv7() constraint document_version_pkey primary key,
  document_id        uuid not null constraint document_version_document_id_fkey references governance.document (id) on delete cascade,
  number             int not null constraint document_version_number_check check (number > 0),
  label              text not null constraint document_version_label_check check (length(label) between 1 and 60),
  what_changed       text not null constraint document_version_what_changed_check check (length(what_changed) between 1 and 1000),
  body               text,
  file_id            uuid,
  made_on            date not null,
  approved_on        date,
  approved_by        text,
  approval_reference text,
  publish_by         date,
  published_on       date,
  published_at       text,
  sign_off_record_id uuid constraint document_version_sign_off_record_id_fkey references thread.record (id) on delete restrict,
  constraint document_version_document_id_number_key unique (document_id, number),
  constraint document_version_document_id_label_key unique (document_id, label),
  constraint document_version_approved_check check ((approved_on is null) = (approved_by is null)),
  constraint document_version_published_check check ((published_on is null) = (published_at is null))
);
comment on column governance.document_version.what_changed is 'what differs from the version before, in a sentence of its author';
comment on column governance.document_version.publish_by is 'by when it is to be published: the timescale of a change to the arrangements that the yearly report states';

-- One signature asked of one office for one version. A new version has none: sign-off starts anew.
create table governance.signature (
  id             uuid not null default uuidv7() constraint signature_pkey primary key,
  partnership_id uuid not null constraint signature_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  version_id     uuid not null constraint signature_version_id_fkey references governance.document_version (id) on delete cascade,
  office_id      uuid not null constraint signature_office_id_fkey references identity.office (id) on delete restrict,
  capacity       text not null constraint signature_capacity_check check (length(capacity) between 1 and 200),
  due_on         date,
  signed_on      date,
  way            text constraint signature_way_check check (way in ('self', 'recorded')),
  signed_by      uuid constraint signature_signed_by_fkey references identity.person (id) on delete restrict,
  signer_name    text,
  recorded_by    uuid constraint signature_recorded_by_fkey references identity.person (id) on delete restrict,
  evidence       text,
  evidence_file_id uuid,
  note           text,
  entered_at     timestamptz,
  constraint signature_version_id_office_id_key unique (version_id, office_id),
  constraint signature_signed_check check ((signed_on is null) = (way is null) and (signed_on is null) = (entered_at is null) and (signed_on is null) = (signer_name is null)),
  constraint signature_self_check check (way is distinct from 'self' or signed_by is not null),
  constraint signature_recorded_check check (way is distinct from 'recorded' or evidence is not null or evidence_file_id is not null)
);
comment on column governance.signature.capacity is 'under what authority the office signs, such as lead safeguarding partner';
comment on column governance.signature.way is 'self: given here by the holder of the office; recorded: given elsewhere and entered by the business team with its evidence';
create index signature_office_id_idx on governance.signature (office_id) where signed_on is null;
create index signature_partnership_id_idx on governance.signature (partnership_id, signed_on desc);

-- The delegates' dated assurance to their chief officers (WT 2023: lead safeguarding partners stay accountable), by a rhythm that the partnership sets.
create table governance.assurance_rhythm (
  id                  uuid not null default uuidv7() constraint assurance_rhythm_pkey primary key,
  partnership_id      uuid not null constraint assurance_rhythm_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  delegated_office_id uuid not null constraint assurance_rhythm_delegated_office_id_fkey references identity.office (id) on delete restrict,
  lead_office_id      uuid not null constraint assurance_rhythm_lead_office_id_fkey references identity.office (id) on delete restrict,
  every_months        int not null constraint assurance_rhythm_every_months_check check (every_months between 1 and 24),
  starts_on           date not null,
  due_days            int not null constraint assurance_rhythm_due_days_check check (due_days between 0 and 180),
  ended_on            date,
  is_invented         boolean not null default false,
  version             int not null default 1,
  constraint assurance_rhythm_partnership_id_delegated_office_id_starts_on_key unique (partnership_id, delegated_office_id, starts_on),
  constraint assurance_rhythm_lead_office_id_check check (lead_office_id <> delegated_office_id),
  constraint assurance_rhythm_ended_on_check check (ended_on is null or ended_on >= starts_on)
);
comment on column governance.assurance_rhythm.due_days is 'calendar days after the end of a period by which its assurance is due';

create table governance.assurance (
  id               uuid not null default uuidv7() constraint assurance_pkey primary key,
  record_id        uuid not null constraint assurance_record_id_key unique constraint assurance_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id   uuid not null constraint assurance_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  rhythm_id        uuid not null constraint assurance_rhythm_id_fkey references governance.assurance_rhythm (id) on delete restrict,
  period_starts_on date not null,
  period_ends_on   date not null,
  due_on           date not null,
  assured          text not null,
  evidence         text not null,
  reservation      text,
  given_on         date not null,
  given_by         uuid constraint assurance_given_by_fkey references identity.person (id) on delete restrict,
  received_on      date,
  received_by      uuid constraint assurance_received_by_fkey references identity.person (id) on delete restrict,
  reply            text,
  is_invented      boolean not null default false,
  version          int not null default 1,
  constraint assurance_rhythm_id_period_starts_on_key unique (rhythm_id, period_starts_on),
  constraint assurance_period_check check (period_ends_on >= period_starts_on),
  constraint assurance_received_check check (received_on is null or received_on >= given_on)
);
comment on column governance.assurance.reservation is 'what the delegate could not assure; null: none, said so';

create table governance.protocol (
  id              uuid not null default uuidv7() constraint protocol_pkey primary key,
  record_id       uuid not null constraint protocol_record_id_key unique constraint protocol_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id  uuid not null constraint protocol_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  kind            text not null constraint protocol_kind_check check (kind in ('board', 'protocol')),
  name            text not null constraint protocol_name_check check (length(name) between 1 and 200),
  parties         text not null,
  purpose         text not null,
  owner_office_id uuid not null constraint protocol_owner_office_id_fkey references identity.office (id) on delete restrict,
  version_label   text,
  address         text,
  review_on       date,
  state           text not null default 'in-use' constraint protocol_state_check check (state in ('in-use', 'ended')),
  source          text,
  is_invented     boolean not null default false,
  version         int not null default 1,
  constraint protocol_partnership_id_name_key unique (partnership_id, name)
);
comment on column governance.protocol.kind is 'board: a link with another strategic board; protocol: a joint protocol with its parties';

-- A review of a document, protocol or agreement that took place: its outcome and when the next is due.
create table governance.review (
  id             uuid not null default uuidv7() constraint review_pkey primary key,
  partnership_id uuid not null constraint review_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  record_id      uuid not null constraint review_record_id_fkey references thread.record (id) on delete restrict,
  reviewed_on    date not null,
  outcome        text not null constraint review_outcome_check check (outcome in ('no-change', 'changed', 'to-change', 'ends')),
  note           text not null,
  next_on        date,
  person_id      uuid constraint review_person_id_fkey references identity.person (id) on delete restrict,
  entered_at     timestamptz not null,
  constraint review_record_id_reviewed_on_key unique (record_id, reviewed_on),
  constraint review_next_on_check check ((outcome = 'ends') = (next_on is null) and (next_on is null or next_on > reviewed_on))
);

-- New law, guidance and good practice, from being heard of to being implemented.
create table governance.guidance (
  id              uuid not null default uuidv7() constraint guidance_pkey primary key,
  record_id       uuid not null constraint guidance_record_id_key unique constraint guidance_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id  uuid not null constraint guidance_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  shipped_slug    text,
  kind            text not null constraint guidance_kind_check check (kind in ('law', 'statutory-guidance', 'guidance', 'reform', 'good-practice')),
  title           text not null constraint guidance_title_check check (length(title) between 1 and 200),
  publisher       text not null,
  source          text not null,
  address         text,
  certainty       text not null constraint guidance_certainty_check check (certainty in ('verified', 'believed', 'not-verified')),
  certainty_note  text,
  heard_on        date not null,
  in_force_on     date,
  in_force_words  text,
  summary         text not null,
  who_must        text,
  owner_office_id uuid constraint guidance_owner_office_id_fkey references identity.office (id) on delete restrict,
  due_on          date,
  state           text not null default 'new' constraint guidance_state_check check (state in ('new', 'read', 'actions', 'implemented', 'not-for-us')),
  changed_locally text,
  evidence        text,
  implemented_on  date,
  reason          text,
  is_invented     boolean not null default false,
  version         int not null default 1,
  constraint guidance_partnership_id_shipped_slug_key unique (partnership_id, shipped_slug),
  constraint guidance_read_check check (state in ('new', 'not-for-us') or (who_must is not null and owner_office_id is not null)),
  constraint guidance_implemented_check check (state <> 'implemented' or (changed_locally is not null and evidence is not null and implemented_on is not null)),
  constraint guidance_not_for_us_check check (state <> 'not-for-us' or reason is not null)
);
comment on column governance.guidance.certainty is 'verified: read at its source; believed: known and not read again; not-verified: to be looked up before anybody relies on it';
comment on column governance.guidance.due_on is 'by when it must be implemented here; null: not settled';
create index guidance_partnership_id_idx on governance.guidance (partnership_id, state);

create table governance.guidance_action (
  guidance_id uuid not null constraint guidance_action_guidance_id_fkey references governance.guidance (id) on delete cascade,
  record_id   uuid not null constraint guidance_action_record_id_fkey references thread.record (id) on delete cascade,
  constraint guidance_action_pkey primary key (guidance_id, record_id)
);

create table governance.agreement (
  id              uuid not null default uuidv7() constraint agreement_pkey primary key,
  record_id       uuid not null constraint agreement_record_id_key unique constraint agreement_record_id_fkey references thread.record (id) on delete restrict,
  partnership_id  uuid not null constraint agreement_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  title           text not null constraint agreement_title_check check (length(title) between 1 and 200),
  purposes        text not null,
  data_level      text not null constraint agreement_data_level_check check (data_level in ('aggregate', 'pseudonymised', 'identifiable')),
  legal_basis     text not null,
  owner_office_id uuid not null constraint agreement_owner_office_id_fkey references identity.office (id) on delete restrict,
  starts_on       date,
  expires_on      date,
  review_on       date,
  address         text,
  state           text not null default 'open' constraint agreement_state_check check (state in ('open', 'ended')),
  is_invented     boolean not null default false,
  version         int not null default 1,
  constraint agreement_partnership_id_title_key unique (partnership_id, title),
  constraint agreement_expires_on_check check (expires_on is null or starts_on is null or expires_on >= starts_on)
);
comment on column governance.agreement.state is 'ended: no longer used; whether an open one is in force follows from its parties'' approvals and its dates';

create table governance.agreement_party (
  id              uuid not null default uuidv7() constraint agreement_party_pkey primary key,
  agreement_id    uuid not null constraint agreement_party_agreement_id_fkey references governance.agreement (id) on delete cascade,
  organisation_id uuid not null constraint agreement_party_organisation_id_fkey references identity.organisation (id) on delete restrict,
  office_id       uuid constraint agreement_party_office_id_fkey references identity.office (id) on delete restrict,
  due_on          date,
  approved_on     date,
  approved_by     text,
  evidence        text,
  constraint agreement_party_agreement_id_organisation_id_key unique (agreement_id, organisation_id),
  constraint agreement_party_approved_check check ((approved_on is null) = (approved_by is null))
);
comment on column governance.agreement_party.office_id is 'the office that owes the approval; null: not known yet';

-- What the three policies above have in common, and rows that hang on another one.
do $$
declare
  named text;
  entry text[];
begin
  foreach named in array array['document', 'signature', 'assurance_rhythm', 'assurance', 'protocol', 'review', 'guidance', 'agreement'] loop
    execute format('alter table governance.%I enable row level security', named);
    execute format('create policy own_partnership on governance.%I to goldenthread_app using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in (''partnership'', ''organisation''))', named);
    execute format('grant select, insert, update on governance.%I to goldenthread_app', named);
  end loop;
  foreach entry slice 1 in array array[['document_version', 'document_id', 'document'], ['guidance_action', 'guidance_id', 'guidance'],
    ['agreement_party', 'agreement_id', 'agreement']] loop
    execute format('alter table governance.%I enable row level security', entry[1]);
    execute format('create policy with_its_owner on governance.%I to goldenthread_app using (%I in (select id from governance.%I))', entry[1], entry[2], entry[3]);
    execute format('grant select, insert on governance.%I to goldenthread_app', entry[1]);
  end loop;
end $$;
grant update on governance.document_version, governance.agreement_party to goldenthread_app;
revoke update on governance.review from goldenthread_app;

-- Disputes between partners: only the parties' executive officers, the business manager and the scrutineer know that there is one.
create table governance.dispute_limit (
  partnership_id uuid not null constraint dispute_limit_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  step           text not null constraint dispute_limit_step_check check (step in ('representatives', 'chief-officers', 'scrutiny', 'arbitration')),
  days           int constraint dispute_limit_days_check check (days between 1 and 400),
  certainty      text not null constraint dispute_limit_certainty_check check (certainty in ('stated', 'agreed', 'assumed')),
  source         text not null,
  version        int not null default 1,
  constraint dispute_limit_pkey primary key (partnership_id, step)
);
comment on table governance.dispute_limit is 'how many calendar days a step may take, as the partnership set it; a step that is not here has no limit stated';
alter table governance.dispute_limit enable row level security;
create policy own_partnership on governance.dispute_limit to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in ('partnership', 'organisation'));
grant select, insert, update on governance.dispute_limit to goldenthread_app;

create table governance.dispute (
  id             uuid not null constraint dispute_pkey primary key constraint dispute_id_fkey references thread.record (id) on delete restrict,
  partnership_id uuid not null constraint dispute_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  is_funding     boolean not null,
  issue          text not null,
  step           text not null constraint dispute_step_check check (step in ('representatives', 'chief-officers', 'scrutiny', 'arbitration', 'resolved')),
  due_on         date,
  outcome        text,
  learning       text,
  is_invented    boolean not null default false,
  version        int not null default 1,
  constraint dispute_resolved_check check (step <> 'resolved' or (outcome is not null and learning is not null and due_on is null))
);
comment on table governance.dispute is 'its id is that of its record in the thread, which is restricted';

create table governance.dispute_party (
  -- Deferred: the parties are written first, so that the database lets whoever opens it write the rest.
  dispute_id      uuid not null constraint dispute_party_dispute_id_fkey references governance.dispute (id) on delete restrict deferrable initially deferred,
  organisation_id uuid not null constraint dispute_party_organisation_id_fkey references identity.organisation (id) on delete restrict,
  partnership_id  uuid not null constraint dispute_party_partnership_id_fkey references partnerships.partnership (id) on delete restrict,
  constraint dispute_party_pkey primary key (dispute_id, organisation_id)
);

create table governance.dispute_move (
  dispute_id uuid not null constraint dispute_move_dispute_id_fkey references governance.dispute (id) on delete restrict,
  position   int not null,
  to_step    text not null constraint dispute_move_to_step_check check (to_step in ('representatives', 'chief-officers', 'scrutiny', 'arbitration', 'resolved')),
  moved_on   date not null,
  reason     text not null,
  due_on     date,
  due_source text not null,
  person_id  uuid constraint dispute_move_person_id_fkey references identity.person (id) on delete restrict,
  constraint dispute_move_pkey primary key (dispute_id, position)
);
comment on column governance.dispute_move.due_source is 'where the time limit comes from and how sure it is, or that none is stated';

-- These run as the owner: a policy cannot ask the table that it stands on.
create function governance.handles_disputes() returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql
begin atomic
  select exists (select from identity.holding h join identity.access a on a.office_id = h.office_id join identity.office o on o.id = h.office_id
    where h.person_id = platform.acting_person() and o.organisation_id = platform.acting_organisation()
      and a.partnership_id = platform.acting_partnership() and a.role in ('business-manager', 'scrutineer')
      and (h.partnership_id is null or h.partnership_id = a.partnership_id)
      and h.starts_on <= platform.today_in_london() and (h.ends_on is null or h.ends_on >= platform.today_in_london()));
end;
create function governance.leads_its_organisation() returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql
begin atomic
  select exists (select from identity.holding h join identity.access a on a.office_id = h.office_id join identity.office o on o.id = h.office_id
    where h.person_id = platform.acting_person() and o.organisation_id = platform.acting_organisation()
      and a.partnership_id = platform.acting_partnership() and a.role in ('executive-member', 'lead-partner', 'delegated-partner')
      and (h.partnership_id is null or h.partnership_id = a.partnership_id)
      and h.starts_on <= platform.today_in_london() and (h.ends_on is null or h.ends_on >= platform.today_in_london()));
end;
create function governance.disputes_seen() returns setof uuid stable security definer set search_path = pg_catalog, pg_temp language sql
begin atomic
  select p.dispute_id from governance.dispute_party p
  where p.partnership_id = platform.acting_partnership()
    and ((select governance.handles_disputes()) or (p.organisation_id = platform.acting_organisation() and (select governance.leads_its_organisation())));
end;
create function governance.hidden_disputes() returns setof text stable security definer set search_path = pg_catalog, pg_temp language sql
begin atomic
  select d.id::text from governance.dispute d
  where d.partnership_id = platform.acting_partnership() and d.id not in (select governance.disputes_seen());
end;
create function governance.is_new_dispute(asked uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language sql
begin atomic
  select not exists (select from governance.dispute where id = asked);
end;

alter table governance.dispute enable row level security;
create policy those_concerned on governance.dispute to goldenthread_app using (id in (select governance.disputes_seen()));
grant select, insert on governance.dispute to goldenthread_app;
grant update (step, due_on, outcome, learning, version) on governance.dispute to goldenthread_app;
alter table governance.dispute_party enable row level security;
create policy those_concerned on governance.dispute_party for select to goldenthread_app using (dispute_id in (select governance.disputes_seen()));
create policy name_parties on governance.dispute_party for insert to goldenthread_app
  with check (partnership_id = (select platform.acting_partnership()) and governance.is_new_dispute(dispute_id)
    and ((select governance.handles_disputes()) or (select governance.leads_its_organisation())));
grant select, insert on governance.dispute_party to goldenthread_app;
alter table governance.dispute_move enable row level security;
create policy those_concerned on governance.dispute_move to goldenthread_app using (dispute_id in (select governance.disputes_seen()));
grant select, insert on governance.dispute_move to goldenthread_app;

-- The thread and the trail keep the secret too.
alter policy not_without_named_access on thread.record
  using (not is_restricted or id in (select reviews.cases_seen()) or id in (select governance.disputes_seen()));
create policy not_of_hidden_disputes on platform.audit_event as restrictive for select to goldenthread_app
  using (subject not in (select governance.hidden_disputes()));
