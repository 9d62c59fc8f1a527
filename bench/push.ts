import { nudgePath } from '../lib/contract/api.ts';
import { apiOf } from '../tests/e2e/support/api.ts';
import { openSidebar, sidebarOf } from '../tests/e2e/support/browser.ts';
import { type Figure, figure, inTurn } from './figure.ts';
import { clockMs, openStage, type Stage } from './stage.ts';

const ROUNDS = 10;

/** From a change on the server to its row in an open sidebar; against a bare client that hears the nudge and pulls. */
export async function push(): Promise<Figure[]> {
  const stage = await openStage(1_000);
  try {
    const browser = await stage.browser();
    await stage.pair(browser);
    const { page } = await browser.openGmail({});
    await openSidebar(page);
    const sidebar = sidebarOf(page);
    await sidebar.getByRole('textbox', { name: 'Search' }).fill('Fresh');
    const bare = await bareClient(stage);
    let count = 0;
    const shown = async (): Promise<number> => {
      const title = `Fresh ${count++}`;
      const visible = sidebar.locator('body').evaluate(whenShown, title);
      const start = clockMs();
      await stage.addTask({ title });
      return (await visible) - start;
    };
    const heard = async (): Promise<number> => {
      const next = bare.next();
      const start = clockMs();
      await stage.addTask({ title: `Fresh ${count++}` });
      return (await next) - start;
    };
    await shown();
    await heard();
    const { a, b } = await inTurn(ROUNDS, shown, heard);
    bare.close();
    return [figure('change on the server to visible', 'ms', a, b)];
  } finally {
    await stage.close();
  }
}

function whenShown(body: Element, title: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (body.textContent?.includes(title)) {
        watcher.disconnect();
        resolve(performance.timeOrigin + performance.now());
      }
    };
    const watcher = new MutationObserver(look);
    watcher.observe(body, { childList: true, subtree: true, characterData: true });
  });
}

/** The least a client can do: hear the nudge, pull what has changed, parse it. */
async function bareClient({ server, userId }: Stage): Promise<{ next(): Promise<number>; close(): void }> {
  const linkCode = await server.issueLink(userId, 'extension');
  const { token } = await apiOf(() => server.url, null)('pairing.redeem', {
    body: { linkCode, deviceName: 'Bench' },
  });
  const headers = { authorization: `Bearer ${token}` };
  const pull = async (since: string): Promise<{ cursor: string; more: boolean }> =>
    (await fetch(`${server.url}/api/v1/sync?since=${since}`, { headers })).json() as Promise<{
      cursor: string;
      more: boolean;
    }>; // our own server's page
  let page = await pull('');
  while (page.more) page = await pull(page.cursor);
  const stop = new AbortController();
  const stream = await fetch(`${server.url}${nudgePath}`, { headers, signal: stop.signal });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('expected a stream of nudges');
  return {
    async next() {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the stream of nudges has ended');
        if (!value.includes('event: changed')) continue;
        const before = page.cursor;
        page = await pull(page.cursor);
        if (page.cursor !== before) return clockMs();
      }
    },
    close: () => stop.abort(),
  };
}
