// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { App } from '../../entrypoints/sidebar/App.tsx';
import type { ComposeSession } from '../../lib/contract/compose.ts';
import type { Task } from '../../lib/contract/task.ts';
import { aCompose } from '../support/fake-state.ts';
import { press, show } from '../support/show.tsx';
import { aTask, idOf } from '../support/tasks.ts';

afterEach(() => vi.useRealTimers());

const due = {
  overdue: '2026-11-16T09:00:00.000Z',
  today: '2026-11-18T12:00:00.000Z',
  tomorrow: '2026-11-19T08:00:00.000Z',
  week: '2026-11-23T08:00:00.000Z',
};
function four(): Task[] {
  return [
    aTask({ id: idOf('task', 1), personName: 'Anna Lindqvist', dueAt: due.overdue }),
    aTask({
      id: idOf('task', 2),
      personName: 'Bjørn Solheim',
      dueAt: due.today,
      type: 'call',
      campaignId: idOf('campaign', 2),
      campaignName: 'Trade fair',
    }),
    aTask({ id: idOf('task', 3), personName: 'Chiara Moretti', dueAt: due.tomorrow, priority: 'high' }),
    aTask({
      id: idOf('task', 4),
      personName: '',
      companyName: null,
      dueAt: due.week,
      type: 'custom',
      title: 'Reference letter',
      campaignId: null,
      campaignName: null,
      dayNumber: null,
      stepNumber: null,
    }),
  ];
}
const row = (name: string): Promise<HTMLElement> =>
  screen.findByRole('button', { name: new RegExp(`^(Email|Call|InMail|Task).*${name}`) });
const focused = (): string => document.activeElement?.textContent ?? '';

test('§8.2 sidebar: tasks stand in their groups with counts, each with who, company, campaign, day and time', async () => {
  show(<App />, { tasks: four() });
  await row('Anna');
  expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual([
    'Overdue1',
    'Today1',
    'Tomorrow1',
    'Next 7 days1',
  ]);
  expect((await row('Anna')).textContent).toContain('Nordkap Logistik AB');
  expect((await row('Anna')).textContent).toContain('Autumn fleet renewal · day 1, step 1');
  expect((await row('Bjørn')).textContent).toContain('1:00 PM');
  expect((await row('Chiara')).textContent).toContain('High priority');
  expect((await row('No name')).textContent).toContain('Reference letter');
});

test('j and k move over tasks and headings, Enter opens, Escape comes back to the same line', async () => {
  const background = show(<App />, { tasks: four() });
  await row('Anna');
  press('j');
  expect(focused()).toContain('Anna');
  press('j');
  press('ArrowDown');
  await waitFor(() => expect(focused()).toContain('Bjørn'));
  press('k');
  await waitFor(() => expect(focused()).toContain('Today'));
  press('j');
  await waitFor(() => expect(focused()).toContain('Bjørn'));
  fireEvent.click(document.activeElement as HTMLElement);
  await screen.findByRole('article');
  press('Escape');
  await waitFor(() => expect(focused()).toContain('Bjørn'));
  expect(background.asked.filter(({ name }) => name === 'sidebar.close')).toEqual([]);
});

test('Escape in the list gives the focus back to the mail page', async () => {
  const background = show(<App />, { tasks: four() });
  await row('Anna');
  press('Escape');
  expect(background.asked.at(-1)?.name).toBe('sidebar.close');
});

test('a heading closes and opens its group', async () => {
  show(<App />, { tasks: four() });
  await row('Bjørn');
  const heading = screen.getByRole('button', { name: /^Today/ });
  fireEvent.click(heading);
  await waitFor(() => expect(screen.queryByText('Bjørn Solheim')).toBeNull());
  expect(heading.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(screen.getByRole('button', { name: /^Today/ }));
  await row('Bjørn');
});

test('a task whose email is being written, or may have been sent, says so in the list', async () => {
  const of = (number: number, state: ComposeSession['state']): [string, ComposeSession] => {
    const taskId = idOf('task', number);
    return [taskId, aCompose({ taskId, state })];
  };
  show(<App />, {
    tasks: four(),
    composes: new Map([of(1, 'writing'), of(2, 'unsure'), of(3, 'discarded')]),
  });
  expect((await row('Anna')).textContent).toContain('Being written · Autumn fleet renewal');
  expect((await row('Bjørn')).textContent).toContain('Was it sent? · Trade fair');
  expect((await row('Chiara')).textContent).not.toMatch(/Being written|Was it sent/);
});

test('e completes, says so, and z takes it back', async () => {
  const background = show(<App />, { tasks: four() });
  await row('Anna');
  press('j');
  press('e');
  await screen.findByRole('button', { name: /Undo/ });
  expect(screen.getByRole('region', { name: 'Undo' }).textContent).toContain('Done: Anna Lindqvist');
  expect(screen.queryByText('Overdue')).toBeNull();
  press('z');
  await row('Anna');
  expect(background.asked.map(({ name }) => name)).toContain('tasks.undo');
});

test('keys act on the task that has the focus, also when one above it has gone', async () => {
  const background = show(<App />, { tasks: four() });
  (await row('Chiara')).focus();
  fireEvent.click(screen.getByRole('button', { name: 'Done: Anna Lindqvist' }));
  await waitFor(() => expect(screen.queryByText('Anna Lindqvist')).toBeNull());
  expect(focused()).toContain('Chiara');
  press('e');
  await waitFor(() => expect(screen.queryByText('Chiara Moretti')).toBeNull());
  expect(await row('No name')).toBeTruthy();
  expect(background.asked.filter(({ name }) => name === 'tasks.undo')).toEqual([]);
});

test('what can be undone can be undone for ten seconds', async () => {
  show(<App />, { tasks: four() });
  await row('Anna');
  vi.useFakeTimers({ shouldAdvanceTime: true });
  press('j');
  press('Delete');
  await screen.findByText('Skipped: Anna Lindqvist', { selector: '.undo *' });
  await vi.advanceTimersByTimeAsync(9_800);
  expect(screen.queryByRole('button', { name: /Undo/ })).not.toBeNull();
  await vi.advanceTimersByTimeAsync(400);
  await waitFor(() => expect(screen.queryByRole('button', { name: /Undo/ })).toBeNull());
});

test('undo that comes too late says why', async () => {
  show(
    <App />,
    { tasks: four() },
    { 'tasks.undo': () => ({ ok: false, code: 'TASK_MOVED_ON', message: 'next step is done' }) },
  );
  await row('Anna');
  press('j');
  press('e');
  await screen.findByRole('button', { name: /Undo/ });
  press('z');
  expect((await screen.findByRole('alert')).textContent).toContain('too late to undo');
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  expect(screen.getByRole('alert').textContent).toContain('next step is done');
});

test("h offers four times in the person's zone; the one chosen goes to the task", async () => {
  const background = show(<App />, { tasks: four() });
  await row('Anna');
  press('j');
  press('h');
  const dialog = await screen.findByRole('dialog');
  const times = within(dialog)
    .getAllByRole('listitem')
    .map((item) => item.textContent);
  expect(times).toEqual([
    'Later todayToday 2:00 PM',
    'TomorrowTomorrow 9:00 AM',
    'Next MondayMon 9:00 AM',
    'In a weekNov 25 9:00 AM',
  ]);
  fireEvent.click(within(dialog).getByRole('button', { name: /^Tomorrow/ }));
  await screen.findByText('Snoozed until tomorrow 9:00 AM: Anna Lindqvist', { selector: '.undo *' });
  expect(background.asked.find(({ name }) => name === 'tasks.snooze')?.request).toEqual({
    taskId: idOf('task', 1),
    until: '2026-11-19T08:00:00.000Z',
  });
});

test('another time must still be to come', async () => {
  const background = show(<App />, { tasks: four() });
  await row('Anna');
  press('j');
  press('h');
  const dialog = await screen.findByRole('dialog');
  fireEvent.input(within(dialog).getByLabelText('Another time'), { target: { value: '2026-11-18T09:00' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Snooze' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('still to come');
  expect(background.asked.some(({ name }) => name === 'tasks.snooze')).toBe(false);
});

test('search narrows the list, letters typed there do nothing to tasks, and no match offers a way out', async () => {
  const background = show(<App />, { tasks: four() });
  await row('Anna');
  press('/');
  const field = screen.getByRole('textbox', { name: 'Search tasks' });
  expect(document.activeElement).toBe(field);
  press('e');
  press('z');
  fireEvent.input(field, { target: { value: 'chiara' } });
  await waitFor(() => expect(screen.queryByText('Anna Lindqvist')).toBeNull());
  await row('Chiara');
  fireEvent.input(field, { target: { value: 'nobody' } });
  await screen.findByText('No task matches');
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await row('Anna');
  expect(background.asked.some(({ name }) => name === 'tasks.complete')).toBe(false);
});

test('filters by type and by campaign go to the background', async () => {
  show(<App />, { tasks: four() });
  await row('Anna');
  fireEvent.click(screen.getByRole('radio', { name: 'Call' }));
  await waitFor(() => expect(screen.queryByText('Anna Lindqvist')).toBeNull());
  await row('Bjørn');
  fireEvent.click(screen.getByRole('radio', { name: 'All' }));
  fireEvent.change(screen.getByRole('combobox', { name: 'Campaign' }), {
    target: { value: idOf('campaign', 2) },
  });
  await waitFor(() => expect(screen.queryByText('Anna Lindqvist')).toBeNull());
  await row('Bjørn');
});

test('of ten thousand tasks only those in sight are in the page, and only their pages are asked for', async () => {
  const tasks = Array.from({ length: 10_000 }, (_, index) =>
    aTask({ id: idOf('task', index + 1), personName: `Person ${index + 1}`, dueAt: due.today }),
  );
  const background = show(<App />, { tasks });
  await row('Person 1\\s?Nordkap');
  expect(screen.getAllByRole('listitem').length).toBeLessThan(60);
  expect(screen.getByText('10,000 tasks')).toBeDefined();
  expect(background.asked.filter(({ name }) => name === 'tasks.list').length).toBeLessThan(4);
});

test('a task done elsewhere leaves the list by itself', async () => {
  const background = show(<App />, { tasks: four() });
  await row('Anna');
  await background.change(idOf('task', 1), { status: 'done' });
  await waitFor(() => expect(screen.queryByText('Anna Lindqvist')).toBeNull());
});

test('? shows the keys', async () => {
  show(<App />, { tasks: four() });
  await row('Anna');
  press('?');
  expect((await screen.findByRole('dialog', { name: 'Keyboard' })).textContent).toContain(
    'Next or previous task',
  );
});
