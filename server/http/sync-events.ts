import type { Nudges } from '../sync/nudges.ts';
import type { StreamHandler } from './handlers.ts';

const KEEP_ALIVE_MS = 20_000;
/** Changes that come in quick succession are told once. */
const GATHER_MS = 50;

/**
 * Stream of server-sent events: `changed` whenever something of the workspace has changed, a comment every 20 s so
 * that proxies keep the connection and a dead one is noticed. The stream says nothing about what has changed; who
 * hears it pulls. It ends when the caller goes or the server stops.
 */
export function syncEvents(nudges: Nudges): StreamHandler {
  return ({ workspaceId }, stop) => {
    const body = eventStream(stop, (send) =>
      nudges.subscribe(workspaceId, () => send('event: changed\ndata:\n\n')),
    );
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // nginx would otherwise hold events back.
        'x-accel-buffering': 'no',
      },
    });
  };
}

function eventStream(
  stop: AbortSignal,
  subscribe: (send: (event: string) => void) => () => void,
): ReadableStream {
  const encoder = new TextEncoder();
  let end = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      let waiting: NodeJS.Timeout | undefined;
      const unsubscribe = subscribe((event) => {
        waiting ??= setTimeout(() => {
          waiting = undefined;
          write(event);
        }, GATHER_MS);
      });
      const keepAlive = setInterval(() => write(': still here\n\n'), KEEP_ALIVE_MS);
      end = () => {
        clearInterval(keepAlive);
        clearTimeout(waiting);
        unsubscribe();
        stop.removeEventListener('abort', close);
      };
      const close = () => {
        end();
        controller.close();
      };
      // The first bytes tell the caller that the stream stands.
      write(': welcome\n\n');
      if (stop.aborted) close();
      else stop.addEventListener('abort', close);
    },
    cancel() {
      end();
    },
  });
}
