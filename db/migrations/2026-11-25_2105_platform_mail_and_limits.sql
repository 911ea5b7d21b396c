-- Mails wait here until a job has handed them to the mail server: written in the transaction of what they tell about, so that neither
-- is ever there without the other.
create table platform.mail (
  id              uuid not null default uuidv7() constraint mail_pkey primary key,
  to_address      text not null constraint mail_to_address_check check (to_address ~ '^[^[:cntrl:][:space:]@]+@[^[:cntrl:][:space:]@]+$'),
  subject         text not null constraint mail_subject_check check (subject !~ '[[:cntrl:]]'),
  body            text,
  state           text not null default 'queued' constraint mail_state_check check (state in ('queued', 'sent', 'failed')),
  attempts        int not null default 0,
  next_attempt_at timestamptz,
  last_problem    text,
  queued_at       timestamptz not null default now(),
  sent_at         timestamptz,
  constraint mail_sent_at_check check ((state = 'sent') = (sent_at is not null)),
  constraint mail_body_check check (state <> 'queued' or body is not null)
);
comment on column platform.mail.body is 'null once it was sent or given up: it may hold a link that signs somebody in';
comment on column platform.mail.next_attempt_at is 'null: at once';
comment on column platform.mail.last_problem is 'the kind of failure and the answer''s code, never the server''s words, which may repeat an address';
create index mail_waiting_idx on platform.mail (next_attempt_at, queued_at) where state = 'queued';

-- Whoever breaks into the web server can have a mail sent, but can neither read what others were sent nor mark a mail as sent.
alter table platform.mail enable row level security;
create policy queue_only on platform.mail for insert to goldenthread_app with check (state = 'queued' and attempts = 0 and last_problem is null);
grant insert (to_address, subject, body) on platform.mail to goldenthread_app;

-- A mail that was queued wakes whoever sends mails at once: somebody waits for a link. The schema of the jobs is there as soon as the
-- service has run once (src/platform/jobs.ts); without it mails wait for the job that looks every minute.
create function platform.wake_mail() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if to_regnamespace('graphile_worker') is not null then
    execute 'select graphile_worker.add_job(''mail.deliver'', job_key => ''mail.deliver'', max_attempts => 1)';
  end if;
  return null;
end $$;
create trigger mail_queued after insert on platform.mail for each statement execute function platform.wake_mail();

-- The shape that rate-limiter-flexible expects. A key is a salted hash: no e-mail and no address stands here.
create table platform.rate_limit (
  key    text not null constraint rate_limit_pkey primary key,
  points integer not null default 0,
  expire bigint
);
comment on column platform.rate_limit.expire is 'milliseconds since 1970, when the count begins again';
create index rate_limit_expire_idx on platform.rate_limit (expire);
grant select, insert, update, delete on platform.rate_limit to goldenthread_app;

insert into platform.setting (key, value)
values ('rate-limit.salt', to_jsonb(gen_random_uuid()::text || gen_random_uuid()::text));

-- Whether a file was looked at for viruses. 'held': the scanner did not answer, so nobody has read it yet; 'infected' keeps no content.
alter table returns.upload
  add column scan_state text not null default 'not-scanned'
    constraint upload_scan_state_check check (scan_state in ('clean', 'held', 'infected', 'not-scanned')),
  add column scanned_at timestamptz,
  add column is_unread boolean not null default false,
  add constraint upload_is_unread_check check (scan_state <> 'held' or is_unread),
  add constraint upload_scanned_at_check check ((scan_state in ('clean', 'infected')) = (scanned_at is not null)),
  add constraint upload_content_check check (scan_state <> 'infected' or length(content) = 0);
comment on column returns.upload.scan_state is 'not-scanned: this installation names no virus scanner, or the file came before it did';
comment on column returns.upload.is_unread is 'kept and not read yet: it is held, or it was and its sender has not had its figures read since';
grant update (entry_count, is_unread) on returns.upload to goldenthread_app;
create index upload_held_idx on returns.upload (received_at) where scan_state = 'held';
