-- Groups of users, with whom templates and campaigns are shared.
create table teams (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index teams_by_name on teams (workspace_id, lower(name));

create table team_members (
  workspace_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  primary key (workspace_id, team_id, user_id),
  foreign key (workspace_id, team_id) references teams (workspace_id, id) on delete cascade,
  foreign key (workspace_id, user_id) references memberships (workspace_id, user_id) on delete cascade
);
create index team_members_by_user on team_members (workspace_id, user_id);

-- Beside `shared`, which means everybody. A list in the row itself travels with every copy of it.
alter table templates add column team_ids uuid[] not null default '{}';
alter table campaigns add column shared boolean not null default true,
  add column team_ids uuid[] not null default '{}';

-- What only admins may change.
alter table workspaces add column lockdown jsonb not null default '{}';

-- Admins see private templates of others from now on; their devices hear of those that are there.
with fresh as (
  select t.workspace_id, t.id, m.user_id,
    row_number() over (partition by t.workspace_id order by t.id, m.user_id) as place,
    count(*) over (partition by t.workspace_id) as many
  from templates t join memberships m on m.workspace_id = t.workspace_id and m.role = 'admin'
  where t.archived_at is null and not exists (
    select from changes c where c.workspace_id = t.workspace_id and c.kind = 'template' and c.id = t.id
      and c.user_id = m.user_id)
), counter as (
  insert into sync_counters as s (workspace_id, seq) select distinct workspace_id, many from fresh
  on conflict (workspace_id) do update set seq = s.seq + excluded.seq
  returning s.workspace_id, s.seq
)
insert into changes (workspace_id, kind, id, user_id, seq)
select f.workspace_id, 'template', f.id, f.user_id, c.seq - f.many + f.place
from fresh f join counter c on c.workspace_id = f.workspace_id;
