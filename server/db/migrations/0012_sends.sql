-- The send ledger: one row for each message to one person, whatever it came from. The row is its own queue entry, so
-- that "sent" and "done" cannot disagree.

create table sends (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  -- What it was planned for, such as `step/<enrolment>/<step>`: planning it twice makes one row.
  source text collate "C" not null,
  sender_id uuid not null references users (id),
  sender text not null,
  recipient text not null,
  domain text not null,
  -- Place in the list of lanes; 0 is the most urgent.
  lane smallint not null check (lane between 0 and 4),
  due_at timestamptz not null,
  not_after timestamptz,
  next_try_at timestamptz not null,
  state text not null default 'planned' check (state in
    ('planned', 'claimed', 'handing_over', 'accepted', 'deferred', 'rejected', 'unsure', 'cancelled', 'held')),
  -- The journal of the process that has it, until when, and how often it was taken: who comes with an older number
  -- is too late.
  claimed_by uuid,
  lease_until timestamptz,
  fence integer not null default 0,
  attempt integer not null default 0,
  first_tried_at timestamptz,
  message_id text not null,
  in_reply_to text,
  reference_ids jsonb not null,
  content jsonb not null,
  -- SHA-256 of the bytes of the present attempt, without a signature.
  bytes_hash text,
  -- Through which it went last.
  channel text,
  reply_code integer,
  reply_text text,
  cause text,
  settled_at timestamptz,
  task_id uuid,
  -- False: what has become of it is still to be told to who planned it.
  told boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  check ((state in ('claimed', 'handing_over')) = (claimed_by is not null))
);
create unique index sends_of_source on sends (workspace_id, source);
create index sends_waiting on sends (lane, workspace_id, sender_id, next_try_at, id, domain)
  where state in ('planned', 'deferred');
create index sends_in_hand on sends (claimed_by, lease_until) where state in ('claimed', 'handing_over');
create index sends_to_be_late on sends (not_after) where state in ('planned', 'deferred') and not_after is not null;
create index sends_to_settle on sends (workspace_id, state, updated_at, id) where state in ('unsure', 'held');
create index sends_untold on sends (updated_at, workspace_id, id) where not told;
create index sends_of_task on sends (workspace_id, task_id) where task_id is not null;
create index sends_by_message_id on sends (workspace_id, message_id);

-- What may go at once and what is left alone for a while: by user, by channel, by recipient domain.
create table send_throttles (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  kind text not null check (kind in ('user', 'channel', 'domain')),
  key text not null,
  tokens double precision,
  filled_at timestamptz,
  strikes integer not null default 0,
  paused_until timestamptz,
  primary key (workspace_id, kind, key)
);
