-- Ways in: people's accounts at their organisations' own providers, sign-ins under way, and what was typed when a session ended.
alter table identity.session
  add column provider text,
  add column organisations text[],
  add constraint session_organisations_check check (organisations is null or cardinality(organisations) > 0);
comment on column identity.session.provider is 'the short name, in the settings, of the provider that vouched for the person; null: another way in';
comment on column identity.session.organisations is 'slugs of the organisations that the way in may vouch for: only their offices open in this session; null: all of the person''s own';

-- One address is one person, however it is written.
create unique index person_email_lower_key on identity.person (lower(email));

create table identity.person_account (
  id        uuid not null default uuidv7() constraint person_account_pkey primary key,
  person_id uuid not null constraint person_account_person_id_fkey references identity.person (id) on delete cascade,
  issuer    text not null,
  subject   text not null constraint person_account_subject_check check (subject <> ''),
  linked_at timestamptz not null,
  constraint person_account_issuer_subject_key unique (issuer, subject),
  constraint person_account_person_id_issuer_key unique (person_id, issuer)
);
comment on table identity.person_account is 'who a provider''s account is, once an e-mail address that it may vouch for has said so; a later change of that address moves nothing';
alter table identity.person_account enable row level security;
create policy only_to_sign_in on identity.person_account to goldenthread_app using ((select platform.acting_reach()) = 'sign-in');
grant select, insert on identity.person_account to goldenthread_app;

create table identity.sign_in_attempt (
  id         text not null constraint sign_in_attempt_pkey primary key,
  provider   text not null,
  state      text not null,
  nonce      text not null,
  verifier   text not null,
  next       text not null,
  expires_at timestamptz not null
);
comment on column identity.sign_in_attempt.id is 'SHA-256 of the value in the browser''s cookie; the row goes as it is taken, so that it serves once';
alter table identity.sign_in_attempt enable row level security;
create policy only_to_sign_in on identity.sign_in_attempt to goldenthread_app using ((select platform.acting_reach()) = 'sign-in');
grant select, insert, delete on identity.sign_in_attempt to goldenthread_app;

create table identity.held_form (
  id         text not null constraint held_form_pkey primary key,
  person_id  uuid not null constraint held_form_person_id_fkey references identity.person (id) on delete cascade,
  sealed     bytea not null,
  expires_at timestamptz not null
);
comment on column identity.held_form.id is 'SHA-256 of the value in the browser''s cookie';
comment on column identity.held_form.sealed is 'the form''s address and fields, encrypted with a key made from the cookie''s value, which is kept nowhere here';
alter table identity.held_form enable row level security;
create policy only_to_sign_in on identity.held_form to goldenthread_app using ((select platform.acting_reach()) = 'sign-in');
grant select, insert, delete on identity.held_form to goldenthread_app;
