-- Keys that the mails of an account are signed with (DKIM).
create table dkim_keys (
  workspace_id uuid not null,
  channel_id uuid not null,
  -- Made by who asks for the key, so that a repeat makes no other.
  id uuid not null,
  domain text not null,
  selector text not null,
  algorithm text not null check (algorithm in ('rsa', 'ed25519')),
  -- Of RSA only.
  bits integer,
  -- As it stands in the DNS.
  public_key text not null,
  -- Private key in PEM form, sealed; bound to workspace and channel.
  secret text not null,
  -- Mails are signed; else it only waits for its record.
  signs boolean not null default false,
  created_at timestamptz not null,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
