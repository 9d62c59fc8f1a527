-- Pictures of mails. Anybody can load one who knows its address, as whoever gets the mail does.

create table images (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- 128 random bits, written as a UUID; with the workspace it makes the address.
  key uuid not null,
  -- Of the content: the same picture is kept once.
  sha256 bytea not null check (length(sha256) = 32),
  type text not null check (type in ('png', 'jpeg', 'gif', 'webp')),
  bytes integer not null,
  -- In pixels, as it is shown.
  width integer not null,
  height integer not null,
  content bytea not null,
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null,
  primary key (workspace_id, key)
);
create unique index images_of_content on images (workspace_id, sha256);
