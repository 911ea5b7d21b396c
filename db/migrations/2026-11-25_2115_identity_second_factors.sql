-- How a person proves that it is they: passkeys, an app that makes codes, codes on paper, and the e-mailed link that begins a sign-in.
-- Nobody but the person sees these rows, and identity itself while it finds out who signs in. No secret is kept that opens anything by
-- itself: public keys, a sealed secret, hashes.
create table identity.passkey (
  id           text not null constraint passkey_pkey primary key,
  person_id    uuid not null constraint passkey_person_id_fkey references identity.person (id) on delete cascade,
  name         text not null constraint passkey_name_check check (length(name) between 1 and 60),
  public_key   bytea not null,
  counter      bigint not null constraint passkey_counter_check check (counter >= 0),
  transports   text[] not null default '{}',
  is_backed_up boolean not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  constraint passkey_person_id_name_key unique (person_id, name)
);
comment on column identity.passkey.id is 'the credential id as the authenticator gave it, base64url';
comment on column identity.passkey.counter is 'how often the authenticator says it has signed; one that goes back is a copy. 0: it does not count';

create table identity.passkey_challenge (
  id         text not null constraint passkey_challenge_pkey primary key,
  purpose    text not null constraint passkey_challenge_purpose_check check (purpose in ('register', 'sign-in', 'prove')),
  person_id  uuid constraint passkey_challenge_person_id_fkey references identity.person (id) on delete cascade,
  expires_at timestamptz not null,
  constraint passkey_challenge_person_id_check check ((person_id is null) = (purpose = 'sign-in'))
);
comment on table identity.passkey_challenge is 'asked and not yet answered; answering takes the row away, so that an answer counts once';
comment on column identity.passkey_challenge.id is 'SHA-256 of the challenge';
create index passkey_challenge_expires_at_idx on identity.passkey_challenge (expires_at);

create table identity.authenticator_app (
  id           uuid not null default uuidv7() constraint authenticator_app_pkey primary key,
  person_id    uuid not null constraint authenticator_app_person_id_fkey references identity.person (id) on delete cascade,
  sealed_secret text not null,
  is_confirmed boolean not null default false,
  last_step    integer not null default 0,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  constraint authenticator_app_person_id_is_confirmed_key unique (person_id, is_confirmed)
);
comment on column identity.authenticator_app.is_confirmed is 'false: shown to the person, who has not typed a code of it yet; it proves nothing and does not replace the one in use';
comment on column identity.authenticator_app.last_step is 'the 30-second step (RFC 6238) of the last code accepted; only later ones are, so that no code counts twice';

create table identity.code_sheet (
  id           uuid not null default uuidv7() constraint code_sheet_pkey primary key,
  person_id    uuid not null constraint code_sheet_person_id_fkey references identity.person (id) on delete cascade,
  kind         text not null constraint code_sheet_kind_check check (kind in ('recovery', 'printed')),
  salt         bytea not null,
  asked_number integer,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  constraint code_sheet_person_id_kind_key unique (person_id, kind)
);
comment on table identity.code_sheet is 'the codes on paper that a person has now; a new sheet takes the place of the old one';
comment on column identity.code_sheet.asked_number is 'which printed code is asked for, until it is given: somebody who saw one code cannot ask again until it is that one''s turn';

create table identity.sheet_code (
  sheet_id uuid not null constraint sheet_code_sheet_id_fkey references identity.code_sheet (id) on delete cascade,
  number   integer not null constraint sheet_code_number_check check (number between 1 and 99),
  hash     bytea not null,
  used_at  timestamptz,
  constraint sheet_code_pkey primary key (sheet_id, number)
);
comment on column identity.sheet_code.hash is 'scrypt with the salt of its sheet';

create table identity.one_time_link (
  id           text not null constraint one_time_link_pkey primary key,
  person_id    uuid constraint one_time_link_person_id_fkey references identity.person (id) on delete cascade,
  browser_hash text not null,
  next         text not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  same_browser boolean,
  entry_hash   text constraint one_time_link_entry_hash_key unique,
  constraint one_time_link_used_at_check check ((used_at is null) = (same_browser is null))
);
comment on column identity.one_time_link.id is 'SHA-256 of the token in the mailed address';
comment on column identity.one_time_link.person_id is 'null: nobody has the address that was typed; kept so that both cases do the same work';
comment on column identity.one_time_link.browser_hash is 'SHA-256 of the cookie of the browser that asked';
comment on column identity.one_time_link.entry_hash is 'SHA-256 of the cookie that stands for a used link until the second factor is proved; null: not used, or done';
create index one_time_link_expires_at_idx on identity.one_time_link (expires_at);

do $$
declare
  named text;
begin
  foreach named in array array['passkey', 'passkey_challenge', 'authenticator_app', 'code_sheet'] loop
    execute format('alter table identity.%I enable row level security', named);
    execute format('create policy own_person on identity.%I to goldenthread_app using (person_id = (select platform.acting_person()) or (select platform.acting_reach()) = ''sign-in'')', named);
    execute format('grant select, insert, update, delete on identity.%I to goldenthread_app', named);
  end loop;
end $$;
revoke update on identity.passkey_challenge from goldenthread_app;
alter table identity.sheet_code enable row level security;
create policy with_its_owner on identity.sheet_code to goldenthread_app using (sheet_id in (select id from identity.code_sheet));
grant select, insert, update on identity.sheet_code to goldenthread_app;
alter table identity.one_time_link enable row level security;
create policy only_to_sign_in on identity.one_time_link to goldenthread_app using ((select platform.acting_reach()) = 'sign-in');
grant select, insert, update on identity.one_time_link to goldenthread_app;
