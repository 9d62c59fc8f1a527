-- Named lists of people that users keep, and domains that no campaign writes to.

create table person_groups (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  owner_id uuid,
  shared boolean not null default false,
  team_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (owner_id) references users (id) on delete set null
);
create index person_groups_by_owner on person_groups (workspace_id, owner_id);

create table person_group_members (
  workspace_id uuid not null,
  group_id uuid not null,
  person_id uuid not null,
  primary key (workspace_id, group_id, person_id),
  foreign key (workspace_id, group_id) references person_groups (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index person_group_members_by_person on person_group_members (workspace_id, person_id);

-- In small letters; each means its subdomains, too.
alter table workspaces add column blocked_domains text[] not null default '{}';

alter table tasks drop constraint tasks_cause_check;
alter table tasks add constraint tasks_cause_check check (cause in
  ('replied', 'stopped', 'taken_back', 'waited', 'edited', 'bounced', 'unsubscribed', 'company', 'deleted', 'blocked'));
alter table run_events drop constraint run_events_kind_check;
alter table run_events add constraint run_events_kind_check check (kind in
  ('replied', 'stopped', 'bounced', 'unsubscribed', 'away', 'company', 'blocked'));
