-- What users have done to several tasks at once, each task for itself, so that it can be taken back.

create table task_changes (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- Made by the caller: the same once more changes nothing.
  change_id uuid not null,
  task_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  act text not null check (act in ('complete', 'skip', 'move', 'assign', 'delete')),
  -- The action by which a task was closed; its reopening names it.
  action_id uuid not null,
  -- What the task had before and got: the due instant of `move`, the assignee of `assign`.
  before text,
  after text,
  at timestamptz not null,
  undone_at timestamptz,
  primary key (workspace_id, change_id, task_id),
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade
);
create index task_changes_of_task on task_changes (workspace_id, task_id);

-- A user has deleted a task of their own.
alter table tasks drop constraint tasks_cause_check;
alter table tasks add constraint tasks_cause_check check (cause in
  ('replied', 'stopped', 'taken_back', 'waited', 'edited', 'bounced', 'unsubscribed', 'company', 'deleted'));
