import type { FieldReport } from '../../contract/compose.ts';
import type { Recipient } from '../../contract/primitives.ts';
import { sameAddresses } from '../dom/addresses.ts';
import { waitFor } from '../dom/wait.ts';
import type { WriteContext } from './anatomy.ts';

/** One recipient field of a site, as far as writing it needs to know. `F` is the element that is typed in. */
export interface Well<F extends HTMLElement> {
  /** Addresses that stand as recipients; a name without an address stands for itself. */
  read(): string[];
  /** Brings the field in view by the page's own means. */
  reveal(): Promise<F | null>;
  /** The field as it is now: a page may draw it anew at any moment, so nobody holds it. */
  find(): F | null;
  /** Text that is typed and no recipient yet. */
  pending(field: F): string;
  /** Takes such text away. */
  clear(field: F): void;
  /** Ways to get recipients into this kind of field, best first. */
  ways(field: F): readonly Way<F>[];
  /** How long the page may take to make recipients of what it was given, in milliseconds. */
  chipsMs: number;
  /** When a way brought some of them: is the next one tried with the rest? Not where they may still come late. */
  goesOn: boolean;
}
export type Way<F extends HTMLElement> = (field: F, wanted: readonly Recipient[]) => void | Promise<void>;

/**
 * Writes one recipient field where nothing stands, and reads back what became of it.
 *
 * @returns `already` when these recipients stand there, `refused` when others do or the page took not all of them,
 *   `unverified` when it took as many but shows some without their address
 */
export async function writeWell<F extends HTMLElement>(
  context: WriteContext,
  well: Well<F>,
  wanted: readonly Recipient[],
): Promise<FieldReport> {
  const emails = wanted.map(({ email }) => email);
  const standing = well.read();
  if (sameAddresses(standing, emails)) return emails.length === 0 ? 'empty' : 'already';
  if (emails.length === 0) return 'empty';
  if (standing.length > 0 || context.touched()) return 'refused';
  const field = await well.reveal();
  if (field === null || well.pending(field) !== '') return 'refused';
  return (await tryWays(context, well, wanted, well.ways(field))) ? 'done' : outcome(well, emails);
}

async function tryWays<F extends HTMLElement>(
  context: WriteContext,
  well: Well<F>,
  wanted: readonly Recipient[],
  ways: readonly Way<F>[],
): Promise<boolean> {
  const emails = wanted.map(({ email }) => email);
  const stands = () => sameAddresses(well.read(), emails) || null;
  for (const way of ways) {
    const field = well.find();
    if (context.touched() || !field) return false;
    field.focus();
    await way(field, missingOf(well, wanted));
    if (await waitFor(stands, context.root, well.chipsMs, context.signal)) return true;
    if (well.read().length > 0 && !well.goesOn) return false; // another way would double them
    const left = well.find();
    if (left && well.pending(left) !== '' && !context.touched()) well.clear(left);
  }
  return false;
}

function missingOf<F extends HTMLElement>(well: Well<F>, wanted: readonly Recipient[]): Recipient[] {
  const standing = new Set(well.read().map((email) => email.toLowerCase()));
  return wanted.filter(({ email }) => !standing.has(email.toLowerCase()));
}

function outcome<F extends HTMLElement>(well: Well<F>, emails: readonly string[]): FieldReport {
  const standing = well.read();
  const nameOnly = standing.some((one) => !one.includes('@'));
  return nameOnly && standing.length === emails.length ? 'unverified' : 'refused';
}
