-- Bank holidays that became known after a release: the shipped list of England and Wales ends with its last year, and nothing beyond is guessed.
create schema duties;

create table duties.calendar_year (
  year        int not null constraint calendar_year_pkey primary key,
  source      text not null,
  declared_by text not null,
  declared_at timestamptz not null default now(),
  constraint calendar_year_year_check check (year between 2012 and 9999)
);
comment on table duties.calendar_year is 'a year whose bank holidays a person has declared to be complete; without a row no deadline is worked out in it';

create table duties.bank_holiday (
  falls_on    date not null constraint bank_holiday_pkey primary key,
  name        text not null constraint bank_holiday_name_check check (length(name) between 1 and 100),
  replaces_on date constraint bank_holiday_replaces_on_key unique,
  source      text not null,
  added_by    text not null,
  added_at    timestamptz not null default now(),
  constraint bank_holiday_falls_on_check check (extract(isodow from falls_on) < 6),
  constraint bank_holiday_replaces_on_check check (replaces_on <> falls_on)
);
comment on table duties.bank_holiday is 'the same for every partnership: the law knows one calendar for England and Wales';
comment on column duties.bank_holiday.replaces_on is 'the bank holiday that was moved to this day; null for one that comes on top';
comment on column duties.bank_holiday.added_by is 'person and office, as they were';
