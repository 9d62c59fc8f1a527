-- Workspaces made with the example in them. A row without `filled_at` is one whose filling was broken off; the next
-- start finishes it. A finished one is never filled again, whatever its people have deleted since.

create table example_fills (
  workspace_id uuid primary key references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  started_at timestamptz not null,
  filled_at timestamptz
);
