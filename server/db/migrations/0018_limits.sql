-- How much a launch and a user may do at most; where nothing is said the usual figures hold.
alter table workspaces add column limits jsonb not null default '{}';
