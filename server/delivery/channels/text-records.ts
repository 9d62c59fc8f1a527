import { Resolver } from 'node:dns/promises';

/** What the DNS says under a name: its TXT records, each put together, or nothing in time. */
export type TextAnswer = { answered: true; texts: string[] } | { answered: false };
/** @param name - without a dot at its end */
export type LookUpText = (name: string) => Promise<TextAnswer>;

interface LookupOptions {
  /** `address` or `address:port`; empty: those of the system. */
  servers: readonly string[];
  /** How long in all. */
  patienceMs?: number;
}

const PATIENCE_MS = 8000;
/** The server that was asked says that there is nothing. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the DNS itself, past any file of hosts. */
export function createTextLookup({ servers, patienceMs = PATIENCE_MS }: LookupOptions): LookUpText {
  return async (name) => {
    // One for each question: only so can a single one be given up.
    const resolver = new Resolver({ timeout: Math.ceil(patienceMs / 4), tries: 2 });
    if (servers.length > 0) resolver.setServers(servers);
    const over = setTimeout(() => resolver.cancel(), patienceMs);
    try {
      const records = await resolver.resolveTxt(name);
      return { answered: true, texts: records.map((strings) => strings.join('')) };
    } catch (error) {
      return NOTHING.has(codeOf(error)) ? { answered: true, texts: [] } : { answered: false };
    } finally {
      clearTimeout(over);
    }
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
