-- Arrangements that a business team keeps here, beside what its documents said: groups that change on a date, who sits in which seat
-- and what the seat lets them decide, chairs that rotate, officers, and the register of agencies.
alter table partnerships.partnership
  add column changed_on date,
  add column version    integer not null default 1;
comment on column partnerships.partnership.changed_on is 'the last change on a page: from then on a pack leaves what it says of it alone; so in group, seat and agency';

alter table partnerships."group"
  add column changed_on   date,
  add column version      integer not null default 1,
  add column starts_on    date,
  add column ends_on      date,
  add column end_outcome  text,
  add column work_goes_to uuid constraint group_work_goes_to_fkey references partnerships."group" (id) on delete set null,
  add constraint group_ends_on_check check (ends_on is null or starts_on is null or ends_on >= starts_on);
comment on column partnerships."group".ends_on is 'its last day: planned from the start for a task-and-finish group';
comment on column partnerships."group".end_outcome is 'what becomes of its work; null while that is still to be said';

-- A partnership of this installation that another one names as an owner of a group, and that has not yet taken it into its structure.
create table partnerships.group_offer (
  group_id       uuid not null constraint group_offer_group_id_fkey references partnerships."group" (id) on delete cascade,
  partnership_id uuid not null constraint group_offer_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  offered_on     date not null,
  constraint group_offer_pkey primary key (group_id, partnership_id)
);

-- What was changed here has a real day; what a document says is as exact as the document.
alter table partnerships.group_fact add column starts_on date;
comment on column partnerships.group_fact.starts_on is 'null: from a document; else the day from which it holds, which may be to come';

create table partnerships.partnership_name (
  id             uuid not null default uuidv7() constraint partnership_name_pkey primary key,
  partnership_id uuid not null constraint partnership_name_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  name           text not null constraint partnership_name_name_check check (length(name) between 1 and 200),
  short_name     text not null constraint partnership_name_short_name_check check (short_name ~ '^[A-Z][A-Za-z0-9]{1,14}$'),
  starts_on      date,
  reason         text not null,
  constraint partnership_name_partnership_id_starts_on_key unique nulls not distinct (partnership_id, starts_on)
);
comment on column partnerships.partnership_name.starts_on is 'null: the name that it had before the first change here';

-- Seats: dated, with what they let their holder decide.
alter table partnerships.seat
  add column version     integer not null default 1,
  add column starts_on   date,
  add column ends_on     date,
  add column condition   text,
  add column votes       text not null default 'not stated' constraint seat_votes_check check (votes in ('yes', 'no', 'not stated')),
  add column authorities text[] not null default '{}',
  add column places      integer default 1 constraint seat_places_check check (places between 1 and 200),
  add constraint seat_role_check check (role in
    ('chair', 'vice-chair', 'deputy-chair', 'member', 'ex-officio', 'invited', 'lay', 'conditional', 'in-attendance')),
  add constraint seat_ends_on_check check (ends_on is null or starts_on is null or ends_on >= starts_on),
  add constraint seat_authorities_check check (authorities <@ array['chair', 'sign-off', 'decide', 'quorum']);
comment on column partnerships.seat.authorities is 'what the seat lets the office that fills it decide: the authority sits on the seat, not on membership';
comment on column partnerships.seat.places is 'how many offices sit in it at once, one as a rule; null: as many as come, such as the chairs of the sub-groups';

-- Which office sits in a seat from when to when. The person follows from who holds the office.
create table partnerships.seat_filling (
  id        uuid not null default uuidv7() constraint seat_filling_pkey primary key,
  seat_id   uuid not null constraint seat_filling_seat_id_fkey references partnerships.seat (id) on delete restrict,
  office_id uuid not null constraint seat_filling_office_id_fkey references identity.office (id) on delete restrict,
  is_deputy boolean not null default false,
  starts_on date not null,
  ends_on   date,
  version   integer not null default 1,
  constraint seat_filling_ends_on_check check (ends_on is null or ends_on >= starts_on),
  constraint seat_filling_seat_id_office_id_starts_on_key unique (seat_id, office_id, starts_on)
);
comment on column partnerships.seat_filling.is_deputy is 'sits for the holder when the holder cannot come: carries none of the seat''s authority';
create index seat_filling_office_id_idx on partnerships.seat_filling (office_id);

-- A seat has as many holders at once as it has places, whoever writes at the same time.
create function partnerships.check_places() returns trigger security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  allowed integer;
  busiest integer;
begin
  select places into allowed from partnerships.seat where id = new.seat_id for update;
  if new.is_deputy or allowed is null then return new; end if;
  -- The most holders on any one day are there on a first day of one of them.
  select max((select count(*) from partnerships.seat_filling other
      where other.seat_id = new.seat_id and not other.is_deputy
        and other.starts_on <= edge.starts_on and (other.ends_on is null or other.ends_on >= edge.starts_on)))
    into busiest
    from partnerships.seat_filling edge
    where edge.seat_id = new.seat_id and not edge.is_deputy;
  if busiest > allowed then
    raise exception 'more offices than the seat has places' using errcode = 'check_violation', constraint = 'seat_filling_places_check',
      table = 'seat_filling', schema = 'partnerships';
  end if;
  return new;
end $$;
create trigger seat_filling_places after insert or update on partnerships.seat_filling for each row execute function partnerships.check_places();

-- A chair that goes round among given seats, and who has chaired.
create table partnerships.chair_rotation (
  group_id uuid not null constraint chair_rotation_pkey primary key
    constraint chair_rotation_group_id_fkey references partnerships."group" (id) on delete cascade,
  every    text not null constraint chair_rotation_every_check check (every in ('years', 'meetings')),
  number   integer not null constraint chair_rotation_number_check check (number between 1 and 60),
  next_on  date,
  source   text not null,
  version  integer not null default 1
);
comment on column partnerships.chair_rotation.next_on is 'null: cannot be worked out, as when it goes by meetings and nothing says how often the group meets';

create table partnerships.chair_rotation_seat (
  group_id uuid not null constraint chair_rotation_seat_group_id_fkey references partnerships.chair_rotation (group_id) on delete cascade,
  position integer not null,
  seat_id  uuid not null constraint chair_rotation_seat_seat_id_fkey references partnerships.seat (id) on delete restrict,
  constraint chair_rotation_seat_pkey primary key (group_id, position),
  constraint chair_rotation_seat_group_id_seat_id_key unique (group_id, seat_id)
);

create table partnerships.chair_term (
  id        uuid not null default uuidv7() constraint chair_term_pkey primary key,
  group_id  uuid not null constraint chair_term_group_id_fkey references partnerships."group" (id) on delete cascade,
  seat_id   uuid not null constraint chair_term_seat_id_fkey references partnerships.seat (id) on delete restrict,
  starts_on date not null,
  came_by   text not null constraint chair_term_came_by_check check (came_by in ('first', 'rotation', 'agreed')),
  note      text,
  constraint chair_term_group_id_starts_on_key unique (group_id, starts_on)
);
comment on table partnerships.chair_term is 'the seat that chairs from a day until the next term''s; one a day, so that a rotation happens once';

-- The officers of a partnership as it names them here.
create table partnerships.officer (
  id              uuid not null default uuidv7() constraint officer_pkey primary key,
  partnership_id  uuid not null constraint officer_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  duty            text not null constraint officer_duty_check check (duty in
    ('lsp', 'dsp', 'partnership-chair', 'single-point', 'business-team', 'independent-scrutineer', 'elected-member')),
  organisation_id uuid not null constraint officer_organisation_id_fkey references identity.organisation (id) on delete restrict,
  title           text not null constraint officer_title_check check (length(title) between 1 and 200),
  office_id       uuid constraint officer_office_id_fkey references identity.office (id) on delete restrict,
  starts_on       date,
  ends_on         date,
  note            text,
  version         integer not null default 1,
  constraint officer_ends_on_check check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
comment on column partnerships.officer.office_id is 'null: the post is vacant, or nobody has an office here for it yet';
comment on column partnerships.officer.starts_on is 'null: not stated';
create index officer_partnership_id_idx on partnerships.officer (partnership_id);

create table partnerships.delegation (
  id        uuid not null default uuidv7() constraint delegation_pkey primary key,
  from_id   uuid not null constraint delegation_from_id_fkey references partnerships.officer (id) on delete restrict,
  to_id     uuid not null constraint delegation_to_id_fkey references partnerships.officer (id) on delete restrict,
  what      text not null constraint delegation_what_check check (length(what) between 1 and 2000),
  starts_on date not null,
  ends_on   date,
  version   integer not null default 1,
  constraint delegation_ends_on_check check (ends_on is null or ends_on >= starts_on),
  constraint delegation_to_id_check check (from_id <> to_id)
);

-- The register of agencies: told what is expected, visited, and the list looked through once a year.
alter table partnerships.agency
  add column changed_on     date,
  add column version        integer not null default 1,
  add column starts_on      date,
  add column ends_on        date,
  add column legal_category text not null default 'not stated' constraint agency_legal_category_check check (legal_category in
    ('not stated', 'education-and-childcare', 'health-and-social-care', 'local-government', 'criminal-justice', 'immigration', 'miscellaneous', 'none')),
  add constraint agency_ends_on_check check (ends_on is null or starts_on is null or ends_on >= starts_on);
comment on column partnerships.agency.legal_category is 'heading of the Schedule to SI 2018/789 under which it is a relevant agency; none: it is in no heading';

create table partnerships.agency_notice (
  id                 uuid not null default uuidv7() constraint agency_notice_pkey primary key,
  agency_id          uuid not null constraint agency_notice_agency_id_fkey references partnerships.agency (id) on delete restrict,
  told_on            date not null,
  what               text not null constraint agency_notice_what_check check (length(what) between 1 and 2000),
  acknowledged_on    date,
  acknowledged_words text,
  version            integer not null default 1,
  constraint agency_notice_acknowledged_on_check check (acknowledged_on >= told_on)
);
create index agency_notice_agency_id_idx on partnerships.agency_notice (agency_id);
comment on column partnerships.agency_notice.acknowledged_words is 'in which office it was acknowledged, and how';

create table partnerships.agency_list_review (
  id             uuid not null default uuidv7() constraint agency_list_review_pkey primary key,
  partnership_id uuid not null constraint agency_list_review_partnership_id_fkey references partnerships.partnership (id) on delete cascade,
  reviewed_on    date not null,
  office_id      uuid constraint agency_list_review_office_id_fkey references identity.office (id) on delete restrict,
  group_id       uuid constraint agency_list_review_group_id_fkey references partnerships."group" (id) on delete restrict,
  what_changed   text not null constraint agency_list_review_what_changed_check check (length(what_changed) between 1 and 4000),
  next_due_on    date not null,
  constraint agency_list_review_next_due_on_check check (next_due_on > reviewed_on),
  constraint agency_list_review_partnership_id_reviewed_on_key unique (partnership_id, reviewed_on)
);
comment on column partnerships.agency_list_review.group_id is 'the group that considered it; null: none';

create table partnerships.engagement_visit (
  id           uuid not null default uuidv7() constraint engagement_visit_pkey primary key,
  agency_id    uuid not null constraint engagement_visit_agency_id_fkey references partnerships.agency (id) on delete restrict,
  visited_on   date not null,
  office_id    uuid constraint engagement_visit_office_id_fkey references identity.office (id) on delete restrict,
  met          text not null constraint engagement_visit_met_check check (length(met) between 1 and 500),
  what         text not null constraint engagement_visit_what_check check (length(what) between 1 and 4000),
  follow_up    text,
  follow_up_on date,
  followed_on  date,
  version      integer not null default 1,
  constraint engagement_visit_follow_up_on_check check ((follow_up is null) = (follow_up_on is null))
);
create index engagement_visit_agency_id_idx on partnerships.engagement_visit (agency_id);
comment on column partnerships.engagement_visit.met is 'the offices that were met, no names';

-- Everybody reads published arrangements; a partnership's own people who see the whole of it change them.
create function partnerships.owns_group(asked uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (select from partnerships.group_partnership where group_id = asked and partnership_id = platform.acting_partnership());
end $$;
comment on function partnerships.owns_group is 'whether the acting partnership has the group in its structure';
create function partnerships.has_owner(asked uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (select from partnerships.group_partnership where group_id = asked);
end $$;
create function partnerships.may_take_on(asked uuid) returns boolean stable security definer set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  return exists (select from partnerships.group_offer where group_id = asked and partnership_id = platform.acting_partnership());
end $$;

do $$
declare
  named text;
begin
  foreach named in array array['partnership', 'partnership_name', '"group"', 'group_fact', 'group_partnership', 'seat', 'seat_organisation',
    'group_offer', 'chair_rotation', 'chair_rotation_seat', 'chair_term', 'agency']
  loop
    execute format('alter table partnerships.%s enable row level security', named);
    execute format('create policy published on partnerships.%s for select to goldenthread_app using (true)', named);
  end loop;
end $$;
create policy change_own on partnerships.partnership for update to goldenthread_app
  using (id = (select platform.acting_partnership()) and (select platform.acting_reach()) = 'partnership');
create policy add_own on partnerships.partnership_name for insert to goldenthread_app
  with check (partnership_id = platform.acting_partnership() and platform.acting_reach() = 'partnership');
create policy add_new on partnerships."group" for insert to goldenthread_app
  with check (platform.acting_reach() = 'partnership' and platform.acting_partnership() is not null);
create policy change_own on partnerships."group" for update to goldenthread_app
  using ((select platform.acting_reach()) = 'partnership' and partnerships.owns_group(id));
create policy add_own on partnerships.group_partnership for insert to goldenthread_app
  with check (partnership_id = platform.acting_partnership() and platform.acting_reach() = 'partnership'
    and (not partnerships.has_owner(group_id) or partnerships.may_take_on(group_id)));
create policy change_own on partnerships.group_partnership for update to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) = 'partnership');
create policy change_own on partnerships.agency to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) = 'partnership');
do $$
declare
  named text;
begin
  foreach named in array array['group_fact', 'seat', 'chair_rotation', 'chair_rotation_seat', 'chair_term'] loop
    execute format('create policy change_own on partnerships.%s to goldenthread_app using ((select platform.acting_reach()) = ''partnership'' and partnerships.owns_group(group_id))', named);
  end loop;
end $$;
create policy offer_own on partnerships.group_offer for insert to goldenthread_app
  with check (platform.acting_reach() = 'partnership' and partnerships.owns_group(group_id) and partnership_id <> platform.acting_partnership());
create policy take_up on partnerships.group_offer for delete to goldenthread_app
  using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) = 'partnership');
create policy change_own on partnerships.seat_organisation to goldenthread_app
  using ((select platform.acting_reach()) = 'partnership' and seat_id in (select id from partnerships.seat where partnerships.owns_group(group_id)));
grant update (name, short_name, changed_on, version) on partnerships.partnership to goldenthread_app;
grant select, insert on partnerships.partnership_name to goldenthread_app;
grant insert, update on partnerships."group", partnerships.group_partnership, partnerships.seat, partnerships.agency to goldenthread_app;
grant insert, delete on partnerships.group_fact, partnerships.seat_organisation to goldenthread_app;
grant select, insert, delete on partnerships.group_offer to goldenthread_app;
grant select, insert, update, delete on partnerships.chair_rotation, partnerships.chair_rotation_seat to goldenthread_app;
grant select, insert on partnerships.chair_term to goldenthread_app;

-- Who sits where names people in office: known to the owners of the group only.
alter table partnerships.seat_filling enable row level security;
create policy of_own_group on partnerships.seat_filling to goldenthread_app
  using ((select platform.acting_reach()) in ('partnership', 'organisation')
    and seat_id in (select id from partnerships.seat where partnerships.owns_group(group_id)))
  with check ((select platform.acting_reach()) = 'partnership'
    and seat_id in (select id from partnerships.seat where partnerships.owns_group(group_id)));
grant select, insert, update on partnerships.seat_filling to goldenthread_app;

do $$
declare
  named text;
begin
  foreach named in array array['officer', 'agency_list_review'] loop
    execute format('alter table partnerships.%s enable row level security', named);
    execute format('create policy own_partnership on partnerships.%s to goldenthread_app using (partnership_id = (select platform.acting_partnership()) and (select platform.acting_reach()) in (''partnership'', ''organisation'')) with check (partnership_id = platform.acting_partnership() and platform.acting_reach() = ''partnership'')', named);
  end loop;
  foreach named in array array['agency_notice', 'engagement_visit'] loop
    execute format('alter table partnerships.%s enable row level security', named);
    execute format('create policy of_own_agency on partnerships.%s to goldenthread_app using ((select platform.acting_reach()) in (''partnership'', ''organisation'') and agency_id in (select id from partnerships.agency where partnership_id = (select platform.acting_partnership()))) with check (platform.acting_reach() = ''partnership'' and agency_id in (select id from partnerships.agency where partnership_id = platform.acting_partnership()))', named);
  end loop;
end $$;
alter table partnerships.delegation enable row level security;
create policy with_its_officer on partnerships.delegation to goldenthread_app using (from_id in (select id from partnerships.officer))
  with check (platform.acting_reach() = 'partnership' and from_id in (select id from partnerships.officer) and to_id in (select id from partnerships.officer));
grant select, insert, update on partnerships.officer, partnerships.delegation, partnerships.agency_notice, partnerships.engagement_visit
  to goldenthread_app;
grant select, insert on partnerships.agency_list_review to goldenthread_app;

-- The members of a group, with the people who hold the offices: also those of the other owners of a joint group, whose offices and
-- people the acting partnership does not otherwise see.
create type partnerships.sitting as (
  seat_id uuid, "position" integer, role text, title text, votes text, authorities text[], is_vacant boolean, condition text,
  filling_id uuid, office_id uuid, is_deputy boolean, starts_on date, ends_on date, office_title text,
  organisation_id uuid, organisation_name text, person_id uuid, person_name text, email text);

create function partnerships.sittings(asked uuid, day date) returns setof partnerships.sitting stable language sql
  set search_path = pg_catalog, pg_temp
begin atomic
  select m.seat_id, m.position, m.role, m.title, m.votes, m.authorities, m.is_vacant, m.condition,
    m.filling_id, m.office_id, m.is_deputy, m.starts_on, m.ends_on, m.office_title,
    m.organisation_id, m.organisation_name, person.id, person.name, person.email
  from (select seat.id as seat_id, seat.position, seat.role, seat.title, seat.votes, seat.authorities, seat.is_vacant, seat.condition,
      filling.id as filling_id, filling.office_id, filling.is_deputy, filling.starts_on, filling.ends_on,
      office.title as office_title, organisation.id as organisation_id, organisation.name as organisation_name
    from partnerships.seat as seat
    left join partnerships.seat_filling as filling on filling.seat_id = seat.id and filling.starts_on <= day and (filling.ends_on is null or filling.ends_on >= day)
    left join identity.office as office on office.id = filling.office_id
    left join identity.organisation as organisation on organisation.id = office.organisation_id
    where seat.group_id = asked and (seat.starts_on is null or seat.starts_on <= day) and (seat.ends_on is null or seat.ends_on >= day)) as m
  left join identity.tenure as tenure on tenure.office_id = m.office_id and tenure.starts_on <= day and (tenure.ends_on is null or tenure.ends_on >= day)
    and (tenure.partnership_id is null or tenure.partnership_id in (select place.partnership_id from partnerships.group_partnership as place where place.group_id = asked))
  left join identity.person as person on person.id = tenure.person_id
  order by m.position, m.is_deputy, m.starts_on, person.name;
end;

create function partnerships.sittings_of_own_group(asked uuid, day date) returns setof partnerships.sitting stable security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if platform.acting_reach() in ('partnership', 'organisation') and partnerships.owns_group(asked) then
    return query select * from partnerships.sittings(asked, day);
  end if;
end $$;
create function partnerships.members_on(asked uuid, day date) returns setof partnerships.sitting stable
  set search_path = pg_catalog, pg_temp language plpgsql as $$
begin
  if pg_catalog.row_security_active('partnerships.seat_filling') then
    return query select * from partnerships.sittings_of_own_group(asked, day);
  else
    return query select * from partnerships.sittings(asked, day);
  end if;
end $$;
comment on function partnerships.members_on is 'the seats of a group on a day with who sits in them; the application is answered for groups of the acting partnership only';

-- Which seat chairs on a day: that of the last term begun, else the seat that is the chair's by its kind.
create function partnerships.chairing_seat(asked uuid, day date) returns uuid stable language sql
  set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(
    (select term.seat_id from partnerships.chair_term as term where term.group_id = asked and term.starts_on <= day
      order by term.starts_on desc limit 1),
    (select seat.id from partnerships.seat as seat where seat.group_id = asked and seat.role = 'chair'
      and (seat.starts_on is null or seat.starts_on <= day) and (seat.ends_on is null or seat.ends_on >= day) order by seat.position limit 1));
end;

-- What an office may decide in a partnership comes from the seats that it fills today, and from nowhere else once it has had one.
create function identity.take_authorities_from_seats(offices uuid[]) returns integer security definer
  set search_path = pg_catalog, pg_temp language plpgsql as $$
declare
  changed integer;
begin
  with seated as (
    select filling.office_id, place.partnership_id,
      case when filling.starts_on <= platform.today_in_london() and (filling.ends_on is null or filling.ends_on >= platform.today_in_london())
          and not filling.is_deputy
          and (seat.starts_on is null or seat.starts_on <= platform.today_in_london()) and (seat.ends_on is null or seat.ends_on >= platform.today_in_london())
          and ("group".ends_on is null or "group".ends_on >= platform.today_in_london())
        then seat.authorities || case when partnerships.chairing_seat(seat.group_id, platform.today_in_london()) = seat.id then array['chair'] else '{}'::text[] end
        else '{}'::text[] end as authorities
    from partnerships.seat_filling as filling
    join partnerships.seat as seat on seat.id = filling.seat_id
    join partnerships."group" as "group" on "group".id = seat.group_id
    join partnerships.group_partnership as place on place.group_id = seat.group_id
    where offices is null or filling.office_id = any (offices)),
  due as (
    select seated.office_id, seated.partnership_id,
      coalesce(array_agg(distinct authority order by authority) filter (where authority is not null), '{}') as authorities
    from seated left join lateral unnest(seated.authorities) as authority on true
    group by seated.office_id, seated.partnership_id)
  update identity.access as access set authorities = due.authorities
  from due
  where access.office_id = due.office_id and access.partnership_id = due.partnership_id and access.authorities <> due.authorities;
  get diagnostics changed = row_count;
  return changed;
end $$;
comment on function identity.take_authorities_from_seats is 'sets what offices may decide from the seats they fill today; null: of every office that fills or filled one';
revoke execute on function identity.take_authorities_from_seats from public;
grant execute on function identity.take_authorities_from_seats to goldenthread_app;
