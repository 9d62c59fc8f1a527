-- Why the mail of a task has not gone by itself: `code` and `message` for the person who has it now.
alter table tasks add column trouble jsonb;

-- The server itself stops a run: its person does not want to hear from sales any more.
alter table run_events drop constraint run_events_source_check;
alter table run_events add constraint run_events_source_check check (source in ('hand', 'mailbox', 'server'));
