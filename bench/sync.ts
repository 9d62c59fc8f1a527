import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { apiOf } from '../tests/e2e/support/api.ts';
import type { TestBrowser } from '../tests/e2e/support/browser.ts';
import { type Figure, figure, median } from './figure.ts';
import { openStage, type Stage } from './stage.ts';

const TASKS = 10_000;
const ROUNDS = 3;
const TARGET_RATIO = 2;

/** First synchronisation of 10,000 tasks; against a bare `fetch` and `bulkPut` of the same pages, same indexes. */
export async function sync(): Promise<Figure[]> {
  const stage = await openStage(TASKS);
  try {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const browser = await stage.browser();
      bare.push(await bareOnce(stage, browser));
      ours.push(await oursOnce(stage, browser));
      await browser.close();
    }
    return [
      figure('first sync of 10,000 tasks', 'ms', median(ours), median(bare), {
        at: 'ratio',
        most: TARGET_RATIO,
      }),
    ];
  } finally {
    await stage.close();
  }
}

/** From the pairing (included) to the last row stored. */
async function oursOnce({ server, userId }: Stage, browser: TestBrowser): Promise<number> {
  const page = await browser.openPage('popup.html');
  const linkCode = await server.issueLink(userId, 'extension');
  return page.evaluate(pairAndWait, { server: server.url, linkCode });
}

async function bareOnce({ server, userId }: Stage, browser: TestBrowser): Promise<number> {
  const linkCode = await server.issueLink(userId, 'extension');
  const { token } = await apiOf(() => server.url, null)('pairing.redeem', {
    body: { linkCode, deviceName: 'Bench' },
  });
  const page = await browser.openPage('popup.html');
  await addDexie(page);
  return page.evaluate(fetchAndPut, { server: server.url, token });
}

async function addDexie(page: Page): Promise<void> {
  const source = await readFile(new URL('../node_modules/dexie/dist/dexie.min.js', import.meta.url), 'utf8');
  await page.evaluate(source);
}

interface Extension {
  chrome: {
    runtime: {
      sendMessage(message: object): Promise<{
        value: { sync: { state: string; firstSyncRows: number | null; lastSyncAt: string | null } };
      }>;
    };
  };
}

async function pairAndWait(request: { server: string; linkCode: string }): Promise<number> {
  const { runtime } = (globalThis as unknown as Extension).chrome;
  const start = performance.now();
  await runtime.sendMessage({ utskick: 'pairing.redeem', request });
  for (;;) {
    const { value } = await runtime.sendMessage({ utskick: 'session.get', request: {} });
    if (value.sync.lastSyncAt && value.sync.firstSyncRows === null && value.sync.state === 'fresh')
      return performance.now() - start;
    await new Promise((next) => setTimeout(next, 10));
  }
}

interface BareRow {
  kind: string;
  id: string;
  data: { type?: string; campaignId?: string | null; dueAt?: string };
}
interface WithDexie {
  Dexie: new (
    name: string,
  ) => {
    version(number: number): { stores(tables: Record<string, string>): void };
    table(name: string): { bulkPut(rows: object[]): Promise<unknown> };
    close(): void;
  };
}

async function fetchAndPut({ server, token }: { server: string; token: string }): Promise<number> {
  const { Dexie } = globalThis as unknown as WithDexie;
  const start = performance.now();
  const db = new Dexie('bare');
  db.version(1).stores({
    task: 'id, due, [type+due], [campaignId+due]',
    person: 'id',
    campaign: 'id',
    activity: 'id, [personId+at]',
  });
  let cursor = '';
  for (let more = true; more; ) {
    const answer = await fetch(`${server}/api/v2/sync?since=${cursor}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const page = (await answer.json()) as { rows: BareRow[]; cursor: string; more: boolean }; // our own server's page
    for (const kind of ['task', 'person', 'campaign', 'activity']) {
      const rows = page.rows
        .filter((row) => row.kind === kind)
        .map(({ id, data }) => ({ ...data, id, due: Date.parse(data.dueAt ?? '') || 0 }));
      if (rows.length > 0) await db.table(kind).bulkPut(rows);
    }
    ({ cursor, more } = page);
  }
  db.close();
  return performance.now() - start;
}
