-- Companies that people work for. A person keeps the name of theirs beside it, as lists and mails read it.
create table companies (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  email text,
  phone text,
  website text,
  street text,
  postcode text,
  city text,
  country text,
  fields jsonb not null default '{}',
  no_mailings boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);
create index companies_by_name on companies (workspace_id, lower(name), id);
create index companies_by_email on companies (workspace_id, lower(email)) where email is not null;

alter table people add column company_id uuid;
insert into companies (workspace_id, id, name, created_at, updated_at)
  select workspace_id, gen_random_uuid(), min(trim(company_name)), min(created_at), min(created_at)
  from people where trim(company_name) <> ''
  group by workspace_id, lower(trim(company_name));
update people p set company_id = c.id, company_name = c.name
  from companies c
  where c.workspace_id = p.workspace_id and lower(c.name) = lower(trim(p.company_name));
update people set company_name = null where company_id is null and company_name is not null;
alter table people add foreign key (workspace_id, company_id)
  references companies (workspace_id, id) on delete set null (company_id);
create index people_of_company on people (workspace_id, company_id) where company_id is not null;
