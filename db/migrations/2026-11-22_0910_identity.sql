-- An office belongs to an organisation and is held by a person between two dates; an office carries a role in a partnership.
create schema identity;

create table identity.organisation (
  id     uuid not null default uuidv7() constraint organisation_pkey primary key,
  slug   text not null constraint organisation_slug_key unique,
  name   text not null,
  sector text not null,
  is_category boolean not null default false,
  note   text
);
comment on column identity.organisation.is_category is 'true: a kind of body named collectively in a source, such as childminders; it holds no office';

create table identity.organisation_alias (
  organisation_id uuid not null constraint organisation_alias_organisation_id_fkey references identity.organisation (id) on delete cascade,
  name            text not null,
  source          text,
  note            text,
  constraint organisation_alias_pkey primary key (organisation_id, name)
);

create table identity.office (
  id              uuid not null default uuidv7() constraint office_pkey primary key,
  organisation_id uuid not null constraint office_organisation_id_fkey references identity.organisation (id) on delete restrict,
  title           text not null,
  constraint office_organisation_id_title_key unique (organisation_id, title)
);

create table identity.person (
  id        uuid not null default uuidv7() constraint person_pkey primary key,
  name      text not null,
  email     text constraint person_email_key unique,
  is_sample boolean not null default false
);
comment on column identity.person.is_sample is 'an invented person of the demonstration, offered on the sign-in page of a local installation';

create table identity.tenure (
  id        uuid not null default uuidv7() constraint tenure_pkey primary key,
  office_id uuid not null constraint tenure_office_id_fkey references identity.office (id) on delete restrict,
  person_id uuid not null constraint tenure_person_id_fkey references identity.person (id) on delete restrict,
  starts_on date not null,
  ends_on   date,
  constraint tenure_ends_on_check check (ends_on is null or ends_on >= starts_on),
  constraint tenure_office_id_person_id_starts_on_key unique (office_id, person_id, starts_on)
);
create index tenure_person_id_idx on identity.tenure (person_id);

create table identity.access (
  id             uuid not null default uuidv7() constraint access_pkey primary key,
  office_id      uuid not null constraint access_office_id_fkey references identity.office (id) on delete cascade,
  partnership_id uuid not null,
  role           text not null constraint access_role_check check (role in
    ('analyst', 'business-manager', 'data-lead', 'signing-officer', 'executive-member', 'scrutineer')),
  constraint access_office_id_partnership_id_role_key unique (office_id, partnership_id, role)
);

create table identity.session (
  id           text not null constraint session_pkey primary key,
  person_id    uuid not null constraint session_person_id_fkey references identity.person (id) on delete cascade,
  access_id    uuid not null constraint session_access_id_fkey references identity.access (id) on delete cascade,
  csrf_token   text not null,
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
comment on column identity.session.id is 'SHA-256 of the token in the cookie; the token itself is kept nowhere';
