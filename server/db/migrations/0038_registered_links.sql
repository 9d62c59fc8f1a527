-- Tracked links that mailings share: where they lead, and what a click on them does.
create table registered_links (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  response jsonb not null,
  actions jsonb not null,
  -- A click on it does something.
  acts boolean not null,
  owner_id uuid references users (id) on delete set null,
  -- What was counted before is not shown.
  reset_at timestamptz,
  -- Counts of all its mailings at that moment.
  baseline jsonb not null default '{}',
  -- As it was before the last reset, so that it can be taken back.
  before_reset jsonb,
  created_at timestamptz not null,
  -- In mails that were sent it keeps working.
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
create index registered_links_by_name on registered_links (workspace_id, lower(name), id) where deleted_at is null;

-- Null: the link is the mailing's own.
alter table mailing_links add column registered_id uuid;
alter table mailing_links add foreign key (workspace_id, registered_id) references registered_links (workspace_id, id);
create index mailing_links_of_registered on mailing_links (workspace_id, registered_id) where registered_id is not null;
create index mailing_events_of_link on mailing_events (workspace_id, mailing_id, link_number, at desc) where kind = 'click';

-- Clicks whose actions are still to be taken: not before it is known that no machine has made them.
create table link_acts (
  workspace_id uuid not null,
  event_id uuid not null,
  due_at timestamptz not null,
  -- How often it went wrong.
  tries integer not null default 0,
  primary key (workspace_id, event_id),
  foreign key (workspace_id, event_id) references mailing_events (workspace_id, id) on delete cascade
);
create index link_acts_by_time on link_acts (due_at);
