-- The Command Center: what a person has said about a mail, searches that are kept, and how its tables are arranged.

-- By the id of the send, of the history line of a mail that a person sent, or of the task of a draft: none of these
-- rows is ever changed by it.
create table mail_marks (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  mail_id uuid not null,
  -- Its task, whose tracked links count nothing while it is archived.
  task_id uuid,
  archived_at timestamptz,
  success_at timestamptz,
  deleted_at timestamptz,
  by_user_id uuid references users (id) on delete set null,
  updated_at timestamptz not null,
  primary key (workspace_id, mail_id)
);
create index mail_marks_of_task on mail_marks (workspace_id, task_id) where task_id is not null;

create table mail_searches (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  name text not null,
  filters jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, user_id, id)
);

create table mail_layouts (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  folder text not null,
  layout jsonb not null,
  updated_at timestamptz not null,
  primary key (workspace_id, user_id, folder)
);

create index sends_of_sender on sends (workspace_id, sender_id);
create index activities_mails on activities (workspace_id, by_user_id, at desc) where kind = 'mail.sent';
create index run_events_of_task on run_events (workspace_id, task_id) where task_id is not null;
