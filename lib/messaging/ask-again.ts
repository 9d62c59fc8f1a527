import type { MessageName } from '../contract/messages.ts';
import type { Ask } from './send.ts';
import { MessagingError } from './wire.ts';

/** Messages that may be asked twice: they only read, or a second time finds what the first has done. */
const repeatable: ReadonlySet<MessageName> = new Set<MessageName>([
  'session.get',
  'sync.now',
  'tasks.counts',
  'tasks.list',
  'tasks.get',
  'tasks.next',
  'compose.start',
  'compose.open',
  'workThrough.get',
  'notices.list',
  'notices.dismiss',
  'page.missing',
  'sidebar.inPage',
  'person.context',
  'person.lookAgain',
  'campaigns.choices',
  'rail.set',
  'tools.default',
]);

/** Pauses before the next tries: a worker that was stopped in the middle of an answer is up again within the first few. */
const pausesMs = [50, 100, 200, 400, 800, 1600];

/**
 * Asks once more what a worker could not answer because it was stopped meanwhile, where that does no harm.
 * What it refuses is not asked again, and neither is anything once the extension is gone.
 */
export function askAgain(ask: Ask, wait: (ms: number) => Promise<void> = pause): Ask {
  return async (name, request) => {
    for (const pauseMs of repeatable.has(name) ? pausesMs : []) {
      try {
        return await ask(name, request);
      } catch (error) {
        if (!(error instanceof MessagingError) || error.kind !== 'unanswered') throw error;
        await wait(pauseMs);
      }
    }
    return ask(name, request);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
