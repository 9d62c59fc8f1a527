-- Mailings: what goes to many at once, to whom, and what has become of it.

-- People without consent or subscription get none. Off: a withdrawn consent counts all the same.
alter table workspaces add column filter_by_consent boolean not null default true;
-- The most that one mailing goes to.
alter table workspaces add column most_recipients integer not null default 1000000 check (most_recipients > 0);

-- Who of ours looks after a person.
alter table people add column sales_contact_id uuid references users (id) on delete set null;
alter table people add column support_contact_id uuid references users (id) on delete set null;

create table mailings (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  type text not null check (type in ('email', 'sms', 'document', 'form_response')),
  status text not null default 'draft' check (status in
    ('draft', 'preparing', 'scheduled', 'sending', 'finished', 'finished_with_errors', 'stopped', 'failed')),
  setup jsonb not null,
  content jsonb not null,
  options jsonb not null,
  pane text not null default 'setup',
  owner_id uuid references users (id) on delete set null,
  shared boolean not null default false,
  team_ids uuid[] not null default '{}',
  starts_at timestamptz,
  time_zone text,
  started_at timestamptz,
  finished_at timestamptz,
  -- In whose name it goes out, and who has let it.
  approved_by uuid references users (id) on delete set null,
  problem text,
  list_state text not null default 'none' check (list_state in ('none', 'computing', 'ready', 'cancelled', 'failed')),
  -- Counts the times that the list was read; rows of an older one are taken out at its end.
  list_run integer not null default 0,
  -- How far the present reading is.
  list_place jsonb,
  list_done integer not null default 0,
  list_at timestamptz,
  list_problem text,
  -- The text that its mails are written with; 0: none yet.
  edition integer not null default 0,
  -- Not looked at before that, because something went wrong.
  rests_until timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id)
);
create index mailings_by_time on mailings (workspace_id, updated_at desc, id) where deleted_at is null;
create index mailings_computing on mailings (rests_until nulls first, updated_at) where list_state = 'computing' and deleted_at is null;
create index mailings_under_way on mailings (status, starts_at, updated_at)
  where status in ('scheduled', 'preparing', 'sending') and deleted_at is null;

-- Where recipients come from.
create table mailing_sources (
  workspace_id uuid not null,
  mailing_id uuid not null,
  id uuid not null,
  place integer not null,
  kind text not null check (kind in ('selection', 'project', 'contacts', 'import', 'addresses')),
  ref_id uuid,
  name text not null,
  count integer,
  excludes boolean not null default false,
  by_setup boolean not null default false,
  -- Of whom it brings, only those who are in another one, too, or are not.
  only_of jsonb,
  -- Of addresses: what whoever added them says of their consent.
  consent jsonb,
  primary key (workspace_id, mailing_id, id),
  foreign key (workspace_id, mailing_id) references mailings (workspace_id, id) on delete cascade
);

-- People and addresses that were added one by one.
create table mailing_source_entries (
  workspace_id uuid not null,
  mailing_id uuid not null,
  source_id uuid not null,
  -- The person; of an address what is made of it.
  who uuid not null,
  person_id uuid,
  email text,
  name text,
  primary key (workspace_id, mailing_id, source_id, who),
  foreign key (workspace_id, mailing_id, source_id) references mailing_sources (workspace_id, mailing_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);

-- A text as it was when mails were written with it: what somebody has got can be shown again.
create table mailing_editions (
  workspace_id uuid not null,
  mailing_id uuid not null,
  number integer not null,
  subject text not null,
  preheader text not null,
  html text not null,
  text text,
  language text,
  -- In which its instants are written.
  time_zone text not null,
  -- Subject and texts are the same where this is.
  hash text not null,
  created_at timestamptz not null,
  primary key (workspace_id, mailing_id, number),
  foreign key (workspace_id, mailing_id) references mailings (workspace_id, id) on delete cascade
);

-- Links of a mailing by their number in its addresses; where one leads stands here alone.
create table mailing_links (
  workspace_id uuid not null,
  mailing_id uuid not null,
  number integer not null,
  -- May hold fields.
  url text not null,
  -- What is shown for it.
  label text not null,
  primary key (workspace_id, mailing_id, number),
  unique (workspace_id, mailing_id, url),
  foreign key (workspace_id, mailing_id) references mailings (workspace_id, id) on delete cascade
);

create table mailing_recipients (
  workspace_id uuid not null,
  -- Stands in the addresses of their mail: 122 random bits.
  id uuid not null default gen_random_uuid(),
  mailing_id uuid not null,
  -- The person, the company, or what is made of the address: once in a mailing.
  who uuid not null,
  kind text not null check (kind in ('person', 'company', 'address')),
  person_id uuid,
  company_id uuid,
  name text not null,
  company_name text,
  -- As it is written to, in lower case; null: none that can be used.
  address text,
  -- Of the imported list: what its further columns hold.
  import_id uuid,
  import_row integer,
  status text not null check (status in ('ready', 'no_address', 'no_mailings', 'no_consent', 'no_subscription',
    'too_many_bounces', 'complained_before', 'left_out', 'company_instead', 'duplicate', 'sending', 'sent', 'read',
    'soft_bounced', 'bounced', 'complained', 'failed', 'unsure')),
  left_out boolean not null default false,
  run integer not null,
  -- How often it was written to them; counts in the source of the send.
  attempt integer not null default 0,
  edition integer,
  -- What its mail was written with.
  fields jsonb,
  sent_at timestamptz,
  opened_at timestamptz,
  clicked_at timestamptz,
  unsubscribed_at timestamptz,
  bounced text check (bounced in ('hard', 'soft')),
  complained_at timestamptz,
  reason text,
  primary key (workspace_id, id),
  foreign key (workspace_id, mailing_id) references mailings (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, company_id) references companies (workspace_id, id) on delete set null (company_id)
);
create unique index mailing_recipients_once on mailing_recipients (workspace_id, mailing_id, kind, who);
create index mailing_recipients_by_status on mailing_recipients (workspace_id, mailing_id, status, id);
create index mailing_recipients_by_address on mailing_recipients (workspace_id, mailing_id, address, who);
create index mailing_recipients_of_person on mailing_recipients (workspace_id, person_id) where person_id is not null;

-- What recipients, and machines on their behalf, have done. Nothing about who they are beyond the recipient.
create table mailing_events (
  workspace_id uuid not null,
  id uuid not null,
  mailing_id uuid not null,
  recipient_id uuid not null,
  kind text not null check (kind in ('open', 'click', 'view', 'unsubscribe', 'manage')),
  link_number integer,
  at timestamptz not null,
  agent text not null check (agent in ('desktop', 'mobile', 'machine', 'unknown')),
  -- Why it is taken for a machine's; null: it is not.
  machine text,
  primary key (workspace_id, id),
  foreign key (workspace_id, recipient_id) references mailing_recipients (workspace_id, id) on delete cascade
);
create index mailing_events_of_recipient on mailing_events (workspace_id, recipient_id, at);
create index mailing_events_by_time on mailing_events (workspace_id, mailing_id, kind, at desc, id);

-- Counts kept as things happen, so that results cost the same with ten events and ten million.
create table mailing_figures (
  workspace_id uuid not null,
  mailing_id uuid not null,
  name text not null,
  count integer not null,
  primary key (workspace_id, mailing_id, name),
  foreign key (workspace_id, mailing_id) references mailings (workspace_id, id) on delete cascade
);

-- What addresses have refused that belong to nobody who is known, and complaints of all.
create table address_refusals (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- In lower case.
  address text not null,
  kind text not null check (kind in ('complaint', 'withdrawn', 'declined')),
  -- Of mailings; all zeros where it is about none.
  type_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, address, kind, type_id)
);
