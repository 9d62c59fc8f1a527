-- Openings of automatic mails, and whether a workspace follows what becomes of them.

alter table workspaces add column track_links boolean not null default true;
alter table workspaces add column track_opens boolean not null default true;

-- The image in an automatic mail that is asked for when it is opened: one for each mail, however often it is planned.
create table opening_images (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- 128 random bits.
  key uuid not null,
  task_id uuid not null,
  -- The line in the person's history, from the first opening on.
  activity_id uuid,
  opens integer not null default 0,
  created_at timestamptz not null,
  primary key (workspace_id, key),
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade
);
create unique index opening_images_of_task on opening_images (workspace_id, task_id);
create unique index opening_images_of_activity on opening_images (workspace_id, activity_id) where activity_id is not null;

-- Nothing about who opened: no network address, and of the program only what kind it is.
create table mail_opens (
  workspace_id uuid not null,
  id uuid not null,
  image_key uuid not null,
  at timestamptz not null,
  agent text not null check (agent in ('desktop', 'mobile', 'machine', 'unknown')),
  -- False: its mail was archived at that moment, so it counts nothing and is told nowhere.
  tracked boolean not null default true,
  primary key (workspace_id, id),
  foreign key (workspace_id, image_key) references opening_images (workspace_id, key) on delete cascade
);
create index mail_opens_of_image on mail_opens (workspace_id, image_key, at);
create index mail_opens_by_time on mail_opens (workspace_id, at desc, id desc);
