-- People, campaigns, tasks, their history, and what the devices need to follow them.
-- Every key begins with the workspace, so that a row of one can never refer to a row of another.

create table people (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  first_name text not null,
  last_name text not null,
  email text,
  title text,
  company_name text,
  phone text,
  profile_url text,
  time_zone text,
  language text,
  fields jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index people_by_name on people (workspace_id, lower(last_name), lower(first_name), id);
create index people_by_email on people (workspace_id, lower(email));

create table campaigns (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  category text not null,
  settings jsonb not null,
  -- Days with their steps as in the contract: always read and written as a whole.
  days jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index campaigns_by_name on campaigns (workspace_id, lower(name), id);

create table enrolments (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  assignee_id uuid not null references users (id),
  status text not null check (status in ('active', 'completed', 'removed')),
  start_at timestamptz not null,
  time_zone text not null,
  shift_days integer not null check (shift_days >= 0),
  current_step_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
-- A person is on a campaign once at a time.
create unique index enrolments_active on enrolments (workspace_id, campaign_id, person_id) where status = 'active';
create index enrolments_of_campaign on enrolments (workspace_id, campaign_id, created_at, id);
create index enrolments_of_person on enrolments (workspace_id, person_id);

create table tasks (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  type text not null check (type in ('email', 'call', 'inmail', 'custom')),
  title text not null,
  status text not null check (status in ('open', 'done', 'skipped', 'cancelled')),
  priority text not null check (priority in ('normal', 'high')),
  due_at timestamptz not null,
  details text not null,
  email jsonb,
  assignee_id uuid not null references users (id),
  person_id uuid not null,
  campaign_id uuid,
  enrolment_id uuid,
  step_id uuid,
  day_number integer,
  step_number integer,
  -- The run's shift when this task was planned; a reopening goes back to it.
  shift_days integer not null default 0,
  outcome jsonb,
  closed_at timestamptz,
  closed_by_action uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id) on delete cascade,
  foreign key (workspace_id, enrolment_id) references enrolments (workspace_id, id) on delete cascade,
  check ((status = 'open') = (closed_at is null))
);
-- A step of a run becomes a task once; one that was taken back may come again.
create unique index tasks_of_step on tasks (workspace_id, enrolment_id, step_id) where status <> 'cancelled';
create index tasks_of_assignee on tasks (workspace_id, assignee_id, due_at, id);
create index tasks_open on tasks (workspace_id, assignee_id, due_at, id) where status = 'open';
create index tasks_of_person on tasks (workspace_id, person_id, assignee_id);
create index tasks_of_campaign on tasks (workspace_id, campaign_id, assignee_id);

-- What happened to or with a person; rows are only ever added.
create table activities (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  person_id uuid not null,
  task_id uuid,
  campaign_id uuid,
  by_user_id uuid references users (id) on delete set null,
  title text not null,
  note text,
  -- The proof of a sent mail, the plan of a moved step.
  detail jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index activities_of_person on activities (workspace_id, person_id, at desc);

-- Each action that a device has pushed, with the answer it was given: a repeat is answered from here.
create table sync_actions (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  task_id uuid not null,
  kind text not null,
  result text not null check (result in ('accepted', 'conflict', 'refused')),
  code text,
  message text,
  acted_at timestamptz not null,
  answered_at timestamptz not null,
  primary key (workspace_id, id)
);

-- Which database a cursor belongs to: after a move or a restore into another one, devices start afresh.
create table database_identity (
  one boolean primary key default true check (one),
  id uuid not null
);
insert into database_identity (id) values (gen_random_uuid());

-- One row for each workspace, locked from the last statements of a writing transaction to its commit. Numbers
-- are therefore given in the order of commits, and a reader that has seen one has seen all smaller ones.
create table sync_counters (
  workspace_id uuid primary key references workspaces (id) on delete cascade,
  seq bigint not null default 0,
  -- Rows up to here may have been cleared away; an older cursor starts afresh.
  horizon bigint not null default 0
);

-- The latest change of each row that concerns a user. A row here also says that the user's devices may hold a copy.
create table changes (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  kind text not null check (kind in ('person', 'campaign', 'task', 'activity')),
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  seq bigint not null,
  primary key (workspace_id, kind, id, user_id)
);
create unique index changes_of_user on changes (workspace_id, user_id, seq);
