-- The way out of a user's own mails, and how providers know what they have taken.

-- Message and thread as the provider names them, and the Message-ID that it has put in place of ours.
alter table sends add column provider_id text;
alter table sends add column thread_id text;
alter table sends add column sent_message_id text;
create index sends_by_sent_message on sends (sent_message_id) where sent_message_id is not null;

create table channels (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  kind text not null check (kind in ('smtp', 'gmail', 'graph')),
  -- From which its mails go.
  address text not null,
  -- Host, port, security and user of a mail server; nothing of a provider.
  settings jsonb not null,
  -- Password or refresh token, sealed; bound to workspace and id.
  secret text not null,
  -- Counts changes, so that whoever holds an older one makes it anew.
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Kept for some minutes after that, so that it can be taken back; then the secret is gone.
  removed_at timestamptz,
  primary key (workspace_id, id)
);
create unique index channels_in_use on channels (workspace_id, user_id) where removed_at is null;
create index channels_removed on channels (removed_at) where removed_at is not null;
