-- Companies that write from several domains: each a list of them.
alter table workspaces add column company_domains jsonb not null default '[]';
