-- Mail that comes back: bounces, complaints, automatic answers and replies, and what they do to runs.

alter table sends drop constraint sends_state_check;
alter table sends add constraint sends_state_check check (state in
  ('planned', 'claimed', 'handing_over', 'accepted', 'deferred', 'rejected', 'unsure', 'cancelled', 'held', 'bounced',
    'complained'));
-- What a report said of it: severity, reason, code, status, text, and when.
alter table sends add column bounce jsonb;
-- A mail that comes in names the message it answers, and not the workspace.
create index sends_by_message on sends (message_id);
create index sends_to_address on sends (lower(recipient), settled_at) where settled_at is not null;

alter table enrolments drop constraint enrolments_status_check;
alter table enrolments add constraint enrolments_status_check check (status in
  ('active', 'completed', 'replied', 'success', 'bounced', 'unsubscribed', 'removed', 'stopped'));
alter table tasks drop constraint tasks_cause_check;
alter table tasks add constraint tasks_cause_check check (cause in
  ('replied', 'stopped', 'taken_back', 'waited', 'edited', 'bounced', 'unsubscribed', 'company'));
alter table run_events drop constraint run_events_kind_check;
alter table run_events add constraint run_events_kind_check check (kind in
  ('replied', 'stopped', 'bounced', 'unsubscribed', 'away', 'company'));
-- What is told of it: what the mail server said, who has answered.
alter table run_events add column note text;

-- Stretches in which nothing of a run falls, by the event that made them; gone when it is taken back.
create table run_holds (
  workspace_id uuid not null,
  event_id uuid not null,
  enrolment_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (workspace_id, event_id),
  foreign key (workspace_id, event_id) references run_events (workspace_id, id) on delete cascade,
  foreign key (workspace_id, enrolment_id) references enrolments (workspace_id, id) on delete cascade,
  check (until_at > from_at)
);
create index run_holds_of_enrolment on run_holds (workspace_id, enrolment_id);

-- What has come back from addresses since they last answered.
create table address_health (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- In lower case.
  address text not null,
  dead_at timestamptz,
  bounces integer not null,
  -- The latest report.
  at timestamptz not null,
  reason text not null,
  code integer,
  status text,
  text text not null,
  primary key (workspace_id, address)
);

-- Mails that concerned us, each once, however often and from wherever it is read. Of any other nothing is kept.
create table inbound_mails (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- Its Message-ID, or the hash of its bytes where it has none.
  key text not null,
  kind text not null,
  send_id uuid,
  person_id uuid,
  received_at timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, key)
);

-- How far each mailbox has been read.
create table inbound_positions (
  -- Host and user.
  mailbox text primary key,
  uid_validity bigint not null,
  last_uid bigint not null,
  updated_at timestamptz not null
);
