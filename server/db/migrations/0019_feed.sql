-- The live feed: what happens is found by its time, and each user's last look at it is kept.

create index activities_by_time on activities (workspace_id, at desc, id desc);
create index link_clicks_by_time on link_clicks (workspace_id, at desc, id desc);
create index mail_marks_success on mail_marks (workspace_id, success_at desc) where success_at is not null;
create index run_events_of_activity on run_events (workspace_id, activity_id);

-- False: its mail was archived at that moment, so it counts nothing and is told nowhere.
alter table link_clicks add column tracked boolean not null default true;
update link_clicks c set tracked = false
from tracked_links l
join mail_marks k on k.workspace_id = l.workspace_id and k.task_id = l.task_id and k.archived_at is not null
where l.workspace_id = c.workspace_id and l.key = c.link_key and c.at >= k.archived_at;

create table feed_looks (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  seen_at timestamptz not null,
  primary key (workspace_id, user_id)
);
