-- What people have refused who are erased: nothing of them but a keyed hash of their address, so that it is known when
-- somebody brings them back.
alter table workspaces add column suppression_key bytea not null
  default (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

create function suppression_hash(key bytea, address text) returns text
  language sql immutable parallel safe
  as $$ select encode(sha256(key || sha256(key || convert_to(lower(address), 'UTF8'))), 'hex') $$;

create table suppressed_addresses (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  hash text not null,
  -- { noMailings, withdrawn: purposes, declined: ids of types, complained }
  wishes jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, hash)
);

create index inbound_mails_of_person on inbound_mails (workspace_id, person_id) where person_id is not null;
create index inbound_mails_of_send on inbound_mails (workspace_id, send_id) where send_id is not null;
