import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { SendKey } from '../db/queries/sends-claim.ts';
import { makeFolder } from '../make-folder.ts';
import { bootOf, ownIdentity } from '../process-life.ts';

// The dot journal. A line is appended just before the bytes that end a message leave, and another when the answer is
// there; the database hears of answers in batches. What a process that was killed had in hand is told from it:
// answered, begun without an answer, or not begun. The kernel keeps what was written when the process dies; when the
// machine dies too, the header says so, and nothing is taken for "not begun" any more.

/** What has become of a message, as it will be written to the database. */
export const JournalAnswer = z.object({
  move: z.enum(['accept', 'defer', 'reject', 'hold', 'lose', 'refuse']),
  code: z.int().nullable(),
  text: z.string(),
  cause: z
    .enum(['content', 'refused', 'gave_up', 'deferred', 'channel', 'unreachable', 'no_answer'])
    .nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  /** As the provider that took it names it. */
  sentAs: z
    .object({
      providerId: z.string().nullable(),
      threadId: z.string().nullable(),
      messageId: z.string().nullable(),
    })
    .optional(),
});
export type JournalAnswer = z.infer<typeof JournalAnswer>;

const Header = z.object({
  journal: z.uuid(),
  host: z.string(),
  boot: z.string().nullable(),
  pid: z.int(),
  began: z.string().nullable(),
});
export type JournalHeader = z.infer<typeof Header>;

const Key = z.tuple([z.uuid(), z.uuid(), z.int()]);
const Line = z.union([z.object({ begin: Key }), z.object({ end: Key, answer: JournalAnswer })]);

export interface JournalEntry extends SendKey {
  /** Null: the bytes that end it may have left, and no answer came. */
  answer: JournalAnswer | null;
}

/** What a journal says; `header` is null when not even that was written whole. */
export interface JournalContent {
  header: JournalHeader | null;
  entries: Map<string, JournalEntry>;
}

export const journalSuffix = '.dots';
/** Written anew above this size, without what the database knows. */
const COMPACT_ABOVE_BYTES = 4 * 1024 * 1024;

/** The journal of one delivery: one writer, and readers only after it has died. */
export class DotJournal {
  readonly id: string;
  readonly #path: string;
  readonly #header: string;
  readonly #compactAbove: number;
  readonly #open = new Map<string, JournalEntry>();
  #file: number;
  #bytes: number;
  #torn = false;

  /**
   * @param id - UUID; the rows in hand name it
   * @throws {Error} with the system's code when the folder cannot be written to
   */
  constructor(folder: string, id: string, options: { compactAbove?: number } = {}) {
    makeFolder(folder);
    this.id = id;
    this.#path = join(folder, `${id}${journalSuffix}`);
    this.#compactAbove = options.compactAbove ?? COMPACT_ABOVE_BYTES;
    const header: JournalHeader = { journal: id, host: hostname(), boot: bootOf(), ...ownIdentity() };
    this.#header = `${JSON.stringify(header)}\n`;
    this.#file = openSync(this.#path, 'ax', 0o600);
    this.#bytes = 0;
    this.#write(this.#header);
    fdatasyncSync(this.#file);
  }

  /** The bytes that end the message leave right after this. @throws {Error} then they must not */
  begin(key: SendKey): void {
    const entry = { ...keyOf(key), answer: null };
    this.#write(lineOf(entry));
    this.#open.set(nameOf(key), entry);
  }

  /** The answer is there. */
  end(key: SendKey, answer: JournalAnswer): void {
    const entry = { ...keyOf(key), answer };
    this.#open.set(nameOf(key), entry);
    this.#write(lineOf(entry));
  }

  /** The database knows. */
  forget(keys: Iterable<SendKey>): void {
    for (const key of keys) this.#open.delete(nameOf(key));
    if (this.#bytes > this.#compactAbove) this.#compact();
  }

  /** Ends it; a journal that says nothing new is removed. */
  close(): void {
    closeSync(this.#file);
    if (this.#open.size === 0) rmSync(this.#path, { force: true });
  }

  #write(text: string): void {
    // After a write that failed half-way (a full disk) the rest of that line is no line.
    const whole = this.#torn ? `\n${text}` : text;
    const bytes = Buffer.from(whole);
    this.#torn = true;
    let done = 0;
    while (done < bytes.length) done += writeSync(this.#file, bytes, done);
    this.#torn = false;
    this.#bytes += bytes.length;
  }

  /** Into a new file that takes the place of the old one in one step. */
  #compact(): void {
    const draft = `${this.#path}.new`;
    rmSync(draft, { force: true });
    const file = openSync(draft, 'ax', 0o600);
    const text = [this.#header, ...[...this.#open.values()].map(lineOf)].join('');
    const bytes = Buffer.from(text);
    let done = 0;
    while (done < bytes.length) done += writeSync(file, bytes, done);
    fdatasyncSync(file);
    renameSync(draft, this.#path);
    closeSync(this.#file);
    this.#file = file;
    this.#bytes = fstatSync(file).size;
    this.#torn = false;
  }
}

/** Reads what a process has left behind. A line that is not whole was never acted upon. */
export function readJournal(path: string): JournalContent {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const header = Header.safeParse(parseJson(lines[0] ?? ''));
  const entries = new Map<string, JournalEntry>();
  for (const text of lines.slice(1)) {
    const line = Line.safeParse(parseJson(text));
    if (!line.success) continue;
    const [workspaceId, id, fence] = 'begin' in line.data ? line.data.begin : line.data.end;
    const key = { workspaceId, id, fence };
    entries.set(nameOf(key), { ...key, answer: 'answer' in line.data ? line.data.answer : null });
  }
  return { header: header.success ? header.data : null, entries };
}

/** Names the holding of a send in {@link JournalContent}. */
export function nameOf({ workspaceId, id, fence }: SendKey): string {
  return `${workspaceId} ${id} ${fence}`;
}

function keyOf({ workspaceId, id, fence }: SendKey): SendKey {
  return { workspaceId, id, fence };
}

function lineOf({ workspaceId, id, fence, answer }: JournalEntry): string {
  const key = [workspaceId, id, fence];
  return `${JSON.stringify(answer === null ? { begin: key } : { end: key, answer })}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
