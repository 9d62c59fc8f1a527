-- Plans are made anew from what has happened, so nothing of them is stored: the shift of a run comes from when its
-- tasks were closed.
alter table enrolments drop column shift_days;
alter table tasks drop column shift_days;

-- What was chosen at the launch about times; nothing of older launches, whose steps go by their own times.
alter table enrolments add column timing jsonb not null default '{}';

-- A person has set another due moment than the planned one.
alter table tasks add column due_set boolean not null default false;
update tasks set due_set = true where exists (
  select from activities a
  where a.workspace_id = tasks.workspace_id and a.task_id = tasks.id and a.kind = 'task.snoozed'
);
