-- Pairs of people who look alike and are not the same, as somebody has said.
create table distinct_people (
  workspace_id uuid not null,
  -- The lower id of the two first.
  person_id uuid not null,
  other_id uuid not null check (person_id < other_id),
  primary key (workspace_id, person_id, other_id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, other_id) references people (workspace_id, id) on delete cascade
);
create index distinct_people_by_other on distinct_people (workspace_id, other_id);
