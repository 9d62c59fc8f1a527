import type { Enrolment } from '../../lib/contract/campaign.ts';
import { ConsentChange, type ConsentPurpose } from '../../lib/contract/consent.ts';
import type { Person } from '../../lib/contract/person.ts';
import { NewActivity } from '../../lib/contract/task.ts';
import { NewTemplate, type Template } from '../../lib/contract/template.ts';
import { stopEnrolment } from '../campaigns/runs.ts';
import type { Database } from '../db/open.ts';
import { hasLinks } from '../db/queries/links.ts';
import { listTasks } from '../db/queries/tasks.ts';
import { storeClick } from '../links/click.ts';
import { createLinks } from '../links/create.ts';
import { parseLinkKey } from '../links/public-key.ts';
import { setConsent, setNoMailings } from '../people/consent.ts';
import { logActivity } from '../people/log.ts';
import { pushActions } from '../sync/push.ts';
import { createTemplate } from '../templates/templates.ts';
import { markFavourite, useTemplate } from '../templates/use.ts';
import { accepted } from './accepted.ts';
import { seededChance, uuidFrom } from './chance.ts';
import type { ExampleOwner } from './fill.ts';
import { exampleTemplates } from './templates.ts';

const SEED = 1729;
const HOUR_MS = 3_600_000;

/** People of the example, and who of them is on a campaign. */
export interface ExampleContacts {
  people: Person[];
  /** By run group, in its order. */
  runs: (Enrolment[] | undefined)[];
}

/** Nobody gets these mails, so that it does not matter where the server is; the key is what is kept. */
const ANY_SERVER = 'http://utskick.invalid';

/**
 * What happens around the campaigns: texts to write with, what people have agreed to, replies, stopped runs, notes,
 * clicks. Everything bears an id out of seeded chance, so that a second call adds nothing.
 */
export async function fillContacts(
  db: Database,
  owner: ExampleOwner,
  contacts: ExampleContacts,
  now: Date,
): Promise<void> {
  const chance = seededChance(SEED);
  const newId = () => uuidFrom(chance);
  await someTemplates(db, owner, newId, now);
  await someConsents(db, owner, contacts.people, now);
  await someNotes(db, owner, contacts.people, newId, now);
  await someReplies(db, owner, contacts, newId, now);
  await someClicks(db, owner, contacts, now);
}

async function someTemplates(
  db: Database,
  { workspaceId, user }: ExampleOwner,
  newId: () => string,
  now: Date,
): Promise<void> {
  const own = { workspaceId, userId: user.id };
  const templates: Template[] = [];
  for (const text of exampleTemplates(newId))
    templates.push(accepted(await createTemplate(db, own, NewTemplate.parse(text), now)));
  for (const template of templates.slice(0, 4)) {
    accepted(await useTemplate(db, own, { templateId: template.id, useId: newId() }, now));
  }
  const favourite = templates.find(({ name }) => name === 'Three dates for a demo');
  if (favourite) accepted(await markFavourite(db, own, { templateId: favourite.id, favourite: true }, now));
}

/** Position in the list of people, purpose, and what was said. */
const consents: readonly [number, ConsentPurpose, ConsentChange][] = [
  [0, 'sales', { status: 'given', legalBasis: 'legitimate_interest', source: 'import' }],
  [1, 'sales', { status: 'given', legalBasis: 'consent', source: 'meeting', comment: 'Card at the fair' }],
  [1, 'marketing', { status: 'given', legalBasis: 'consent', source: 'form' }],
  [
    2,
    'marketing',
    { status: 'withdrawn', source: 'email', comment: 'Wrote that two mails a month are too many' },
  ],
  [5, 'sales', { status: 'given', legalBasis: 'contract', source: 'user' }],
];

async function someConsents(db: Database, owner: ExampleOwner, people: Person[], now: Date): Promise<void> {
  const writer = { workspaceId: owner.workspaceId, userId: owner.user.id };
  const set = async (person: Person | undefined, purpose: ConsentPurpose, change: ConsentChange) => {
    if (!person) return;
    const about = { personId: person.id, purpose };
    accepted(await setConsent(db, writer, about, ConsentChange.parse(change), daysBefore(now, 20)));
  };
  for (const [index, purpose, change] of consents) await set(people[index], purpose, change);
  // The last of the list is on no campaign, and stays so.
  const last = people.at(-1);
  await set(last, 'sales', { status: 'withdrawn', source: 'phone', comment: 'Asked not to be called again' });
  if (!last) return;
  const forbidden = { noMailings: true, source: 'phone', comment: null } as const;
  accepted(await setNoMailings(db, writer, last.id, forbidden, daysBefore(now, 20)));
}

/** Position in the list of people, days ago, and what was written down. */
const notes: readonly [number, number, Omit<NewActivity, 'id' | 'at'>][] = [
  [0, 16, { kind: 'note.logged', title: 'Moves to the new site in March' }],
  [
    1,
    12,
    {
      kind: 'meeting.logged',
      title: 'Coffee at the fair',
      note: 'Plans with two colleagues, wants a pilot.',
    },
  ],
  [3, 11, { kind: 'call.logged', title: 'Called back', note: 'Budget is decided in June.' }],
  [
    4,
    9,
    { kind: 'mail.logged', title: 'Question about prices', direction: 'in', ids: { message: 'example-1' } },
  ],
  [
    4,
    8,
    {
      kind: 'mail.logged',
      title: 'Re: Question about prices',
      direction: 'out',
      ids: { message: 'example-2' },
    },
  ],
];

async function someNotes(
  db: Database,
  { workspaceId, user }: ExampleOwner,
  people: Person[],
  newId: () => string,
  now: Date,
): Promise<void> {
  for (const [index, daysAgo, note] of notes) {
    const at = daysBefore(now, daysAgo);
    const entry = NewActivity.parse({ ...note, id: newId(), at: at.toISOString() });
    const person = people[index];
    if (person) accepted(await logActivity(db, { workspaceId, userId: user.id }, person.id, entry, at));
  }
}

/** Groups whose first person has answered the last mail that was done, and whose last one was taken off. */
const ANSWERED = [4, 8, 15];
const STOPPED = [0];

async function someReplies(
  db: Database,
  owner: ExampleOwner,
  { runs }: ExampleContacts,
  newId: () => string,
  now: Date,
): Promise<void> {
  const user = { workspaceId: owner.workspaceId, userId: owner.user.id };
  for (const group of ANSWERED) {
    const [run] = runs[group] ?? [];
    const [id, reply] = [newId(), newId()];
    const task = run && (await lastMailOf(db, owner, run.id));
    if (!task) continue;
    const actedAt = new Date(Math.min(Date.parse(task.closedAt ?? '') + 3 * HOUR_MS, now.getTime()));
    const answer = {
      kind: 'task.replied',
      id,
      taskId: task.id,
      actedAt: actedAt.toISOString(),
      baseVersion: task.version,
      ids: { reply },
    } as const;
    await pushActions(db, user, [answer], actedAt);
  }
  for (const group of STOPPED) {
    const run = runs[group]?.at(-1);
    const id = newId();
    if (run) accepted(await stopEnrolment(db, { ...user, role: 'user' }, { enrolmentId: run.id, id }, now));
  }
}

async function lastMailOf(db: Database, owner: ExampleOwner, enrolmentId: string) {
  const page = { status: 'done', limit: 1000, offset: 0 } as const;
  const { tasks } = await listTasks(db.kysely, owner.workspaceId, owner.user.id, page);
  return tasks.filter((task) => task.enrolmentId === enrolmentId && task.type === 'email').at(-1);
}

/** Groups whose people have followed the link of their last mail, and how often each. */
const CLICKED = [3, 5, 13];

async function someClicks(
  db: Database,
  owner: ExampleOwner,
  { runs }: ExampleContacts,
  now: Date,
): Promise<void> {
  const user = { workspaceId: owner.workspaceId, userId: owner.user.id };
  // Keys are never out of seeded chance: whoever knows the seed could make them.
  if (await hasLinks(db.kysely, owner.workspaceId)) return;
  for (const run of CLICKED.flatMap((group) => runs[group]?.slice(0, 2) ?? [])) {
    const task = await lastMailOf(db, owner, run.id);
    if (!task) continue;
    const asked = { taskId: task.id, urls: ['https://fyrskepp.example/tour'] };
    const sentAt = Date.parse(task.closedAt ?? '');
    const links = accepted(await createLinks(db, user, asked, ANY_SERVER, new Date(sentAt)));
    const link = parseLinkKey(links[0]?.tracked.split('/').at(-1) ?? '');
    if (!link) throw new Error('example: expected a tracked link');
    for (const hours of [1, 5]) {
      const at = new Date(sentAt + hours * HOUR_MS);
      if (at <= now) await storeClick(db, link, 'desktop', at);
    }
  }
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * HOUR_MS);
}
