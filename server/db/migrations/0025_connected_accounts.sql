-- Accounts that are connected at their provider, and whose mails are held because they have removed theirs.

-- A workspace's own client at a provider; without one the server's is used.
create table provider_clients (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  provider text not null check (provider in ('google', 'microsoft')),
  client_id text not null,
  -- Sealed; null: a public client.
  secret text,
  -- Of Microsoft: whose accounts may be connected; null: everybody's.
  tenant text,
  updated_at timestamptz not null,
  primary key (workspace_id, provider)
);

-- An account that is being connected, from the press of the button to the provider's answer.
create table connections (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  provider text not null check (provider in ('google', 'microsoft')),
  way text not null check (way in ('api', 'smtp')),
  -- The channel that it is for; one that is there already is connected again.
  channel_id uuid not null,
  -- Hash of what the provider gives back; null until the browser was sent there.
  state_hash text unique,
  -- What proves at the end that it was begun here, sealed.
  verifier text,
  expires_at timestamptz not null,
  primary key (workspace_id, id)
);
create index connections_of_user on connections (workspace_id, user_id);
create index connections_by_end on connections (expires_at);

alter table channels add column provider text check (provider in ('google', 'microsoft'));
-- The access token that all processes use while it is good, sealed.
alter table channels add column access_token text;
alter table channels add column access_until timestamptz;
-- Until then somebody is having a new one made, and nobody else.
alter table channels add column renewing_until timestamptz;
-- The provider has ended the grant, and in which words.
alter table channels add column revoked_at timestamptz;
alter table channels add column revoked_reason text;
-- Its mail server may stand on this machine or in a private network: who added it may say so.
alter table channels add column may_be_inside boolean not null default true;
update channels set provider = case kind when 'gmail' then 'google' when 'graph' then 'microsoft' end;

-- Whose account was removed: their mails are held until they choose another way.
create table sending_stops (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  stopped_at timestamptz not null,
  primary key (workspace_id, user_id)
);
