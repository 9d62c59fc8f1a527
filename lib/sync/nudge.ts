import { nudgePath } from '../contract/api.ts';
import { headersOf, type Server } from './client.ts';

/** The server sends a comment every 20 s; a stream silent for longer is dead. */
const silenceMs = 45_000;

/**
 * Listens to the server's nudges until the stream ends, by whichever side.
 *
 * @param nudged - called for each `event: changed`
 * @returns when the stream has ended; failures included, the caller's alarm is the safety net
 */
export async function listenForNudges(
  fetcher: typeof fetch,
  server: Server,
  nudged: () => void,
  stop: AbortSignal,
): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silenceMs);
  try {
    const headers = { ...headersOf(server.token), accept: 'text/event-stream' };
    const signal = AbortSignal.any([stop, silent.signal]);
    const response = await fetcher(new URL(nudgePath, server.url), {
      headers,
      signal,
      credentials: 'omit',
      cache: 'no-store',
    });
    if (!response.ok || !response.body) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), silenceMs);
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      if (blocks.some((block) => /^event:\s*changed\s*$/m.test(block))) nudged();
    }
  } catch {
    // Ended: the worker's alarm pulls all the same, and the next page that opens listens anew.
  } finally {
    clearTimeout(timer);
  }
}
