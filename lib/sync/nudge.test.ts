import { expect, test, vi } from 'vitest';
import { listenForNudges } from './nudge.ts';

const server = { url: 'http://127.0.0.1:8420', token: 'secret' };

function streaming(...chunks: string[]): typeof fetch {
  return async () => {
    const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
    return new Response(
      new ReadableStream({
        start(controller) {
          for (const chunk of bytes) controller.enqueue(chunk);
          controller.close();
        },
      }),
    );
  };
}

test.each([
  [['event: changed\ndata: {}\n\n'], 1],
  [[': still here\n\n', 'event: cha', 'nged\ndata: 1\n\nevent: changed\ndata: 2\n', '\n'], 2],
  [['event: changed\r\ndata:\r\n\r\n'], 1],
  [[': comment\n\n', 'event: other\ndata: changed\n\n'], 0],
])('%o nudges %i times', async (chunks, times) => {
  const nudged = vi.fn();
  await listenForNudges(streaming(...chunks), server, nudged, new AbortController().signal);
  expect(nudged).toHaveBeenCalledTimes(times);
});

test.each([
  ['refused', async () => new Response('no', { status: 401 })],
  ['away', async () => Promise.reject(new TypeError('Failed to fetch'))],
])('%s: ends quietly, the alarm is the safety net', async (_name, fetcher) => {
  const nudged = vi.fn();
  await listenForNudges(fetcher, server, nudged, new AbortController().signal);
  expect(nudged).not.toHaveBeenCalled();
});
