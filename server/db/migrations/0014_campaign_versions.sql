-- Campaigns have an owner, can be archived, and keep each version: people inside go on with the one they began with.
alter table campaigns add column owner_id uuid references users (id) on delete set null;
alter table campaigns add column archived_at timestamptz;

-- Each version as it was written. The newest is the campaign itself.
create table campaign_versions (
  workspace_id uuid not null,
  campaign_id uuid not null,
  version integer not null,
  -- As in the contract: name, settings and days, without the category.
  content jsonb not null,
  -- The version that was brought back, where one was.
  restored_from integer,
  at timestamptz not null,
  by_user_id uuid references users (id) on delete set null,
  primary key (workspace_id, campaign_id, version),
  foreign key (workspace_id, campaign_id) references campaigns (workspace_id, id) on delete cascade
);
insert into campaign_versions (workspace_id, campaign_id, version, content, at)
  select workspace_id, id, version, jsonb_build_object('name', name, 'settings', settings, 'days', days), updated_at
  from campaigns;

-- The version that a run goes by; of all that are under way now, the one there is.
alter table enrolments add column version integer not null default 1;
update enrolments e set version = c.version from campaigns c
  where c.workspace_id = e.workspace_id and c.id = e.campaign_id;
-- Steps that an edit has put behind the person.
alter table enrolments add column left_out jsonb not null default '[]';

alter table tasks drop constraint tasks_cause_check;
alter table tasks add constraint tasks_cause_check check (cause in ('replied', 'stopped', 'taken_back', 'waited', 'edited'));
