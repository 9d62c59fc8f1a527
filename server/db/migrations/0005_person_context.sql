-- What the mailbox shows and does about a person: consent, replies that end runs, templates, tracked links.

alter table people add column no_mailings boolean not null default false;

-- How a person stands to one purpose now. What was said before stands in the history.
create table consents (
  workspace_id uuid not null,
  person_id uuid not null,
  -- Without a check: workspaces will get purposes of their own.
  purpose text not null,
  status text not null check (status in ('given', 'withdrawn', 'none')),
  legal_basis text,
  source text not null,
  comment text,
  at timestamptz not null,
  by_user_id uuid references users (id) on delete set null,
  primary key (workspace_id, person_id, purpose),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  check ((status = 'given') = (legal_basis is not null))
);

alter table enrolments drop constraint enrolments_status_check;
alter table enrolments add constraint enrolments_status_check
  check (status in ('active', 'completed', 'replied', 'success', 'removed', 'stopped'));

alter table tasks add column cause text check (cause in ('replied', 'stopped', 'taken_back'));
update tasks set cause = 'taken_back' where status = 'cancelled';
-- A cancelled task may lack it: files of older versions do not know it.
alter table tasks add constraint tasks_cause check (cause is null or status = 'cancelled');

update campaigns set settings = settings || '{"onReply": "end"}' where not settings ? 'onReply';

-- What was said about a run, or seen: a reply, a stop. Each counts once, and can be taken back while nothing else has
-- happened to the run.
create table run_events (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- Made by who says it.
  id uuid not null,
  kind text not null check (kind in ('replied', 'stopped')),
  source text not null check (source in ('hand', 'mailbox')),
  person_id uuid not null,
  -- Null: the answered task belongs to no campaign.
  enrolment_id uuid,
  task_id uuid,
  -- The reply as the mail client names it; the same one counts once for a task.
  reply_key text,
  at timestamptz not null,
  by_user_id uuid references users (id) on delete set null,
  -- The line in the history; gone when the event was taken back.
  activity_id uuid not null,
  -- The run as it was before and is after, and which tasks were cancelled; null where the run was not touched.
  change jsonb,
  undone_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, enrolment_id) references enrolments (workspace_id, id) on delete cascade,
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade
);
create unique index run_events_reply on run_events (workspace_id, task_id, reply_key) where reply_key is not null;
create index run_events_of_enrolment on run_events (workspace_id, enrolment_id, created_at desc);
create index run_events_of_person on run_events (workspace_id, person_id);

create table templates (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  category text not null,
  subject text not null,
  html text not null,
  language text,
  shared boolean not null,
  owner_id uuid not null references users (id),
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index templates_by_name on templates (workspace_id, lower(name), id);

create table template_uses (
  workspace_id uuid not null,
  template_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  count integer not null,
  last_used_at timestamptz not null,
  -- A repeat of the last use counts nothing.
  last_use_id uuid not null,
  primary key (workspace_id, template_id, user_id),
  foreign key (workspace_id, template_id) references templates (workspace_id, id) on delete cascade
);

alter table changes drop constraint changes_kind_check;
alter table changes add constraint changes_kind_check
  check (kind in ('person', 'campaign', 'task', 'activity', 'template'));

-- Addresses in mails that lead over the server. The address on the outside is made of workspace and key; the target
-- never stands in it.
create table tracked_links (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- 128 random bits.
  key uuid not null,
  url text not null,
  person_id uuid,
  task_id uuid,
  created_by uuid references users (id) on delete set null,
  -- The line in the person's history, from the first click on.
  activity_id uuid,
  clicks integer not null default 0,
  created_at timestamptz not null,
  primary key (workspace_id, key),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade
);
create index tracked_links_of_person on tracked_links (workspace_id, person_id);
create index tracked_links_of_task on tracked_links (workspace_id, task_id);
create unique index tracked_links_of_activity on tracked_links (workspace_id, activity_id) where activity_id is not null;

-- Nothing about who clicked: no network address, and of the browser only what kind it is.
create table link_clicks (
  workspace_id uuid not null,
  id uuid not null,
  link_key uuid not null,
  at timestamptz not null,
  agent text not null check (agent in ('desktop', 'mobile', 'machine', 'unknown')),
  primary key (workspace_id, id),
  foreign key (workspace_id, link_key) references tracked_links (workspace_id, key) on delete cascade
);
create index link_clicks_of_link on link_clicks (workspace_id, link_key, at);
