-- What people are interested in, in words that a workspace chooses; and projects with the people who take part in them.

create table interests (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  -- Place in the list, from 0.
  place integer not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

create table person_interests (
  workspace_id uuid not null,
  person_id uuid not null,
  interest_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, person_id, interest_id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, interest_id) references interests (workspace_id, id) on delete cascade
);
create index person_interests_of_interest on person_interests (workspace_id, interest_id);

create table projects (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  description text not null,
  status text not null check (status in ('planned', 'active', 'done')),
  owner_id uuid,
  shared boolean not null default false,
  team_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (owner_id) references users (id) on delete set null
);
create index projects_by_owner on projects (workspace_id, owner_id);

create table project_members (
  workspace_id uuid not null,
  list_id uuid not null,
  person_id uuid not null,
  primary key (workspace_id, list_id, person_id),
  foreign key (workspace_id, list_id) references projects (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index project_members_by_person on project_members (workspace_id, person_id);
