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
      // Ever more overdue: the newest stands on top, where a long list draws it.
      await stage.addTask({ title, dueAt: new Date(Date.UTC(2026, 0, 1) - count * 60_000).toISOString() });
      return (await visible) - start;
    };
    const heard = async (): Promise<number> => {
      const title = `Fresh ${count++}`;
      const pulled = bare.hears(title);
      const start = clockMs();
      await stage.addTask({ title });
      return (await pulled) - start;
    };
    await shown();
    await heard();
    const { a, b } = await inTurn(ROUNDS, shown, heard);
    await bare.close();
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

interface Page {
  rows: { data: { title?: string } | null }[];
  cursor: string;
  more: boolean;
}

/** The least a client can do: hear the nudge, pull what has changed, parse it. */
async function bareClient({ server, userId }: Stage) {
  const linkCode = await server.issueLink(userId, 'extension');
  const body = { linkCode, deviceName: 'Bench' };
  const { token } = await apiOf(() => server.url, null)('pairing.redeem', { body });
  const headers = { authorization: `Bearer ${token}` };
  const pull = async (since: string): Promise<Page> => {
    const answer = await fetch(`${server.url}/api/v2/sync?since=${since}`, { headers });
    return (await answer.json()) as Page; // our own server's answer
  };
  let page = await pull('');
  while (page.more) page = await pull(page.cursor);
  const stop = new AbortController();
  const stream = await fetch(`${server.url}${nudgePath}`, { headers, signal: stop.signal });
  const waiting = new Map<string, (at: number) => void>();
  const listen = async (): Promise<void> => {
    for await (const text of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (!text.includes('event: changed')) continue;
      page = await pull(page.cursor);
      const at = clockMs();
      for (const { data } of page.rows) if (data?.title) waiting.get(data.title)?.(at);
    }
  };
  const listening = listen().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return {
    /** @returns the moment at which a task of that title has been pulled */
    hears: (title: string) => new Promise<number>((resolve) => waiting.set(title, resolve)),
    async close() {
      stop.abort();
      await listening;
    },
  };
}
