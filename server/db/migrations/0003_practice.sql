-- The practice mailbox: a webmail of our own whose mail never leaves this machine.

create table practice_drafts (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  -- `handing_over` is written before the first byte goes to the mail server: what is found in that state after a
  -- crash is settled by looking the Message-ID up in the sink, never by sending again.
  state text not null default 'open' check (state in ('open', 'handing_over', 'sent', 'discarded')),
  recipients_to jsonb not null,
  recipients_cc jsonb not null,
  recipients_bcc jsonb not null,
  subject text not null,
  html text not null,
  thread_id uuid,
  in_reply_to text,
  handing_over_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index practice_drafts_of_user on practice_drafts (workspace_id, user_id, state, updated_at desc);

create table practice_messages (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  folder text not null check (folder in ('inbox', 'sent')),
  thread_id uuid not null,
  message_id text not null,
  sender jsonb not null,
  recipients_to jsonb not null,
  recipients_cc jsonb not null,
  recipients_bcc jsonb not null,
  subject text not null,
  html text not null,
  body_text text not null,
  at timestamptz not null,
  read boolean not null,
  archived_at timestamptz,
  deleted_at timestamptz,
  -- The draft that became this message; a draft is sent once.
  draft_id uuid,
  primary key (workspace_id, id),
  unique (workspace_id, draft_id)
);
create index practice_messages_of_user on practice_messages (workspace_id, user_id, folder, at desc);
create index practice_messages_of_thread on practice_messages (workspace_id, user_id, thread_id, at);
create index practice_messages_by_message_id on practice_messages (workspace_id, user_id, message_id);

-- The sink: one row for each recipient of each message that the SMTP server has accepted.
create table practice_arrivals (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  recipient text not null,
  envelope_from text not null,
  message_id text,
  sender text not null,
  -- To and Cc as the message shows them; a Bcc recipient is not among them.
  shown_to text not null,
  subject text not null,
  html text,
  body_text text not null,
  headers jsonb not null,
  attachments jsonb not null,
  -- Exactly the bytes that came between DATA and the final dot, unstuffed.
  source bytea not null,
  at timestamptz not null,
  primary key (workspace_id, id)
);
create index practice_arrivals_by_time on practice_arrivals (workspace_id, at desc, id);
create index practice_arrivals_by_message_id on practice_arrivals (workspace_id, message_id);
