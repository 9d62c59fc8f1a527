import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { freePort } from '../support/free-port.ts';

/** `utskick start` as a person has it: processes, a real browser, a real data folder. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const headless = {
  // Nothing is shown, so any display will do; the browser is kept off the net.
  DISPLAY: ':nothing',
  CHROMIUM_ARGS: '--headless=new --proxy-server=127.0.0.1:9 --proxy-bypass-list=127.0.0.1',
};
let dataDir: string;
/** The same for all starts of a test: to the extension another port is another server. */
let port: number;
test.beforeEach(async () => {
  port = await freePort();
  dataDir = mkdtempSync(join(tmpdir(), 'utskick-start-'));
});
test.afterEach(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

interface Running {
  child: ChildProcess;
  said(): string;
  exited: Promise<number | null>;
}

function utskick(args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ['server/cli/main.ts', ...args, '--data', dataDir], {
    cwd: root,
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', DATABASE_URL: '', ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  return { child, said: () => said, exited: new Promise((resolve) => child.once('close', resolve)) };
}

const start = (env?: Record<string, string>) => utskick(['start', '--port', String(port)], env);

async function tokens(): Promise<string[]> {
  const list = utskick(['token', 'list']);
  await list.exited;
  return list.said().trim().split('\n');
}

test('the first start pairs the browser, the next one goes on where it was', async () => {
  test.setTimeout(180_000);
  const first = start(headless);
  await expect.poll(first.said, { timeout: 90_000 }).toContain('The extension has been connected.');
  expect(first.said()).toContain('First start: made the workspace "Fyrskepp"');
  first.child.kill('SIGINT');
  expect(await first.exited).toBe(0);
  expect(existsSync(join(dataDir, 'lock'))).toBe(false);

  const second = start(headless);
  await expect.poll(second.said, { timeout: 90_000 }).toContain('The extension is connected already.');
  expect(second.said()).not.toContain('First start');
  expect(second.said()).not.toContain('Filling');
  second.child.kill('SIGTERM');
  expect(await second.exited).toBe(0);
  expect(await tokens()).toHaveLength(1);

  rmSync(join(dataDir, 'browser'), { recursive: true, maxRetries: 5 });
  const third = start(headless);
  await expect.poll(third.said, { timeout: 90_000 }).toContain('The extension has been connected.');
  third.child.kill('SIGINT');
  expect(await third.exited).toBe(0);
  expect(await tokens()).toHaveLength(2);
});

test('without a display it says how to go on, and serves', async () => {
  test.setTimeout(120_000);
  const running = start();
  await expect.poll(running.said, { timeout: 60_000 }).toContain('approve the code');
  const said = running.said();
  expect(said).toContain('There is no display here');
  const link = /http:\/\/127\.0\.0\.1:\d+\/link\?code=\S+/.exec(said)?.[0] ?? '';
  // What only looks at the link does not use it up.
  expect(await (await fetch(link)).text()).toContain('Sign in');
  const { origin, searchParams } = new URL(link);
  const form = { method: 'POST', body: searchParams, headers: { origin }, redirect: 'manual' } as const;
  const answer = await fetch(`${origin}/link`, form);
  expect(answer.headers.get('location')).toMatch(/\/practice$/);
  expect(answer.headers.get('set-cookie')).not.toBeNull();
  running.child.kill('SIGINT');
  expect(await running.exited).toBe(0);
});

test('a browser that cannot be had is said in a sentence, and the server goes on', async () => {
  test.setTimeout(120_000);
  const missing = start({ DISPLAY: ':nothing', CHROMIUM_PATH: '/nowhere/chromium' });
  await expect.poll(missing.said, { timeout: 60_000 }).toContain('approve the code');
  expect(missing.said()).toContain('CHROMIUM_PATH: there is no program at /nowhere/chromium');
  missing.child.kill('SIGINT');
  expect(await missing.exited).toBe(0);

  const broken = start({ DISPLAY: ':nothing', CHROMIUM_PATH: '/bin/false' });
  await expect.poll(broken.said, { timeout: 60_000 }).toContain('approve the code');
  expect(broken.said()).toContain(
    '/bin/false) could not be started with the extension: it ended at once with code 1.',
  );
  expect(broken.said()).not.toMatch(/^\s+at /m);
  broken.child.kill('SIGINT');
  expect(await broken.exited).toBe(0);
});
