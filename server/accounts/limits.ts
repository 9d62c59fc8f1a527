import { type Failure, fail } from '../../lib/contract/errors.ts';
import type { Db } from '../db/open.ts';
import { countAttempt, forgetAttempts, readAttempts } from '../db/queries/attempts.ts';

const WINDOW_MS = 10 * 60_000;
const FORGET_EVERY_MS = 60 * 60_000;

/** How often something may be tried in ten minutes, by who tries it. */
const most = {
  /** Sign-ins that failed, by address signed in with and by source. */
  signInWrong: 10,
  signInWrongFromOnePlace: 50,
  pairingStart: 60,
  /** Device codes and link codes that do not exist, by source. */
  secretWrong: 30,
  /** User codes that do not exist, by the signed-in person who typed them. */
  userCodeWrong: 10,
  /** Mails to oneself, by who asks for them. */
  channelTest: 20,
  /** Questions to the DNS, by who asks. */
  dkimCheck: 60,
} as const;
export type Limited = keyof typeof most;

/** Counts one attempt; a failure when it is one too many. */
export async function limit(db: Db, what: Limited, who: string, now: Date): Promise<Failure | null> {
  const count = await countAttempt(db, `${what}:${who}`, WINDOW_MS, now);
  return count > most[what] ? tooMany() : null;
}

/** A failure when all attempts are used up; counts nothing, so that only wrong tries need be counted. */
export async function refuseExhausted(
  db: Db,
  what: Limited,
  who: string,
  now: Date,
): Promise<Failure | null> {
  const count = await readAttempts(db, `${what}:${who}`, WINDOW_MS, now);
  return count >= most[what] ? tooMany() : null;
}

function tooMany(): Failure {
  return fail('TOO_MANY_REQUESTS', 'too many attempts; wait ten minutes and try again');
}

/**
 * Forgets finished windows once an hour.
 * @returns a function that stops it
 */
export function startForgetting(db: Db, now: () => Date, onError: (error: unknown) => void): () => void {
  const timer = setInterval(() => {
    forgetAttempts(db, new Date(now().getTime() - WINDOW_MS)).catch(onError);
  }, FORGET_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
