import type { PersonContext } from '../contract/person-context.ts';
import type { LocalDatabase, LookedUp } from '../store/db.ts';
import { type Deps, stamp } from './deps.ts';

/** How long the server's word counts as fresh, and how soon after a failure it is asked again by itself. */
const freshMs = 60_000;
const againMs = 15_000;
const mostAtOnce = 30;

/** Asks the server who has an address. */
export interface Lookups {
  /** Asks for those that are not known freshly; the answer is stored, which raises the revision. */
  need(emails: readonly string[]): Promise<void>;
  /** Asks though it was asked a moment ago. */
  again(email: string): Promise<void>;
}

/** One question at a time for each address, however often it is needed; whoever needs it waits for that one. */
export function makeLookups(deps: Deps): Lookups {
  const asking = new Map<string, Promise<void>>();
  const ask = async (emails: readonly string[]): Promise<void> => {
    const wanted = [...new Set(emails.map(keyOf))];
    const underWay = wanted.flatMap((email) => asking.get(email) ?? []);
    const mine = wanted.filter((email) => !asking.has(email)).slice(0, mostAtOnce);
    const answer = mine.length > 0 ? lookUp(deps, mine) : Promise.resolve();
    for (const email of mine) asking.set(email, answer);
    try {
      await Promise.all([...underWay, answer]);
    } finally {
      for (const email of mine) asking.delete(email);
    }
  };
  return {
    async need(emails) {
      const stale = await Promise.all(
        emails.map(async (email) => ((await isFresh(deps, email)) ? [] : [email])),
      );
      return ask(stale.flat());
    },
    again: (email) => ask([email]),
  };
}

export function keyOf(email: string): string {
  return email.toLowerCase();
}

/** Is what we hold as good as a new answer, or has the server just failed to give one? */
async function isFresh(deps: Deps, email: string): Promise<boolean> {
  const { db } = deps.store;
  const known = await db.lookups.get(keyOf(email));
  if (!known) return false;
  const since = (at: string): number => deps.now().getTime() - Date.parse(at);
  if (known.problem) return since(known.triedAt) < againMs;
  if (known.answeredAt === null || since(known.answeredAt) >= freshMs) return false;
  return known.mark === (await markOf(db, known.email, known.people));
}

/**
 * The only place where addresses of an open thread go to the server: `POST /api/v2/people/lookup`, in the body, and
 * nothing else with them.
 */
async function lookUp(deps: Deps, emails: readonly string[]): Promise<void> {
  const { store, call, keys, words } = deps;
  const pairing = await keys.pairing();
  if (!pairing) return;
  const server = { url: pairing.server, token: pairing.token };
  const answer = await call(server, 'people.lookup', { body: { emails: [...emails] } });
  const at = stamp(deps);
  await store.write(async () => {
    await forgetOld(store.db, deps.now());
    for (const email of emails) {
      if (answer.ok) {
        const match = answer.value.matches.find((one) => keyOf(one.email) === email);
        const blocked = answer.value.blocked?.find((one) => keyOf(one.email) === email);
        const known = await answered(store.db, email, match, at);
        await store.db.lookups.put({ ...known, ...(blocked && { blockedDomain: blocked.domain }) });
      } else {
        const message = answer.cause === 'noAnswer' ? words.noAnswer(pairing.server) : answer.message;
        const before = (await store.db.lookups.get(email)) ?? nothingKnown(email, at);
        await store.db.lookups.put({ ...before, triedAt: at, problem: { code: answer.code, message } });
      }
    }
  });
}

/** Who is in the workspace stays for the time without a server; of whom nobody knows nothing is kept. */
async function forgetOld(db: LocalDatabase, now: Date): Promise<void> {
  const before = (ms: number): string => new Date(now.getTime() - ms).toISOString();
  const [minuteAgo, dayAgo] = [before(freshMs), before(24 * 60 * freshMs)];
  await db.lookups
    .filter(({ people, triedAt }) => triedAt < (people.length > 0 ? dayAgo : minuteAgo))
    .delete();
}

async function answered(
  db: LocalDatabase,
  email: string,
  match: { people: PersonContext[]; total: number } | undefined,
  at: string,
): Promise<LookedUp> {
  const people = match?.people ?? [];
  const mark = await markOf(db, email, people);
  return { email, people, total: match?.total ?? 0, answeredAt: at, triedAt: at, problem: null, mark };
}

function nothingKnown(email: string, triedAt: string): LookedUp {
  return { email, people: [], total: 0, answeredAt: null, triedAt, problem: null, mark: '' };
}

/** Tasks, what waits for the server, and the newest line of history: when one of these changes, ask anew. */
async function markOf(db: LocalDatabase, email: string, people: readonly PersonContext[]): Promise<string> {
  const here = await db.people.where('email').equalsIgnoreCase(email).primaryKeys();
  const ids = [...new Set([...here, ...people.map(({ person }) => person.id)])];
  const tasks = await db.tasks.where('task.personId').anyOf(ids).toArray();
  const marks = tasks.map(({ id, task, base }) => `${id} ${task.status} ${task.version} ${base !== null}`);
  const newest = await Promise.all(ids.map((id) => newestOf(db, id)));
  return [...ids, ...marks, ...newest].sort().join(' ');
}

async function newestOf(db: LocalDatabase, personId: string): Promise<string> {
  const line = await db.activities
    .where('[personId+at]')
    .between([personId, ''], [personId, '\uffff'])
    .last();
  return line?.id ?? '';
}

/** What we hold of a person is old: they were changed here. Call inside `store.write`. */
export async function outdate(db: LocalDatabase, personId: string): Promise<void> {
  await db.lookups
    .filter(({ people }) => people.some(({ person }) => person.id === personId))
    .modify({ mark: 'changed here' });
}
