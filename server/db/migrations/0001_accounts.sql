-- Accounts (users, sessions, accounts and verifications are better-auth's tables, named our way), workspaces,
-- devices. Written for PostgreSQL 15; runs on the embedded database as well.

create table users (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  time_zone text not null default 'UTC',
  title text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user on sessions (user_id);

create table accounts (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_user on accounts (user_id);

create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);

-- Attempts by source and action within a window; holds over restarts and for all processes.
create table rate_limits (
  key text primary key,
  count integer not null,
  window_started_at timestamptz not null
);

create table workspaces (
  id uuid primary key,
  name text not null check (name <> ''),
  created_at timestamptz not null default now()
);

create table memberships (
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('admin', 'manager', 'user')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index memberships_user on memberships (user_id);

create table mailboxes (
  workspace_id uuid not null,
  user_id uuid not null,
  email text not null check (email = lower(email)),
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id, email),
  foreign key (workspace_id, user_id) references memberships on delete cascade
);

create table device_tokens (
  id uuid primary key,
  workspace_id uuid not null,
  user_id uuid not null,
  token_hash text not null unique,
  name text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  foreign key (workspace_id, user_id) references memberships on delete cascade
);
create index device_tokens_user on device_tokens (workspace_id, user_id);

create table pairings (
  id uuid primary key,
  device_code_hash text not null unique,
  user_code text not null unique,
  device_name text not null,
  status text not null default 'pending' check (status in ('pending', 'approved', 'refused', 'collected')),
  workspace_id uuid,
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (workspace_id, decided_by) references memberships (workspace_id, user_id) on delete cascade
);
create index pairings_expiry on pairings (expires_at);

create table link_codes (
  id uuid primary key,
  code_hash text not null unique,
  workspace_id uuid not null,
  user_id uuid not null,
  purpose text not null check (purpose in ('web', 'extension')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (workspace_id, user_id) references memberships on delete cascade
);
create index link_codes_expiry on link_codes (expires_at);

-- Append only. No foreign keys: the record outlives what it is about.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  workspace_id uuid,
  user_id uuid,
  action text not null,
  subject_id text,
  detail jsonb not null default '{}'
);
create index audit_log_workspace on audit_log (workspace_id, at);
