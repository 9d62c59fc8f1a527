-- The library of templates: categories, favourites, versions, variants by language, and what came of each template.

create table template_categories (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null check (name <> ''),
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index template_categories_name on template_categories (workspace_id, lower(name));
insert into template_categories (workspace_id, id, name, created_at)
  select workspace_id, gen_random_uuid(), min(category), now() from templates
  where category <> '' group by workspace_id, lower(category);
-- Spellings that differ in nothing but their capitals become one.
update templates t set category = c.name from template_categories c
  where c.workspace_id = t.workspace_id and lower(c.name) = lower(t.category) and c.name <> t.category;
create index templates_of_category on templates (workspace_id, lower(category));

alter table templates add column plain_text text;
alter table templates add column preheader text not null default '';
-- Texts in further languages, as in the contract.
alter table templates add column variants jsonb not null default '[]';
alter table templates add column recommendation jsonb;
alter table templates add column non_commercial boolean not null default false;

update templates set language = null where language !~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$';

create table template_favourites (
  workspace_id uuid not null,
  template_id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null,
  primary key (workspace_id, template_id, user_id),
  foreign key (workspace_id, template_id) references templates (workspace_id, id) on delete cascade
);

-- Each version as it was written. The newest is the template itself.
create table template_versions (
  workspace_id uuid not null,
  template_id uuid not null,
  version integer not null,
  -- As in the contract: what a person writes, without category and sharing.
  content jsonb not null,
  -- The version that was brought back, where one was.
  restored_from integer,
  at timestamptz not null,
  by_user_id uuid references users (id) on delete set null,
  primary key (workspace_id, template_id, version),
  foreign key (workspace_id, template_id) references templates (workspace_id, id) on delete cascade
);
insert into template_versions (workspace_id, template_id, version, content, at, by_user_id)
  select workspace_id, id, version, jsonb_build_object('name', name, 'subject', subject, 'html', html, 'text', null,
    'preheader', '', 'language', language, 'variants', '[]'::jsonb, 'recommendation', null, 'nonCommercial', false),
    updated_at, owner_id from templates;

-- Each time somebody took a template, and the task whose mail it was for.
create table template_inserts (
  workspace_id uuid not null,
  id uuid not null,
  template_id uuid not null,
  user_id uuid references users (id) on delete set null,
  task_id uuid,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, template_id) references templates (workspace_id, id) on delete cascade,
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete set null (task_id)
);
create index template_inserts_of_template on template_inserts (workspace_id, template_id);
create index template_inserts_of_task on template_inserts (workspace_id, task_id) where task_id is not null;

-- Tasks whose text is a copy of a template.
create index tasks_from_template on tasks (workspace_id, (email -> 'fromTemplate' ->> 'id'))
  where email -> 'fromTemplate' is not null;

create index activities_of_task on activities (workspace_id, task_id) where kind = 'mail.sent';

create table template_attachments (
  workspace_id uuid not null,
  id uuid not null,
  template_id uuid not null,
  name text not null,
  type text not null,
  bytes integer not null,
  content bytea not null,
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, template_id) references templates (workspace_id, id) on delete cascade
);
create index template_attachments_of_template on template_attachments (workspace_id, template_id);

-- Devices hold templates without all this: they start afresh.
update database_identity set id = gen_random_uuid();
