-- Types of mailings that people can decline one by one, and who has declined which: who is not here wants them.

create table subscription_types (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  name text not null,
  -- By language, for the pages that people see; the name itself elsewhere.
  names jsonb not null default '{}',
  active boolean not null default true,
  -- Place in the list, from 0.
  place integer not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

create table declined_subscriptions (
  workspace_id uuid not null,
  person_id uuid not null,
  type_id uuid not null,
  source text not null,
  comment text,
  at timestamptz not null,
  by_user_id uuid references users (id) on delete set null,
  primary key (workspace_id, person_id, type_id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, type_id) references subscription_types (workspace_id, id) on delete cascade
);
create index declined_subscriptions_of_type on declined_subscriptions (workspace_id, type_id);

insert into subscription_types (workspace_id, id, name, names, place, created_at)
select w.id, gen_random_uuid(), t.name, t.names::jsonb, t.place, w.created_at
from workspaces w cross join (values
  (0, 'News', '{"sv": "Nyheter", "da": "Nyheder", "nb": "Nyheter", "nl": "Nieuws"}'),
  (1, 'Invitations', '{"sv": "Inbjudningar", "da": "Invitationer", "nb": "Invitasjoner", "nl": "Uitnodigingen"}'),
  (2, 'Offers', '{"sv": "Erbjudanden", "da": "Tilbud", "nb": "Tilbud", "nl": "Aanbiedingen"}'),
  (3, 'Urgent messages', '{"sv": "Brådskande meddelanden", "da": "Hastende beskeder", "nb": "Hastemeldinger", "nl": "Dringende berichten"}')
) as t (place, name, names);
