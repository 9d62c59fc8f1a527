-- What was said about contacting a person, each entry bound to the one before by its hash. Only ever added to.
create table consent_proofs (
  workspace_id uuid not null,
  person_id uuid not null,
  -- From 1, without gaps.
  number integer not null check (number > 0),
  -- JSON, letter by letter as it was hashed.
  fact text not null,
  -- SHA-256 of the hash before (64 zeros for the first), a line feed and the fact, in hexadecimal digits.
  hash text not null,
  primary key (workspace_id, person_id, number),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);

-- What the history says of the time before.
with recursive told as (
  select a.workspace_id, a.person_id,
    row_number() over (partition by a.workspace_id, a.person_id order by a.at, a.id)::int as number,
    jsonb_build_object('at', to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'about', a.title, 'now',
      a.note, 'by', a.by_user_id, 'byName', u.name, 'how', a.detail, 'fromHistory', true)::text as fact
  from activities a left join users u on u.id = a.by_user_id
  where a.kind = 'consent.changed'
), chain as (
  select workspace_id, person_id, number, fact,
    encode(sha256(convert_to(repeat('0', 64) || chr(10) || fact, 'UTF8')), 'hex') as hash
  from told where number = 1
  union all
  select t.workspace_id, t.person_id, t.number, t.fact,
    encode(sha256(convert_to(c.hash || chr(10) || t.fact, 'UTF8')), 'hex')
  from chain c join told t on t.workspace_id = c.workspace_id and t.person_id = c.person_id and t.number = c.number + 1
)
insert into consent_proofs (workspace_id, person_id, number, fact, hash)
select workspace_id, person_id, number, fact, hash from chain;
