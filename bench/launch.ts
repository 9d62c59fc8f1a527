import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { Campaign, Step } from '../lib/contract/campaign.ts';
import { mostPerLaunch } from '../lib/contract/limits.ts';
import { createCampaign } from '../server/campaigns/create.ts';
import { setLimits } from '../server/campaigns/limits.ts';
import { createPeople } from '../server/people/people.ts';
import { apiOf } from '../tests/e2e/support/api.ts';
import { type Figure, figure } from './figure.ts';
import { openStage, type Stage, somePeople } from './stage.ts';

const MAIL = {
  subject: 'Vans for {{company}}',
  html: '<p>Hi {{first_name}},</p><p>how many vans does {{company}} run?</p>',
  alsoTo: [],
  cc: [],
  bcc: [],
};

/** A launch in the real page and over the API: how long each of its questions takes; against ten people. */
export async function launch(): Promise<Figure[]> {
  const few = await measure(10);
  const figures: Figure[] = [];
  for (const people of new Set([1_000, mostPerLaunch])) {
    const many = await measure(people);
    for (const [name, ms] of many)
      figures.push(figure(`launch of ${people.toLocaleString('en')}: ${name}`, 'ms', ms, few.get(name) ?? 0));
  }
  return figures;
}

async function measure(count: number): Promise<Map<string, number>> {
  const stage = await openStage(0);
  try {
    const { db } = stage.server;
    const { workspaceId, userId } = stage;
    const now = new Date();
    const people = await createPeople(db, workspaceId, inTwoZones(somePeople(count)), now);
    const limits = { peoplePerLaunch: mostPerLaunch, launchesPerDay: 200, runningCampaigns: 200 };
    await setLimits(db, { workspaceId, userId }, limits, now);
    const ms = await overApi(
      stage,
      await aCampaign(stage),
      people.map(({ id }) => id),
    );
    const campaign = await aCampaign(stage);
    const browser = await stage.browser();
    await stage.pair(browser);
    const page = await browser.openPage('workspace.html');
    return new Map([...ms, ...(await inPage(page, campaign))]);
  } finally {
    await stage.close();
  }
}

async function aCampaign({ server, workspaceId, userId }: Stage): Promise<Campaign> {
  const step = (type: Step['type'], title: string, email: Step['email'] = null): Step => ({
    id: randomUUID(),
    type,
    title,
    details: '',
    email,
    dueTime: '09:00',
    ...(type === 'email' && { send: 'fixed_time' as const }),
  });
  const days = [
    { number: 1, steps: [step('email', 'First mail', MAIL)] },
    { number: 3, steps: [step('call', 'Ring them')] },
    { number: 5, steps: [step('email', 'Second mail', MAIL)] },
    { number: 8, steps: [step('inmail', 'Write to them')] },
    { number: 12, steps: [step('email', 'Last mail', MAIL)] },
  ];
  const campaign = {
    name: `Spring ${randomUUID().slice(0, 8)}`,
    category: '',
    settings: { skipWeekends: true },
    days,
  };
  const created = await createCampaign(server.db, workspaceId, campaign, new Date(), userId);
  if (!created.ok) throw new Error(created.message);
  return created.value;
}

async function overApi({ server, userId }: Stage, campaign: Campaign, personIds: string[]) {
  const body = { linkCode: await server.issueLink(userId, 'extension'), deviceName: 'Bench' };
  const { token } = await apiOf(() => server.url, null)('pairing.redeem', { body });
  const ask = apiOf(() => server.url, token);
  const params = { id: campaign.id };
  const ms = new Map<string, number>();
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const value = await work();
    ms.set(`API, ${name}`, performance.now() - start);
    return value;
  };
  const start = { timeZone: 'UTC', startAt: new Date(Date.now() + 86_400_000).toISOString() };
  await timed('candidates', () => ask('campaigns.candidates', { params, body: { personIds } }));
  await timed('gate', () => ask('campaigns.gate', { params, body: { personIds } }));
  await timed('plan', () => ask('campaigns.plan', { params, body: { personIds, ...start } }));
  const report = await timed('launch', () =>
    ask('campaigns.launch', { params, body: { personIds, ...start } }),
  );
  if (report.enrolled.length !== personIds.length) throw new Error('expected everybody to be enrolled');
  await timed('undo', async () => {
    const runs = report.enrolled.map(({ id }) => ({ enrolmentId: id, id: randomUUID() }));
    for (let at = 0; at < runs.length; at += 200)
      await ask('enrolments.stopMany', { body: { runs: runs.slice(at, at + 200) } });
  });
  return ms;
}

async function inPage(page: Page, campaign: Campaign): Promise<Map<string, number>> {
  const ms = new Map<string, number>();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/campaigns?id=${campaign.id}&edit=launch`);
  await page.reload();
  const all = page.getByRole('button', { name: /^Choose (all|as many)/ });
  await all.waitFor();
  const press = async (name: string, button: string, until: string): Promise<void> => {
    await page.locator(button).first().waitFor();
    ms.set(`page, ${name}`, await page.evaluate(pressAndWait, { button, until }));
  };
  const next = '.launch-foot .main:enabled';
  await press('everybody chosen', '.launch-people .row-of.wrap .button.small:enabled', '.launch-chosen li');
  await press('who can', next, '#launch-can');
  await press('first emails', next, '.launch-first');
  await press('when', next, '.launch-when');
  await page.locator('.launch-when input[type=radio]').first().check();
  await press('plan', next, '.plan-table');
  await press('launch', next, '.launch-done');
  await press('undo', '.undo button', '.launch-done:not(:has(.note))');
  return ms;
}

/** Runs in the page. @returns milliseconds from the press until what was asked for has been painted */
function pressAndWait({ button, until }: { button: string; until: string }): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now();
    const look = () => {
      if (!document.querySelector(until)) return;
      watcher.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    };
    const watcher = new MutationObserver(look);
    watcher.observe(document, { childList: true, subtree: true, attributes: true });
    document.querySelector<HTMLElement>(button)?.click();
  });
}

function inTwoZones<P>(people: readonly P[]) {
  return people.map((person, index) => ({
    ...person,
    timeZone: index % 3 === 0 ? 'America/New_York' : 'Europe/Stockholm',
  }));
}
