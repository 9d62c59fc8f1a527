-- Colleagues who do the tasks of users who are away, and which tasks they have got by that.

alter table absences
  drop constraint absences_tasks_check,
  add constraint absences_tasks_check check (tasks in ('spread', 'leave', 'handOver')),
  add column stand_in_id uuid,
  add constraint absences_stand_in_check check (stand_in_id is null or tasks = 'handOver' and stand_in_id <> user_id),
  add foreign key (workspace_id, stand_in_id) references memberships (workspace_id, user_id)
    on delete set null (stand_in_id);
create index absences_of_stand_in on absences (workspace_id, stand_in_id) where stand_in_id is not null;

-- The absence by which the assignee has got it; null once somebody has given it away by hand.
alter table tasks
  add column absence_id uuid,
  add foreign key (workspace_id, absence_id) references absences (workspace_id, id) on delete set null (absence_id);
create index tasks_of_absence on tasks (workspace_id, absence_id) where absence_id is not null;
