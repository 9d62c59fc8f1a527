-- When users are away, and what becomes of that which falls due meanwhile.

create table absences (
  workspace_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  -- Both are days of the absence, where the user lives.
  first_day date not null,
  last_day date not null check (first_day <= last_day),
  time_zone text not null,
  -- The same as instants; earlier where it was ended early.
  from_at timestamptz not null,
  until_at timestamptz not null,
  tasks text not null check (tasks in ('spread', 'leave')),
  -- How many of the tasks that it holds fall on one working day after it.
  per_day integer not null check (per_day between 1 and 500),
  mails text not null check (mails in ('goOn', 'hold')),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id) on delete cascade
);
create index absences_of_user on absences (workspace_id, user_id);

-- The day after an absence that the task of a run has got; at most one task of a run waits for a return.
create table absence_places (
  workspace_id uuid not null,
  absence_id uuid not null,
  enrolment_id uuid not null,
  day date not null,
  primary key (workspace_id, absence_id, enrolment_id),
  foreign key (workspace_id, absence_id) references absences (workspace_id, id) on delete cascade,
  foreign key (workspace_id, enrolment_id) references enrolments (workspace_id, id) on delete cascade
);
create index absence_places_of_run on absence_places (workspace_id, enrolment_id);
