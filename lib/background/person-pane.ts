import type { ParsedMessage } from '../contract/messages.ts';
import type { PersonContext } from '../contract/person-context.ts';
import type { PaneParticipant, PersonCard, PersonPane } from '../contract/person-pane.ts';
import type { MailIds } from '../contract/primitives.ts';
import type { Task } from '../contract/task.ts';
import type { MailThread, ThreadMessage, ThreadParticipant } from '../contract/thread.ts';
import { lastMail, othersIn, type Self, whomToShow } from '../core/person/others.ts';
import type { Caller } from '../messaging/handle.ts';
import type { LocalDatabase, LookedUp, SeenThread } from '../store/db.ts';
import { getMeta } from '../store/meta.ts';
import type { Deps } from './deps.ts';
import { keyOf, type Lookups } from './lookup.ts';
import { tabOf } from './threads.ts';

const historyLength = 50;

const nothing: PersonPane = {
  state: 'noMailbox',
  site: null,
  key: null,
  others: [],
  email: null,
  name: '',
  cards: [],
  total: 0,
  lookup: 'done',
  problem: null,
  asOf: null,
  mail: null,
  noticesReplies: true,
};

/**
 * Whom the Person tab shows now: from what is here, at once. What is not fresh is asked for meanwhile.
 *
 * @param look - somebody looks at it; otherwise no address goes to the server
 */
export async function describePerson(
  deps: Deps,
  lookups: Lookups,
  caller: Caller,
  { chosen, look }: ParsedMessage<'person.context'>,
): Promise<PersonPane> {
  const { db } = deps.store;
  const tab = await tabOf(deps, caller);
  if (!tab) return nothing;
  const seen = await db.threads.get(tab.tabId);
  const empty: PersonPane = { ...nothing, state: 'noThread', site: tab.site };
  if (!seen) return empty;
  const others = othersIn(seen.thread, await selfOf(db, seen));
  const shown = whomToShow(others, chosen?.key === seen.thread.key ? chosen.email : null);
  const wanted = shown.state === 'person' ? [shown.email] : addressesOf(others);
  if (look && wanted.length > 0) void lookups.need(wanted);
  const pane: PersonPane = {
    ...empty,
    state: shown.state,
    key: seen.thread.key,
    others: await Promise.all(others.map((one) => asParticipant(db, one))),
  };
  return shown.state === 'person' ? withPerson(deps, pane, seen, shown) : pane;
}

async function selfOf(db: LocalDatabase, { account }: SeenThread): Promise<Self> {
  const me = await getMeta(db, 'me');
  const addresses = [...(me ? [me.user.email, ...me.mailboxes] : []), ...(account ? [account] : [])];
  return { addresses, name: me?.user.name ?? '' };
}

function addressesOf(others: readonly ThreadParticipant[]): string[] {
  return others.flatMap(({ email }) => (email === null ? [] : [email]));
}

async function asParticipant(
  db: LocalDatabase,
  { email, name, role }: ThreadParticipant,
): Promise<PaneParticipant> {
  const known = email === null ? undefined : await db.lookups.get(keyOf(email));
  const [local] = email === null ? [] : await localPeople(db, email);
  const person = known?.people[0]?.person ?? local;
  const answered = known !== undefined && known.answeredAt !== null;
  return {
    email,
    name: name || (person ? `${person.firstName} ${person.lastName}`.trim() : ''),
    role,
    known: person ? true : answered ? false : null,
    companyName: person?.companyName ?? null,
  };
}

async function withPerson(
  deps: Deps,
  pane: PersonPane,
  { account, thread }: SeenThread,
  { email, name }: { email: string; name: string },
): Promise<PersonPane> {
  const { db } = deps.store;
  const known = await db.lookups.get(keyOf(email));
  const mail = lastMail(thread, email);
  const cards = await cardsOf(db, email, known);
  return {
    ...pane,
    email,
    name,
    cards,
    total: Math.max(known?.total ?? 0, cards.length),
    ...(known?.blockedDomain !== undefined && { blockedDomain: known.blockedDomain }),
    lookup: known?.problem ? 'failed' : known ? 'done' : 'asking',
    problem: known?.problem ?? null,
    asOf: known?.answeredAt ?? null,
    mail: mail && { direction: mail.direction, ids: idsOf(thread, mail.message) },
    noticesReplies: account !== null && thread.messages.some(({ id }) => id !== ''),
  };
}

function idsOf(thread: MailThread, message: ThreadMessage): MailIds {
  return {
    ...(thread.ids.thread && { thread: thread.ids.thread }),
    ...(message.id && { message: message.id }),
  };
}

async function cardsOf(db: LocalDatabase, email: string, known: LookedUp | undefined): Promise<PersonCard[]> {
  if (known?.answeredAt) return Promise.all(known.people.map((context) => asCard(db, context)));
  return Promise.all((await localPeople(db, email)).map((person) => localCard(db, person)));
}

/** The server's word, with what has been done here since laid over it. */
async function asCard(db: LocalDatabase, context: PersonContext): Promise<PersonCard> {
  const { person, consent, reach, enrolments, activities } = context;
  const tasks = await openTasks(db, context);
  return { person, consent, ...(reach && { reach }), enrolments, activities, tasks };
}

async function localCard(db: LocalDatabase, person: PersonCard['person']): Promise<PersonCard> {
  const activities = await db.activities
    .where('[personId+at]')
    .between([person.id, ''], [person.id, '\uffff'])
    .reverse()
    .limit(historyLength)
    .toArray();
  const tasks = await openTasks(db, { person, tasks: [] });
  return { person, consent: null, enrolments: null, tasks, activities };
}

async function openTasks(
  db: LocalDatabase,
  { person, tasks }: Pick<PersonContext, 'person' | 'tasks'>,
): Promise<Task[]> {
  const here = await db.tasks.where('task.personId').equals(person.id).toArray();
  const all = new Map(tasks.map((task) => [task.id, task]));
  for (const { id, task } of here) {
    const served = all.get(id);
    // A row here may have an action of ours laid over it, which the server's word does not know yet.
    if (!served || task.version >= served.version) all.set(id, task);
  }
  return [...all.values()]
    .filter(({ status }) => status === 'open')
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
}

function localPeople(db: LocalDatabase, email: string): Promise<PersonCard['person'][]> {
  return db.people.where('email').equalsIgnoreCase(email).toArray();
}
