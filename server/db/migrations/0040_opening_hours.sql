-- People by the hour of their first opening, kept as openings are counted, so that a report costs the same with any number.
create table mailing_hours (
  workspace_id uuid not null,
  mailing_id uuid not null,
  -- Its beginning, in UTC.
  hour timestamptz not null,
  opened integer not null,
  primary key (workspace_id, mailing_id, hour),
  foreign key (workspace_id, mailing_id) references mailings (workspace_id, id) on delete cascade
);
insert into mailing_hours (workspace_id, mailing_id, hour, opened)
select workspace_id, mailing_id, date_trunc('hour', opened_at, 'UTC'), count(*)
from mailing_recipients where opened_at is not null group by 1, 2, 3;
