-- Days that do not count: the company's own, and by country the public holidays of people and of who sends.
create table days_off (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  day date not null,
  name text not null,
  primary key (workspace_id, day)
);
alter table people add column country text;
alter table users add column country text;

-- When a run must be looked at: nobody has closed its task in time, or its mail has become too late. With `replan` the
-- days that count have changed, and what is open may fall on another moment.
alter table enrolments add column look_at timestamptz;
alter table enrolments add column replan boolean not null default false;
create index enrolments_to_look_at on enrolments (look_at) where look_at is not null;
-- What has waited until now is looked at once; each run then says itself when the next time is.
update enrolments set look_at = now() where status = 'active';

-- How often somebody has launched on a day.
create index enrolments_of_assignee on enrolments (workspace_id, assignee_id, created_at);

-- A mail that leaves by itself, as its step says or because nobody closed its task in time (then `turned_at`). Older
-- tasks stay what they were to the people who have them: theirs.
alter table tasks add column automatic boolean not null default false;
alter table tasks add column turned_at timestamptz;
-- The run has gone on without it.
alter table tasks add column passed_at timestamptz;
-- Too late to leave by itself until a person lets it go, and when that was.
alter table tasks add column held_at timestamptz;
alter table tasks add column released_at timestamptz;
alter table tasks drop constraint tasks_cause_check;
alter table tasks add constraint tasks_cause_check check (cause in ('replied', 'stopped', 'taken_back', 'waited'));
-- A task that nobody closed in time is skipped by nobody, and says why.
alter table tasks drop constraint tasks_cause;
alter table tasks add constraint tasks_cause check (
  cause is null or status = 'cancelled' and cause <> 'waited' or status = 'skipped' and cause = 'waited'
);
create index tasks_automatic on tasks (due_at, workspace_id, id) where status = 'open' and automatic and held_at is null;
