-- Files that people are imported from, to contacts or into a list for mailings.

create table imports (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  bytes bigint not null,
  target text not null check (target in ('contacts', 'list')),
  status text not null check (status in ('uploading', 'uploaded', 'checking', 'checked', 'running', 'done', 'cancelled',
    'failed', 'undoing', 'undone')),
  -- How its letters are written, once that is found out.
  encoding text,
  headers jsonb not null default '[]',
  plan jsonb,
  counts jsonb,
  undo jsonb,
  trouble text,
  -- Each check, each import of the file and each undo is another; what was found by an earlier one counts no longer.
  run integer not null default 0,
  -- The row of the file up to which everything is done.
  place integer not null default 0,
  progress integer not null default 0,
  -- It has written something that can be taken back still.
  wrote boolean not null default false,
  -- Whoever works on it has it until then, under this number.
  lease_until timestamptz,
  fence integer not null default 0,
  -- Begun since something was done last.
  tries integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  by_user_id uuid references users (id) on delete set null,
  primary key (workspace_id, id)
);
create index imports_by_age on imports (workspace_id, created_at desc, id);
create index imports_to_do on imports (updated_at) where status in ('checking', 'running', 'undoing');

-- The file, so that any process can go on; gone some time after it was read.
create table import_parts (
  workspace_id uuid not null,
  import_id uuid not null,
  place integer not null,
  content bytea not null,
  primary key (workspace_id, import_id, place),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);

-- What became of some rows of the file that were done together: what was written, for an undo, and what was left out.
create table import_batches (
  workspace_id uuid not null,
  import_id uuid not null,
  run integer not null,
  -- Row of the file.
  last_row integer not null,
  at timestamptz not null,
  writes jsonb not null,
  rejects jsonb not null,
  undone_at timestamptz,
  -- What the undo left as it was.
  kept jsonb not null default '[]',
  primary key (workspace_id, import_id, run, last_row),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);

-- Rows of a list for mailings.
create table import_rows (
  workspace_id uuid not null,
  import_id uuid not null,
  row integer not null,
  -- In small letters; null: a row with a number alone.
  email text,
  written text,
  name text not null,
  mobile text,
  -- Who is registered with the address.
  person_id uuid,
  -- Every column of the file by its key.
  fields jsonb not null,
  primary key (workspace_id, import_id, row),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete set null (person_id)
);
create index import_rows_of_person on import_rows (workspace_id, person_id) where person_id is not null;
create index import_rows_by_email on import_rows (workspace_id, import_id, email);

-- What was chosen for columns of these names.
create table import_mappings (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  target text not null,
  headers text not null,
  columns jsonb not null,
  used_at timestamptz not null,
  primary key (workspace_id, target, headers)
);

-- Lists take registered contacts only.
alter table workspaces add column import_registered_only boolean not null default false;
