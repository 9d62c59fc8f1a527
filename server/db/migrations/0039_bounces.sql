-- Bounces and complaints of mailings, and the addresses that are blocked because of them.

-- Mails in a row that came back for now, after which an address is blocked; one that is dead is blocked at once.
alter table workspaces add column most_bounces integer not null default 5 check (most_bounces between 1 and 100);

-- What came back before that counts no more: somebody has cleared it, or the address has answered.
alter table address_health add column cleared_at timestamptz;
-- Somebody has dealt with it, so that the list of blocked addresses is without it; it stays blocked.
alter table address_health add column handled_at timestamptz;
create index address_health_blocked on address_health (workspace_id, dead_at desc, address)
  where dead_at is not null and handled_at is null;

-- Somebody has dealt with the bounce: it leaves the list of those to be managed.
alter table mailing_recipients add column cleaned_at timestamptz;
create index mailing_recipients_bounced on mailing_recipients (workspace_id, mailing_id, id)
  where status in ('bounced', 'soft_bounced') and cleaned_at is null;
