-- What recipients of mailings choose on the pages that their mails lead to.

-- What they changed last there, as it was before: so they can take it back.
alter table mailing_recipients add column last_change jsonb;
-- Stands in the address of a fresh link to their subscriptions, which was sent to them alone.
alter table mailing_recipients add column manage_key uuid;
alter table mailing_recipients add column manage_until timestamptz;
create unique index mailing_recipients_by_manage_key on mailing_recipients (workspace_id, manage_key) where manage_key is not null;
