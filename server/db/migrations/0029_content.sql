-- Files that mails link to. Anybody can load one who knows its address, as whoever gets the mail does.

create table content_items (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  -- 128 random bits, written as a UUID; with the workspace it makes the address.
  key uuid not null,
  name text not null check (name <> ''),
  -- What its bytes say it is; `other` is never shown, only saved.
  type text not null check (type in ('pdf', 'png', 'jpeg', 'gif', 'webp', 'other')),
  bytes integer not null,
  -- Empty once it is deleted: its name stays for the history.
  content bytea not null,
  owner_id uuid references users (id) on delete set null,
  shared boolean not null default false,
  team_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);

-- The file that a tracked link leads to.
alter table tracked_links add column content_id uuid;
alter table tracked_links add foreign key (workspace_id, content_id) references content_items (workspace_id, id)
  on delete set null (content_id);
create index tracked_links_of_content on tracked_links (workspace_id, content_id) where content_id is not null;
