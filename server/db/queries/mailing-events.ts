import { sql } from 'kysely';
import type { MailingSetup } from '../../../lib/contract/mailing.ts';
import type { LinkResponse } from '../../../lib/contract/registered-link.ts';
import type { KeptFields } from '../../../lib/core/mailing/kept-fields.ts';
import type { AgentKind } from '../../../lib/core/tracking/agent-kind.ts';
import type { Db, Tx } from '../open.ts';

/** Names a recipient. */
export interface RecipientKey {
  workspaceId: string;
  recipientId: string;
}

/** A tracked link as one recipient has got it. */
export interface RecipientLink {
  /** May hold fields. */
  url: string;
  /** Those that the mail was written with; null where the address holds none. */
  fields: KeptFields | null;
  timeZone: string;
  sentAt: Date | null;
  /** Of a registered link; null: the link is the mailing’s own. */
  registered: { id: string; response: LinkResponse; utm: MailingSetup['utm'] } | null;
}

/** Where a link of a recipient's mail leads; null: there is no such link, or no such mail. */
export async function findRecipientLink(
  db: Db,
  { workspaceId, recipientId }: RecipientKey,
  number: number,
): Promise<RecipientLink | null> {
  const { rows } = await sql<RecipientLink>`
    select l.url, case when strpos(l.url, '{') > 0 then coalesce(r.fields, '{}') end as fields,
      e.time_zone as "timeZone", r.sent_at as "sentAt",
      case when g.id is not null then jsonb_build_object('id', g.id, 'response', g.response, 'utm', (
        select m.setup->'utm' from mailings m where m.workspace_id = r.workspace_id and m.id = r.mailing_id)) end as registered
    from mailing_recipients r
    join mailing_links l on l.workspace_id = r.workspace_id and l.mailing_id = r.mailing_id and l.number = ${number}::int
    join mailing_editions e on e.workspace_id = r.workspace_id and e.mailing_id = r.mailing_id and e.number = r.edition
    left join registered_links g on g.workspace_id = l.workspace_id and g.id = l.registered_id
    where r.workspace_id = ${workspaceId}::uuid and r.id = ${recipientId}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** A mail that was written for a recipient, so that it can be shown again. */
export interface RecipientMail {
  mailingId: string;
  edition: number;
  fields: KeptFields;
  trackOpens: boolean;
  sentAt: Date | null;
}

export async function findRecipientMail(
  db: Db,
  { workspaceId, recipientId }: RecipientKey,
): Promise<RecipientMail | null> {
  const { rows } = await sql<RecipientMail>`
    select r.mailing_id as "mailingId", r.edition, coalesce(r.fields, '{}') as fields,
      (m.setup->>'trackOpens')::boolean as "trackOpens", r.sent_at as "sentAt"
    from mailing_recipients r join mailings m on m.workspace_id = r.workspace_id and m.id = r.mailing_id
    where r.workspace_id = ${workspaceId}::uuid and r.id = ${recipientId}::uuid and r.edition is not null`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Whose opening image a key is: a recipient's, with when their mail was sent, or that of a task's mail. */
export async function findImageOwner(
  db: Db,
  { workspaceId, recipientId }: RecipientKey,
): Promise<{ ofRecipient: boolean; sentAt: Date | null } | null> {
  const { rows } = await sql<{ ofRecipient: boolean; sentAt: Date | null }>`
    select true as "ofRecipient", sent_at as "sentAt" from mailing_recipients
    where workspace_id = ${workspaceId}::uuid and id = ${recipientId}::uuid and edition is not null
    union all
    select false, null from opening_images where workspace_id = ${workspaceId}::uuid and key = ${recipientId}::uuid
    limit 1`.execute(db);
  return rows[0] ?? null;
}

export interface MailingEvent extends RecipientKey {
  id: string;
  kind: 'open' | 'click' | 'view' | 'unsubscribe' | 'manage';
  link: number | null;
  at: Date;
  agent: AgentKind;
  /** Why it is taken for a machine's; null: it is not. */
  machine: string | null;
}

/** Adds events of recipients that there are; the mailing is looked up. */
export async function insertEvents(tx: Tx, events: readonly MailingEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into mailing_events (workspace_id, id, mailing_id, recipient_id, kind, link_number, at, agent, machine)
    select r.workspace_id, e.id, r.mailing_id, r.id, e.kind, e.link, e.at, e.agent, e.machine
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e ("workspaceId" uuid, "recipientId" uuid, id uuid,
      kind text, link int, at timestamptz, agent text, machine text)
    join mailing_recipients r on r.workspace_id = e."workspaceId" and r.id = e."recipientId"
    on conflict do nothing`.execute(tx);
}

/** What recipients have opened and clicked since a moment. */
export async function listEventsSince(
  tx: Tx,
  keys: readonly RecipientKey[],
  since: Date,
): Promise<(MailingEvent & { kind: 'open' | 'click' | 'view' })[]> {
  const { rows } = await sql<MailingEvent & { kind: 'open' | 'click' | 'view' }>`
    select e.workspace_id as "workspaceId", e.recipient_id as "recipientId", e.id, e.kind, e.link_number as link, e.at,
      e.agent, e.machine
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.recipientId)}::uuid[])
      as k (workspace_id, id)
    join mailing_events e on e.workspace_id = k.workspace_id and e.recipient_id = k.id and e.at >= ${since}
    where e.kind in ('open', 'click', 'view')`.execute(tx);
  return rows;
}

/** Says of events that a machine has made them. */
export async function markMachine(
  tx: Tx,
  events: readonly Pick<MailingEvent, 'workspaceId' | 'id'>[],
  why: string,
): Promise<void> {
  if (events.length === 0) return;
  await sql`
    update mailing_events e set machine = ${why}
    from unnest(${events.map((one) => one.workspaceId)}::uuid[], ${events.map((one) => one.id)}::uuid[]) as k (ws, id)
    where e.workspace_id = k.ws and e.id = k.id`.execute(tx);
}

/** How often a recipient has done one thing, people's events and machines' apart. */
export interface EventTally extends RecipientKey {
  kind: 'open' | 'click' | 'view';
  link: number | null;
  people: number;
  machines: number;
  /** Of a person's first one. */
  firstAt: Date | null;
}

export async function tallyEvents(tx: Tx, keys: readonly RecipientKey[]): Promise<EventTally[]> {
  const { rows } = await sql<EventTally>`
    select e.workspace_id as "workspaceId", e.recipient_id as "recipientId", e.kind, e.link_number as link,
      count(*) filter (where e.machine is null)::int as people,
      count(*) filter (where e.machine is not null)::int as machines,
      min(e.at) filter (where e.machine is null) as "firstAt"
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.recipientId)}::uuid[])
      as k (workspace_id, id)
    join mailing_events e on e.workspace_id = k.workspace_id and e.recipient_id = k.id
    where e.kind in ('open', 'click', 'view')
    group by 1, 2, 3, 4`.execute(tx);
  return rows;
}

/** Names of mailings, by workspace and id. */
export async function findMailingNames(
  db: Db,
  keys: readonly { workspaceId: string; mailingId: string }[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ workspaceId: string; id: string; name: string }>`
    select distinct m.workspace_id as "workspaceId", m.id, m.setup->>'name' as name
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.mailingId)}::uuid[])
      as k (workspace_id, id)
    join mailings m on m.workspace_id = k.workspace_id and m.id = k.id`.execute(db);
  return new Map(rows.map(({ workspaceId, id, name }) => [`${workspaceId} ${id}`, name]));
}

/** Takes lines out of people's histories. */
export async function deleteLines(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`
    delete from activities where workspace_id = ${workspaceId}::uuid and id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
}
